/**
 * The text of a scheme's rules as a list of its clauses: `source.txt`, beside the pack.
 *
 * In:  plain text: a clause begins a line with its number, an item (`(1)`, `a)`, `①`, `1.`) a line within it, a line that begins with `#`
 *      is no part of the text. Out: the clauses in order, each with what it says, its items and sub-clauses included, without white space.
 *
 * A wrapped line may begin with a number too (“12 个月内进行”). So a number counts as a clause only where it continues the numbering: the
 * first below the clause before it, or the next beside it or beside one that holds it.
 */

export interface TextClause {
  /** As the text prints it, without the space before an item: `5.11.3(8)`, `4.6.3（2）①`, `4 1)`, `附录A`. */
  readonly label: string;
  /** The same whatever the width of its brackets: what a clause is looked up by. */
  readonly key: string;
  readonly line: number;
  /** What stands at it and under it, without white space. */
  readonly text: string;
  /** Of an item, what its list begins with, which it continues: 证书至少包含以下内容. Empty for a clause with a number of its own. */
  readonly lead: string;
  readonly isItem: boolean;
}
export interface SchemeText {
  readonly clauses: readonly TextClause[];
  /** The whole, without white space. */
  readonly text: string;
  /** Those of one label: a text may number two lists of one clause alike. */
  at(clause: string): readonly TextClause[];
}

export const squeezed = (text: string): string => text.replace(/\s+/gu, '');
/** Full-width letters, digits and brackets as narrow ones. */
const narrow = (text: string): string => text.replace(/[！-～]/gu, (one) => String.fromCodePoint((one.codePointAt(0) ?? 0) - 0xfee0));

const itemForm =
  /[(（][0-9０-９]{1,2}[)）]|[(（][a-zａ-ｚ][)）]|[0-9０-９]{1,2}[)）]|[a-zａ-ｚ][)）]|[①-⑳]|[0-9]{1,2}[.．、](?![0-9])|[a-zA-Z]\.(?=\s|$)/u
    .source;
const itemLine = new RegExp(`^(?:注\\s*[：:]\\s*)?(${itemForm})`, 'u');
const clauseLine = /^([0-9]{1,2}(?:\.[0-9]{1,2}){0,6})[.．、]?(?![0-9.])/u;
const appendixLine = /^(附\s*录\s*([A-ZＡ-Ｚ]))/u;
const clauseForm = /^(附\s*录\s*[A-ZＡ-Ｚ]|[0-9]{1,2}(?:\.[0-9]{1,2}){0,6})/u;

/** The kind of numbering of an item: items of one kind stand beside each other, others below. */
const styleOf = (item: string): string =>
  narrow(item)
    .replace(/[0-9]+/u, '1')
    // A text may have `I.` between `h.` and `j.`.
    .replace(/[a-z]/iu, 'a')
    .replace(/[①-⑳]/u, '①');

/** `附录A注3` and `5.2.1 a)` as they are looked up; undefined where it is no clause of a text: `G-01`, `ISO/IEC 17021-1 9.7`. */
function keyOf(clause: string): string | undefined {
  const [number] = clauseForm.exec(clause) ?? [];
  if (number === undefined) return undefined;
  const rest = clause
    .slice(number.length)
    .trim()
    .replace(/^注\s*([0-9]{1,2})$/u, '$1.');
  const items = rest === '' ? [] : [...rest.matchAll(new RegExp(`\\s*(${itemForm})`, 'yug'))].map(([, item]) => item ?? '');
  if (squeezed(items.join('')) !== squeezed(rest)) return undefined;
  return [narrow(squeezed(number)), ...items.map(itemKey)].join(' ');
}
const itemKey = (item: string): string => narrow(item).replace(/[、]$/u, '.');

