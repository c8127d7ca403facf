/**
 * Blocks as paragraphs and tables.
 *
 * In:  blocks of the model and where they stand. Out: markup, gathered in a `Flow`. One handler a type of block.
 */
import {
  beginsPair,
  build,
  formOf,
  hangsBehindBox,
  itemEndsPair,
  standsBelowTable,
  staysWithNext,
  type Block,
  type Heading,
  type Inline,
  type List,
  type Paragraph,
  type SealPlace,
  type Table,
} from '../../model/index.js';
import { pictureControl } from './controls.js';
import { qrXml, sealXml } from './drawings.js';
import { Flow, separator, wordless, type Where } from './flow.js';
import { gapRun, hasFill, runs, tabRun } from './inlines.js';
import { labelEm, type ListLook } from './numbering.js';
import type { ParagraphLook, Place } from './looks.js';
import { repeatedBlocks, Repeating } from './repeating.js';
import { gridXml, tableXml } from './tables.js';
import { bookmarked, tocXml } from './toc.js';
import { twipsOfMm, twipsOfPt } from './units.js';
import { fitBeside, widthOf } from './widths.js';

const keeping = (where: Where): string => (where.keepNext ? '<w:keepNext/>' : '') + (where.whole ? '<w:keepLines/>' : '');
const placeIn = (flow: Flow, where: Where): Place => (flow.first ? { ...where.place, first: true } : where.place);
/** The tab stop at the right edge, where the paragraph's style does not have it. */
function rightTab(look: ParagraphLook, where: Where): string {
  const edge = twipsOfMm(where.width);
  const other = where.part.context.sheet.rightTab(look, edge);
  if (other === undefined) return '';
  // Stops of the style stay: one that comes first would be taken, as on a page that lies on its side.
  const cleared = other < edge ? `<w:tab w:val="clear" w:pos="${other}"/>` : '';
  return `<w:tabs>${cleared}<w:tab w:val="right" w:pos="${edge}"/></w:tabs>`;
}

/**
 * A checksum or address in justified Chinese would go to the next line whole, and the line before it be stretched: such words may break
 * anywhere.
 */
const holdsLongToken = ({ lang, content }: Paragraph): boolean =>
  lang === 'zh' && content.some((i) => i.type === 'text' && /[!-~]{25}/.test(i.value));

function paragraph(block: Paragraph, flow: Flow, where: Where, numbering = ''): void {
  const { context } = where.part;
  const box = numbering === '' && hangsBehindBox(block) && where.place.align === undefined;
  const look = context.sheet.paragraphIn(
    block.lang,
    block.style,
    block.rank,
    box ? { ...placeIn(flow, where), box } : placeIn(flow, where),
  );
  // The tab goes to where further lines begin.
  const words = carried(where, () =>
    box
      ? runs(block.content.slice(0, 1), look, context) + tabRun(look, context) + filled(block.content.slice(2), look, where, look.markMm)
      : filled(block.content, look, where, 0),
  );
  flow.paragraph(
    `<w:p><w:pPr><w:pStyle w:val="${look.id}"/>${keeping(where)}${numbering}${hasFill(block.content) ? rightTab(look, where) : ''}${holdsLongToken(block) ? '<w:wordWrap w:val="0"/>' : ''}</w:pPr>` +
      `${words}</w:p>`,
  );
}

/** The content of a paragraph, which says so where it prints a value of the record. */
const carried = ({ part }: Where, write: () => string): string => part.context.carrying[part.carries](write);

/** Text with something at the right edge, which goes to a line of its own where the two do not fit. */
function filled(inlines: readonly Inline[], look: ParagraphLook, where: Where, hanging: number): string {
  const { context } = where.part;
  const at = inlines.findIndex((i) => i.type === 'fill');
  if (at < 0) return runs(inlines, look, context);
  const [left, right] = [inlines.slice(0, at), inlines.slice(at + 1)];
  const fits = fitBeside(left, right, look, context.document.theme, where.width - look.form.indentMm - hanging);
  return runs([...left, ...(fits ? [] : [build.lineBreak()]), build.fill(), ...right], look, context);
}

/** What a mark may be estimated to take beyond its column, pt: figures and stops are narrower than letters. */
const nearly = 2.5;
/**
 * The mark hangs to the left of the text, the aside stands at the right edge: mark TAB title TAB aside. A mark too long for its column
 * has a line to itself.
 */
