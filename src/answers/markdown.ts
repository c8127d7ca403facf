/**
 * Paragraphs, lists and tables of a Word file as the small Markdown of records (docs/text.md).
 *
 * In:  blocks in their order, the language of their text, and which of the paragraphs are meant: in a document of two languages an
 * item or a cell holds both. Out: the text, which reads back to the same blocks; and what of the file it does not say, with its words
 * and place.
 *
 * Every piece is read again as it is written (`parseLong`): what would read otherwise is written more plainly, and told.
 */
import { parseLong } from '../compose/long-text/parse.js';
import { entriesOf } from '../compose/long-text/enumeration.js';
import type { LongBlock, Span } from '../compose/long-text/types.js';
import type { Prose } from '../diagnostics/index.js';
import type { Lang } from '../model/index.js';
import type { WordBlock, WordInline, WordParagraph, WordPlace, WordTable } from '../word/types.js';
import { plainly } from './typed-text.js';

export type LostKind = 'bold' | 'underline' | 'heading' | 'number' | 'merged-cells' | 'nested-table' | 'cell-lines' | 'picture' | 'sign';
export interface LostFromText {
  readonly kind: LostKind;
  readonly words: string;
  readonly place: WordPlace;
}
export interface Markdown {
  readonly text: string;
  readonly lost: readonly LostFromText[];
}
const lostProse: Readonly<Record<LostKind, Prose>> = {
  bold: { zh: '加粗不能这样写，只留下文字', en: 'bold that cannot be written so; the words are kept' },
  underline: { zh: '下划线，只留下文字', en: 'underlined; the words are kept' },
  heading: { zh: '标题，改作加粗的一段', en: 'a heading; kept as a bold paragraph' },
  number: { zh: '编号不连续，改为逐项加一', en: 'numbers that do not go up by one; they now do' },
  'merged-cells': { zh: '合并的单元格，拆成单格', en: 'merged cells; kept as single ones' },
  'nested-table': { zh: '表格中的表格，只留下文字', en: 'a table in a table; the words are kept' },
  'cell-lines': { zh: '单元格中的几段，并作一段', en: 'several paragraphs in a cell; joined to one' },
  picture: { zh: '图片，不在长文本里', en: 'a picture, which long text cannot hold' },
  sign: { zh: '这里有长文本不能有的记号，生成文件时会报告', en: 'signs that long text cannot hold; a build will complain' },
};
export const saidOfLost = (kind: LostKind): Prose => lostProse[kind];

export function markdownOf(
  blocks: readonly WordBlock[],
  lang: Lang = 'zh',
  isMeant: (paragraph: WordParagraph) => boolean = () => true,
): Markdown {
  const writer = new MarkdownWriter(lang, isMeant);
  const pieces = writer.pieces(blocks);
  return { text: joined(pieces), lost: writer.lost };
}

/** A paragraph, an item's beginning or a table, and how far it stands in. */
interface Piece {
  readonly lines: readonly string[];
  readonly indent: number;
  readonly is: 'paragraph' | 'item' | 'table';
}
interface OpenList {
  readonly level: number;
  readonly sign: '-' | '.' | ')';
  next: number;
  /** Blanks before its signs, and before what belongs to the item at hand. */
  readonly margin: number;
  within: number;
}

class MarkdownWriter {
  readonly lost: LostFromText[] = [];
  private readonly open: OpenList[] = [];

  constructor(
    private readonly lang: Lang,
    private readonly isMeant: (paragraph: WordParagraph) => boolean,
  ) {}

