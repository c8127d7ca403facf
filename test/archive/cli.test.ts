/** The archive's commands as an archivist runs them: statuses, streams, JSON, passwords, Ctrl-C. */
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { briefly, certpress, compile, main } from '../setup/run.js';
import { isLongRun, long, sweep } from '../setup/long.js';
import { copySamples } from '../setup/samples.js';
import { makePki, type Pki } from '../seal/pki.js';

// Whole samples are built and sealed by a process of their own.
vi.setConfig({ testTimeout: 240_000 });

let place: string;
let project: string;
let archive: string;
let pki: Pki;
let key: string[];
let unlocked: NodeJS.ProcessEnv;
const stage2 = 'wanding/qingyu-payment/stage-2';
/** What is archived first, and one of its bags: all three cases in the long run, one of them, by one process, in `npm test`. */
const first = (): { folder: string; bags: number; more: readonly string[] } =>
  isLongRun ? { folder: project, bags: 9, more: [] } : { folder: nuantu(), bags: 2, more: ['--jobs', '1'] };
const bagOfFirst = isLongRun ? stage2 : 'wanding/nuantu-heating/recertification';
const nuantu = (): string => join(project, 'wanding/nuantu-heating');
beforeAll(async () => {
  await compile();
  place = await mkdtemp(join(tmpdir(), 'certpress-archive-cli-'));
  pki = await makePki(join(place, 'pki'));
  project = join(place, 'records');
  archive = join(place, 'archive');
  key = ['--key', pki.signers.p256.p12, '--archive', archive];
  unlocked = { CERTPRESS_KEY_PASSWORD: pki.password };
  await copySamples(project);
});
afterAll(async () => {
  await pki.close();
  for (const entry of readdirSync(place, { recursive: true, withFileTypes: true }))
    if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), 0o755);
  await rm(place, { recursive: true, force: true });
});
const run = (args: readonly string[], env: NodeJS.ProcessEnv = unlocked) => certpress(['archive', ...args], { env });
/** On another day, each time an hour later. */
let hour = 1;
const on = (day: string, args: readonly string[]) =>
  certpress(['archive', ...args], {
    env: { ...unlocked, NODE_OPTIONS: `--import ${join(place, 'clock.mjs')}`, CLOCK: `${day}T${String(hour++).padStart(2, '0')}:00:00Z` },
  });
interface ArchiveJson {
  archived: {
    scheme: string;
    case: string;
    subject: string;
    state: string;
    revision: number | null;
    bag: string | null;
    waitsFor: unknown[];
    retainUntil: string | null;
    documents: number;
  }[];
  head: { lines: number; head: string };
  diagnostics: { code: string; severity: string; clause: string | null; message: { zh: string; en: string } }[];
  summary: { added: number; unchanged: number; open: number; refused: number; errors: number };
}

