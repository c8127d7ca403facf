/**
 * Words of violations: whoever reads one sees what the record says, what the limit is, and needs no text of the rules.
 *
 * Deadlines name their event and the limit that was not kept, in both languages. Of asserts the row's own case is broken, and the message
 * shows
 * both sides of the comparison that fails, and every day that the row computes.
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import { describe, expect, it } from 'vitest';
import type { Assert, Deadline, Rule } from '../../../schemas/pack/rules.js';
import { failingPart } from '../../../src/rules/failing.js';
import { sharedEnvironment } from '../../../src/rules/environment.js';
import { placeholdersOf } from '../../../src/rules/message.js';
import { violationOf } from '../../../src/judge/violation.js';
import { judge } from '../../../src/judge/judge.js';
import { childrenOf, type Expressions } from '../../../src/rules/expressions.js';
import { sweep, swept } from '../../setup/long.js';
import { schemeIds, schemeOf, schemeTable } from '../../setup/schemes.js';
import { baseOf, changed, projectFrom, yaml, type Changes } from './setup.js';

interface Case {
  readonly row: string;
  readonly asOf?: string;
  readonly with?: Changes;
  readonly breaks: Changes;
}
const comparing = new Set(['<', '<=', '>', '>=', '==', '!=']);
const computing = new Set(['addDays', 'addMonths', 'addYears', 'addWorkingDays', 'dayOfNextMonth']);
const isDate = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
/** Dates and amounts, as messages show them; words and counts are said in words. */
const written = (value: unknown): string | undefined =>
  typeof value === 'number' ? String(Number(value.toFixed(4))) : isDate(value) ? value : undefined;

const named = (template: string): Set<string> => new Set(placeholdersOf(template).map(({ name }) => name));
/** What the words of a deadline leave out, limits that the row does not have aside. */
function unnamed(row: Deadline): string[] {
  return (['zh', 'en'] as const).flatMap((lang) => {
    const [message, overdue] = [named(row.message[lang]), row.overdue && named(row.overdue[lang])];
    const limits = (['notBefore', 'notAfter'] as const).filter((limit) => row[limit] !== undefined);
    return [
      ...['event', ...limits]
        .filter((name) => !message.has(name) && !(name !== 'event' && message.has('limit')))
        .map((name) => `${lang} message: ${name}`),
      ...(overdue && !overdue.has('notAfter') && !overdue.has('limit') ? [`${lang} overdue: notAfter`] : []),
    ];
  });
}

/** The values that the message of a broken assert has to show: of each the first that can be had, or one computed on the way to it. */
function wantedOf(row: Assert, variables: Readonly<Record<string, unknown>>, expressions: Expressions): string[][] {
  const value = (text: string, node: ASTNode): string | undefined => {
    const found = expressions.evaluate(text.slice(node.range.start, node.range.end), variables);
    return 'value' in found ? written(found.value) : undefined;
  };
  const wanted: string[][] = [];
  const part = failingPart(row, variables, expressions);
  if (comparing.has(part.op)) wanted.push(...(part.args as ASTNode[]).flatMap((side) => value(row.that, side) ?? []).map((one) => [one]));
  const dates = (text: string, node: ASTNode): void => {
    if (node.op === 'call' && computing.has(node.args[0] as string)) {
      // The day after a day is as good as the day itself.
      const [of, count] = node.args[1] as [ASTNode, ASTNode];
      const isNext = node.args[0] === 'addDays' && count.op === 'value' && count.args === 1n;
      const found = [value(text, node), isNext ? value(text, of) : undefined].filter((one) => one !== undefined);
      if (found.length > 0) wanted.push(found);
      return;
    }
    for (const child of childrenOf(node)) dates(text, child);
  };
  dates(row.that, part);
  if (row.at !== undefined) dates(row.at, expressions.tree(row.at));
  return wanted;
}

describe.each(schemeIds)('%s', (scheme) => {
  const base = baseOf(scheme);
  const cases = yaml(`${scheme}.cases.yaml`) as readonly Case[];
  const { rules } = schemeOf(scheme);
  const isDeadline = (row: Rule): row is Deadline => row.kind === 'deadline';
  const isAssert = (row: Rule): row is Assert => row.kind === 'assert';

  it('deadlines name their event and their limits', () => {
    expect(rules.filter(isDeadline).flatMap((row) => unnamed(row).map((what) => `${row.id}: ${what}`))).toEqual([]);
  });
  it('every message shows something of the record', () => {
    expect(
      rules.flatMap((row) =>
        (['zh', 'en'] as const).filter((lang) => named(row.message[lang]).size === 0).map((lang) => `${row.id} ${lang}`),
      ),
    ).toEqual([]);
  });
  it.each(
    swept(
      rules.filter(isAssert).flatMap((row) => cases.filter((one) => one.row === row.id).map((one) => ({ title: row.id, row, one }))),
      5,
    ),
  )('$title', sweep, ({ row, one }) => {
    const project = projectFrom(changed(base, one.with, one.breaks));
    const asOf = one.asOf ?? base.asOf;
    const table = new Map([...schemeTable].map(([key, of]) => [key, { ...of, rules: of.rules.filter((other) => other.id === row.id) }]));
    const verdict = judge(project, table, { asOf }).verdicts.find((found) => found.state === 'violated');
    if (!verdict) throw new Error(`${row.id} is not violated in its own case`);
    const environment = sharedEnvironment();
    const { message } = violationOf(verdict, project, environment, asOf);
    const wanted = wantedOf(row, verdict.subject.variables, environment.of(row).expressions);
    expect(
      (['zh', 'en'] as const).flatMap((lang) =>
        wanted
          .filter((values) => !values.some((text) => message[lang].includes(text)))
          .map((values) => `${lang}: ${values.join(' or ')} in “${message[lang]}”`),
      ),
    ).toEqual([]);
  });
});
