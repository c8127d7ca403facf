/**
 * A violated row as a diagnostic.
 *
 * In:  the verdict, the project, the day judged on. Out: the diagnostic, at the smallest line that the row complains of, with
 * the other places that it read, the words of its row, and the clause.
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import type { Assert } from '../../schemas/pack/rules.js';
import type { Diagnostic, Place, Prose } from '../diagnostics/index.js';
import type { Project } from '../load/types.js';
import { placeIn } from '../load/record-file.js';
import type { Expressions } from '../rules/expressions.js';
import type { RuleEnvironment } from '../rules/environment.js';
import { fill } from '../rules/message.js';
import { asPath, factPaths, type FactPath } from '../rules/paths.js';
import { readingOf } from './reading.js';
import { factPlaceOf, type Key, type FactPlace } from './fact-places.js';
import { failingPart, limitOf } from '../rules/failing.js';
import { ownValue, valuesAt, type Verdict } from './verdict.js';

export const isOverdue = (verdict: Verdict): boolean => verdict.broken === 'overdue';
/** What is only indicative is never more than a warning. */
export const severityOf = ({ row, indicative }: Verdict): Diagnostic['severity'] =>
  indicative && row.severity === 'error' ? 'warning' : row.severity;

export function violationOf(verdict: Verdict, project: Project, env: RuleEnvironment, asOf: string): Diagnostic {
  const { row } = verdict;
  const expressions = env.of(row).expressions;
  const [first, ...others] = placesOf(verdict, expressions).map((spot) => placeIn(project.root, spot.file, spot.path));
  const held = row.holdsBack.filter((what) => what !== 'decide' && what !== 'issue' && what !== 'archive');
  const words = wordsOf(verdict, expressions, asOf);
  return {
    code: 'rule-violated',
    severity: severityOf(verdict),
    verdict: 'violated',
    rule: row.rule,
    clause: row.clause,
    message: verdict.indicative ? { zh: `${words.zh}${indicative.zh}`, en: `${words.en}${indicative.en}` } : words,
    ...(row.help ? { help: fill(row.help, (name) => valueOf(verdict, expressions, name, asOf)) } : {}),
    why: { zh: row.zh, en: row.en },
    ...(first ? { place: first } : {}),
    ...(others.length > 0 ? { related: others } : {}),
    ...(held.length === 1 && held[0] !== undefined ? { document: held[0] } : {}),
    ...aboutOf(verdict),
  };
}

/** What every diagnostic about a subject says of it. */
export function aboutOf({ subject }: Verdict): Partial<Diagnostic> {
  const about = subject.nc ?? subject.certificate;
  return {
    scheme: subject.scheme.id,
    ...(subject.case ? { case: subject.case.name } : {}),
    ...(subject.audit === undefined ? {} : { audit: subject.audit }),
    ...(about === undefined || about === '' ? {} : { subject: about }),
  };
}

const indicative: Prose = {
  zh: '（仅供参考：没有该年的放假通知，工作日按周一至周五并去掉法定节日推算）',
  en: ' (indicative: there is no notice of the holidays of that year, and working days were counted Monday to Friday without the statutory holidays)',
};

function wordsOf(verdict: Verdict, expressions: Expressions, asOf: string): Prose {
  const { row } = verdict;
  const value = (name: string): unknown => valueOf(verdict, expressions, name, asOf);
  if (row.kind !== 'deadline' || !isOverdue(verdict)) return fill(row.message, value);
  if (row.overdue) return fill(row.overdue, value);
  const what = row.what ?? { zh: row.zh, en: row.en };
  return fill(
    {
      zh: `已逾期：${what.zh}，最迟 {notAfter}，至 {asOf} 没有记录`,
      en: `Overdue: ${what.en}, at the latest on {notAfter}; nothing is on record on {asOf}`,
    },
    value,
  );
}

/** Words that a record codes, as the scheme has them: by the last fields of the path, the group of its labels. */
const coded: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\.)decision\.outcome$/, 'decision'],
  [/(?:^|\.)recommendation\.outcome$/, 'recommendation'],
  [/(?:^|\.)nc\.grade$/, 'grade'],
  [/(?:^|\.)(?:audit|earlier|later)\.kind$/, 'audit-kind'],
];
const ofPeople = /\.(?:by|author|mentor|responsibleAuditor|signedBy|verifiedBy)$/;

/** A value as people of the field say it: the word for a code, the name for an id. */
function valueOf(verdict: Verdict, expressions: Expressions, name: string, asOf: string): unknown {
  const value = rawValue(verdict, expressions, name, asOf);
  if (typeof value !== 'string') return value;
  const group = coded.find(([path]) => path.test(name))?.[1];
  if (group !== undefined) return verdict.subject.scheme.scheme.labels[group]?.[value] ?? value;
  const people = verdict.subject.variables['people'] as Readonly<Record<string, { readonly name?: unknown } | undefined>> | undefined;
  return (ofPeople.test(name) && people && Object.hasOwn(people, value) && people[value]?.name) || value;
}