describe('archive', () => {
  it('puts cases into the archive, says the paths, and the head to keep elsewhere', sweep, async () => {
    const { status, out, err } = await run([first().folder, ...key, ...first().more]);
    expect(status, err).toBe(0);
    const bags = out.trim().split('\n');
    expect(bags).toHaveLength(first().bags);
    for (const bag of bags) expect(existsSync(join(bag, 'bagit.txt'))).toBe(true);
    const { lines, head } = JSON.parse(readFileSync(join(archive, 'index.head'), 'utf8')) as { lines: number; head: string };
    expect(lines).toBe(first().bags);
    expect(err).toContain(head);
    expect(err).toContain(`${first().bags} bag(s) added, 0 unchanged, 0 still open, 0 refused`);
    expect(err).not.toMatch(/error|warning/);
  });
  it('makes bags that OpenSSL alone can check, in which nothing can be written', () => {
    const bag = join(archive, bagOfFirst, '1');
    for (const algorithm of ['sha256', 'sha512']) {
      const manifest = join(bag, `tagmanifest-${algorithm}.txt`);
      execFileSync(
        'openssl',
        [
          'cms',
          '-verify',
          '-binary',
          '-inform',
          'DER',
          '-in',
          `${manifest}.p7s`,
          '-content',
          manifest,
          '-CAfile',
          pki.rootPem,
          '-purpose',
          'any',
          '-out',
          '/dev/null',
        ],
        { stdio: 'pipe' },
      );
      expect(execFileSync(`${algorithm}sum`, ['--check', '--quiet', `manifest-${algorithm}.txt`], { cwd: bag, encoding: 'utf8' })).toBe('');
      expect(execFileSync(`${algorithm}sum`, ['--check', '--quiet', `tagmanifest-${algorithm}.txt`], { cwd: bag, encoding: 'utf8' })).toBe(
        '',
      );
    }
    for (const entry of readdirSync(bag, { recursive: true, withFileTypes: true }))
      expect(statSync(join(entry.parentPath, entry.name)).mode & 0o222).toBe(0);
  });
  it('--json prints one object; the second time nothing is written', long, async () => {
    const before = readFileSync(join(archive, 'index.jsonl'), 'utf8');
    const { status, out, err } = await run([nuantu(), ...key, '--json']);
    const result = JSON.parse(out) as ArchiveJson;
    expect([status, err]).toEqual([0, '']);
    expect(result.archived).toEqual([
      {
        scheme: 'wanding',
        case: 'nuantu-heating',
        subject: 'recertification',
        state: 'unchanged',
        revision: 1,
        bag: 'wanding/nuantu-heating/recertification/1',
        waitsFor: [],
        retainUntil: '2031-03-19',
        // Plan, report, and the change form of the case.
        documents: 3,
      },
      {
        scheme: 'wanding',
        case: 'nuantu-heating',
        subject: 'WD-BC-23-0061-R1',
        state: 'unchanged',
        revision: 1,
        bag: 'wanding/nuantu-heating/WD-BC-23-0061-R1/1',
        waitsFor: [],
        retainUntil: '2031-03-19',
        documents: 1,
      },
    ]);
    expect(result.summary).toEqual({ added: 0, unchanged: 2, open: 0, refused: 0, errors: 0 });
    expect(result.head).toEqual(JSON.parse(readFileSync(join(archive, 'index.head'), 'utf8')));
    expect(readFileSync(join(archive, 'index.jsonl'), 'utf8')).toBe(before);
  });
  it('asks for a reason where a record has changed, and chains the revisions', long, async () => {
    const report = join(nuantu(), 'audits/recertification/review.yaml');
    writeFileSync(report, `${readFileSync(report, 'utf8')}# corrected\n`);
    const refused = await run([nuantu(), ...key]);
    expect(refused.status).toBe(1);
    expect(refused.err).toMatch(/archive-reason-missing[^]*--reason/);
    const revised = await run([nuantu(), ...key, '--reason', 'the review was corrected']);
    expect([revised.status, revised.out]).toEqual([0, `${archive}/wanding/nuantu-heating/recertification/2\n`]);
  });
  it('lists what is open and ends 0; a closed audit that lacks a record ends 1 and names the clause', long, async () => {
    const [open, lacking] = [join(place, 'open'), join(place, 'lacking')];
    for (const copy of [open, lacking]) await copySamples(copy);
    const folder = join(open, 'wanding/nuantu-heating');
    await rm(join(folder, 'audits/recertification/decision.yaml'));
    await rm(join(folder, 'certificates.yaml'));
    await rm(join(folder, 'events.yaml'));
    const waiting = await run([folder, '--key', pki.p12, '--archive', join(place, 'a2'), '--json']);
    expect(waiting.status, waiting.out).toBe(0);
    expect((JSON.parse(waiting.out) as ArchiveJson).archived).toMatchObject([
      { subject: 'recertification', state: 'open', waitsFor: [{ en: 'there is no certification decision' }] },
    ]);
    const register = join(lacking, 'wanding/nuantu-heating/evidence.yaml');
    writeFileSync(register, readFileSync(register, 'utf8').replace('kind: contract', 'kind: other'));
    const zh = await certpress(
      ['--ui', 'zh', 'archive', join(lacking, 'wanding/nuantu-heating'), '--key', pki.p12, '--archive', join(place, 'a3')],
      { env: unlocked },
    );
    expect(zh.status).toBe(1);
    expect(zh.err).toMatch(/archive-lacks W-P92 10\.2（3）\s+审核 recertification 已了结，但没有认证合同/);
    expect(zh.err).toContain('certpress archive intake');
  });
});

