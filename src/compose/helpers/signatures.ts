/**
 * What may be called in a layout, and how: the closed list of helpers.
 *
 * In:  nothing. Out: for each helper its number of arguments and its named ones, for the static check and the rewriting.
 * What they do is in the other files of this folder.
 */
export interface Signature {
  readonly is: 'words' | 'value' | 'block' | 'partial';
  readonly min: number;
  readonly max: number;
  /** Named arguments; `label`: those that the label asks for. */
  readonly named: readonly string[] | 'label';
  /** As a message shows it. */
  readonly usage: string;
}
const signature = (is: Signature['is'], min: number, max: number, usage: string, named: Signature['named'] = []): Signature => ({
  is,
  min,
  max,
  named,
  usage,
});

export const signatures: Readonly<Record<string, Signature>> = {
  t: signature('words', 1, 4, '{{t "key"}}', 'label'),
  text: signature('words', 1, 1, '{{text x}}'),
  name: signature('words', 1, 1, '{{name x}}'),
  rich: signature('words', 1, 1, '{{rich x}}'),
  date: signature('words', 1, 1, '{{date x}}'),
  dates: signature('words', 2, 2, '{{dates from to}}'),
  day: signature('words', 1, 1, '{{day x}}'),
  join: signature('words', 1, 2, '{{join list "key"}}', ['names', 'with']),
  clauses: signature('words', 1, 1, '{{clauses list}}'),
  clauseFor: signature('value', 1, 1, '{{clauseFor "content.id"}}'),
  titleFor: signature('words', 1, 1, '{{titleFor "content.id"}}'),
  wordingAt: signature('value', 1, 1, '(wordingAt "content.id")'),
  eq: signature('value', 2, 2, '(eq a b)'),
  ne: signature('value', 2, 2, '(ne a b)'),
  gt: signature('value', 2, 2, '(gt a b)'),
  startsWith: signature('value', 2, 2, '(startsWith text start)'),
  and: signature('value', 2, 12, '(and a b)'),
  or: signature('value', 2, 12, '(or a b)'),
  not: signature('value', 1, 1, '(not a)'),
  written: signature('value', 1, 1, '(written x)'),
  has: signature('value', 2, 2, '(has list value)'),
  count: signature('value', 1, 1, '(count list)'),
  add: signature('value', 2, 12, '(add n m)'),
  find: signature('value', 3, 3, '(find list "key" value)'),
  if: signature('block', 1, 1, '{{#if x}}'),
  unless: signature('block', 1, 1, '{{#unless x}}'),
  each: signature('block', 1, 1, '{{#each list}}'),
  with: signature('block', 1, 1, '{{#with x}}'),
  'content-part': signature('partial', 1, 1, '{{> (content-part "report")}}'),
};
export const isHelper = (name: string): boolean => Object.hasOwn(signatures, name);
export const signatureOf = (name: string): Signature | undefined => (isHelper(name) ? signatures[name] : undefined);

/** Data that a layout may read: `@index`, `@first`, `@last` in loops over lists, `@key` in loops over maps. */
export const dataNames = ['root', 'index', 'first', 'last', 'key', 'variant', 'lang', 'lead'] as const;
export const loopData: ReadonlySet<string> = new Set(['index', 'first', 'last', 'key']);