function heading(block: Heading, flow: Flow, where: Where): void {
  const { context } = where.part;
  const look = context.sheet.paragraphIn(block.lang, block.style, block.rank, placeIn(flow, where));
  const other = context.sheet.headingLevel(look, block.level);
  const long = widthOf(block.mark ?? [], look.form, context.document.theme) > (look.markMm * 72) / 25.4 + nearly;
  const words = (): string => {
    const mark = block.mark ? runs(block.mark, look, context) : '';
    const behind =
      look.markMm === 0
        ? mark === ''
          ? ''
          : gapRun(0.6, look, context)
        : long
          ? runs([build.lineBreak()], look, context)
          : tabRun(look, context);
    const title = block.aside
      ? filled([...block.content, build.fill(), ...block.aside], look, where, look.markMm)
      : runs(block.content, look, context);
    return mark + behind + title;
  };
  flow.paragraph(
    `<w:p><w:pPr><w:pStyle w:val="${look.id}"/>${block.aside || hasFill(block.content) ? rightTab(look, where) : ''}` +
      `${other ? `<w:outlineLvl w:val="${block.level - 1}"/>` : ''}</w:pPr>` +
      bookmarked(carried(where, words), block, context) +
      '</w:p>',
  );
}

/** Further paragraphs of an item are in a list without labels, at the level of their item. */
function list(block: List, flow: Flow, where: Where, depth = 0): void {
  const { context } = where.part;
  const { form } = context.sheet.paragraphIn(block.lang, block.style, block.rank, placeIn(flow, where));
  const label = block.ordered ? 'number' : 'bullet';
  const look: ListLook = {
    label,
    sign: block.sign ?? '.',
    labelEm: labelEm[label],
    indentMm: form.indentMm,
    size: form.size,
    fonts: context.sheet.families.fonts(form),
  };
  const number = context.numbering.add(look, depth, block.start ?? 1);
  block.items.forEach((item, i) => {
    let labelled = false;
    item.blocks.forEach((inner, k) => {
      const last = i === block.items.length - 1 && k === item.blocks.length - 1;
      const first = i === 0 && k === 0;
      const place = {
        ...where.place,
        aboveTable: last && where.place.aboveTable === true,
        belowTable: first && where.place.belowTable === true,
        belowPair: k === 0 && (i > 0 ? itemEndsPair(block.items[i - 1]) : where.place.belowPair === true),
      };
      const at = last ? { ...where, place } : { ...where, keepNext: where.whole || where.keepNext, place };
      if (inner.type === 'list') {
        list(inner, flow, at, depth + 1);
        return;
      }
      const id = labelled ? context.numbering.goingOn(look) : number;
      labelled = true;
      paragraph(inner, flow, at, `<w:numPr><w:ilvl w:val="${depth}"/><w:numId w:val="${id}"/></w:numPr>`);
    });
  });
}

/** A drawing stands in a line of its own, as high as itself. */
const drawing = (runs: string, flow: Flow, where: Where, { indent = 0, below = false } = {}): void =>
  flow.paragraph(
    `<w:p><w:pPr><w:pStyle w:val="${where.part.context.sheet.drawing(indent, below, where.place.align === 'right')}"/>${keeping(where)}</w:pPr>${runs}</w:p>`,
  );
const isText = (block: Block | undefined): boolean => block?.type === 'paragraph' || block?.type === 'heading' || block?.type === 'list';

function table(block: Table, flow: Flow, where: Where, previous: Block | undefined): void {
  if (block.caption) {
    blocks(block.caption.slice(0, -1), flow, { ...where, whole: true, keepNext: true, place: { ...where.place, indentMm: block.indent } });
    blocks(block.caption.slice(-1), flow, {
      ...where,
      whole: true,
      keepNext: true,
      place: { ...where.place, indentMm: block.indent, aboveTable: true },
    });
  }
  flow.addTable(
    tableXml(block, where, blocks),
    closed(where, previous, 'bottom') && closed(where, block, 'top')
      ? wordless(where.part.context.sheet.space(twipsOfPt(apart)))
      : separator(),
  );
}
/** Two tables that end and begin with a rule stand apart, pt. */
const apart = 8;
const closed = (where: Where, block: Block | undefined, edge: 'top' | 'bottom'): boolean =>
  block?.type === 'table' && where.part.context.document.theme.tables[block.style]?.[edge] != null;

/**
 * The circle floats behind ordinary paragraphs: the caption, and white above and below it. Not every program aligns a cell at
 * the bottom that has something floating in it: there the circle belongs to the paragraph below the grid.
 */
