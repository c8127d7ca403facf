/**
 * The table of contents: which headings it lists, and whether a document is long enough to have one.
 *
 * In:  a document, and on how many pages it was laid out. Out: its headings, the lines that a table must show, and the document
 * with or without its table. Layout decides alone: the same document always has it or never.
 */
import { canonText } from './canon.js';
import type { Document, Heading, Inline, Toc } from './types.js';
import { eachBlock } from './walk.js';

/** In reading order; writers and readers count them the same way. */
export function headingsOf(document: Document): Heading[] {
  const headings: Heading[] = [];
  eachBlock(document, (block) => void (block.type === 'heading' && headings.push(block)));
  return headings;
}
export const lists = (toc: Pick<Toc, 'depth'>, { level }: Pick<Heading, 'level'>): boolean => level > 1 && level <= toc.depth;

/** The style in which headings of a level are listed. */
export const tocStyle = (level: Heading['level']): string => `toc-${level}`;
/** What a table says of a heading besides its page: what stands at its right edge is no part of its name. */
export const listedWords = ({ content }: Heading): readonly Inline[] => {
  const end = content.findIndex((i) => i.type === 'fill');
  return (end < 0 ? content : content.slice(0, end)).map((i) => {
    if (i.type === 'line-break') return { type: 'gap', em: 0.6 };
    if (i.type !== 'text') return i;
    // The place is where the heading stands, not where it is listed.
    const { anchor: _, to: __, ...plain } = i;
    return plain;
  });
};

/** Each line of each table as a reader finds it: clause, title and page, without white space. */
export function tocLines(document: Document, pageOf: readonly number[]): string[] {
  const headings = headingsOf(document);
  const said = (inlines: readonly Inline[] = []): string => inlines.map((i) => (i.type === 'text' ? i.value : '')).join('');
  return tocsOf(document).flatMap((toc) =>
    headings.flatMap((heading, n) =>
      lists(toc, heading) ? [canonText(said(heading.mark) + said(listedWords(heading)) + String(pageOf[n] ?? ''))] : [],
    ),
  );
}
export const tocsOf = (document: Document): Toc[] => document.sections.flatMap((s) => s.blocks.filter((b) => b.type === 'toc'));

/**
 * Without the tables that so few pages do not call for. `pages` counts them with its tables; a document that was settled before,
 * and has fewer pages for it, stays as it is.
 */
export function settleToc(document: Document, pages: number): Document {
  if (tocsOf(document).every((toc) => pages > toc.over)) return document;
  return {
    ...document,
    sections: document.sections.map((s) => ({ ...s, blocks: s.blocks.filter((b) => b.type !== 'toc' || pages > b.over) })),
  };
}