  pieces(blocks: readonly WordBlock[]): Piece[] {
    const pieces: Piece[] = [];
    /** A sign whose item has no meant paragraph yet. */
    let sign: { readonly text: string; readonly list: OpenList } | undefined;
    for (const block of blocks) {
      if (block.type === 'table') {
        this.open.length = 0;
        sign = undefined;
        pieces.push(...this.table(block));
        continue;
      }
      const numbering = block.numbering;
      const isFurther = numbering !== undefined && !numbering.isOrdered && numbering.format === 'none';
      const handMark = numbering?.isOrdered === true && !isDecimal(numbering.mark) ? numbering.mark : '';
      if (numbering && !isFurther && handMark === '') sign = this.item(numbering.level, numbering.mark, numbering.isOrdered, block.place);
      else if (isFurther) this.closeBelow(numbering.level);
      else {
        this.open.length = 0;
        sign = undefined;
      }
      if (!this.isMeant(block)) continue;
      for (const spans of this.paragraphs(block, handMark)) {
        const list = this.open.at(-1);
        const text = this.written(spans, block.place);
        if (text === '') continue;
        if (sign && list) pieces.push({ lines: [sign.text + text], indent: list.margin, is: 'item' });
        else pieces.push({ lines: [text], indent: list?.within ?? 0, is: 'paragraph' });
        sign = undefined;
      }
    }
    return pieces;
  }

  private closeBelow(level: number): void {
    while (this.open.length > 0 && (this.open.at(-1)?.level ?? 0) > level) this.open.pop();
  }
  private item(level: number, mark: string, isOrdered: boolean, place: WordPlace): { readonly text: string; readonly list: OpenList } {
    this.closeBelow(level);
    const number = isOrdered ? Number(/\d+/.exec(mark)?.[0] ?? 1) : 0;
    const sign = !isOrdered ? '-' : mark.endsWith(')') || mark.endsWith('）') ? ')' : '.';
    let list = this.open.at(-1);
    // A list that begins again is another one, at the same depth; one of another kind too.
    if (list?.level === level && (list.sign !== sign || (isOrdered && number === 1 && list.next !== 1))) {
      this.open.pop();
      list = this.open.at(-1);
    }
    if (list?.level !== level) {
      const margin = list?.within ?? 0;
      list = { level, sign, next: isOrdered ? number : 0, margin, within: margin + 2 };
      this.open.push(list);
    }
    if (isOrdered && number !== list.next) this.lose('number', mark, place);
    const text = isOrdered ? `${list.next}${sign} ` : '- ';
    list.next += 1;
    list.within = list.margin + text.length;
    return { text, list };
  }

  private lose(kind: LostKind, words: string, place: WordPlace): void {
    if (this.lost.length < 500) this.lost.push({ kind, words: words.length > 80 ? `${words.slice(0, 79)}…` : words, place });
  }

  /** The words of a paragraph; a break of the line begins another one. */
  private paragraphs(paragraph: WordParagraph, mark: string): (readonly Span[])[] {
    const lines: Span[][] = [[]];
    const add = (text: string, bold: boolean): void => {
      const line = lines.at(-1) as Span[];
      const last = line.at(-1);
      if (last && (last.style === 'strong') === bold) line[line.length - 1] = { ...last, text: last.text + text };
      else if (text !== '') line.push(bold ? { text, style: 'strong' } : { text });
    };
    if (mark !== '') add(mark, false);
    const walk = (content: readonly WordInline[]): void => {
      for (const one of content) {
        if (one.type === 'text') {
          if (one.look.underline && one.value.trim() !== '') this.lose('underline', one.value, paragraph.place);
          add(one.value, one.look.bold);
        } else if (one.type === 'tab') add(' ', one.look.bold);
        else if (one.type === 'break') lines.push([]);
        else if (one.type === 'box') add(one.checked ? '☑' : '☐', false);
        else if (one.type === 'picture') this.lose('picture', one.alt, paragraph.place);
        else if (one.type === 'field') walk(one.content);
        else if (one.type === 'control' && !one.isPlaceholder) walk(one.content);
      }
    };
    walk(paragraph.content);
    const spans = lines.map(tidied).filter((line) => line.length > 0);
    if (paragraph.outline === undefined) return spans;
    for (const line of spans) this.lose('heading', wordsOf(line), paragraph.place);
    return spans.map((line) => [{ text: wordsOf(line), style: 'strong' }]);
  }

