/** Rows of a pack that are wrong: said when the pack is loaded, at line and column. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Rule } from '../../schemas/pack/rules.js';
import { loadScheme } from '../../src/packs/load-scheme.js';
import { packageInfo } from '../../src/program/package-info.js';

const root = mkdtempSync(join(tmpdir(), 'certpress-rules-'));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});
cpSync(join(packageInfo().root, 'schemas'), join(root, 'schemas'), { recursive: true, filter: (file) => !file.endsWith('.ts') });

const rest = 'rule: T-01, clause: "1", severity: error, zh: 要求, en: the requirement';
/** What is said of the rows, and what stands at the place. */
function found(text: string): string[] {
  const lines = text.split('\n');
  writeFileSync(join(root, 'schemas', 'schemes', 'wanding', 'B-1', 'rules.yaml'), text);
  return loadScheme('wanding', 'B/1', root).diagnostics.map((d) => {
    const { line = 0, column = 0 } = d.place ?? {};
    return `${d.code === 'rule-wrong' ? '' : d.code}${line} ${/^[\w.]*/.exec(lines[line - 1]?.slice(column - 1) ?? '')?.[0] ?? ''} | ${d.message.en}${d.help ? ` ${d.help.en}` : ''}`;
  });
}
const row = (more: string, message = '{zh: 不符, en: not kept}'): string => `- {id: a, ${rest}, message: ${message},\n   ${more}}\n`;

it('a sound row', () => {
  expect(
    found(
      row(
        'for: audit, kind: assert, that: "has(stage1.folder)", place: stage1.notice.date, holdsBack: [decide, audit-report]',
        '{zh: "{asOf}{subject}{stage1.end}", en: "{audit.start}"}',
      ),
    ),
  ).toEqual([]);
});
it.each([
  [
    'an unknown path',
    'for: audit, kind: assert, that: "has(audit.onSite) && plan.typo == 1"',
    '2 typo | that of rule a is wrong: No such key: typo (at typo == 1)',
  ],
  [
    'an unknown path in has()',
    'for: audit, kind: assert, that: "has(plan.typo)"',
    '2 typo | that of rule a is wrong: No such key: typo (at typo))',
  ],
  [
    'an unknown variable',
    'for: audit, kind: assert, that: "reprot.date == plan.date"',
    '2 reprot.date | that of rule a is wrong: Unknown variable: reprot (at reprot.date == plan.date) Did you mean report?',
  ],
  [
    'a variable of other subjects',
    'for: case, kind: assert, that: "plan.date == asOf"',
    '2 plan.date | that of rule a is wrong: Unknown variable: plan (at plan.date == asOf)',
  ],
  [
    'a wrong type',
    'for: audit, kind: assert, that: "audit.headcount == audit.start"',
    '2 audit.headcount | that of rule a is wrong: no such overload: double == string (at audit.headcount == audit.start)',
  ],
  [
    'an unknown function',
    'for: audit, kind: deadline, event: audit.start, notAfter: "addMoons(audit.end, 3)"',
    "2 addMoons | notAfter of rule a is wrong: found no matching overload for 'addMoons(string, int)' (at addMoons(audit.end, 3))",
  ],
  [
    'a wrong argument',
    'for: audit, kind: deadline, event: audit.start, notAfter: "addMonths(audit.headcount, 3)"',
    "2 addMonths | notAfter of rule a is wrong: found no matching overload for 'addMonths(double, int)' (at addMonths(audit.headcount, 3))",
  ],
  [
    'no date',
    'for: audit, kind: deadline, event: audit.headcount, notAfter: audit.end',
    '2 audit.headcount | event of rule a is wrong: the result is double, not a date (at audit.headcount)',
  ],
  [
    'no truth',
    'for: audit, kind: assert, when: audit.start, that: "true"',
    '2 audit.start | when of rule a is wrong: the result is string, not true or false (at audit.start)',
  ],
  [
    'a word that a fact is never',
    'for: event, kind: assert, when: "event.kind == \'suspend\'", that: "true"',
    '2 suspend | when of rule a is wrong: event.kind is never suspend Did you mean suspended?',
  ],
  [
    'such a word in a list, of an element',
    "for: audit, kind: assert, that: \"audits.filter(a, has(a.kind)).all(a, a.kind in ['I1', 'IX'])\"",
    '2 IX | that of rule a is wrong: audits[].kind is never IX Did you mean I1?',
  ],
  ['no limit', 'for: audit, kind: deadline, event: audit.start', '1  | Rule a has neither notBefore nor notAfter'],
  [
    'a place that is no path',
    'for: audit, kind: assert, that: "true", place: "addDays(audit.start, 1)"',
    '2  | place of rule a is no path',
  ],
  ['a row that does not exist', 'for: audit, kind: assert, that: "true", implies: [b]', '2 b | There is no rule b'],
])('%s', (_, more, message) => {
  const [first, ...others] = found(row(more));
  expect(first).toBe(message);
  expect(others).toEqual([]);
});
it('an expression over several lines, at its line', () => {
  expect(
    found(
      `- id: a\n  rule: T-01\n  clause: "1"\n  severity: error\n  zh: 要求\n  en: x\n  message: {zh: 不, en: n}\n  for: audit\n  kind: assert\n  that: >-\n    has(plan.date)\n    && plan.team.all(m,\n      m.rule == 'leader')\n`,
    ),
  ).toEqual(["13 rule | that of rule a is wrong: No such key: rule (at rule == 'leader'))"]);
});
it('placeholders, and an id used twice', () => {
  expect(
    found(
      row('for: audit, kind: assert, that: "true"', '{zh: "{plan.typo}", en: "{event}"}') + row('for: audit, kind: assert, that: "true"'),
    ),
  ).toEqual([
    '1 plan.typo | In message of rule a, {plan.typo} cannot be shown: No such key: typo',
    '1 event | In message of rule a, {event} cannot be shown: Unknown variable: event',
    '3 a | The id a is used twice',
  ]);
});

