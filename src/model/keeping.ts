/**
 * What stays on one page with the block below it, in every format alike.
 *
 * In:  blocks in their order. Out: whether a page may end below one of them. Headings, and styles that say `keepNext`, are
 * the theme's business and not asked for here.
 */
import { heightOf } from './height.js';
import type { Block, List, ListItem, Paragraph, Row, Table } from './types.js';
import { formOf, type Theme } from './theme.js';

/** Larger than this (Chinese characters; two letters are one), and keeping two paragraphs together would leave too much of a page empty. */
const longest = 160;
/** The same for a list, which goes over whole with the label or the signatures below it. */
const longestList = 400;
const lengthOf = (p: Paragraph): number => p.content.reduce((n, i) => n + (i.type === 'text' ? i.value.length : 0), 0);
const sizeOf = (block: Block): number =>
  block.type === 'paragraph'
    ? lengthOf(block) / (block.lang === 'zh' ? 1 : 2)
    : block.type === 'list'
      ? block.items.reduce((n, item) => n + 20 + item.blocks.reduce((k, b) => k + sizeOf(b), 0), 0)
      : 0;

/** Chinese with its English below. */
const pairs = (block: Paragraph, next: Block): boolean =>
  next.type === 'paragraph' && block.rank === 'main' && next.rank === 'second' && next.style === block.style;
/** A longer table that stays whole takes so much of a page that what announces it may stand on the page before. */
const fewRows = 4;
/** “…, as follows:” with the list or table that it announces. */
function announces(block: Paragraph, next: Block): boolean {
  if (next.type !== 'list' && !(next.type === 'table' && (next.keep === 'rows' || next.rows.length <= fewRows))) return false;
  const last = block.content.findLast((i) => i.type === 'text');
  return last?.type === 'text' && /[:：]\s*$/.test(last.value);
}

/** A run-in label: at the head of a page it would have lost what it belongs to. */
const isLabel = (theme: Theme, block: Block): boolean =>
  block.type === 'paragraph' && block.rank === 'main' && formOf(theme, block.style, block.rank).keepNext;
/** Places to sign: they stand on no page without something of what is signed. */
export const isSigned = (block: Block): boolean =>
  block.type === 'keep'
    ? block.blocks.some(isSigned)
    : block.type === 'grid' &&
      block.rows.some((row) => row.cells.some((cell) => cell.blocks.some((b) => b.type === 'rule' && b.style === 'signature')));
/** Signatures that need something of what is signed to come along: with a table of their own above them they have it on their page. */
export const bringsAlong = (block: Block): boolean =>
  isSigned(block) && !(block.type === 'keep' && block.blocks.some((one) => one.type === 'table' && one.rows.length > 1));
/** What stands between what is signed and the signatures: their heading, and white space. */
const leadsOn = (block: Block): boolean => block.type === 'space' || block.type === 'heading';

/** So many sentences under a heading of their own are part of the signing, not what is signed. */
const sentencesOfSigning = 2;
/** A heading with a sentence or two and the signatures below them: whose the report is, what a signature means. */
function isSigning(blocks: readonly Block[]): boolean {
  if (blocks[0]?.type !== 'heading') return false;
  const end = blocks.findIndex((b, k) => k > 0 && b.type !== 'paragraph' && b.type !== 'space');
  const said = blocks.slice(1, Math.max(end, 1)).filter((b) => b.type === 'paragraph');
  const signs = blocks[end];
  const isShort = said.length <= sentencesOfSigning && said.reduce((n, p) => n + sizeOf(p), 0) < 2 * longest;
  // Under a heading of their own they are another section: what stands here is what is signed.
  const isOwn = signs?.type === 'keep' && signs.blocks[0]?.type === 'heading';
  return isShort && signs !== undefined && !isOwn && bringsAlong(signs);
}

/** One of the answers to a question. */
const isOption = (block: Block): boolean => block.type === 'paragraph' && block.content[0]?.type === 'check-box';

