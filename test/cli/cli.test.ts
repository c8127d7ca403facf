/** The command line as a user runs it: statuses, streams, languages, JSON, SARIF, partial builds, reuse, bad folders. */
import { cp, mkdtemp, readdir, readFile, rm, writeFile, chmod, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outputsIn } from '../../src/output/manifest-files.js';
import { long, sweep, swept } from '../setup/long.js';
import { copySamples, samplesFolder } from '../setup/samples.js';
import { briefly, certpress, compile, main } from '../setup/run.js';

interface JsonResult {
  diagnostics: {
    code: string;
    severity: string;
    file: string | null;
    line: number | null;
    clause: string | null;
    message: { zh: string; en: string };
  }[];
  outputs: {
    file: string;
    document: string;
    subject: string | null;
    format: string;
    lang: string;
    sha256: string;
    pages: number;
    reused: boolean;
  }[];
  summary: { cases: number; documents: number; errors: number; warnings: number; infos: number; ms: number };
}
const json = (text: string): JsonResult => JSON.parse(text) as JsonResult;

let place: string;
let project: string;
beforeAll(async () => {
  await compile();
  place = await mkdtemp(join(tmpdir(), 'certpress-cli-'));
  project = join(place, 'records');
  await copySamples(project);
});
afterAll(() => rm(place, { recursive: true, force: true }));

const aCase = (): string => join(project, 'wanding/qingyu-payment');
const certificate = ['--doc', 'certificate'];

