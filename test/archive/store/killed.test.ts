/**
 * Runs that are stopped in the middle: at every step of the disk, at 200 random ones, and by SIGKILL. What was there before is
 * as it was, the new thing is there whole or not at all, and the next run goes on.
 */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { checkBag, checkIndex, openStore, readIndex, type Disk, type Store } from '../../../src/archive/store/index.js';
import { packageInfo } from '../../../src/program/package-info.js';
import { isLongRun, isSwept, sweep } from '../../setup/long.js';
import { checkSignature, contents, failingDisk, options, snapshot, text, withFolder, type Step } from './fixture.js';

const bag = 'wanding/nuantu-heating/initial';
const late = { at: '2030-01-01T00:00:00Z' };
const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('undefined');
  return value;
};
async function using(dir: string, work: (store: Store) => Promise<unknown>, disk?: Disk): Promise<void> {
  const opened = await openStore(dir, options({ ...late, ...(disk ? { disk } : {}) }));
  if (!opened.value) return;
  await work(opened.value);
  await opened.value.close();
}
const acts: Record<string, (store: Store) => Promise<unknown>> = {
  'the first bag': (store) => store.add(contents(1, { place: { scheme: 's', case: 'c', subject: 'new' } })),
  'a revision': (store) => store.add(contents(3), 'third'),
  hold: (store) => store.hold(bag, 'a reason'),
  dispose: (store) => store.dispose(bag, 'term over', '2029-12-31'),
  renew: (store) => store.renew(async (bytes) => text(`token over ${bytes.length}`)),
};
/** Two revisions and a token. */
async function archive(dir: string): Promise<void> {
  await using(dir, async (store) => {
    await store.add(contents(1));
    await store.add(contents(2), 'second');
    await store.renew(async () => text('first token'));
  });
}