  /** Spans as text that reads back to them; without bold where it cannot be written, and told where not even that does. */
  private written(spans: readonly Span[], place: WordPlace): string {
    if (spans.length === 0) return '';
    for (const tried of [spans, narrower(spans)]) {
      const text = escapedStart(tried.map(signed).join(''));
      if (saysSame(parseLong(text, this.lang).blocks, tried)) {
        if (tried.length < spans.length) break;
        return text;
      }
    }
    const plain: readonly Span[] = [{ text: wordsOf(spans) }];
    const text = escapedStart(plain.map(signed).join(''));
    if (spans.some(({ style }) => style)) this.lose('bold', wordsOf(spans.filter(({ style }) => style)), place);
    if (!saysSame(parseLong(text, this.lang).blocks, plain)) this.lose('sign', text, place);
    return text;
  }

  private table(table: WordTable): Piece[] {
    const rows = table.rows.map((row, y) =>
      row.cells.flatMap(({ columns, rows: down, blocks }, x): string[] => {
        const place = { ...table.place, row: y + 1, cell: x + 1 };
        const paragraphs = blocks.filter((one) => one.type === 'paragraph').filter(this.isMeant);
        const nested = blocks.filter((one) => one.type === 'table');
        const lines = paragraphs.flatMap((one) => this.paragraphs(one, one.numbering?.mark ? `${one.numbering.mark} ` : ''));
        for (const one of nested) {
          const words = one.rows.flatMap((r) =>
            r.cells.flatMap((c) => c.blocks.flatMap((b) => (b.type === 'paragraph' ? [textIn(b.content)] : []))),
          );
          this.lose('nested-table', words.join(' '), place);
          lines.push([{ text: words.join(' ') }]);
        }
        if (lines.length > 1) this.lose('cell-lines', lines.map(wordsOf).join(' '), place);
        if (columns > 1 || down > 1) this.lose('merged-cells', lines.map(wordsOf).join(' '), place);
        const between = this.lang === 'en' ? ' ' : '';
        let spans = lines.flatMap((line, i) => (i === 0 || between === '' ? line : [{ text: between }, ...line]));
        // The head of a table is bold by itself.
        if (y === 0 && spans.every(({ style }) => style)) spans = [{ text: wordsOf(spans) }];
        return [this.cell(tidied(spans), place), ...Array.from({ length: columns - 1 }, () => '')];
      }),
    );
    const width = Math.max(0, ...rows.map((row) => row.length));
    if (width === 0 || rows.every((row) => row.every((cell) => cell === ''))) return [];
    const line = (cells: readonly string[]): string => `| ${Array.from({ length: width }, (_, x) => cells[x] ?? '').join(' | ')} |`;
    const [head = [], ...more] = rows;
    return [{ lines: [line(head), `|${'---|'.repeat(width)}`, ...more.map(line)], indent: 0, is: 'table' }];
  }
  private cell(spans: readonly Span[], place: WordPlace): string {
    const inTable = (text: string): string => text.replaceAll('|', '\\|');
    for (const tried of [spans, narrower(spans), [{ text: wordsOf(spans) }]]) {
      const text = inTable(tried.map(signed).join(''));
      const [table] = parseLong(`| ${text} | x |\n|---|---|`, this.lang).blocks;
      if (table?.type !== 'table' || !sameSpans(table.rows[0]?.[0] ?? [], tried)) continue;
      if (tried.length < spans.filter(({ style }) => style).length) this.lose('bold', wordsOf(spans), place);
      return text;
    }
    const text = inTable(wordsOf(spans));
    if (text !== '') this.lose('sign', text, place);
    return text;
  }
}

const isDecimal = (mark: string): boolean => /^\d{1,3}[.)．）]?$/.test(mark);
const wordsOf = (spans: readonly Span[]): string => spans.map(({ text }) => text).join('');
const textIn = (content: readonly WordInline[]): string =>
  content
    .map((one) => (one.type === 'text' ? one.value : one.type === 'control' || one.type === 'field' ? textIn(one.content) : ''))
    .join('');

