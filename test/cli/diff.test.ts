/** `certpress diff` as a user runs it: against a revision of git, statuses, JSON, what cannot be compared. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isLongRun, long, sweep, swept } from '../setup/long.js';
import { certpress, compile } from '../setup/run.js';
import { copySamples } from '../setup/samples.js';

let place: string;
let project: string;
const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], { cwd: place, encoding: 'utf8' });

beforeAll(async () => {
  await compile();
  place = mkdtempSync(join(tmpdir(), 'certpress-diff-cli-'));
  project = join(place, 'records');
  await copySamples(project, ['wanding/qingyu-payment']);
  // The house lies beside the project, in the same repository.
  writeFileSync(join(project, 'certpress.yaml'), `${readFileSync(join(project, 'certpress.yaml'), 'utf8')}\nlayouts: ../house\n`);
  mkdirSync(join(place, 'house/locales'), { recursive: true });
  writeFileSync(join(place, 'house/locales/zh.yaml'), 'certificate:\n  this-certifies: 兹证明\n');
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'first');
});
afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});

const run = (...args: readonly string[]): ReturnType<typeof certpress> =>
  certpress(['--ui', 'en', 'diff', 'records', '--doc', 'certificate', ...args], { cwd: place });

describe('diff', () => {
  it('finds nothing where nothing has changed', long, async () => {
    const { status, out, err } = await run('--exit-code');
    expect([status, out]).toEqual([0, '']);
    expect(err).toMatch(/0 changed, 0 added, 0 removed, 1 unchanged: see diff\.html/);
    expect(readFileSync(join(place, 'diff.html'), 'utf8')).toContain('No document has changed.');
  });
  it('shows what a label of the house changes since a revision, and leaves the repository alone', sweep, async () => {
    writeFileSync(join(place, 'house/locales/zh.yaml'), 'certificate:\n  this-certifies: 特此证明\n');
    const before = git('status', '--porcelain');
    const { status, out } = await run('--exit-code', '--out', 'house.html');
    expect(status).toBe(3);
    expect(out).toMatch(/^~ qingyu-payment certificate-WD-BC-26-0093-R0 {2}\d changes? of text\n$/);
    const html = readFileSync(join(place, 'house.html'), 'utf8');
    expect(html).toMatch(/<del>兹<\/del><ins>特此<\/ins>/);
    expect(git('status', '--porcelain')).toBe(`${before}?? house.html\n`);
    expect(readdirSync(tmpdir()).filter((name) => /^certpress-diff-\w{6}$/.test(name))).toEqual([]);
    if (!isLongRun) return;
    // Without --exit-code a difference is no failure.
    const json = await run('--json', '--against', 'HEAD', '--out', 'none.html');
    expect(json.status).toBe(0);
    const told = JSON.parse(json.out) as { unchanged: number; documents: { state: string; pages: number[] | null; texts: unknown[] }[] };
    expect(told.documents.map(({ state }) => state)).toEqual(['changed']);
    expect(told.documents[0]?.texts.length).toBeGreaterThan(0);
    expect(existsSync(join(place, 'none.html'))).toBe(false);
  });
  it('tells the rule that keeps a document from being made any more', long, async () => {
    const file = join(project, 'wanding/qingyu-payment/certificates.yaml');
    const before = readFileSync(file, 'utf8');
    // Another scope than was decided.
    writeFileSync(file, before.replace(/支付/, '收付'));
    const { status, out, err } = await run('--out', 'held.html');
    writeFileSync(file, before);
    expect([status, out]).toEqual([1, '- qingyu-payment certificate-WD-BC-26-0093-R0\n']);
    expect(err).toMatch(/certificates\.yaml:\d+:\d+ {2}error {2}rule-violated G-13/);
  });
  it('says what cannot be compared', sweep, async () => {
    const wrong = [
      [['--against', 'nowhere'], /revision-unreadable[^]*git cannot read nowhere/],
      [['--against=--help'], /revision-unreadable/],
      [['--against', 'house'], /project-missing[^]*\(before\)/],
    ] as const;
    for (const [args, message] of swept(wrong, 3)) {
      const { status, out, err } = await run(...args);
      expect([status, out], args.join(' ')).toEqual([1, '']);
      expect(err).toMatch(message);
    }
    expect((await run('--doc', 'A B')).status).toBe(2);
  });
});