/** After a crash: what was there is there, unless a disposal was decided; the next run finishes; then all is sound. */
async function judge(dir: string, before: ReadonlyMap<string, string>, act: string): Promise<'absent' | 'whole'> {
  const kept = snapshot(dir);
  for (const [file, hash] of before) {
    if (/^index\./.test(file) || (act === 'dispose' && existsSync(join(dir, 'disposed', '4.json')))) continue;
    expect(kept.get(file), file).toBe(hash);
  }
  const opened = await openStore(dir, options(late));
  expect(opened.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const store = must(opened.value);
  const { entries } = await readIndex(dir);
  expect([3, 4]).toContain(entries.length);
  const check = await checkIndex(dir, checkSignature);
  expect(check.findings).toEqual([]);
  for (const path of check.bags) expect((await checkBag(join(dir, path), checkSignature)).findings).toEqual([]);
  expect((await store.add(contents(9, { place: { scheme: 's', case: 'c', subject: 'after' } }))).value?.state).toBe('added');
  await store.close();
  expect((await checkIndex(dir, checkSignature)).findings).toEqual([]);
  expect(readdirSync(dir).filter((name) => name.startsWith('.'))).toEqual([]);
  return entries.length === 4 ? 'whole' : 'absent';
}

/** Steps at which one of the acts was stopped. */
const kinds = new Set<Step>();
test.each(Object.keys(acts))('stopped at each step of: %s', { ...sweep, timeout: 300_000 }, async (act) => {
  const seen = new Set<string>();
  await withFolder(async (root) => {
    const start = join(root, 'start');
    await archive(start);
    const before = snapshot(start);
    for (let at = 1; ; at++) {
      if (!isSwept(at - 1, 20)) continue;
      const dir = join(root, `${at}`);
      cpSync(start, dir, { recursive: true });
      const disk = failingDisk(at, at % 2 === 0 ? 'lost' : 'crash');
      await using(dir, must(acts[act]), disk);
      if (!disk.died()) break;
      kinds.add(must(disk.steps.at(-1)));
      seen.add(await judge(dir, before, act));
    }
  });
  expect(seen.size).toBeGreaterThan(0);
  if (!isLongRun) return;
  expect(seen).toEqual(new Set(['absent', 'whole']));
});
test('steps of each kind are among them', sweep, () => {
  const wanted = isLongRun ? (['create', 'append', 'rename', 'syncFolder'] as const) : (['create'] as const);
  for (const step of wanted) expect(kinds).toContain(step);
});

/** mulberry32 */
function random(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const stopsInAll = isLongRun ? 180 : 20;
test(`${stopsInAll} seeded stops, one after the other in one archive, runs that finish among them`, { ...sweep, timeout: 300_000 }, () =>
  withFolder(async (dir) => {
    const next = random(20260301 + stopsInAll);
    let version = 0;
    let stops = 0;
    let revisions = 0;
    const known = new Map<string, string>();
    while (stops < stopsInAll) {
      const disk = failingDisk(1 + Math.floor(next() * 70), next() < 0.5 ? 'crash' : 'lost');
      const subject = `a${Math.floor(next() * 20)}`;
      await using(dir, (store) => store.add(contents(++version, { place: { scheme: 's', case: 'c', subject } }), 'seeded'), disk);
      if (disk.died()) stops++;
      // Each bag that ever was entered is still there, byte for byte.
      const now = snapshot(dir);
      for (const [file, hash] of known) if (now.get(file) !== hash) throw new Error(`${file} after stop ${stops}`);
      const { entries, torn } = await readIndex(dir);
      if (!torn) expect(entries.length).toBeGreaterThanOrEqual(revisions);
      revisions = Math.max(revisions, entries.length);
      for (const [file, hash] of now)
        if (entries.some((entry) => entry.kind === 'added' && file.startsWith(`${entry.bag}/`))) known.set(file, hash);
    }
    await using(dir, async (store) => store.hold('s/c/a0', 'the last act'));
    const check = await checkIndex(dir, checkSignature);
    expect(check.findings).toEqual([]);
    for (const path of check.bags) expect((await checkBag(join(dir, path), checkSignature)).findings).toEqual([]);
    expect(revisions).toBeGreaterThan(stopsInAll / 4 - 5);
  }),
);

const kills = isLongRun ? 9 : 1;
test(`killed for real, ${kills} time(s)`, { ...sweep, timeout: 300_000 }, () =>
  withFolder(async (dir) => {
    const root = packageInfo().root;
    const next = random(kills);
    let stopped = 0;
    for (let n = 0; n < kills; n++) {
      const index = join(dir, 'index.jsonl');
      const lengthOf = (): number => statSync(index, { throwIfNoEntry: false })?.size ?? 0;
      const earlier = lengthOf();
      const child = spawn(
        process.execPath,
        [join(root, 'tools', 'run-ts.mjs'), join(root, 'test', 'archive', 'store', 'add-forever.ts'), dir, `${n}`],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      const ended = new Promise<NodeJS.Signals | null>((done) => child.once('exit', (_, signal) => done(signal)));
      await new Promise<void>((ready) => child.stdout.once('data', () => ready()));
      // A busy machine may take long to the first line of a run: there has to be something that a kill could spoil.
      while (lengthOf() <= earlier && child.exitCode === null) await wait(5);
      await wait(5 + next() * 400);
      child.kill('SIGKILL');
      if ((await ended) === 'SIGKILL') stopped++;
      const before = existsSync(index) ? readFileSync(index, 'utf8') : '';
      const whole = before.slice(0, before.lastIndexOf('\n') + 1);
      const opened = await openStore(dir, options());
      expect(opened.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      await opened.value?.close();
      expect(readFileSync(index, 'utf8').startsWith(whole)).toBe(true);
      const check = await checkIndex(dir, checkSignature);
      expect(check.findings).toEqual([]);
      for (const path of check.bags) expect((await checkBag(join(dir, path), checkSignature)).findings).toEqual([]);
    }
    expect(stopped).toBe(kills);
    expect((await readIndex(dir)).entries.length).toBeGreaterThan(kills - 1);
  }),
);