describe('the key', long, () => {
  it('is opened by a file or a variable; no option takes a password, and none is shown', async () => {
    const file = join(place, 'password');
    writeFileSync(file, `${pki.password}\n`);
    expect((await run([nuantu(), ...key, '--password-file', file], { CERTPRESS_KEY_PASSWORD: '' })).status).toBe(0);
    const wrong = await run([nuantu(), ...key], { CERTPRESS_KEY_PASSWORD: 'hunter-two' });
    expect([wrong.status, wrong.err.includes('seal-password-wrong'), wrong.err.includes('hunter-two')]).toEqual([1, true, false]);
    const json = await run([nuantu(), ...key, '--json'], { CERTPRESS_KEY_PASSWORD: 'hunter-two' });
    expect([json.status, json.err]).toEqual([1, '']);
    expect(JSON.parse(json.out)).toMatchObject({
      archived: [],
      head: null,
      diagnostics: [{ code: 'seal-password-wrong' }],
      summary: { errors: 1 },
    });
    const none = await run([nuantu(), ...key], { CERTPRESS_KEY_PASSWORD: undefined });
    expect([none.status, none.err.includes('seal-password-wrong')]).toEqual([1, true]);
    expect((await run([nuantu(), ...key, '--password', 'x'])).status).toBe(2);
    expect((await run([nuantu(), '--archive', archive])).err).toContain('archive-key');
    const help = (await run(['--help'])).out;
    expect(help).not.toMatch(/--password <|--pass /);
  });
  it('may be of PEM, with its chain', async () => {
    const { key: pem, certificate } = pki.signers.rsa;
    const chain = join(place, 'chain.pem');
    writeFileSync(chain, readFileSync(certificate, 'utf8') + readFileSync(pki.chainPem, 'utf8'));
    const { status, err } = await run([nuantu(), '--key', pem, '--chain', chain, '--archive', join(place, 'a4')]);
    expect(status, err).toBe(0);
  });
});