function sealPlace(block: SealPlace, flow: Flow, where: Where): void {
  const { context } = where.part;
  const edge = where.place.align === 'right' ? Math.max(0, where.width - block.diameter) : 0;
  const caption = block.caption.reduce((n, p) => n + formOf(context.document.theme, p.style, p.rank).pitch, 0);
  const white = Math.max(1, Math.round((twipsOfMm(block.diameter) - twipsOfPt(caption)) / 2));
  const at: Where = { ...where, keepNext: true, place: { align: 'centre', indentMm: edge } };
  where.circles?.push({ seal: block, left: edge });
  const circle = where.circles ? '' : `<w:r>${sealXml(block, { left: edge, top: 0 }, where.part)}</w:r>`;
  flow.paragraph(`<w:p><w:pPr><w:pStyle w:val="${context.sheet.space(white)}"/><w:keepNext/></w:pPr>${circle}</w:p>`);
  for (const p of block.caption) paragraph(p, flow, at);
  flow.paragraph(wordless(context.sheet.space(white), keeping(where)));
}

/** One handler a type of block; what stands before it decides some distances. */
const handlers: {
  readonly [K in Block['type']]: (block: Extract<Block, { type: K }>, flow: Flow, where: Where, previous: Block | undefined) => void;
} = {
  paragraph: (block, flow, where) => paragraph(block, flow, where),
  heading,
  list: (block, flow, where) => list(block, flow, where),
  table,
  grid: (block, flow, where) => {
    const { xml, circles } = gridXml(block, where, flow.first, blocks);
    flow.addTable(xml);
    if (circles.length === 0) return;
    const drawn = circles.map(({ seal, left }) => sealXml(seal, { left, top: -seal.diameter }, where.part)).join('');
    flow.paragraph(separator(keeping(where), `<w:r>${drawn}</w:r>`));
  },
  image: (block, flow, where, previous) =>
    drawing(
      carried(where, () => pictureControl(block, where.part)),
      flow,
      where,
      { indent: block.indent, below: isText(previous) },
    ),
  'qr-code': (block, flow, where, previous) => drawing(`<w:r>${qrXml(block, where.part)}</w:r>`, flow, where, { below: isText(previous) }),
  'seal-place': sealPlace,
  rule: (block, flow, where) => flow.paragraph(wordless(where.part.context.sheet.rule(block.style), keeping(where))),
  space: (block, flow, where) => {
    const sheet = where.part.context.sheet;
    const twips = Math.max(1, twipsOfMm(where.height(block)));
    flow.paragraph(
      wordless(where.onPage === true && block.share === undefined ? sheet.spaceAbove(twips) : sheet.space(twips), keeping(where)),
    );
  },
  'page-break': (_, flow) => flow.pageBreak(),
  toc: (block, flow, where) => tocXml(block, flow, where, blocks),
  keep: (block, flow, where) => blocks(block.blocks, flow, { ...where, whole: true }),
};

/** Writes blocks into a flow. Where they stay together, each but the last is kept with the next. */
export function blocks(list: readonly Block[], flow: Flow, where: Where): void {
  const { context } = where.part;
  const repeating = new Repeating(repeatedBlocks(list, context), context, true);
  list.forEach((block, i) => {
    const begun = repeating.before(i);
    if (begun !== '') flow.open(begun);
    const next = list[i + 1];
    // A row never splits, so that nothing in a cell need be kept together; Word would take it for a wish of the whole row.
    const keepNext =
      where.keepNext ||
      (next !== undefined && where.place.flush !== true && (where.whole || staysWithNext(where.part.context.document.theme, list, i)));
    const aboveTable = next?.type === 'table' && next.caption === undefined && isText(block);
    const belowTable = standsBelowTable(block, list[i - 1]);
    const belowPair = !belowTable && beginsPair(block, list[i - 1]);
    const place =
      aboveTable || belowTable || belowPair
        ? {
            ...where.place,
            ...(aboveTable ? { aboveTable } : {}),
            ...(belowTable ? { belowTable } : {}),
            ...(belowPair ? { belowPair } : {}),
          }
        : where.place;
    const at = keepNext === where.keepNext && place === where.place ? where : { ...where, keepNext, place };
    (handlers[block.type] as (b: Block, f: Flow, w: Where, p: Block | undefined) => void)(block, flow, at, list[i - 1]);
    const ended = repeating.behind(i);
    if (ended !== '') flow.close(ended);
  });
}
