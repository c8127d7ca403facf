/**
 * Forms that come back after their record has changed: an entry of a list is found again by what the form printed of it, wherever it
 * stands now; what cannot be found is told; and what was taken once is not added a second time.
 *
 * The records are changed, and what they must say is worked out, on their YAML by the test.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Outcome } from '../../src/diagnostics/index.js';
import { formOf } from '../../src/form/form.js';
import { take } from '../../src/take/take.js';
import type { Taken } from '../../src/take/types.js';
import { copySamples } from '../setup/samples.js';
import { copied, item } from './copied.js';
import { fill, placesIn, typed, WordFile } from './edited.js';

const root = mkdtempSync(join(tmpdir(), 'certpress-moved-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const audit = 'wanding/qingyu-payment/audits/stage-2';
const path = join(root, audit, 'report.yaml');
let source = '';
let bytes: Uint8Array;
interface Member {
  readonly id: string;
  readonly person: string;
  readonly role: string;
  readonly field: string;
  readonly registration: string;
}
interface Report {
  readonly team: readonly Member[];
  readonly criteria: readonly { readonly zh: string; readonly en?: string }[];
}
const reportOf = (text: string): Report => parse(text) as Report;

beforeAll(async () => {
  await copySamples(root, ['wanding/qingyu-payment']);
  source = readFileSync(path, 'utf8');
  const { value, diagnostics } = await formOf({ folder: join(root, audit), document: 'audit-report', today: '2026-11-29' });
  if (!value) throw new Error(JSON.stringify(diagnostics));
  bytes = value;
});
afterEach(() => writeFileSync(path, source));
const formFile = (): WordFile => new WordFile(bytes);
/** The record as somebody else has made it meanwhile. */
function meanwhile(change: (report: Report) => Partial<Report>): Report {
  const report = reportOf(source);
  const now = { ...report, ...change(report) };
  writeFileSync(path, stringify(now, { lineWidth: 0 }));
  return now;
}
const taken = (...files: readonly WordFile[]): Promise<Outcome<Taken>> => takenWith(false, ...files);
const takenWith = (remove: boolean, ...files: readonly WordFile[]): Promise<Outcome<Taken>> =>
  take({ root, forms: files.map((file, n) => ({ name: `${'abc'[n] ?? ''}.docx`, bytes: file.bytes() })), accept: false, remove });
const after = ({ value }: Outcome<Taken>): Report => reportOf(value?.files[0]?.source ?? '');
const codes = ({ diagnostics }: Outcome<Taken>): string[] => diagnostics.map(({ code }) => code);

/** Of the role and the field of the second member. */
const another: Member = { id: 'X', person: 'w-gu', role: 'auditor', field: 'EMS', registration: '2024-N1EMS-9009999' };
const registered = '2025-N1EMS-9001264';
/** The form has another registration of the second member. */
const edited = (): WordFile => {
  const file = formFile();
  typed(file, '/team/1/registration', () => registered);
  return file;
};
const again = (member: Member): Member => ({ ...member, registration: registered });

describe('what was changed in an entry', () => {
  test('goes into that entry where another stands before it now', async () => {
    const now = meanwhile(({ team: [a, ...rest] }) => ({ team: [a as Member, another, ...rest] }));
    const result = await taken(edited());
    expect(codes(result)).toEqual([]);
    // The second of the form is the third of the record; the one that came is not touched.
    expect(after(result)).toEqual({ ...now, team: [now.team[0], another, again(now.team[2] as Member)] });
    expect(result.value?.files[0]?.differences.map(({ pointer }) => pointer)).toEqual(['/team/2/registration']);
  });

  test('and where one before it is gone', async () => {
    const now = meanwhile(({ team: [, ...rest] }) => ({ team: rest }));
    const result = await taken(edited());
    expect(codes(result)).toEqual([]);
    expect(after(result)).toEqual({ ...now, team: [again(now.team[0] as Member)] });
  });

  test('and where it was edited meanwhile in another field', async () => {
    const now = meanwhile(({ team: [a, b] }) => ({ team: [a as Member, another, { ...(b as Member), role: 'leader' }] }));
    const result = await taken(edited());
    expect(codes(result)).toEqual([]);
    expect(after(result).team).toEqual([now.team[0], another, { ...again(now.team[2] as Member), role: 'leader' }]);
  });

  test('is told, with what the form printed of it, where it is gone or another is in its place', async () => {
    const [, b] = reportOf(source).team;
    expect([b?.role, b?.field]).toEqual([another.role, another.field]);
    for (const team of [(a: Member) => [a], (a: Member) => [a, another], (a: Member) => [another, a]]) {
      meanwhile((report) => ({ team: team(report.team[0] as Member) }));
      const result = await taken(edited());
      expect(codes(result)).toEqual(['take-conflict']);
      expect(result.diagnostics[0]?.message.zh).toContain(b?.registration);
      expect(result.value?.files).toEqual([]);
    }
  });

  test('is told where two entries may be meant', async () => {
    // Both say what the form printed of the second, and neither stands where it stood.
    meanwhile(({ team: [a, b] }) => ({ team: [a as Member, another, b as Member, b as Member] }));
    const result = await taken(edited());
    expect(codes(result)).toEqual(['take-conflict']);
    expect(result.value?.files).toEqual([]);
  });
});

