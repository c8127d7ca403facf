/**
 * A form as a draft of a layout: what of a Word file the vocabulary of layouts can say.
 *
 * In:  blocks of a Word file. Out: headings, paragraphs, lists, tables, pictures; of two paragraphs that say the same in both languages
 * one. What cannot be carried as it stands (a table in a table) is carried flat and told.
 */
import type { NumberedAs, WordBlock, WordInline, WordParagraph, WordPlace, WordTable } from '../../word/types.js';
import type { DraftBlock, DraftHeading, DraftLine, DraftList, DraftPicture, DraftRow, DraftTable } from './draft-blocks.js';
import { pairOf } from './languages.js';
import { isEmpty, piecesOf, textOfPieces, type Piece } from './pieces.js';

export interface Drafting {
  /** `body`: headings and page breaks are known for what they are. */
  readonly where: 'body' | 'cell' | 'running';
  tell(kind: 'nested-table', place: WordPlace, words: string): void;
}

const numbersOfLists = /^[(（]?(\d+)[.)）、．]?$/;

export function draftOf(blocks: readonly WordBlock[], drafting: Drafting): DraftBlock[] {
  const out: DraftBlock[] = [];
  let empty = 0;
  const put = (...made: readonly DraftBlock[]): void => {
    if (made.length > 0 && empty > 0 && out.length > 0 && drafting.where === 'body') out.push({ is: 'space', lines: Math.min(empty, 5) });
    if (made.length > 0) empty = 0;
    out.push(...made);
  };
  const usual = usualSize(blocks);
  blocks.forEach((block) => {
    if (block.type === 'table') {
      put(...(drafting.where === 'body' ? [tableOf(block, drafting)] : flattened(block, drafting)));
      return;
    }
    if (/^(?:toc|目录) ?\d/.test(block.style)) {
      if (out.at(-1)?.is !== 'toc' && drafting.where === 'body') put({ is: 'toc' });
      return;
    }
    const made = ofParagraph(block, drafting, usual);
    if (made.length === 0) empty += 1;
    put(...made);
  });
  return paired(listed(out));
}

/** Points of most of the text. */
function usualSize(blocks: readonly WordBlock[]): number {
  const counts = new Map<number, number>();
  const visit = (list: readonly WordBlock[]): void => {
    for (const block of list) {
      if (block.type === 'table') for (const row of block.rows) for (const cell of row.cells) visit(cell.blocks);
      else
        for (const one of block.content)
          if (one.type === 'text') counts.set(one.look.size, (counts.get(one.look.size) ?? 0) + one.value.length);
    }
  };
  visit(blocks);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 10.5;
}

/** A paragraph that may become an item of a list, until `listed` has seen its neighbours. */
interface Numbered extends DraftLine {
  readonly numbering: NumberedAs;
}
const isNumbered = (block: DraftBlock): block is Numbered => block.is === 'paragraph' && 'numbering' in block;

function ofParagraph(paragraph: WordParagraph, drafting: Drafting, usual: number): DraftBlock[] {
  const { content, numbering, place, align } = paragraph;
  const isBody = drafting.where === 'body';
  const breaks = content.some((one) => one.type === 'break' && one.of === 'page');
  const before: DraftBlock[] = isBody && (paragraph.pageBreakBefore || breaks) ? [{ is: 'page-break' }] : [];
  const pictures = content.flatMap((one) => picturesIn(one)).map((one): DraftPicture => ({ is: 'picture', todo: [], ...one }));
  const pieces = boxPaired(piecesOf(content, drafting.where === 'running'));
  if (isEmpty(pieces)) return [...before, ...pictures];
  // A logo at the beginning of a line stands before its words.
  const isLed = content.find((one) => one.type !== 'bookmark')?.type === 'picture';
  const around = (...made: readonly DraftBlock[]): DraftBlock[] =>
    isLed ? [...before, ...pictures, ...made] : [...before, ...made, ...pictures];
  const texts = content.filter((one) => one.type === 'text' && one.value.trim() !== '');
  const bold = texts.length > 0 && texts.every((one) => one.type === 'text' && one.look.bold);
  const size = Math.max(...texts.map((one) => (one.type === 'text' ? one.look.size : 0)), 0);
  const line: DraftLine = { is: 'paragraph', pieces, place, bold, align, todo: [] };
  if (isBody) {
    const level = headingLevel(paragraph, pieces, bold, size, usual);
    if (level !== undefined) {
      const heading: DraftHeading = { is: 'heading', level, pieces: marked(pieces, numbering), align, todo: [] };
      return around(heading);
    }
  }
  if (!numbering) return around(line);
  if (/^[□☐]$/.test(numbering.mark)) return around({ ...line, pieces: [{ is: 'box', checked: false }, ...pieces] });
  if (numbering.isOrdered && !numbersOfLists.test(numbering.mark)) return around({ ...line, pieces: marked(pieces, numbering) });
  const numbered: Numbered = { ...line, numbering };
  return around(numbered);
}