/** An answer that has a paragraph to itself: its further lines hang behind the box. */
export const hangsBehindBox = ({ content }: Paragraph): boolean =>
  content[0]?.type === 'check-box' && content[1]?.type === 'gap' && content.filter((i) => i.type === 'check-box').length === 1;

/** Whether the block at `i` shares a page with the one below it. */
export function staysWithNext(theme: Theme, blocks: readonly Block[], i: number): boolean {
  const [block, next] = [blocks[i], blocks[i + 1]];
  if (!block || !next) return false;
  const after = leadsOn(block) || leadsOn(next) ? blocks.slice(i + 1).find((b) => !leadsOn(b)) : next;
  const signed = (after !== undefined && bringsAlong(after)) || (next.type === 'heading' && isSigning(blocks.slice(i + 1)));
  if (block.type === 'space') return signed;
  if (block.type === 'table') return block.keep === 'whole' && (signed || (isLabel(theme, next) && block.rows.length <= 2 * fewRows));
  if (block.type === 'keep') return isLabel(theme, next);
  if (block.type === 'list') return (signed || isLabel(theme, next)) && sizeOf(block) < longestList;
  if (block.type !== 'paragraph') return false;
  return (
    signed ||
    isLabel(theme, next) ||
    (isOption(block) && isOption(next)) ||
    ((pairs(block, next) || announces(block, next)) && sizeOf(block) < longest)
  );
}

/**
 * Whether row `y` shares a page with the next: a day with its first session, the last row of a form with its signatures, the last
 * row but one of a table of some rows, so that no row stands alone on a page.
 */
export const rowStaysWithNext = (table: Table, y: number): boolean => {
  const [row, next] = [table.rows[y], table.rows[y + 1]];
  if (row === undefined || next === undefined) return false;
  if (row.keepNext === true || next.cells.some((c) => c.blocks.some(isSigned))) return true;
  return y === table.rows.length - 2 && y > table.headerRows && [row, next].every((r) => r.height === undefined && isLow(r));
};
/** More characters than this in a cell, and its row is let go over the page. */
const isLow = (row: Row): boolean => row.cells.every((c) => c.blocks.reduce((n, b) => n + sizeOf(b), 0) < longest);

/** A table of more rows, or guessed to be higher, mm, would leave too much of a page empty if it went to the next one whole. */
const mostRows = 6;
const mostHeight = 60;
/** A table of which no layout says whether it stays whole. */
export function keptWhereLow(table: Table, theme: Theme): Table {
  const low =
    table.rows.length - table.headerRows <= mostRows &&
    heightOf(
      theme,
      [table],
      table.widths.reduce((a, b) => a + b, 0),
    ) <= mostHeight;
  return { ...table, keep: low ? 'whole' : 'rows' };
}

/** Space above Chinese that follows the English of the text before, pt: a pair must stand nearer to itself than to its neighbours. */
export const betweenPairs = 6;
export const beginsPair = (block: Block, previous: Block | undefined): boolean =>
  (block.type === 'paragraph' || block.type === 'list') && block.rank === 'main' && previous !== undefined && endsPair(previous);
const endsPair = (block: Block): boolean =>
  block.type === 'paragraph' ? block.rank === 'second' : block.type === 'list' && itemEndsPair(block.items.at(-1));
/** Whether an item ends in the English of its Chinese: the next one then keeps its distance like a paragraph. */
export function itemEndsPair(item: ListItem | undefined): boolean {
  const last = item?.blocks.at(-1);
  return last !== undefined && endsPair(last);
}

/** Space between a table and the text below it, pt: a rule stands close enough to be taken for an underline. */
export const belowTable = 6;
export const standsBelowTable = (block: Block, previous: Block | undefined): block is Paragraph | List =>
  (block.type === 'paragraph' || block.type === 'list') && previous?.type === 'table';