describe('an entry that one file lets go', () => {
  const without = (): WordFile => {
    const file = formFile();
    const { from, to } = item(file, '/criteria/1/zh');
    return file.replace(from, to, '');
  };
  const reworded = (): WordFile => {
    const file = formFile();
    typed(file, '/criteria/1/en', () => 'Rules of the body');
    return file;
  };

  test('while another changes it, stays as it is: both are told, whichever comes first', async () => {
    for (const files of [
      [without(), reworded()],
      [reworded(), without()],
    ]) {
      const result = await takenWith(true, ...files);
      expect(codes(result)).toEqual(['take-conflict']);
      expect(result.diagnostics[0]?.message.en).toContain('Rules of the body');
      expect(result.diagnostics[0]?.message.en).toContain(reportOf(source).criteria[1]?.zh.slice(0, 8));
      expect(result.value?.files).toEqual([]);
    }
    // Two who let it go are of one mind.
    const both = await takenWith(true, without(), without());
    expect(codes(both)).toEqual([]);
    expect(after(both).criteria).toHaveLength(2);
  });

  test('is found where it stands now; gone already, it is no news', async () => {
    const now = meanwhile(({ criteria }) => ({ criteria: [{ zh: '新' }, ...criteria] }));
    const result = await takenWith(true, without());
    expect(codes(result)).toEqual([]);
    expect(after(result).criteria).toEqual([...now.criteria.slice(0, 2), now.criteria[3]]);
    meanwhile(({ criteria }) => ({ criteria: criteria.filter((_, n) => n !== 1) }));
    const again = await takenWith(true, without());
    expect([codes(again), again.value?.files]).toEqual([[], []]);
  });
});

describe('a text of which both languages are emptied', () => {
  const emptied = (...pointers: readonly string[]): WordFile => {
    const file = formFile();
    for (const pointer of pointers) typed(file, pointer, () => '');
    return file;
  };
  test('goes as a whole, and one of which one is left stays with that', async () => {
    const before = parse(source) as Record<string, unknown> & { auditTime: { zh: string } };
    const whole = await takenWith(true, emptied('/auditTime/zh', '/auditTime/en'));
    expect(codes(whole)).toEqual([]);
    const { auditTime, ...rest } = before;
    expect(after(whole)).toEqual(rest);
    expect(whole.value?.files[0]?.differences.map(({ pointer }) => pointer)).toEqual(['/auditTime/zh', '/auditTime/en']);
    const half = await takenWith(true, emptied('/auditTime/en'));
    expect(codes(half)).toEqual([]);
    expect(after(half)).toEqual({ ...before, auditTime: { zh: auditTime.zh } });
  });
  test('and as an entry of a list, whatever else is emptied or added there', async () => {
    const file = emptied('/criteria/0/zh', '/criteria/0/en');
    const { to, xml } = item(file, '/criteria/1/zh');
    file.replace(to, to, copied(file, '/criteria/1', xml, { '/zh': '甲', '/en': 'A' }, 'asked'));
    const result = await takenWith(true, file);
    expect(codes(result)).toEqual([]);
    const [, second, third] = reportOf(source).criteria;
    expect(after(result).criteria).toEqual([second, { zh: '甲', en: 'A' }, third]);
  });
});

describe('a new entry', () => {
  /** Behind the first of the criteria. */
  const withCriteria = (...all: readonly string[]): WordFile => {
    const file = formFile();
    const { to, xml } = item(file, '/criteria/0/zh');
    file.replace(to, to, all.map((zh) => copied(file, '/criteria/0', xml, { '/zh': zh, '/en': `Item ${zh}` }, 'asked')).join(''));
    return file;
  };
  const said = (zh: string) => ({ zh, en: `Item ${zh}` });

  test('follows the entry behind which it was added', async () => {
    const now = meanwhile(({ criteria }) => ({ criteria: [said('新'), ...criteria] }));
    const result = await taken(withCriteria('甲'));
    expect(codes(result)).toEqual([]);
    expect(after(result).criteria).toEqual([...now.criteria.slice(0, 2), said('甲'), ...now.criteria.slice(2)]);
  });

  test('is added once, however often the file is taken; of a file with one more that one', async () => {
    const { criteria } = reportOf(source);
    const first = await taken(withCriteria('甲', '乙'));
    writeFileSync(path, first.value?.files[0]?.source ?? '');
    const again = await taken(withCriteria('甲', '乙'));
    expect(codes(again)).toEqual([]);
    expect(again.value?.files).toEqual([]);
    const more = await taken(withCriteria('甲', '乙', '丙'));
    expect(codes(more)).toEqual([]);
    const [head, ...rest] = criteria;
    expect(new Set(after(more).criteria)).toEqual(new Set([head, said('甲'), said('乙'), said('丙'), ...rest]));
    // Two that say the same are two.
    expect(after(await taken(withCriteria('甲', '甲', '乙'))).criteria.filter(({ zh }) => zh === '甲')).toHaveLength(2);
  });
});

describe('an entry that the form begins', () => {
  interface Issues {
    readonly issues: readonly { readonly text: { readonly zh: string } }[];
  }
  const issuesOf = ({ value }: Outcome<Taken>): Issues['issues'] => (parse(value?.files[0]?.source ?? '') as Issues).issues;
  const begun = (zh: string): WordFile => {
    const file = formFile();
    const place = placesIn(file.carried).find(({ segment }) => segment.pointer === '/issues/0/text/zh');
    if (!place) throw new Error('not asked');
    fill(file, place.block, place.segment, zh);
    return file;
  };
  test('is one, however often the file is taken, and stands behind what others have begun meanwhile', async () => {
    expect(source).toContain('issues: {none: true}');
    const first = await taken(begun('甲事项'));
    expect(issuesOf(first)).toEqual([{ text: { zh: '甲事项' } }]);
    writeFileSync(path, first.value?.files[0]?.source ?? '');
    const again = await taken(begun('甲事项'));
    expect([codes(again), again.value?.files]).toEqual([[], []]);
    const other = await taken(begun('乙事项'));
    expect(codes(other)).toEqual([]);
    expect(issuesOf(other)).toEqual([{ text: { zh: '甲事项' } }, { text: { zh: '乙事项' } }]);
  });
});