const picturesIn = (one: WordInline): { readonly key: string; readonly width: number; readonly height: number; readonly alt: string }[] =>
  one.type === 'picture'
    ? [{ key: one.key, width: one.width, height: one.height, alt: one.alt }]
    : one.type === 'control' || one.type === 'field'
      ? one.content.flatMap((inner) => picturesIn(inner))
      : [];

/**
 * Rank of a heading, to be brought to levels 1 to 4 later: by its outline level or its style; else a short line alone that is bold, or set
 * larger than the text, and has nothing to fill in.
 */
function headingLevel(
  { outline, style, align }: WordParagraph,
  pieces: readonly Piece[],
  bold: boolean,
  size: number,
  usual: number,
): number | undefined {
  if (!pieces.some(({ is }) => is === 'words')) return undefined;
  if (style === 'title') return 0;
  if (outline !== undefined) return outline + 1;
  const text = textOfPieces(pieces);
  const isPlain = pieces.every(({ is }) => is === 'words' || is === 'signs' || is === 'break' || is === 'gap');
  if (!isPlain || text.length > 60 || /[。；;，,：:.]$/u.test(text.trim())) return undefined;
  if (size >= usual * 1.35) return align === 'centre' ? 0 : 1;
  if (bold && align === 'centre') return size > usual ? 0 : 2;
  return bold && text.length <= 40 ? 3 : undefined;
}

/** The number that Word prints before a heading, or before an item that `<ol>` would number otherwise. */
function marked(pieces: Piece[], numbering: NumberedAs | undefined): Piece[] {
  const mark = numbering?.mark ?? '';
  if (mark === '' || !numbering?.isOrdered) return pieces;
  const [first, ...rest] = pieces;
  if (/\p{L}/u.test(mark) && first?.is === 'words')
    return [{ is: 'words', said: { ...first.said, ...(first.said.zh === undefined ? {} : { zh: `${mark}${first.said.zh}` }) } }, ...rest];
  return [{ is: 'signs', text: `${mark} ` }, ...pieces];
}

/** Paragraphs in a row that Word numbers alike, as lists; numbers that do not begin at 1 stay as they are. */
function listed(blocks: readonly DraftBlock[]): DraftBlock[] {
  const out: DraftBlock[] = [];
  for (let i = 0; i < blocks.length;) {
    const block = blocks[i];
    if (!block) break;
    if (!isNumbered(block)) {
      out.push(block);
      i += 1;
      continue;
    }
    const run: Numbered[] = [];
    for (let next = blocks[i]; next && isNumbered(next); next = blocks[i + run.length]) run.push(next);
    i += run.length;
    out.push(...listsOf(run));
  }
  return out;
}
function listsOf(run: readonly Numbered[]): DraftBlock[] {
  const out: DraftBlock[] = [];
  const open: { readonly level: number; readonly list: DraftList }[] = [];
  for (const { numbering, pieces, ...line } of run) {
    const { level, isOrdered, mark } = numbering;
    while ((open.at(-1)?.level ?? -1) > level) open.pop();
    const top = open.at(-1);
    const number = Number(numbersOfLists.exec(mark)?.[1] ?? 0);
    const due = top && top.level === level && top.list.isOrdered === isOrdered ? top.list : undefined;
    if (due && (!isOrdered || number === due.items.length + 1)) {
      due.items.push({ pieces, below: [] });
      continue;
    }
    if (isOrdered && number !== 1) {
      open.length = 0;
      out.push({ ...line, pieces: marked(pieces, numbering) });
      continue;
    }
    const list: DraftList = { is: 'list', isOrdered, items: [{ pieces, below: [] }], todo: [] };
    const around = top && top.level < level ? top.list.items.at(-1) : undefined;
    if (top && top.level === level) open.pop();
    if (around) around.below.push(list);
    else out.push(list);
    open.push({ level, list });
  }
  return out;
}