/** Plain signs, no blanks at the ends, none of the spans empty; blanks beside bold words are not bold. */
function tidied(spans: readonly Span[]): Span[] {
  const plain = spans.map((span) => ({ ...span, text: spaced(span.text) }));
  const out: Span[] = [];
  const add = (span: Span): void => {
    const last = out.at(-1);
    if (span.text === '') return;
    if (last && last.style === span.style) out[out.length - 1] = { ...last, text: last.text + span.text };
    else out.push(span);
  };
  for (const { text, style } of plain) {
    const words = text.trim();
    const start = text.length - text.trimStart().length;
    if (style === undefined || words === '') add({ text });
    else {
      add({ text: text.slice(0, start) });
      add({ text: words, style });
      add({ text: text.slice(start + words.length) });
    }
  }
  const first = out[0];
  if (first) out[0] = { ...first, text: first.text.trimStart() };
  const last = out.at(-1);
  if (last) out[out.length - 1] = { ...last, text: last.text.trimEnd() };
  return out.filter(({ text }) => text !== '');
}
/** As typed, with the blanks around it. */
function spaced(text: string): string {
  const words = plainly(text).replaceAll('\n', ' ');
  if (words === '') return /\S/.test(text) || text === '' ? '' : ' ';
  return (/^\s/.test(text) ? ' ' : '') + words + (/\s$/.test(text) ? ' ' : '');
}

const signed = ({ text, style }: Span): string => {
  const words = text.replaceAll('**', '\\**');
  return style ? `**${words}**` : words;
};
const closing = new Set('，。、；：！？）】》〉」』”’,.;:!?)]}%');
const opening = new Set('（【《〈「『“‘([{');
/** Bold without the stops and brackets at its ends, at which none begins or ends. */
function narrower(spans: readonly Span[]): Span[] {
  return tidied(
    spans.flatMap((span): Span[] => {
      if (!span.style) return [span];
      const { text } = span;
      let [start, end] = [0, text.length];
      while (start < end && closing.has(text.charAt(start))) start++;
      while (end > start && opening.has(text.charAt(end - 1))) end--;
      return [{ text: text.slice(0, start) }, { text: text.slice(start, end), style: span.style }, { text: text.slice(end) }];
    }),
  );
}
/** A backslash before what would begin a list, a heading or a rule; behind an item's sign too, where it would begin a list in it. */
const escapedStart = (text: string): string =>
  text.replace(/^(?=[-+*][ \t]|#{1,6}[ \t]|[-*=]{3})/, '\\').replace(/^(\d{1,3})(?=[.)][ \t])/, '$1\\');

const sameSpans = (one: readonly Span[], other: readonly Span[]): boolean =>
  one.length === other.length && one.every((span, i) => span.text === other[i]?.text && span.style === other[i]?.style);
function saysSame(blocks: readonly LongBlock[], spans: readonly Span[]): boolean {
  const [block, ...more] = blocks;
  return block?.type === 'paragraph' && more.length === 0 && sameSpans(block.spans, spans);
}

/** Pieces with a blank line between them; items of a list follow each other, and lines that were numbered by hand. */
function joined(pieces: readonly Piece[]): string {
  const lines: string[] = [];
  pieces.forEach((piece, i) => {
    const before = pieces[i - 1];
    if (before && !staysTogether(before, piece, pieces, i)) lines.push('');
    lines.push(...piece.lines.map((line) => ' '.repeat(piece.indent) + line));
  });
  return lines.join('\n');
}
function staysTogether(before: Piece, piece: Piece, pieces: readonly Piece[], i: number): boolean {
  if (before.is === 'item' && piece.is === 'item') return !beginsAgain(before, piece, pieces, i);
  if (piece.is !== 'paragraph' || before.is !== 'paragraph' || before.indent !== piece.indent) return false;
  return entriesOf([{ text: before.lines[0] ?? '' }, { text: piece.lines[0] ?? '' }]).every(Boolean);
}
/** A list that begins at 1 behind an item of another at the same depth. */
function beginsAgain(before: Piece, piece: Piece, pieces: readonly Piece[], i: number): boolean {
  if (!/^1[.)] /.test(piece.lines[0] ?? '')) return false;
  const at = pieces.slice(0, i).findLast((one) => one.is !== 'item' || one.indent <= piece.indent);
  return at?.is === 'item' && at.indent === piece.indent && before.indent >= piece.indent;
}
