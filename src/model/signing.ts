/**
 * The last rows of a table that a page of signatures brings along: nobody signs a page that has nothing of what is signed.
 *
 * In:  a document that ends in a table and the signatures below it, laid out so that these begin a page of their own. Out: the document
 * with the last rows of the table, under its header again, as a table that stays with the signatures; undefined where that cannot be.
 */
import { bringsAlong } from './keeping.js';
import type { Block, Document, Heading, Row, Section, Table } from './types.js';

/** So many rows go along; the table keeps as many at least. */
const rowsAlong = 2;

/** The heading that the signatures at the end begin with, where a table stands right above them. */
export const headingOfSigning = (document: Document): Heading | undefined => endOf(document)?.heading;

export function bringRows(document: Document): Document | undefined {
  const end = endOf(document);
  if (!end) return undefined;
  const { section, table } = end;
  let from = table.rows.length - rowsAlong;
  // A day goes along with its first session.
  while (table.rows[from - 1]?.keepNext) from -= 1;
  if (from - table.headerRows < rowsAlong || table.rows.some(spansRows)) return undefined;
  const header = table.rows.slice(0, table.headerRows);
  // What heads the rows (the day) is said again above them, unless they begin with it.
  const day = table.rows[from]?.repeats ? undefined : table.rows.slice(table.headerRows, from).findLast((row) => row.repeats);
  const { caption: _, ...rest } = table;
  const along: Table = { ...rest, keep: 'whole', rows: [...continuing(header, table), ...(day ? [day] : []), ...table.rows.slice(from)] };
  const at = section.blocks.indexOf(table);
  const blocks = [...section.blocks.slice(0, at), { ...table, rows: table.rows.slice(0, from) }, along, ...section.blocks.slice(at + 1)];
  return { ...document, sections: document.sections.map((s) => (s === section ? { ...s, blocks } : s)) };
}

function endOf(document: Document): { section: Section; table: Table; heading: Heading } | undefined {
  const section = document.sections.at(-1);
  const [table, signing] = section?.blocks.filter((block) => block.type !== 'space').slice(-2) ?? [];
  const heading = signing?.type === 'keep' && bringsAlong(signing) ? signing.blocks[0] : undefined;
  if (!section || section.master.fill || table?.type !== 'table' || table.keep !== 'rows' || heading?.type !== 'heading') return undefined;
  return { section, table, heading };
}
const spansRows = (row: Row): boolean => row.cells.some((cell) => cell.rows > 1);

/** The header as it stands above rows that go on: with what the table says there, where it says something. */
function continuing(header: readonly Row[], table: Table): Row[] {
  const [first, ...others] = header;
  const [cell, ...cells] = first?.cells ?? [];
  const [words, ...blocks]: readonly Block[] = cell?.blocks ?? [];
  if (!first || !cell || words?.type !== 'paragraph' || !table.continued) return [...header];
  const said = { ...words, content: [...words.content, ...table.continued] };
  return [{ ...first, cells: [{ ...cell, blocks: [said, ...blocks] }, ...cells] }, ...others];
}
