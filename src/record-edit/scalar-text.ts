/**
 * A scalar as YAML text, in the style asked for where it can be written so, else in quotes: in single ones where those read more easily, in
 * double ones, in which all can be written, otherwise.
 *
 * In:  a value, the style, and whether it stands in brackets. Out: its text, which reads back as that very value to YAML 1.2 and,
 * words and numbers quoted, to the readers of YAML 1.1 that other tools have.
 */
import { number } from '../files/plain-yaml-file.js';

export type FlowStyle = 'plain' | 'single' | 'double';

/** What may stand in a file as it is; a next line, line and paragraph separators and the byte order mark may by YAML, and get lost. */
const unprintable = /[^\t\n\x20-\x7E\xA0-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD\u{10000}-\u{10FFFF}]/u;
/** Words that YAML 1.1 or 1.2 takes for something else than text, and numbers of 1.1 beside those of 1.2. */
const word = /^(?:~|null|true|false|yes|no|on|off|=|<<|[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?)$/i;
const sixties = /^[-+]?[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?$/;

/** Whether a text may stand without quotes. Minutes and hours (`10:30`) may where a plain text stood: nothing there reads YAML 1.1. */
function canBePlain(text: string, inFlow: boolean, wasPlain: boolean): boolean {
  if (text === '' || text !== text.trim() || /[\t\n]/.test(text) || unprintable.test(text)) return false;
  if (/^[,[\]{}#&*!|>'"%@`]/.test(text) || /^[-?:](?:\s|$)/.test(text) || /^(?:---|\.\.\.)/.test(text)) return false;
  if (/:(?:\s|$)/.test(text) || /\s#/.test(text)) return false;
  if (inFlow && /[,[\]{}]/.test(text)) return false;
  if (word.test(text) || number.test(text)) return false;
  return wasPlain || !sixties.test(text);
}

function quotedIn(text: string, style: 'single' | 'double'): string {
  if (style === 'single' && !/[\t\n]/.test(text) && !unprintable.test(text)) return `'${text.replaceAll("'", "''")}'`;
  const escaped = Array.from(text, (char) => {
    if (char === '"' || char === '\\') return `\\${char}`;
    if (char === '\n') return '\\n';
    if (char === '\t') return '\\t';
    return unprintable.test(char) ? escapeOf(char) : char;
  });
  return `"${escaped.join('')}"`;
}
function escapeOf(char: string): string {
  const hex = (char.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return hex.length > 4 ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
}

export interface ScalarPlace {
  readonly inFlow: boolean;
  /** As a text stood there before; without one, certpress's: plain where that can be. */
  readonly style?: FlowStyle;
  /** Digits behind the point of the number that stood there: as many are written. */
  readonly decimals?: number;
}

/** On one line. */
export function scalarText(value: string | number | boolean, { inFlow, style, decimals = 0 }: ScalarPlace): string {
  if (typeof value === 'number') return numberText(value, decimals);
  if (typeof value === 'boolean') return String(value);
  if (style !== 'double' && style !== 'single' && canBePlain(value, inFlow, style === 'plain')) return value;
  // What holds quotes or backslashes is easier to read in single ones.
  return quotedIn(value, style === 'single' || style === 'double' ? style : /["\\]/.test(value) ? 'single' : 'double');
}

function numberText(value: number, decimals: number): string {
  if (!Number.isFinite(value)) throw new Error('a record holds no number without bounds');
  const shortest = String(value === 0 ? 0 : value);
  const own = /^-?\d+(?:\.(\d+))?$/.exec(shortest);
  return own && (own[1] ?? '').length < decimals ? value.toFixed(decimals) : shortest;
}

/** Whether a text can stand as lines below `|`. */
export const canBeLiteral = (text: string): boolean => text.trim() !== '' && !unprintable.test(text);

/** The lines of a text below `|`, standing in by so many blanks; empty ones stay empty. */
export const literalLines = (text: string, indent: number): string[] =>
  text.split('\n').map((line) => (line === '' ? '' : ' '.repeat(indent) + line));

/** What must follow `|`, where the first line's own blanks would be taken for indentation. */
export const indicatorFor = (text: string, indent: number, parent: number): string =>
  /^\s/.test(text) ? String(Math.max(indent - parent, 1)) : '';
