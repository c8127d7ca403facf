import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPdf } from '../../src/proof/read-pdf.js';
import { headOf } from '../../src/archive/store/index.js';
import { briefly, certpress, compile, main, type Ran } from '../setup/run.js';
import { long } from '../setup/long.js';
import { livedCopy, recertification, type Lived } from './setup/lived.js';

let folder: string;
let lived: Lived;
beforeAll(async () => {
  await compile();
  folder = mkdtempSync(join(tmpdir(), 'certpress-verify-cli-'));
  lived = await livedCopy(folder);
}, 900_000);
afterAll(async () => {
  await lived.end();
  rmSync(folder, { recursive: true, force: true });
});
const verify = (...args: readonly string[]): Promise<Ran> =>
  certpress(['verify', ...args], { cwd: folder, env: { XDG_CACHE_HOME: join(folder, 'cache') } });
const trusted = (): string[] => ['--trust', lived.rootFile];

test('a whole archive: a line a bag, then the verdict', async () => {
  // By two processes; what one finds is compared with it below.
  const { status, out, err } = await verify(
    'archive',
    ...trusted(),
    '--no-render',
    '--jobs',
    '2',
    '--head',
    lived.heads[1] ?? '',
    '--ui',
    'en',
  );
  const person = 'CN=纪望舒 Ji Wangshu, O=certpress sample: an invented person, a key nobody has, C=CN';
  // How far it is, every few seconds, is on the same stream.
  expect([status, err.replace(/^\d+\/\d+[ ,].*\n/gm, '')]).toEqual([
    0,
    `    evidence/surveillance-1-audit-report-signed.pdf: the signature is intact; nobody vouches for the signer here (${person}, a CAdES signature, ` +
      `RSA 3072, SHA-256, it says at 2026-09-15T08:40:00Z, no trusted time stamp): no path leads from the certificate “${person}” to a trusted root\n`,
  ]);
  const lines = out.trimEnd().split('\n');
  expect(lines.filter((line) => line.startsWith('sound ')).length).toBe(7);
  const head = (await headOf(lived.dir))?.head;
  expect(lines.slice(-4)).toEqual([
    '1 more were destroyed when their terms were over; the records of that are there.',
    expect.stringMatching(/^A time stamp proves that the first 12 line\(s\) were there by \d{4}-/),
    `The index has 13 line(s); SHA-256 of the last one: ${head?.head}`,
    'Nothing was taken back: 6 line(s) came after the head that was given.',
  ]);
}, 120_000);

test(
  'says in Chinese what is intact and not trusted, and that a part may have been taken back',
  { ...long, timeout: 120_000 },
  async () => {
    const zh = await verify('archive', '--no-render', '--ui', 'zh');
    expect([zh.status, /7 卷、\d+ 份文件：完好，但不受信任（没有给出可信的根证书）。/.test(zh.out), zh.out.includes('未排除回退')]).toEqual(
      [1, true, true],
    );
  },
);

test('finds out by itself what it is given', { ...long, timeout: 120_000 }, async () => {
  const bag = `archive/${recertification}`;
  const said = await Promise.all(
    [`${bag}/2/data/documents/audit-plan.zh-en.pdf`, `${bag}/2`, bag].map((path) =>
      verify(path, ...trusted(), '--no-render', '--ui', 'en'),
    ),
  );
  expect(
    said.map(({ status, out }) => [
      status,
      out.split('\n').find((line) => line.includes(': sound; ')),
      out.includes('The index of its archive was not consulted'),
    ]),
  ).toEqual([
    [0, 'The PDF: sound; intact and trusted.', false],
    [0, 'The bag (3 document(s)): sound; intact and trusted.', true],
    [0, '2 bag(s) with 6 document(s): sound; intact and trusted.', true],
  ]);
  expect(said[0]?.out).toContain('It claims to be PDF/A-3a and PDF/UA-1; that is not checked here.');
  const none = await Promise.all(['nothing', 'project', lived.rootFile].map((path) => verify(path, '--ui', 'en')));
  expect(none.map(({ status, err }) => [status, /verify-path/.exec(err)?.[0]])).toEqual(Array(3).fill([1, 'verify-path']));
  expect((await verify('archive', '--head', 'abc')).status).toBe(2);
  expect((await verify()).status).toBe(2);
  const odd = await verify(`${bag}/2`, '--head', 'a'.repeat(64), '--trust', 'project/people.yaml', '--ui', 'en');
  expect([odd.status, odd.err.match(/verify-\w+/g)]).toEqual([1, ['verify-trust', 'verify-path']]);
});

