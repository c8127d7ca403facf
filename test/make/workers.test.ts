/**
 * Documents made by other processes: the same bytes and words in the same order as by one, and what is lost when one of them ends.
 *
 * The processes run compiled code.
 */
import { spawn, spawnSync } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layoutName } from '../../src/make/document.js';
import type { FilesMaker } from '../../src/make/files-maker.js';
import { inWorkers } from '../../src/make/workers/pool.js';
import { carriedOut } from '../../src/plan/carry-out.js';
import type { Step } from '../../src/plan/to-do.js';
import { chooseEngine } from '../../src/writers/pdf/choose-engine.js';
import { long } from '../setup/long.js';
import { outputsIn } from '../setup/outputs.js';
import { certpress, compile, main } from '../setup/run.js';
import { sampleDocument, samplesFolder } from '../setup/samples.js';

let folder = '';
/** Beside the records, not among them. */
let outputs = '';
const cases = ['wanding/qingyu-payment', 'wanding/nuantu-heating'];
beforeAll(async () => {
  await compile();
  folder = await mkdtemp(join(tmpdir(), 'certpress-workers-'));
  outputs = await mkdtemp(join(tmpdir(), 'certpress-workers-out-'));
  for (const part of ['certpress.yaml', 'people.yaml', ...cases])
    await cp(join(samplesFolder, part), join(folder, part), { recursive: true });
});
afterAll(async () => {
  for (const one of [folder, outputs]) await rm(one, { recursive: true, force: true, maxRetries: 3 });
});

const build = (out: string, ...more: readonly string[]): ReturnType<typeof certpress> =>
  certpress(['build', '.', '--out', out, '--lang', 'zh', '--json', ...more], { cwd: folder });
/** Without what differs from run to run. */
const said = (stdout: string): unknown => ({ ...(JSON.parse(stdout) as Record<string, unknown>), summary: undefined });
const processesOf = (parent: number): number[] =>
  spawnSync('ps', ['-o', 'pid=', '--ppid', String(parent)], { encoding: 'utf8' })
    .stdout.split('\n')
    .map(Number)
    .filter((pid) => pid > 0);

/** What one process makes of it all: what the others are compared with. */
let byOne: ReturnType<typeof build> | undefined;
const one = async (): Promise<{ readonly out: string; readonly said: unknown }> => {
  const { status, out } = await (byOne ??= build(join(outputs, 'one'), '--jobs', '1'));
  expect(status).toBe(0);
  return { out: join(outputs, 'one'), said: said(out) };
};

describe('several processes', () => {
  it('make the same bytes and say the same in the same order as one', long, async () => {
    const three = join(outputs, 'three');
    const together = await build(three, '--jobs', '3');
    const alone = await one();
    expect(said(together.out)).toEqual(alone.said);
    const files = await outputsIn(alone.out);
    // Of one case two plans, a notice, a report, three nonconformities and a certificate; of the other four documents; in two formats: more
    // than are made in one process.
    expect([...files.keys()].filter((name) => !name.endsWith('.json'))).toHaveLength(24);
    expect(await outputsIn(three)).toEqual(files);
  });

  it('print a line for each document, in the order of the records, then the sums', long, async () => {
    const { out } = await certpress(['build', '.', '--out', join(outputs, 'lines'), '--json=lines', '--jobs', '2'], { cwd: folder });
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; document?: string; outputs?: unknown[] });
    expect(lines.at(-1)).toMatchObject({ type: 'summary', errors: 0 });
    const documents = lines.filter(({ type }) => type === 'document');
    const again = await certpress(['build', '.', '--out', join(outputs, 'lines'), '--json=lines', '--jobs', '1'], { cwd: folder });
    const second = again.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; outputs?: { reused: boolean }[] });
    const made = documents.filter(({ outputs }) => outputs?.length === 2);
    expect(made).toHaveLength(12);
    // Nothing has changed since: the documents of the earlier result are told all the same.
    expect(second.filter(({ type, outputs }) => type === 'document' && outputs?.every(({ reused }) => reused))).toHaveLength(made.length);
  });

  it.skipIf(process.platform === 'win32')(
    'are one where a single hand has more documents to remember than there is room for beside an engine',
    async () => {
      const { order: materials, composed } = await sampleDocument('qingyu-payment/stage-1/audit-plan', 'zh');
      const order = { document: composed.document, mustFit: false, wording: materials.wording, layout: layoutName(materials) };
      const others = (): number => processesOf(process.pid).length;
      /** How many processes more there are once the first of eleven documents is made, and how many are being made at once. */
      const made = async (documents: number): Promise<{ readonly more: number; readonly atOnce: number }> => {
        const before = others();
        let [more, busy, atOnce] = [NaN, 0, 0];
        const make = (n: number) => async (maker: FilesMaker) => {
          busy += 1;
          atOnce = Math.max(atOnce, busy);
          const { diagnostics } = await maker.make({ ...order, formats: n === 0 ? ['docx'] : [] }, `document ${n}`);
          if (n === 0) more = others() - before;
          busy -= 1;
          return { diagnostics };
        };
        async function* steps(): AsyncGenerator<Step, void, undefined> {
          for (let n = 0; n < 11; n++) {
            const about = { order: {} as Step['order'], folder: '', name: '', isAlone: true, labelsAsked: new Set<string>() };
            yield await Promise.resolve({ ...about, told: { diagnostics: [] }, make: make(n) });
          }
        }
        const how = { jobs: 1, signal: new AbortController().signal, documents, engine: chooseEngine() };
        for await (const { diagnostics } of carriedOut(steps(), how, () => undefined)) expect(diagnostics).toEqual([]);
        return { more, atOnce };
      };
      expect(await made(1000)).toEqual({ more: 0, atOnce: 1 });
      expect(await made(1001)).toEqual({ more: 1, atOnce: 1 });
    },
  );
});

