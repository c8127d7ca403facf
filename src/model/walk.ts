/**
 * Walking a model in reading order.
 *
 * In:  a document or blocks. Out: every block with where it stands; `eachInline` every piece of text.
 */
import type { Block, Cell, Document, GridCell, Inline, Origin, Row, Section } from './types.js';

/** What a visitor is shown besides the block: the chain of tables' cells around it, innermost last. */
export interface Around {
  readonly cells: readonly (Cell | GridCell)[];
  readonly rows: readonly Row[];
}

/** Calls `visit` for each block before its children, in reading order. Running headers and footers are not visited. */
export function eachBlock(document: Document, visit: (block: Block, around: Around, section: Section) => void): void {
  for (const section of document.sections) walk(section.blocks, { cells: [], rows: [] }, (b, a) => visit(b, a, section));
}

/** Calls `visit` for each of these blocks and all inside them. */
export function walk(blocks: readonly Block[], around: Around, visit: (block: Block, around: Around) => void): void {
  for (const block of blocks) {
    visit(block, around);
    switch (block.type) {
      case 'table':
        if (block.caption) walk(block.caption, around, visit);
        for (const row of block.rows) {
          for (const cell of row.cells) walk(cell.blocks, { cells: [...around.cells, cell], rows: [...around.rows, row] }, visit);
        }
        break;
      case 'grid':
        for (const row of block.rows) for (const cell of row.cells) walk(cell.blocks, { ...around, cells: [...around.cells, cell] }, visit);
        break;
      default:
        walk(blocksIn(block), around, visit);
    }
  }
}

/** The blocks directly in this one, in the order of `walk`. */
export function blocksIn(block: Block): readonly Block[] {
  switch (block.type) {
    case 'table':
      return [...(block.caption ?? []), ...block.rows.flatMap(({ cells }) => cells.flatMap(({ blocks }) => blocks))];
    case 'grid':
      return block.rows.flatMap(({ cells }) => cells.flatMap(({ blocks }) => blocks));
    case 'list':
      return block.items.flatMap(({ blocks }) => blocks);
    case 'keep':
      return block.blocks;
    case 'toc':
      return block.title;
    case 'seal-place':
      return block.caption;
    default:
      return [];
  }
}

/** What blocks take of the page by themselves, whatever is written in them: mm, or all that is left of it. */
export function eachSpan(blocks: readonly Block[], visit: (span: number | 'page', at: Origin | undefined) => void): void {
  walk(blocks, { cells: [], rows: [] }, (block) => {
    if (block.type === 'page-break') visit('page', block.origin);
    else if (block.type === 'space') visit(block.height, block.origin);
    else if (block.type === 'image') visit((block.width * block.pixels.height) / block.pixels.width, block.origin);
    else if (block.type === 'qr-code') visit(block.size, block.origin);
    else if (block.type === 'seal-place') visit(block.diameter, block.origin);
    else if (block.type === 'table') for (const row of block.rows) visit(row.height ?? 0, row.origin ?? block.origin);
  });
}

/** Names of the places in a document that its links may lead to, in reading order. */
export function anchorsOf(document: Document): string[] {
  const names = new Set<string>();
  eachBlock(document, (block) => {
    for (const i of inlinesOf(block)) if (i.type === 'text' && i.anchor !== undefined) names.add(i.anchor);
  });
  return [...names];
}

/** The inline content of a block itself, in the order in which it is read. */
export function inlinesOf(block: Block): readonly Inline[] {
  if (block.type === 'paragraph') return block.content;
  if (block.type === 'heading') return [...(block.mark ?? []), ...block.content, ...(block.aside ?? [])];
  return [];
}