test('--json prints one object, with what was found', { ...long, timeout: 120_000 }, async () => {
  const { status, out } = await verify('archive', '--json', '--no-render');
  const { state, bags, archive, summary } = JSON.parse(out) as {
    state: string;
    bags: { bag: string; state: string; diagnostics: { code: string }[] }[];
    archive: { head: string; rollback: string };
    summary: { bags: number };
  };
  expect([status, state, archive.head, archive.rollback, summary.bags]).toEqual([1, 'untrusted', lived.heads.at(-1), 'not-excluded', 7]);
  expect(bags.map((one) => one.state)).toEqual(Array(7).fill('untrusted'));
  expect(new Set(bags.flatMap((one) => one.diagnostics.map((d) => d.code)))).toEqual(new Set(['verify-untrusted']));
  // Several processes find what one finds, and tell it in the order of the index.
  const alone = await verify('archive', '--json', '--no-render', '--jobs', '1');
  expect(JSON.parse(alone.out)).toEqual(JSON.parse((await verify('archive', '--json', '--no-render', '--jobs', '3')).out));
  const refused = await verify('nothing', '--json');
  expect([refused.status, (JSON.parse(refused.out) as { diagnostics: { code: string }[] }).diagnostics.map((d) => d.code)]).toEqual([
    1,
    ['verify-path'],
  ]);
});

test('--report writes a document of its own in both languages, and never over another one', { ...long, timeout: 120_000 }, async () => {
  const file = join(folder, 'report.pdf');
  const run = await verify('archive', ...trusted(), '--no-render', '--report', 'report.pdf');
  expect(run.status).toBe(0);
  const read = await readPdf(readFileSync(file));
  const said = (read.value?.entries ?? []).map((entry) => entry.text).join('');
  for (const words of [
    '查验报告VerificationReport',
    '完好、可信',
    'Sound:intactandtrusted',
    '未排除：没有给出另外保存的头值',
    'OfPDF/AandPDF/UAonlytheclaimwasread',
    ...((lived.heads.at(-1) ?? '').match(/.{8}/g) ?? ['?']),
  ])
    expect(said).toContain(words);
  writeFileSync(file, 'mine');
  const again = await verify('archive', ...trusted(), '--no-render', '--report', 'report.pdf', '--ui', 'en');
  expect([again.status, /verify-report/.test(again.err), readFileSync(file, 'utf8')]).toEqual([1, true, 'mine']);
  const inside = await verify('archive', '--report', 'archive/report.pdf');
  expect([inside.status, existsSync(join(lived.dir, 'report.pdf'))]).toEqual([1, false]);
  await verify(`archive/${recertification}/1`, '--no-render', '--report', 'report.pdf', '--force');
  expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
});

// A service or a container ends so; that nothing is left behind is seen by the run of the tests (test/setup/once.ts).
test('SIGTERM keeps what was verified, and the next run says what it took from there', { ...long, timeout: 180_000 }, async () => {
  const args = ['verify', 'archive', ...trusted(), '--resume', 'run.checkpoint', '--ui', 'en'];
  const child = spawn(process.execPath, [...briefly, main, ...args], {
    cwd: folder,
    env: { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') },
  });
  let out = '';
  let isStopped = false;
  child.stdout.on('data', (d: Buffer) => {
    out += d.toString();
    if (isStopped || !/^sound /m.test(out)) return;
    isStopped = true;
    child.kill('SIGTERM');
  });
  const status = await new Promise((done) => {
    child.on('close', done);
  });
  expect([status, existsSync(join(folder, 'run.checkpoint'))]).toEqual([143, true]);
  expect(out).toMatch(/Interrupted after [1-6] of 7 bag\(s\)/);
  const n = /Interrupted after (\d)/.exec(out)?.[1] ?? '';
  const other = await verify('archive', '--no-render', '--resume', 'run.checkpoint', '--ui', 'en');
  expect([other.status, /verify-resume.*another verification/.test(other.err)]).toEqual([1, true]);
  const on = await verify(...args.slice(1));
  expect([on.status, on.out.match(/earlier run/g)?.length]).toEqual([0, Number(n)]);
  expect(on.out).toContain(`The verdicts on ${n} of them are from the interrupted run that began at `);
  expect(existsSync(join(folder, 'run.checkpoint'))).toBe(false);
});
