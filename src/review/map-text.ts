/**
 * A document with other text.
 *
 * In:  a document, and what becomes of each text of its body. Out: the same document with that in its place; running heads stay.
 */
import type { Block, Cell, Document, GridCell, Inline, ListItem, Paragraph, Text } from '../model/index.js';

export type TextChange = (text: Text) => readonly Inline[];

export function withTexts(document: Document, change: TextChange): Document {
  const inlines = (list: readonly Inline[]): Inline[] => list.flatMap((one) => (one.type === 'text' ? change(one) : [one]));
  const paragraphs = (list: readonly Paragraph[]): Paragraph[] => list.map((one) => ({ ...one, content: inlines(one.content) }));
  const cell = <C extends Cell | GridCell>(one: C): C => ({ ...one, blocks: one.blocks.map(block) });
  const item = (one: ListItem): ListItem => ({ ...one, blocks: one.blocks.map((inner) => block(inner) as Paragraph) });
  const block = (one: Block): Block => {
    switch (one.type) {
      case 'paragraph':
        return { ...one, content: inlines(one.content) };
      case 'heading':
        return {
          ...one,
          ...(one.mark ? { mark: inlines(one.mark) } : {}),
          content: inlines(one.content),
          ...(one.aside ? { aside: inlines(one.aside) } : {}),
        };
      case 'list':
        return { ...one, items: one.items.map(item) };
      case 'table':
        return {
          ...one,
          ...(one.caption ? { caption: paragraphs(one.caption) } : {}),
          rows: one.rows.map((row) => ({ ...row, cells: row.cells.map(cell) })),
        };
      case 'grid':
        return { ...one, rows: one.rows.map((row) => ({ ...row, cells: row.cells.map(cell) })) };
      case 'keep':
        return { ...one, blocks: one.blocks.map(block) };
      case 'toc':
        return { ...one, title: paragraphs(one.title) };
      case 'seal-place':
        return { ...one, caption: paragraphs(one.caption) };
      default:
        return one;
    }
  };
  return { ...document, sections: document.sections.map((section) => ({ ...section, blocks: section.blocks.map(block) })) };
}