/** What a placeholder stands for: a word of its own (`limit`), a path, or any other expression of the row's things. */
function rawValue(verdict: Verdict, expressions: Expressions, name: string, asOf: string): unknown {
  const { row, subject } = verdict;
  if (row.kind === 'assert' && name === 'limit') return limitOf(row, subject.variables, expressions);
  const own = ownValue(verdict, name, asOf);
  if (own !== undefined || (row.kind === 'deadline' && statedByDeadlines.has(name))) return own;
  const path = asPath(expressions.tree(name));
  if (path) return valuesAt(path, subject.variables)[0];
  const found = expressions.evaluate(name, subject.variables);
  return 'value' in found ? found.value : undefined;
}
const statedByDeadlines: ReadonlySet<string> = new Set(['event', 'notBefore', 'notAfter', 'limit']);

/** The place complained of first, then what it was compared with; each once. */
function placesOf(verdict: Verdict, expressions: Expressions): FactPlace[] {
  const { row, subject } = verdict;
  const reading = readingOf(row, expressions);
  const { variables } = subject;
  const wanted: (readonly Key[])[] = [];
  if (row.kind === 'deadline') {
    const limit = verdict.broken === 'notBefore' ? row.notBefore : row.notAfter;
    wanted.push(
      ...givingFirst(reading.pathsOf(row.event), verdict.event, variables),
      ...(limit === undefined ? [] : givingFirst(reading.pathsOf(limit), undefined, variables)),
    );
  } else {
    if (row.place !== undefined) wanted.push(asPath(placeThat(row.place, variables, expressions)) ?? []);
    wanted.push(
      ...failingPaths(row, variables, expressions),
      ...(row.at === undefined ? [] : givingFirst(reading.pathsOf(row.at), undefined, variables)),
    );
  }
  const spots = wanted.flatMap((keys) => factPlaceOf(subject.tree, keys) ?? []);
  if (spots.length === 0) spots.push(...(subject.home.place ? [subject.home.place] : []));
  // A place that holds another one of them says nothing more; the first stays in any case.
  const within = (outer: FactPlace, inner: FactPlace): boolean =>
    outer.file === inner.file && outer.path.length <= inner.path.length && outer.path.every((key, i) => key === inner.path[i]);
  return spots.filter(
    (spot, i) => i === 0 || !spots.some((other, n) => n !== i && within(spot, other) && (spot.path.length < other.path.length || n < i)),
  );
}

/** Of a place that depends, the one that its condition chooses. */
function placeThat(text: string, variables: Readonly<Record<string, unknown>>, expressions: Expressions): ASTNode {
  let node = expressions.tree(text);
  while (node.op === '?:') {
    const [condition, one, other] = node.args;
    const found = expressions.evaluate(text.slice(condition.range.start, condition.range.end), variables);
    node = 'value' in found && found.value === true ? one : other;
  }
  return node;
}

const keysOf = (paths: readonly FactPath[]): (readonly Key[])[] => paths.map((path) => path.keys);

/** The path that has the value first, of a list's elements the one that has it; then the others. */
function givingFirst(
  paths: readonly FactPath[],
  value: string | undefined,
  variables: Readonly<Record<string, unknown>>,
): (readonly Key[])[] {
  if (value === undefined) return keysOf(paths);
  for (const { keys } of paths) {
    const star = keys.indexOf('*');
    if (star === -1 || keys.lastIndexOf('*') !== star) {
      if (star === -1 && valuesAt(keys, variables)[0] === value) return [keys, ...keysOf(paths).filter((other) => other !== keys)];
      continue;
    }
    const i = valuesAt(keys, variables).indexOf(value);
    // Values are in the order of the elements, one of each.
    if (i !== -1) return [[...keys.slice(0, star), i, ...keys.slice(star + 1)]];
  }
  return keysOf(paths);
}

/** The paths of the part of an assert that does not hold; of an `all`, below the first element for which it does not. */
function failingPaths(row: Assert, variables: Readonly<Record<string, unknown>>, expressions: Expressions): (readonly Key[])[] {
  const text = row.that;
  const node = failingPart(row, variables, expressions);
  const paths = keysOf(factPaths(node));
  if (node.op !== 'rcall' || node.args[0] !== 'all') return paths;
  const list = asPath(node.args[1]);
  if (!list) return paths;
  const length = (valuesAt(list, variables)[0] as readonly unknown[] | undefined)?.length ?? 0;
  const source = text.slice(node.args[1].range.start, node.args[1].range.end);
  const rest = text.slice(node.args[1].range.end, node.range.end);
  for (let i = 0; i < length; i++) {
    const found = expressions.evaluate(`[${source}[${i}]]${rest}`, variables);
    if (!('value' in found) || found.value !== false) continue;
    const inElement = paths.filter((path) => path.length > list.length && path[list.length] === '*');
    const others = paths.filter((path) => !inElement.includes(path) && path.length !== list.length);
    const below = inElement.map((path) => [...path.slice(0, list.length), i, ...path.slice(list.length + 1)]);
    return [...(below.length > 0 ? below : [[...list, i]]), ...others];
  }
  return paths;
}

export const placesMissing = (verdict: Verdict, project: Project): Place[] =>
  verdict.missing.flatMap((path) => {
    const spot = factPlaceOf(verdict.subject.tree, path.keys);
    return spot ? [placeIn(project.root, spot.file, spot.path)] : [];
  });
