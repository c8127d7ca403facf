/**
 * A value as YAML text, arranged as the file arranges its own: block maps and lists, short ones in brackets.
 *
 * In:  a value, how the file is written (`Hand`), where it is to stand. Out: what comes behind the `:` of a key or the `-` of an
 * entry, up to but without the line end; lines below it included.
 */
import type { YamlValue } from './types.js';
import { isList, isMapping } from './types.js';
import { canBeLiteral, indicatorFor, literalLines, scalarText, type FlowStyle } from './scalar-text.js';

/** How a file is written: what ends its lines, how far a map stands in below its key, how far a list does. */
export interface Hand {
  readonly eol: '\n' | '\r\n';
  readonly step: number;
  readonly listStep: number;
}
export interface Where {
  /** Column of what holds the value: its key, or the dash before it. */
  readonly column: number;
  /** Behind a dash, a map begins on the same line; below a key it does not. */
  readonly behind: 'key' | 'dash';
  /** Whether a map may stand in brackets, must, or must not; by its length where nothing is said. */
  readonly brackets?: boolean | undefined;
  readonly style?: FlowStyle | undefined;
  /** A comment that stays on the line of the key or dash, with the blanks before it. */
  readonly comment?: string;
}
/** Columns up to which a map or list stands in brackets where nothing of its kind stands beside it. */
const widest = 120;

export const keyText = (key: string): string => scalarText(key, { inFlow: true });

/** In brackets, on one line. */
export function flowText(value: YamlValue, style?: FlowStyle): string {
  if (isList(value)) return `[${value.map((one) => flowText(one, style)).join(', ')}]`;
  if (isMapping(value))
    return `{${Object.entries(value)
      .map(([key, one]) => `${keyText(key)}: ${flowText(one)}`)
      .join(', ')}}`;
  return scalarText(value, { inFlow: true, ...(style ? { style } : {}) });
}

export const hasLines = (value: YamlValue): boolean =>
  typeof value === 'string' ? value.includes('\n') : typeof value === 'object' && Object.values(value).some(hasLines);
const isScalar = (value: YamlValue): value is string | number | boolean => typeof value !== 'object';
const isEmpty = (value: YamlValue): boolean => typeof value === 'object' && Object.keys(value).length === 0;

function fitsBrackets(value: YamlValue, { column, brackets }: Where): boolean {
  if (isEmpty(value)) return true;
  if (brackets === false || hasLines(value)) return false;
  if (brackets === true) return true;
  // Maps in a list, and lists of lists, are rows: they stand below each other.
  const flat = isList(value)
    ? value.every(isScalar)
    : Object.values(value).every((one) => isScalar(one) || (isList(one) && one.every(isScalar)));
  return flat && column + flowText(value).length <= widest;
}

export function blockText(value: YamlValue, hand: Hand, where: Where): string {
  const { column, behind, comment = '' } = where;
  if (isScalar(value)) return ` ${scalarBlock(value, hand, where)}`;
  if (fitsBrackets(value, where)) return ` ${flowText(value)}${comment}`;
  const dashed = isList(value);
  // Below a key a list stands in as the file's lists do; behind a dash both begin where a value does.
  const own = behind === 'dash' ? column + 2 : column + (dashed ? hand.listStep : hand.step);
  const entries = dashed
    ? value.map((one) => `-${blockText(one, hand, { column: own, behind: 'dash' })}`)
    : Object.entries(value).map(([key, one]) => `${keyText(key)}:${blockText(one, hand, { column: own, behind: 'key' })}`);
  const line = hand.eol + ' '.repeat(own);
  // A comment needs the line of the dash for itself.
  return (behind === 'dash' && comment === '' ? ' ' : comment + line) + entries.join(line);
}

function scalarBlock(value: string | number | boolean, hand: Hand, { column, behind, style, comment = '' }: Where): string {
  if (typeof value === 'string' && value.includes('\n') && canBeLiteral(value)) {
    const indent = column + (behind === 'dash' ? 2 : hand.step);
    return `|${indicatorFor(value, indent, column)}${comment}${hand.eol}${literalLines(value, indent).join(hand.eol)}`;
  }
  return scalarText(value, { inFlow: false, ...(style ? { style } : {}) }) + comment;
}