/** An item behind the number of its clause: `4 1)` would else be read as 41, and the notes of an appendix are numbered `1.`. */
function asPrinted(item: string, holder: Open | undefined): string {
  if (holder?.isItem !== false) return item;
  if (styleOf(item) === '1.' && holder.key.startsWith('附录')) return `注${item.slice(0, -1)}`;
  return /^[0-9]/u.test(item) ? ` ${item}` : item;
}

/** A clause while the text is read: where it begins and ends in the text without white space. */
interface Open {
  readonly label: string;
  readonly key: string;
  readonly line: number;
  readonly isItem: boolean;
  readonly from: number;
  to: number;
  /** Where its first item begins. */
  itemsFrom?: number;
  readonly lead?: readonly [number, number];
}

export function readSchemeText(source: string): SchemeText {
  const clauses: Open[] = [];
  /** What is being read: the clause with those that hold it, then items in items. */
  let number: readonly number[] | undefined = [];
  let open: { readonly style: string; readonly clause: Open }[] = [];
  let text = '';
  const begin = (style: string, label: string, key: string, line: number, isItem: boolean): void => {
    const holder = isItem ? open.at(-1)?.clause : undefined;
    const itemsFrom = holder ? (holder.itemsFrom ??= text.length) : 0;
    const lead = holder ? ([holder.from, itemsFrom] as const) : undefined;
    const clause: Open = { label, key, line, isItem, from: text.length, to: text.length, ...(lead ? { lead } : {}) };
    clauses.push(clause);
    open.push({ style, clause });
  };
  const close = (isOver: (style: string, index: number) => boolean): void => {
    const first = open.findIndex(({ style }, i) => isOver(style, i));
    if (first < 0) return;
    for (const { clause } of open.slice(first)) clause.to = text.length;
    open = open.slice(0, first);
  };
  source.split(/\r?\n/u).forEach((raw, index) => {
    const line = raw.trim().replace(/^[-•]\s+/u, '');
    if (line === '' || line.startsWith('#')) return;
    const item = itemLine.exec(line)?.[1];
    const written = clauseLine.exec(line)?.[1];
    const next = written?.split('.').map(Number);
    const style = item === undefined ? undefined : styleOf(item);
    const isNextItem = style !== undefined && open.some((one) => one.style === style);
    const appendix = appendixLine.exec(line);
    if (appendix) {
      close(() => true);
      number = undefined;
      begin('clause', squeezed(appendix[1] ?? ''), `附录${narrow(appendix[2] ?? '')}`, index + 1, false);
    } else if (next && !isNextItem && number && continues(number, next)) {
      const depth = next.length;
      close((one, i) => one !== 'clause' || i >= depth - 1);
      number = next;
      begin('clause', next.join('.'), next.join('.'), index + 1, false);
    } else if (item !== undefined && style !== undefined && open.length > 0) {
      close((one) => one === style);
      const holder = open.at(-1)?.clause;
      begin(style, `${holder?.label ?? ''}${asPrinted(item, holder)}`, `${holder?.key ?? ''} ${itemKey(item)}`, index + 1, true);
    }
    text += squeezed(line);
  });
  close(() => true);
  const found = clauses.map(({ label, key, line, isItem, from, to, lead }): TextClause => ({
    label,
    key,
    line,
    isItem,
    text: text.slice(from, to),
    lead: lead ? text.slice(...lead) : '',
  }));
  const byKey = new Map<string, TextClause[]>();
  for (const clause of found) byKey.set(clause.key, [...(byKey.get(clause.key) ?? []), clause]);
  return { clauses: found, text, at: (clause) => byKey.get(keyOf(clause) ?? '') ?? [] };
}

/** Whether a number comes next: `5.2.1` after `5.2` or `5.2.0`, `5.3` after `5.2.7.1`, `6` after `5.9`. */
function continues(before: readonly number[], next: readonly number[]): boolean {
  const last = next.at(-1) ?? 0;
  const above = next.slice(0, -1);
  if (!above.every((one, i) => before[i] === one)) return false;
  return before.length === above.length ? last === 1 : last === (before[above.length] ?? -1) + 1;
}
