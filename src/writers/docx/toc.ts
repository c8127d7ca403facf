/**
 * The table of contents: a field of Word's own, with the lines that it would make.
 *
 * In:  the node, and on which page of the PDF each heading stands. Out: a content control with the field; bookmarks around the
 * headings that it lists. Whoever changes the document has Word update the field: it collects Heading 1 to 3, and their forms at
 * special places, which it knows by the names of their styles alone.
 */
import { headingsOf, listedWords, lists, tocStyle, type Heading, type Toc } from '../../model/index.js';
import type { DocumentParts } from './document-parts.js';
import { Flow, type Where, type WriteBlocks } from './flow.js';
import { gapRun, runs, tabRun } from './inlines.js';
import { twipsOfMm } from './units.js';
import { escape } from './xml.js';

const character = (type: string, more = ''): string => `<w:r><w:fldChar w:fldCharType="${type}"${more}/></w:r>`;
const instruction = (text: string): string => `<w:r><w:instrText xml:space="preserve"> ${text} </w:instrText></w:r>`;
/** So many lines surely fit on a page together. */
const onOnePage = 36;
/** Stands for the names of styles, which are known when the whole body is written; no text can hold it. */
const styleNames = '\u0001';
const bookmarkOf = (n: number): string => `_Toc${String(n + 1).padStart(9, '0')}`;
/** Levels of the model begin with the title, those of Word's headings below it. */
const wordLevel = (level: Heading['level']): number => level - 1;

export function tocXml(block: Toc, flow: Flow, where: Where, blocks: WriteBlocks): void {
  const { context } = where.part;
  blocks(block.title, flow, { ...where, keepNext: true });
  const inside = new Flow(false);
  const listed = headingsOf(context.document).flatMap((heading, n) => (lists(block, heading) ? [{ heading, n }] : []));
  const field = character('begin') + instruction(`TOC \\o "1-${wordLevel(block.depth)}" \\h \\z${styleNames}`) + character('separate');
  if (listed.length === 0) return;
  listed.forEach(({ heading, n }, i) => {
    inside.paragraph(
      line(
        heading,
        bookmarkOf(n),
        context.headingPages[n] ?? 1,
        where,
        i < Math.min(listed.length, onOnePage) - 1,
        i === 0 ? field : '',
        i === listed.length - 1 ? character('end') : '',
      ),
    );
  });
  flow.paragraph(
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>' +
      `<w:sdtContent>${inside.end()}</w:sdtContent></w:sdt>`,
  );
}

/** Clause TAB title TAB page, as Word makes it of a heading. */
function line(heading: Heading, bookmark: string, page: number, where: Where, keepNext: boolean, before: string, after: string): string {
  const { context } = where.part;
  const look = context.sheet.paragraphIn(heading.lang, tocStyle(heading.level), 'main');
  context.sheet.rightTab(look, twipsOfMm(where.width));
  const tab = tabRun(look, context);
  const mark = heading.mark ? runs(heading.mark, look, context) : '';
  const words = mark + (look.markMm > 0 ? tab : mark === '' ? '' : gapRun(0.6, look, context)) + runs(listedWords(heading), look, context);
  const number =
    character('begin') +
    instruction(`PAGEREF ${bookmark} \\h`) +
    character('separate') +
    `<w:r><w:t>${page}</w:t></w:r>` +
    character('end');
  return `<w:p><w:pPr><w:pStyle w:val="${look.id}"/>${keepNext ? '<w:keepNext/>' : ''}</w:pPr>${before}<w:hyperlink w:anchor="${bookmark}" w:history="1">${words}${tab}${number}</w:hyperlink>${after}</w:p>`;
}

/** What a heading says, in a bookmark where a table of contents lists it. */
export function bookmarked(content: string, heading: Heading, context: DocumentParts): string {
  const n = context.nextHeading();
  if (!context.tocs.some((toc) => lists(toc, heading))) return content;
  return `<w:bookmarkStart w:id="${n}" w:name="${bookmarkOf(n)}"/>${content}<w:bookmarkEnd w:id="${n}"/>`;
}

/** Names the styles of headings besides Word's own in the fields of a finished body. */
export function withListedStyles(body: string, context: DocumentParts): string {
  if (!body.includes(styleNames)) return body;
  const variants = context.sheet
    .headingVariants()
    .map(([name, level]) => `${name},${level}`)
    .join(',');
  return body.replaceAll(styleNames, variants === '' ? '' : ` \\t "${escape(variants)}"`);
}