describe('words and statuses', () => {
  it('has a version and help for every command, in both languages', sweep, async () => {
    expect((await certpress(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    for (const command of swept(['build', 'check', 'explain', 'lint', 'new', 'schema'], 12)) {
      const en = await certpress([command, '--help']);
      const zh = await certpress(['--ui', 'zh', command, '--help']);
      expect([en.status, zh.status]).toEqual([0, 0]);
      expect(en.out).toContain('Usage:');
      expect(zh.out).toMatch(/显示帮助/);
    }
  });
  it.each(
    swept(
      [
        [['nonsense']],
        [['build', '--format', 'odt']],
        [['build', '--as-of', '2025-02-30']],
        [['build', '--lang', 'fr']],
        [['new', 'case', 'x']],
        [[]],
      ],
      6,
    ),
  )('wrong usage ends with 2: %s', sweep, async (args) => {
    const { status, out, err } = await certpress(args);
    expect(status).toBe(2);
    expect(out).toBe('');
    expect(err).not.toBe('');
  });
  it('a path without a project is an error with its help, not a stack trace', async () => {
    const { status, err } = await certpress(['build', join(place, 'nowhere')]);
    expect(status).toBe(1);
    expect(err).toMatch(/path-unknown/);
    expect(err).not.toMatch(/\n\s+at /);
  });
});

describe('build', () => {
  it('writes the documents, then reuses them, and says both', async () => {
    const out = join(place, 'out');
    const first = await certpress(['build', aCase(), ...certificate, '--out', out]);
    expect(first.status, first.err).toBe(0);
    expect(first.out.trim().split('\n')).toHaveLength(2);
    const again = json((await certpress(['build', aCase(), ...certificate, '--out', out, '--json'])).out);
    expect(again.outputs.map((o) => o.reused)).toEqual([true, true]);
    expect(again.summary).toMatchObject({ cases: 1, errors: 0 });
    const manifest = JSON.parse(await readFile(join(out, 'qingyu-payment/manifest.json'), 'utf8')) as {
      outputs: { file: string; sha256: string; madeFrom: { file: string }[] }[];
    };
    expect(manifest.outputs.map((o) => o.file)).toEqual(again.outputs.map((o) => o.file));
    expect(manifest.outputs[0]?.madeFrom.map((m) => m.file)).toEqual(
      expect.arrayContaining(['wanding/qingyu-payment/case.yaml', 'people.yaml', 'templates/certificate.hbs']),
    );
  });

  it('a partial build leaves the rest; a record that goes takes its output along', long, async () => {
    const mine = join(place, 'mine');
    await copySamples(mine, ['wanding/qingyu-payment']);
    const folder = join(mine, 'wanding/qingyu-payment');
    const out = join(place, 'out2');
    await certpress(['build', folder, '--out', out, '--doc', 'nonconformity-report', '--format', 'docx']);
    await certpress(['build', folder, '--out', out, '--doc', 'certificate', '--format', 'docx']);
    const files = async (): Promise<string[]> => (await readdir(out, { recursive: true })).filter((f) => f.endsWith('.docx')).sort();
    expect(await files()).toHaveLength(4);
    const nc = join(folder, 'audits/stage-2/nonconformities/NC-02.yaml');
    await rm(nc);
    await rm(join(folder, 'audits/stage-2/report.yaml'));
    for (const f of await readdir(join(folder, 'audits/stage-2/findings'))) await rm(join(folder, 'audits/stage-2/findings', f));
    const { out: text } = await certpress(['build', folder, '--out', out, '--doc', 'nonconformity-report', '--format', 'docx', '--json']);
    expect(json(text).diagnostics.map((d) => d.code)).toContain('output-removed');
    expect((await files()).some((f) => f.includes('NC-02'))).toBe(false);
    expect(await files()).toHaveLength(3);
  });

  it('a record with an error holds back its document alone, with the place, and ends with 1', long, async () => {
    const mine = join(place, 'broken');
    await copySamples(mine, ['wanding/qingyu-payment']);
    const file = join(mine, 'wanding/qingyu-payment/audits/stage-1/plan.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace(/^objectives:/m, 'objectivs:'));
    const { status, out } = await certpress([
      'build',
      join(mine, 'wanding/qingyu-payment'),
      '--out',
      join(place, 'out3'),
      '--doc',
      'audit-plan,nonconformity-report',
      '--format',
      'docx',
      '--json',
    ]);
    expect(status).toBe(1);
    const result = json(out);
    const wrong = result.diagnostics.find((d) => d.code === 'key-unknown');
    expect(wrong).toMatchObject({ severity: 'error', line: text.split('\n').findIndex((l) => l.startsWith('objectives:')) + 1 });
    expect(result.outputs.some((o) => o.file.includes('stage-1/audit-plan'))).toBe(false);
    expect(result.outputs.some((o) => o.file.includes('stage-2/audit-plan'))).toBe(true);
  });

  it('a folder that cannot be written is a diagnostic', long, async () => {
    if (process.getuid?.() === 0) await writeFile(join(place, 'locked'), 'a file');
    else await chmod(place, 0o555);
    const { status, err } = await certpress(['build', aCase(), ...certificate, '--out', join(place, 'locked')]);
    if (process.getuid?.() !== 0) await chmod(place, 0o755);
    expect(status).toBe(1);
    expect(err).toMatch(/output-failed/);
  });

  it('prints the model and the HTML of a document instead of writing files', long, async () => {
    const model = await certpress(['build', aCase(), ...certificate, '--to', 'model', '--out', join(place, 'none')]);
    expect(model.out).toMatch(/获证组织必须定期接受监督审核并经审核合格此证书方继续有效/);
    await expect(stat(join(place, 'none'))).rejects.toThrow();
    const html = await certpress(['build', aCase(), ...certificate, '--lang', 'zh-en', '--to', 'html', '--out', join(place, 'none')]);
    expect(html.out).toContain('<p class="certificate-number-label">证书编号 / Certificate No.</p>');
    expect(html.out).not.toMatch(/[\uFDD0\uFDD1]| data-t=/);
  });
});

describe('interruption and watching', () => {
  it('Ctrl-C leaves finished files whole and no others', async () => {
    const out = join(place, 'interrupted');
    const child = spawn(process.execPath, [...briefly, main, 'build', aCase(), '--out', out], { env: { ...process.env, LC_ALL: 'C' } });
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    const written = async (): Promise<string[]> =>
      (await readdir(out, { recursive: true }).catch(() => [])).filter((f) => /\.(pdf|docx)$/.test(f));
    while ((await written()).length === 0 && child.exitCode === null) await new Promise((r) => setTimeout(r, 20));
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    const files = await written();
    expect(files.length).toBeGreaterThan(0);
    expect((await readdir(out, { recursive: true })).filter((f) => f.includes('certpress-tmp'))).toEqual([]);
    const outputs = (await readdir(out)).flatMap((name) => outputsIn(out, name));
    expect(outputs.map((o) => o.file).sort()).toEqual(files.sort());
    for (const o of outputs)
      expect(
        createHash('sha256')
          .update(await readFile(join(out, o.file)))
          .digest('hex'),
      ).toBe(o.sha256);
  });

  it('is stopped on the spot while it reads, and has written nothing', async () => {
    const out = join(place, 'stopped-early');
    const many = join(place, 'many');
    await copySamples(many, ['wanding/qingyu-payment']);
    const [first] = await readdir(join(many, 'wanding'));
    // The records of a case again and again, which take seconds to read.
    for (let i = 0; i < 60; i++) await cp(join(many, 'wanding', first ?? ''), join(many, 'wanding', `case-${i}`), { recursive: true });
    const child = spawn(process.execPath, [...briefly, main, 'check', many, '--out', out], { stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise<unknown>((resolve) => child.on('close', (_, signal) => resolve(signal)));
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()));
    // It has started, and reads.
    await new Promise((resolve) => setTimeout(resolve, 800));
    child.kill('SIGINT');
    expect(await ended).toBe('SIGINT');
    expect(said).not.toContain('Checked');
  });

  it('--watch builds again when a record is saved', long, async () => {
    const mine = join(place, 'watched');
    await copySamples(mine, ['wanding/qingyu-payment']);
    const out = join(place, 'watch-out');
    const child = spawn(
      process.execPath,
      [...briefly, main, 'build', join(mine, 'wanding/qingyu-payment'), ...certificate, '--format', 'docx', '--out', out, '--watch'],
      { env: { ...process.env, LC_ALL: 'C' } },
    );
    let err = '';
    child.stderr.on('data', (d: Buffer) => {
      err += d.toString();
    });
    const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
      while (!(await isSo()) && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    await until(() => err.includes('Waiting for changes'));
    const file = join(out, 'qingyu-payment', (await readdir(join(out, 'qingyu-payment'))).find((f) => f.endsWith('.docx')) ?? '');
    const before = await readFile(file);
    // The address is printed, and stands nowhere else that a rule would compare it with.
    const record = join(mine, 'wanding/qingyu-payment/case.yaml');
    await writeFile(record, (await readFile(record, 'utf8')).replace(/(businessAddress:\s+zh: \S+?)(号)/g, '$1之一$2'));
    // The first build after it may have seen half of what was written.
    await until(async () => !(await readFile(file)).equals(before));
    child.kill('SIGKILL');
    expect((await readFile(file)).equals(before)).toBe(false);
  });
});

describe('check', () => {
  it('writes nothing and ends with 0 for the samples', async () => {
    const { status, out, err } = await certpress(['check', aCase(), ...certificate, '--out', join(place, 'never')]);
    expect(status, err).toBe(0);
    expect(out).toMatch(/^Checked 1 case/m);
    await expect(stat(join(place, 'never'))).rejects.toThrow();
  });
  it('says on stdout what it finds, and build on stderr', long, async () => {
    const checked = await certpress(['check', join(place, 'nowhere')]);
    expect([checked.out.includes('path-unknown'), checked.err.includes('path-unknown')]).toEqual([true, false]);
    const built = await certpress(['build', join(place, 'nowhere'), '--out', join(place, 'never')]);
    expect([built.out.includes('path-unknown'), built.err.includes('path-unknown')]).toEqual([false, true]);
  });
  it('prints SARIF', async () => {
    const { out } = await certpress(['check', join(place, 'nowhere'), '--sarif']);
    const sarif = JSON.parse(out) as { version: string; runs: { results: { ruleId: string; level: string }[] }[] };
    expect(sarif.version).toBe('2.1.0');
    expect(sarif.runs[0]?.results[0]).toMatchObject({ ruleId: 'path-unknown', level: 'error' });
  });
});

describe('other commands', () => {
  it('explains a clause in either width of brackets, a rule, a code; an unknown word ends with 2', long, async () => {
    for (const word of ['5.11.3(8)', '5.11.3（8）'])
      expect((await certpress(['explain', word, '--scheme', 'wanding'])).out).toMatch(/任何偏离审核计划的情况及其理由/);
    expect((await certpress(['explain', 'C-T02'])).out).toContain(
      '本证书信息可在国家认证认可监督管理委员会官方网站（www.cnca.gov.cn）上查询',
    );
    expect((await certpress(['explain', 'content-missing'])).status).toBe(0);
    expect((await certpress(['explain', 'W-T99'])).status).toBe(2);
  });
  it('lint finds the layouts sound, and a house layout that leaves a sentence out', long, async () => {
    expect((await certpress(['lint'])).status).toBe(0);
    const house = join(place, 'house');
    await cp(join(samplesFolder, '../templates/partials/certificate'), join(house, 'partials/certificate'), { recursive: true });
    const notes = join(house, 'partials/certificate/notes.hbs');
    await writeFile(notes, (await readFile(notes, 'utf8')).replace(/data-content="[^"]*cert\.surveillance-note[^"]*"/, ''));
    const { status, err } = await certpress(['lint', house]);
    expect(status).toBe(1);
    expect(err).toMatch(/cert\.surveillance-note/);
  });
  it(
    'a new case is asked for its application alone; the rest comes later, and is asked for by name',
    { ...long, timeout: 240_000 },
    async () => {
      const fresh = join(place, 'fresh');
      expect((await certpress(['new', 'project', fresh])).status).toBe(0);
      for (const [scheme, type] of [
        ['wanding', 'initial'],
        ['wanding', 'recertification'],
        ['cusc', 'initial'],
        ['cusc', 'surveillance'],
      ] as const) {
        const made = await certpress(['new', 'case', join(fresh, `${scheme}-${type}`), '--scheme', scheme, '--type', type]);
        expect(made.status, made.err).toBe(0);
      }
      const { status, out } = await certpress(['check', fresh, '--json']);
      expect(status).toBe(1);
      const { diagnostics } = json(out);
      const errors = diagnostics.filter((d) => d.severity === 'error');
      // Client, application, sites, headcount; a case that goes on with a surveillance has its application elsewhere.
      expect(errors.map((d) => d.code)).toEqual(Array.from({ length: 4 + 4 + 4 + 3 }, () => 'case-incomplete'));
      const later = diagnostics.filter((d) => d.code === 'content-later');
      expect(later.length).toBeGreaterThan(50);
      expect(diagnostics.every((d) => d.line !== null)).toBe(true);
      expect(later.every((d) => d.severity === 'info' && d.clause !== null)).toBe(true);
      const one = join(fresh, 'cusc-surveillance');
      const read = await certpress(['check', one]);
      expect(read.out).toMatch(/Not due yet: \d+ content\(s\) of \d+ document\(s\)/);
      expect(read.out).not.toContain('content-later');
      expect((await certpress(['check', one, '--later'])).out).toContain('content-later');
      const plan = json(
        (await certpress(['build', join(fresh, 'wanding-initial'), '--doc', 'audit-plan', '--out', join(place, 'fresh-out'), '--json']))
          .out,
      );
      expect(plan.diagnostics.filter((d) => d.code === 'content-missing').length).toBeGreaterThan(10);
      expect(plan.diagnostics.filter((d) => d.code === 'content-later')).toEqual([]);
      const clobbered = await certpress(['new', 'project', fresh]);
      expect(clobbered.status).toBe(1);
    },
  );
});
