/**
 * Numbers and bullets of a Word file.
 *
 * In:  the numbering part, if there is one. Out: for each paragraph, in their order, the mark that Word prints before it (ISO/IEC 29500-1,
 * 17.9). Definitions that lead to each other in a circle number nothing.
 */
import type { NumberedAs } from './types.js';
import type { WordStyles } from './styles.js';
import { symbolOf } from './symbols.js';
import { childOf, valueOf, type WordElement } from './xml.js';

interface Level {
  readonly format: string;
  readonly text: string;
  readonly start: number;
}
const mostLevels = 9;

export class WordNumbering {
  private readonly abstracts = new Map<string, WordElement>();
  private readonly numbers = new Map<string, WordElement>();
  private readonly counters = new Map<string, number[]>();

  constructor(
    root: WordElement | undefined,
    private readonly styles: WordStyles,
  ) {
    for (const element of root?.children ?? []) {
      if (element.name === 'w:abstractNum') this.abstracts.set(element.attributes['w:abstractNumId'] ?? '', element);
      if (element.name === 'w:num') this.numbers.set(element.attributes['w:numId'] ?? '', element);
    }
  }

  /** Counts the paragraph. Undefined where it has no number. */
  next(numId: string | undefined, level = 0): NumberedAs | undefined {
    if (numId === undefined || numId === '0') return undefined;
    const found = this.abstractOf(numId, new Set());
    const here = found && this.level(found.element, numId, level);
    if (!found || !here) return undefined;
    // Lists that share a definition go on counting, unless they say otherwise.
    const key = this.restarts(numId) ? `n${numId}` : `a${found.id}`;
    const counts = this.counters.get(key) ?? [];
    this.counters.set(key, counts);
    counts.length = Math.min(counts.length, level + 1);
    counts[level] = (counts[level] ?? here.start - 1) + 1;
    const isOrdered = here.format !== 'bullet' && here.format !== 'none';
    const mark = isOrdered
      ? here.text.replace(/%([1-9])/g, (_, digit: string) => {
          const at = Number(digit) - 1;
          const other = this.level(found.element, numId, at);
          return numeral(counts[at] ?? other?.start ?? 1, other?.format ?? 'decimal');
        })
      : here.text;
    return { level, isOrdered, mark: mark.trim(), format: here.format };
  }

  private abstractOf(numId: string, seen: Set<string>): { readonly id: string; readonly element: WordElement } | undefined {
    if (seen.has(numId)) return undefined;
    seen.add(numId);
    const id = valueOf(this.numbers.get(numId), 'w:abstractNumId');
    const element = id === undefined ? undefined : this.abstracts.get(id);
    if (id === undefined || !element) return undefined;
    const link = valueOf(element, 'w:numStyleLink');
    const other = link === undefined ? undefined : this.styles.numbering(link);
    return other === undefined ? { id, element } : this.abstractOf(other, seen);
  }

  private restarts = (numId: string): boolean =>
    this.numbers.get(numId)?.children.some(({ name, children }) => name === 'w:lvlOverride' && children.length > 0) ?? false;

  private level(abstract: WordElement, numId: string, level: number): Level | undefined {
    if (level >= mostLevels) return undefined;
    const isLevel = ({ name, attributes }: WordElement): boolean => name === 'w:lvl' && attributes['w:ilvl'] === String(level);
    const override = this.numbers
      .get(numId)
      ?.children.find(({ name, attributes }) => name === 'w:lvlOverride' && attributes['w:ilvl'] === String(level));
    const element = override?.children.find(isLevel) ?? abstract.children.find(isLevel);
    if (!element) return undefined;
    const start = Number(valueOf(override, 'w:startOverride') ?? valueOf(element, 'w:start') ?? 1);
    const font = childOf(childOf(element, 'w:rPr'), 'w:rFonts')?.attributes['w:ascii'] ?? '';
    const text = valueOf(element, 'w:lvlText') ?? '';
    return {
      format: valueOf(element, 'w:numFmt') ?? 'decimal',
      text: [...text].map((c) => symbolOf(font, c.codePointAt(0) ?? 0) ?? c).join(''),
      start: Number.isInteger(start) && Math.abs(start) < 100_000 ? start : 1,
    };
  }
}

const chinese = [...'〇一二三四五六七八九'];
/** Below 100, as numbers of sections are. */
function inChinese(n: number): string {
  if (n < 0 || n > 99) return String(n);
  const [ten, one] = [Math.floor(n / 10), n % 10];
  return ten === 0 ? (chinese[one] ?? '') : `${ten > 1 ? chinese[ten] : ''}十${one > 0 ? chinese[one] : ''}`;
}
function inRoman(n: number): string {
  if (n < 1 || n > 3999) return String(n);
  const table: readonly (readonly [number, string])[] = [
    [1000, 'm'],
    [900, 'cm'],
    [500, 'd'],
    [400, 'cd'],
    [100, 'c'],
    [90, 'xc'],
    [50, 'l'],
    [40, 'xl'],
    [10, 'x'],
    [9, 'ix'],
    [5, 'v'],
    [4, 'iv'],
    [1, 'i'],
  ];
  let [rest, out] = [n, ''];
  for (const [value, letters] of table) for (; rest >= value; rest -= value) out += letters;
  return out;
}
/** a … z, aa … zz: Word repeats the letter. */
const inLetters = (n: number): string =>
  n < 1 || n > 260 ? String(n) : String.fromCodePoint(97 + ((n - 1) % 26)).repeat(Math.ceil(n / 26));

/** A number in a format of ISO/IEC 29500-1, 17.18.59; in digits where the format is none of the usual ones. */
export function numeral(n: number, format: string): string {
  switch (format) {
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
    case 'japaneseCounting':
    case 'ideographDigital':
      return inChinese(n);
    case 'lowerLetter':
      return inLetters(n);
    case 'upperLetter':
      return inLetters(n).toUpperCase();
    case 'lowerRoman':
      return inRoman(n);
    case 'upperRoman':
      return inRoman(n).toUpperCase();
    case 'decimalZero':
      return String(n).padStart(2, '0');
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return n >= 1 && n <= 20 ? String.fromCodePoint(0x245f + n) : String(n);
    default:
      return String(n);
  }
}