describe('what lies there', () => {
  it('is listed with its terms, for people and for programs', long, async () => {
    const { status, out, err } = await run(['list', '--archive', archive]);
    expect([status, err.trim()]).toEqual([0, '9 bag(s), 0 due for disposal']);
    expect(out).toMatch(/^BAG\s+REV\s+DOCS\s+ARCHIVED\s+KEEP UNTIL\s+STATE\n/);
    expect(out).toMatch(/wanding\/nuantu-heating\/recertification\s+2\s+3\s+\d{4}-\d\d-\d\d\s+2031-03-19\s+kept/);
    const { bags } = JSON.parse((await run(['list', '--archive', archive, '--json'])).out) as {
      bags: { bag: string; state: string; retainUntil: string }[];
    };
    expect(bags.find((one) => one.bag === stage2)).toMatchObject({ state: 'kept', retainUntil: '2031-06-22' });
  });
  it('is held with a reason and released; each leaves a line', async () => {
    expect((await run(['hold', bagOfFirst, ...key])).status).toBe(2);
    expect((await run(['hold', bagOfFirst, ...key, '--reason', '诉讼'])).status).toBe(0);
    expect((await run(['list', '--archive', archive])).out).toMatch(new RegExp(`${bagOfFirst}.*kept, held`));
    expect((await run(['hold', bagOfFirst, ...key, '--reason', 'again'])).err).toMatch(/archive-held/);
    expect((await run(['release', bagOfFirst, ...key, '--reason', '和解'])).status).toBe(0);
    const kinds = readFileSync(join(archive, 'index.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { kind: string }).kind);
    expect(kinds.slice(-2)).toEqual(['held', 'released']);
  });
  it('is kept longer and never shorter; what is not there is said', long, async () => {
    const shorter = await run(['retain', stage2, ...key, '--until', '2030-01-01', '--reason', 'x']);
    expect([shorter.status, /archive-term.*2031-06-22/.test(shorter.err)]).toEqual([1, true]);
    expect((await run(['retain', stage2, ...key, '--until', '2032-01-01', '--reason', 'customer asked'])).status).toBe(0);
    expect((await run(['list', '--archive', archive])).out).toMatch(new RegExp(`${stage2}.*2032-01-01`));
    expect((await run(['retain', 'wanding/x/y', ...key, '--until', '2032-01-01', '--reason', 'x'])).err).toMatch(/archive-bag-unknown/);
    expect((await run(['retain', stage2, ...key, '--until', '2032-13-01', '--reason', 'x'])).status).toBe(2);
    expect((await run(['list', '--archive', join(place, 'nowhere')])).status).toBe(1);
  });
  it('gets a new time stamp; without an authority it says what is missing', async () => {
    expect((await run(['renew', ...key])).err).toMatch(/archive-key.*time-stamp authority/);
    const url = pki.services.timeStampUrl ?? '';
    const { status, err } = await run(['renew', ...key, '--tsa', url]);
    expect(status, err).toBe(0);
    expect(existsSync(join(archive, 'index.head.tsr'))).toBe(true);
    const renewed = readdirSync(join(archive, 'renewed'));
    expect(renewed).toHaveLength(1);
    execFileSync('openssl', ['ts', '-reply', '-token_in', '-in', join(archive, 'renewed', renewed[0] ?? ''), '-text'], { stdio: 'pipe' });
  });
  it('is destroyed from the day after its term, not before, not while held; a signed record stays', long, async () => {
    writeFileSync(
      join(place, 'clock.mjs'),
      'const Real = Date; const offset = Real.parse(process.env.CLOCK) - Real.now(); globalThis.Date = class extends Real { constructor(...a) { if (a.length === 0) super(Real.now() + offset); else super(...a); } static now() { return Real.now() + offset; } };\n',
    );
    const bag = 'cusc/jieyu-contact-services/stage-1';
    const early = await on('2028-10-13', ['dispose', bag, ...key, '--reason', 'over']);
    expect([early.status, /archive-term.*2028-10-13/.test(early.err)]).toEqual([1, true]);
    expect((await on('2028-10-14', ['hold', bag, ...key, '--reason', 'asked for'])).status).toBe(0);
    expect((await on('2028-10-14', ['dispose', bag, ...key, '--reason', 'over'])).err).toMatch(/archive-held/);
    expect((await on('2028-10-14', ['release', bag, ...key, '--reason', 'given'])).status).toBe(0);
    expect((await on('2028-10-14', ['list', '--archive', archive])).out).toMatch(new RegExp(`${bag}.*due for disposal`));
    const done = await on('2028-10-14', ['dispose', bag, ...key, '--reason', 'term over']);
    expect(done.status, done.err).toBe(0);
    expect(existsSync(join(archive, bag, '1'))).toBe(false);
    const [record, signature] = readdirSync(join(archive, 'disposed')).sort();
    expect([record, signature]).toEqual([expect.stringMatching(/^\d+\.json$/), `${record ?? ''}.p7s`]);
    expect(readFileSync(join(archive, 'disposed', record ?? ''), 'utf8')).toContain('term over');
    execFileSync(
      'openssl',
      [
        'cms',
        '-verify',
        '-binary',
        '-inform',
        'DER',
        '-in',
        join(archive, 'disposed', signature ?? ''),
        '-content',
        join(archive, 'disposed', record ?? ''),
        '-CAfile',
        pki.rootPem,
        '-purpose',
        'any',
        '-no_check_time',
        '-out',
        '/dev/null',
      ],
      { stdio: 'pipe' },
    );
  });
});

describe('intake', () => {
  it('says what it enters, refuses what can be edited, and has help in both languages', long, async () => {
    const folder = join(project, 'wanding/qingyu-payment');
    const scan = join(folder, 'evidence/recovery-times.png');
    const args = [
      'intake',
      scan,
      '--case',
      folder,
      '--kind',
      'permit',
      '--title',
      '支付业务许可证',
      '--date',
      '2026-02-03',
      '--signed',
      'client=柯澜/Ke Lan@2026-02-03',
      '--signed',
      'auditor=方泊宁',
    ];
    const before = readFileSync(join(folder, 'evidence.yaml'), 'utf8');
    const dry = await run([...args, '--dry-run']);
    expect([dry.status, readFileSync(join(folder, 'evidence.yaml'), 'utf8')]).toEqual([0, before]);
    const { status, out, err } = await run(args);
    expect([status, err.trim()]).toEqual([0, 'kept as evidence/permit.pdf (1 page(s))']);
    expect(readFileSync(join(folder, 'evidence.yaml'), 'utf8')).toBe(before + out);
    expect(out).toContain('auditor');
    const json = await run(['intake', join(project, 'people.yaml'), '--case', folder, '--kind', 'other', '--title', 'x', '--json']);
    expect([json.status, json.err]).toEqual([1, '']);
    expect(JSON.parse(json.out)).toMatchObject({
      taken: [],
      entries: null,
      diagnostics: [{ code: 'intake-refused', rule: 'W-P94', clause: '10.4' }],
    });
    expect((await run(['intake', scan, '--kind', 'permit'])).status).toBe(2);
    const unknown = await run(['intake', scan, '--case', folder, '--kind', 'nonsense']);
    // Which kinds there are is for the scheme of the case to say.
    expect([unknown.status, unknown.err]).toEqual([
      1,
      expect.stringMatching(/^error {2}intake-register {2}--kind must be one of: application, .*\n$/),
    ]);
    expect((await certpress(['--ui', 'zh', 'archive', 'intake', '--help'])).out).toContain('存入他人制作的文件');
  });
});

describe('a terminal that is closed', long, () => {
  it('ends it with 129; what is there is whole, and the next run goes on', async () => {
    const there = join(place, 'a5');
    const child = spawn(process.execPath, [...briefly, main, 'archive', project, '--key', pki.p12, '--archive', there], {
      env: { ...process.env, ...unlocked, LC_ALL: 'C' },
      stdio: 'ignore',
    });
    const ended = new Promise<number | null>((resolve) => {
      child.on('close', resolve);
    });
    const line = (): string => {
      try {
        return readFileSync(join(there, 'index.jsonl'), 'utf8');
      } catch {
        return '';
      }
    };
    while (line() === '' && child.exitCode === null)
      await new Promise((resolve) => {
        setTimeout(resolve, 10);
      });
    child.kill('SIGHUP');
    expect(await ended).toBe(129);
    const lines = line().trim().split('\n').length;
    expect(lines).toBeLessThan(9);
    expect(readdirSync(there).filter((name) => name.startsWith('.unfinished'))).toEqual([]);
    const bags = readdirSync(there, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('bagit.txt'));
    expect(bags).toHaveLength(lines);
    for (const bag of bags) execFileSync('sha256sum', ['--check', '--quiet', 'manifest-sha256.txt'], { cwd: join(there, bag, '..') });
    const rest = JSON.parse((await run([project, '--key', pki.p12, '--archive', there, '--json'])).out) as ArchiveJson;
    expect([rest.summary.added + lines, rest.summary.unchanged]).toEqual([9, lines]);
  });
});