// ---- two languages -------------------------------------------------------------------------------------------------------

/** `客户名称<br>Client name`: one saying. */
function boxPaired(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  for (const piece of pieces) {
    const [before, between] = [out.at(-2), out.at(-1)];
    const both = piece.is === 'words' && before?.is === 'words' && between?.is === 'break' ? pairOf(before.said, piece.said) : undefined;
    if (both) out.splice(-2, 2, { is: 'words', said: both });
    else out.push(piece);
  }
  return out;
}

/** A paragraph and its translation below it are one, where they have the same pieces. */
function paired(blocks: readonly DraftBlock[]): DraftBlock[] {
  const out: DraftBlock[] = [];
  for (const block of blocks) {
    const last = out.at(-1);
    const alike =
      last && (last.is === 'paragraph' || last.is === 'heading') && (block.is === 'paragraph' || block.is === 'heading')
        ? joined(last.pieces, block.pieces)
        : undefined;
    if (alike && last && 'pieces' in last) last.pieces = alike;
    else out.push(block);
  }
  return out;
}
function joined(first: readonly Piece[], second: readonly Piece[]): Piece[] | undefined {
  const [a, b] = [first, second].map((pieces) => pieces.filter(({ is }) => is !== 'signs' && is !== 'gap'));
  if (!a || !b || a.length !== b.length || !a.some(({ is }) => is === 'words')) return undefined;
  const both = new Map<Piece, Piece>();
  for (const [i, piece] of a.entries()) {
    const other = b[i];
    if (!other || other.is !== piece.is) return undefined;
    if (piece.is !== 'words' || other.is !== 'words') continue;
    const said = pairOf(piece.said, other.said);
    if (!said) return undefined;
    both.set(piece, { is: 'words', said });
  }
  return first.map((piece) => both.get(piece) ?? piece);
}

// ---- tables --------------------------------------------------------------------------------------------------------------

function tableOf(table: WordTable, drafting: Drafting): DraftTable {
  return {
    is: 'table',
    widths: table.widths,
    headerRows: table.headerRows,
    place: table.place,
    todo: [],
    rows: table.rows.map((row): DraftRow => ({
      ...(row.height === undefined ? {} : { height: row.height }),
      todo: [],
      cells: row.cells.map((cell) => ({
        columns: cell.columns,
        rows: cell.rows,
        isShaded: cell.isShaded,
        kind: 'plain',
        blocks: draftOf(cell.blocks, { ...drafting, where: 'cell' }),
      })),
    })),
  };
}

/** A table where none may stand: a line for each row, told. */
function flattened(table: WordTable, drafting: Drafting): DraftBlock[] {
  const lines = table.rows.map(({ cells }) => cells.map(({ blocks }) => draftOf(blocks, drafting)));
  const words = lines
    .flat(2)
    .map((block) => ('pieces' in block ? textOfPieces(block.pieces) : ''))
    .join(' ');
  drafting.tell('nested-table', table.place, words.trim().slice(0, 60));
  const isRunning = drafting.where === 'running';
  return lines.flatMap((cells): DraftBlock[] => {
    const pictures = cells.flat().filter((block) => block.is === 'picture');
    const texts = cells.map((blocks) =>
      blocks.flatMap((block) => ('pieces' in block ? [block.pieces] : block.is === 'list' ? block.items.map((i) => i.pieces) : [])),
    );
    const pieces: Piece[] = [];
    texts.forEach((cell, i) => {
      const flat = cell.flatMap((one, k): Piece[] => [...(k > 0 ? [{ is: 'gap', em: 1 } as const] : []), ...one]);
      if (flat.length === 0) return;
      // The last of several cells of a header stands at the right edge.
      if (pieces.length > 0) pieces.push(isRunning && i === texts.length - 1 ? { is: 'right' } : { is: 'gap', em: 2 });
      pieces.push(...flat);
    });
    const line: DraftLine = { is: 'paragraph', pieces, place: table.place, bold: false, align: 'left', todo: [] };
    return pieces.length === 0 ? pictures : [...pictures, line];
  });
}