describe.skipIf(process.platform === 'win32')('a process that ends', () => {
  it('is replaced, and its document is made all the same or told by name', long, async () => {
    const out = join(outputs, 'killed');
    const child = spawn(process.execPath, [main, 'build', '.', '--out', out, '--lang', 'zh', '--json', '--jobs', '2'], { cwd: folder });
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    let killed = 0;
    // As soon as the first files stand, one of the two is at work, or about to be.
    const killing = setInterval(() => {
      void readdir(out, { recursive: true })
        .then((names) => {
          const [victim] = processesOf(child.pid ?? 0);
          if (killed === 0 && victim !== undefined && names.some((name) => name.endsWith('.pdf'))) {
            process.kill(victim, 'SIGKILL');
            killed += 1;
          }
        })
        .catch(() => undefined);
    }, 20);
    const status = await ended;
    clearInterval(killing);
    expect(killed).toBe(1);
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; severity: string }[] };
    // Killed once: whatever it was at work on is made by another.
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(status).toBe(0);
    expect(await outputsIn(out)).toEqual(await outputsIn((await one()).out));
  });

  it('twice, or takes too long, is told with the name of its document; the rest goes on', async () => {
    const [first, second] = [
      await sampleDocument('qingyu-payment/stage-1/audit-plan', 'zh'),
      await sampleDocument('qingyu-payment/stage-2/audit-plan', 'zh'),
    ];
    const order = ({ order: materials, composed: { document } }: typeof first): Parameters<ReturnType<typeof inWorkers>['make']>[0] => ({
      document,
      mustFit: false,
      wording: materials.wording,
      layout: layoutName(materials),
      formats: ['pdf'],
    });
    // No document is made within a thousandth of a second.
    const hasty = inWorkers({ jobs: 1, longest: 1 });
    const late = await hasty.make(order(first), 'the first');
    expect(late.made).toBeUndefined();
    expect(late.diagnostics.map(({ code, message }) => [code, message.en])).toEqual([
      ['maker-late', 'the first was not finished after 0.001 s and was stopped; the other documents are not affected'],
    ]);
    await hasty.close();
    // Whoever closes them wants nothing any more: what waits ends without a complaint.
    const closed = inWorkers({ jobs: 1 });
    const waiting = [closed.make(order(first), 'the first'), closed.make(order(first), 'the first again')];
    await closed.close();
    for (const one of await Promise.all(waiting)) expect(one).toEqual({ fits: true, diagnostics: [] });

    const before = new Set(processesOf(process.pid));
    const pool = inWorkers({ jobs: 1 });
    const making = pool.make(order(first), 'the first');
    let killed = 0;
    const killing = setInterval(() => {
      for (const pid of processesOf(process.pid)) {
        if (before.has(pid) || killed >= 2) continue;
        before.add(pid);
        try {
          process.kill(pid, 'SIGKILL');
          killed += 1;
        } catch {
          // It was the one that listed the processes.
        }
      }
    }, 10);
    const lost = await making;
    clearInterval(killing);
    expect(lost.diagnostics.map(({ code, message }) => [code, message.en])).toEqual([
      ['maker-ended', 'The process that made the first ended unexpectedly, twice; the other documents are not affected'],
    ]);
    expect((await pool.make(order(second), 'the second')).made?.files).toHaveLength(1);
    await pool.close();
  });
});
