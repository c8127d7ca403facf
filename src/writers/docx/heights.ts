/**
 * How high blocks are, about.
 *
 * In:  blocks and the width they stand in. Out: millimetres, of text alone: what is not text is in short cells. A row stays
 * whole unless it is so high that no page may hold it: Word would leave half a page white before it, and other programs cut
 * off what does not fit.
 */
import { formOf, type Block, type Inline, type Theme } from '../../model/index.js';
import { widthOf } from './widths.js';

const points = 72 / 25.4;
/** Rows above it may split, mm: less than half of a page's text, so that a row of twice the estimate still fits on one. */
export const highestWhole = 110;

export function heightOf(blocks: readonly Block[], width: number, theme: Theme): number {
  return blocks.reduce((sum, block) => sum + heightOfOne(block, width, theme), 0);
}

function heightOfOne(block: Block, width: number, theme: Theme): number {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return lines(block.content, block, width, theme);
    case 'list':
      return block.items.reduce((sum, item) => sum + heightOf(item.blocks, width, theme), 0);
    case 'keep':
      return heightOf(block.blocks, width, theme);
    case 'table':
      return block.rows.reduce(
        (sum, row) => sum + Math.max(0, ...row.cells.map((cell, x) => heightOf(cell.blocks, block.widths[x] ?? width, theme))),
        0,
      );
    case 'space':
      return block.height;
    case 'image':
      return (block.width * block.pixels.height) / block.pixels.width;
    default:
      return 0;
  }
}

function lines(
  content: readonly Inline[],
  block: { readonly style: string; readonly rank: 'main' | 'second' },
  width: number,
  theme: Theme,
): number {
  const form = formOf(theme, block.style, block.rank);
  const count = Math.max(1, Math.ceil(widthOf(content, form, theme) / Math.max(1, width * points)));
  return (form.before + count * form.pitch) / points;
}
