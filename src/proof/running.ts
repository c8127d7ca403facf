/**
 * Proof that running headers name the place in the document: in the PDF on each page, in Word by fields that can say nothing else.
 *
 * In:  the document, the page of each heading, and what was read back. Out: one diagnostic, at the first that differs.
 */
import type { Diagnostic } from '../diagnostics/index.js';
import {
  canonText,
  headingsOf,
  runningText,
  runningWords,
  type Block,
  type CanonEntry,
  type Document,
  type Inline,
} from '../model/index.js';
import type { StyleReference } from './docx-references.js';
import { differs } from './same.js';

/** `running`: what stands on each page outside of the document itself; `sectionPages`: the page on which each section begins. */
export function proveRunningPdf(
  document: Document,
  { headingPages, sectionPages }: { readonly headingPages: readonly number[]; readonly sectionPages: readonly number[] },
  running: readonly string[],
): Diagnostic[] {
  for (const [i, read] of running.entries()) {
    const page = i + 1;
    const at = sectionPages.findLastIndex((first) => first <= page);
    const master = document.sections[at]?.master;
    if (!master) continue;
    const header = sectionPages[at] === page ? (master.firstHeader ?? master.header) : master.header;
    const wrong = linesOf([...header, ...master.footer])
      .map((line) => canonText(line.map((inline) => said(document, inline, headingPages, page)).join('')))
      .find((line) => !read.includes(line));
    if (wrong !== undefined) return differs(document, i, entry(wrong), entry(read), 'pdf');
  }
  return [];
}

/** The texts of a style that a field names are the titles that the running heading may name, each once and in their order. */
export function proveRunningDocx(document: Document, references: readonly StyleReference[]): Diagnostic[] {
  const nodes = document.sections.flatMap(({ master }) =>
    linesOf([...master.header, ...(master.firstHeader ?? []), ...master.footer]).flatMap((line) =>
      line.filter((i) => i.type === 'running-heading'),
    ),
  );
  const headings = headingsOf(document);
  const texts = (inlines: readonly Inline[]): string => canonText(inlines.map((i) => (i.type === 'text' ? i.value : '')).join(''));
  const wanted = nodes.flatMap((node) => {
    const words = runningWords(headings, document.lang, node);
    return [words.map((w) => texts(w.main)), words.map((w) => texts(w.second))].map((list) => list.filter((t) => t !== '').join('\n'));
  });
  const wrong = references.findIndex(({ texts }) => !wanted.includes(texts.join('\n')) || texts.length === 0);
  if (wrong < 0) return [];
  const { style = '', texts: read = [] } = references[wrong] ?? {};
  return differs(document, wrong, entry(wanted.join(' / ')), entry(`${style}: ${read.join(' / ')}`), 'docx');
}

const entry = (text: string | undefined): CanonEntry | undefined => (text === undefined ? undefined : { cell: null, text });

/** Lines that hold a running heading. */
const linesOf = (blocks: readonly Block[]): (readonly Inline[])[] =>
  blocks.flatMap((b) => (b.type === 'paragraph' && b.content.some((i) => i.type === 'running-heading') ? [b.content] : []));

const said = (document: Document, inline: Inline, headingPages: readonly number[], page: number): string =>
  inline.type === 'text' ? inline.value : inline.type === 'running-heading' ? runningText(document, inline, headingPages, page) : '';
