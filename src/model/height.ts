/**
 * How high blocks may be: a guess from above, without layout.
 *
 * In:  a theme, blocks and the width in which they stand, mm. Out: mm, rather too much than too little. It decides
 * whether what stays whole must be measured by the engine before it is set (measuring lays a table out twice, and most
 * tables are far lower than a page), and whether a table of which a layout says nothing stays whole.
 */
import { columnsOf, widthOf } from './columns.js';
import { formOf, type Theme } from './theme.js';
import type { Block, Inline, Table } from './types.js';

const mm = 25.4 / 72;
const blank = 12;
/** Share of a line that letters take at the least before the next word or code begins a new line. */
const filled = 0.7;
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

export function heightOf(theme: Theme, blocks: readonly Block[], width: number): number {
  return sum(blocks.map((block) => blockHeight(theme, block, width)));
}

function blockHeight(theme: Theme, block: Block, width: number): number {
  switch (block.type) {
    case 'paragraph':
    case 'heading': {
      const form = formOf(theme, block.style, block.rank);
      const content = block.type === 'paragraph' ? block.content : [...(block.mark ?? []), ...block.content, ...(block.aside ?? [])];
      const breaks = content.filter((i) => i.type === 'line-break').length;
      const room = Math.max(1, width - form.indentMm) * filled;
      const lines = 1 + breaks + Math.floor((sum(content.map((i) => lengthOf(i, form.size))) * mm) / room);
      const rules = [form.ruleAbove, form.ruleBelow].map((r) => (r ? r.gap + r.width : 0));
      return (form.before + lines * form.pitch + sum(rules)) * mm;
    }
    case 'list':
      return sum(block.items.map((item) => heightOf(theme, item.blocks, width - 8)));
    case 'table':
      return tableHeight(theme, block);
    case 'grid':
      return sum(
        block.rows.map((row) => Math.max(0, ...row.cells.map((cell, x) => heightOf(theme, cell.blocks, block.widths[x] ?? width)))),
      );
    case 'keep':
      return heightOf(theme, block.blocks, width);
    case 'image':
      return (block.width * block.pixels.height) / block.pixels.width + 2;
    case 'qr-code':
      return block.size + 2;
    case 'seal-place':
      return block.diameter;
    case 'space':
      return block.height;
    case 'rule': {
      const rule = theme.rules[block.style];
      return ((rule?.before ?? 0) + (rule?.after ?? 0) + (rule?.width ?? 0)) * mm;
    }
    case 'page-break':
      return 0;
    case 'toc':
      // It stands on the page itself, and is never kept whole.
      return heightOf(theme, block.title, width);
  }
}

function tableHeight(theme: Theme, table: Table): number {
  const usual = theme.tables[table.style]?.padding;
  const columns = columnsOf(table);
  // A cell over several rows counts for its first: too much, rather than too little.
  const rows = table.rows.map((row, y) =>
    Math.max(
      row.height ?? 0,
      ...row.cells.map((cell, i) => {
        const own = theme.cells[cell.style ?? '']?.padding;
        const padding = (side: 'top' | 'right' | 'bottom' | 'left'): number => (own?.[side] ?? usual?.[side] ?? 0) * mm;
        const inside = widthOf(table, cell, columns[y]?.[i] ?? 0) - padding('left') - padding('right');
        return heightOf(theme, cell.blocks, Math.max(1, inside)) + padding('top') + padding('bottom');
      }),
    ),
  );
  return heightOf(theme, table.caption ?? [], sum(table.widths)) + sum(rows);
}

/** Length of a run in points, in letters of this size. */
function lengthOf(inline: Inline, size: number): number {
  switch (inline.type) {
    case 'text': {
      let n = 0;
      for (const c of inline.value) n += c > '\u2e00' ? 1 : 0.62;
      return n * size;
    }
    case 'gap':
      return inline.em * size;
    case 'blank':
      return inline.width / mm;
    case 'check-box':
      return blank;
    default:
      return size;
  }
}
