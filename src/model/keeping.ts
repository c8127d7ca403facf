/**
 * What stays on one page with the block below it, in every format alike.
 *
 * In:  a block and the one that follows. Out: whether a page may end between them. Headings, and styles that say
 * `keepNext`, are the theme's business and not asked for here.
 */
import type { Block, List, Paragraph } from './types.js';

/** More characters than this, and keeping two paragraphs together would leave too much of a page empty. */
const longest = 250;
const lengthOf = (p: Paragraph): number => p.content.reduce((n, i) => n + (i.type === 'text' ? i.value.length : 0), 0);

/** Chinese with its English below. */
const pairs = (block: Paragraph, next: Block): boolean =>
  next.type === 'paragraph' && block.rank === 'main' && next.rank === 'second' && next.style === block.style;
/** “…, as follows:” with the list or table that it announces. */
function announces(block: Paragraph, next: Block): boolean {
  if (next.type !== 'list' && next.type !== 'table') return false;
  const last = block.content.findLast((i) => i.type === 'text');
  return last?.type === 'text' && /[:：]\s*$/.test(last.value);
}

export const staysWithNext = (block: Block, next: Block | undefined): boolean =>
  block.type === 'paragraph' && next !== undefined && (pairs(block, next) || announces(block, next)) && lengthOf(block) < longest;

/** Space between a table and the text below it, pt: a rule stands close enough to be taken for an underline. */
export const belowTable = 6;
export const standsBelowTable = (block: Block, previous: Block | undefined): block is Paragraph | List =>
  (block.type === 'paragraph' || block.type === 'list') && previous?.type === 'table';