/** What the scheme has of the shared rows when its rules.yaml is this. */
function rulesOf(text: string): readonly Rule[] {
  writeFileSync(join(root, 'schemas', 'schemes', 'wanding', 'B-1', 'rules.yaml'), text);
  return loadScheme('wanding', 'B/1', root).value?.rules ?? [];
}
it('rows of schemas/rules: those used, without those excepted, as severe as the scheme says', () => {
  const all = rulesOf('uses: [consistency]\n').map(({ id }) => id);
  expect(all).toEqual(expect.arrayContaining(['report-after-audit', 'opening-day', 'plan-scope-kept']));
  const some = rulesOf(
    `uses: [consistency]\nexcept: [opening-day]\nseverity: {plan-scope-kept: warning}\nrows:\n${row('for: case, kind: assert, that: "true"')}`,
  );
  expect(some.map(({ id }) => id)).toEqual(['a', ...all.filter((id) => id !== 'opening-day')]);
  expect(some.find(({ id }) => id === 'plan-scope-kept')).toMatchObject({ severity: 'warning', holdsBack: [] });
  expect(rulesOf('[]')).toEqual([]);
});
it('a bag carries the file that its pack uses', () => {
  rulesOf('uses: [consistency]\n');
  expect(loadScheme('wanding', 'B/1', root).value?.files.map(({ file }) => file)).toContain('schemas/rules/consistency.yaml');
});
it.each([
  [
    'a file that is not there',
    'uses: [consistancy]\n',
    ['1 consistancy | schemas/rules/ has no consistancy.yaml Did you mean consistency?'],
  ],
  [
    'an exception that is no row',
    'uses: [consistency]\nexcept: [opening-dya]\n',
    ['2 opening | what it uses has no rule opening-dya Did you mean opening-day?'],
  ],
  [
    'a severity of no row',
    'uses: [consistency]\nseverity: {nothing-like-it: info}\n',
    ['2 info | what it uses has no rule nothing-like-it'],
  ],
  [
    'an id that a shared row has',
    `uses: [consistency]\nrows:\n- {id: opening-day, ${rest}, message: {zh: 不, en: n}, for: case, kind: assert, that: "true"}\n`,
    [expect.stringContaining('The id opening-day is used twice')],
  ],
])('%s', (_, text, wanted) => {
  expect(found(text)).toEqual(wanted);
});
