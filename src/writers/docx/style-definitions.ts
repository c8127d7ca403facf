/**
 * Definitions of styles in WordprocessingML.
 *
 * In:  forms, tables and rules of the theme, with the id and name that they have in this document.
 * Out: `w:style` elements, each complete in itself (variants stand on their style, but say everything again), and `styles.xml` around them.
 */
import type { StyleForm, TableStyle, Theme } from '../../model/index.js';
import type { Families } from './faces.js';
import type { ParagraphLook } from './looks.js';
import { eighths, halfPoints, twipsOfMm, twipsOfPt } from './units.js';
import { declare, escape, xmlHead } from './xml.js';

/** Ids of the writer's own styles: vertical space, what Word wants between tables, pictures, page breaks, the mark of a working copy. */
export const plain = {
  space: 'VerticalSpace',
  separator: 'Separator',
  picture: 'Picture',
  pageBreak: 'PageBreak',
  grid: 'Arrangement',
  workingCopy: 'WorkingCopy',
} as const;
/** Height of a separator, pt. */
const separatorHeight = 1;

const colourOf = (theme: Theme, name: string): string => (theme.colours[name] ?? name).replace(/^#/, '');

/** Levels of the navigation pane, from 0. Word's own headings have theirs by name, whatever the file says. */
function outlineLevel(name: string, level: number): number {
  const own = /^heading ([1-9])\b/i.exec(name);
  return own ? Number(own[1]) - 1 : level - 1;
}

/** Word's own styles are known by these names, in these letters; they must not be called custom styles. */
function nameXml(name: string): { readonly custom: string; readonly xml: string } {
  const lower = name.toLowerCase();
  const builtIn = /^(?:heading [1-9]|toc [1-9]|caption|header|footer)$/.test(lower)
    ? lower
    : lower === 'title'
      ? 'Title'
      : lower === 'subtitle'
        ? 'Subtitle'
        : lower === 'toc heading'
          ? 'TOC Heading'
          : lower === 'strong'
            ? 'Strong'
            : lower === 'emphasis'
              ? 'Emphasis'
              : undefined;
  return { custom: builtIn === undefined ? ' w:customStyle="1"' : '', xml: `<w:name w:val="${escape(builtIn ?? name)}"/>` };
}

/** A style that the writer needs and nobody chooses: Word's galleries leave it out until it is used. */
const inTheShade = '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>';

/** What the use of a style adds to it: a level of the outline, a tab stop at the right edge. */
interface Uses {
  readonly level: number | undefined;
  readonly rightTab: number | undefined;
  /** The style of the paragraph that one writes below a heading. */
  readonly next?: string;
  /** People write in it: its lines grow with what they hold. */
  readonly typed: boolean;
}

/**
 * A line's own height, of its size, by the faces' tables (`hhea`): the highest ascent of Noto and the deepest descent of Source
 * where Chinese and Latin meet, those of Source in English. A pitch below it would grow where it may, and the page with it:
 * such lines are of exact height, labels and small print that nobody writes in. A growth of a hair is no harm.
 */
const ownHeight = { main: { sans: 1.56, serif: 1.486 }, second: { sans: 1.424, serif: 1.371 } } as const;
const hair = 1.015;

export function paragraphXml(look: ParagraphLook, theme: Theme, families: Families, { level, rightTab, next, typed }: Uses): string {
  const { form, markMm } = look;
  const { custom, xml } = nameXml(look.name);
  const heading = level !== undefined;
  const own = look.base === look.id;
  const grows = typed && form.pitch * hair >= form.size * ownHeight[look.second ? 'second' : 'main'][form.face];
  const edge = (side: string, rule: StyleForm['ruleAbove']): string =>
    rule
      ? `<w:${side} w:val="single" w:sz="${eighths(rule.width)}" w:space="${Math.min(31, Math.round(rule.gap))}" w:color="${colourOf(theme, rule.colour)}"/>`
      : '';
  // `between` keeps the rule where two paragraphs of one style follow each other: Word joins their borders otherwise.
  const borders = edge('top', form.ruleAbove) + edge('bottom', form.ruleBelow) + edge('between', form.ruleAbove ?? form.ruleBelow);
  const left = twipsOfMm(form.indentMm + markMm);
  const hanging = twipsOfMm(markMm);
  const tabs =
    (hanging > 0 ? `<w:tab w:val="left" w:pos="${left}"/>` : '') +
    (rightTab === undefined ? '' : `<w:tab w:val="right"${/^toc [1-9]$/i.test(look.name) ? ' w:leader="dot"' : ''} w:pos="${rightTab}"/>`);
  // Word tracks after the last character too; that much may hang over the right edge.
  const tail = twipsOfPt(form.tracking * form.size);
  const paragraph =
    (form.keepNext || heading ? '<w:keepNext/>' : '') +
    (heading ? '<w:keepLines/>' : '') +
    (borders === '' ? '' : `<w:pBdr>${borders}</w:pBdr>`) +
    (tabs === '' ? '' : `<w:tabs>${tabs}</w:tabs>`) +
    // Dates and codes stand without space between figures and Chinese, as in the PDF.
    (form.tabular ? '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>' : '') +
    `<w:spacing w:before="${twipsOfPt(form.before)}" w:after="${twipsOfPt(look.after)}" w:line="${twipsOfPt(form.pitch)}" w:lineRule="${grows ? 'atLeast' : 'exact'}"/>` +
    (left > 0 || tail > 0 || look.base !== look.id
      ? `<w:ind w:left="${left}"${tail > 0 ? ` w:right="-${tail}"` : ''}${hanging > 0 ? ` w:hanging="${hanging}"` : ''}/>`
      : '') +
    `<w:jc w:val="${{ left: 'left', justify: 'both', right: 'right', centre: 'center' }[form.align]}"/>` +
    (heading
      ? `<w:outlineLvl w:val="${outlineLevel(look.name, level)}"/>`
      : look.outline === undefined
        ? ''
        : `<w:outlineLvl w:val="${look.outline - 1}"/>`);
  const run =
    families.fonts(form) +
    (look.bold ? '<w:b/><w:bCs/>' : '') +
    (form.italic ? '<w:i/><w:iCs/>' : '') +
    `<w:color w:val="${colourOf(theme, form.colour)}"/>` +
    (form.tracking > 0 ? `<w:spacing w:val="${tail}"/>` : '') +
    `<w:sz w:val="${halfPoints(form.size)}"/><w:szCs w:val="${halfPoints(form.size)}"/>` +
    (form.tabular ? '<w14:numForm w14:val="lining"/><w14:numSpacing w14:val="tabular"/>' : '');
  return (
    `<w:style w:type="paragraph"${custom} w:styleId="${look.id}">${xml}<w:basedOn w:val="${own ? 'Normal' : look.base}"/>` +
    `${heading && next !== undefined ? `<w:next w:val="${next}"/>` : ''}${own ? '<w:qFormat/>' : inTheShade}` +
    `<w:pPr>${paragraph}</w:pPr><w:rPr>${run}</w:rPr></w:style>`
  );
}

/** `shaded`: a form of a character style inside one paragraph style, which nobody chooses. */
export function characterXml(id: string, name: string, fonts: string, rest: string, shaded = false): string {
  const named = nameXml(name);
  return (
    `<w:style w:type="character"${named.custom} w:styleId="${id}">${named.xml}<w:basedOn w:val="DefaultParagraphFont"/>${shaded ? inTheShade : '<w:qFormat/>'}` +
    `<w:rPr>${fonts}${rest}</w:rPr></w:style>`
  );
}

export function ruleXml(id: string, name: string, theme: Theme, rule: Theme['rules'][string]): string {
  return (
    `<w:style w:type="paragraph" w:customStyle="1" w:styleId="${id}"><w:name w:val="${escape(name)}"/><w:basedOn w:val="${plain.separator}"/>${inTheShade}` +
    `<w:pPr><w:pBdr><w:top w:val="single" w:sz="${eighths(rule.width)}" w:space="0" w:color="${colourOf(theme, rule.colour)}"/></w:pBdr>` +
    `<w:spacing w:before="${twipsOfPt(rule.before)}" w:after="${twipsOfPt(Math.max(0, rule.after - separatorHeight))}"/></w:pPr></w:style>`
  );
}

/**
 * Padding above and below a cell's text. Word sets a line of exact height with four fifths of it above the baseline, where
 * the theme has half of the lead above the line: the difference is taken from the padding above and given to the one below.
 */
export function verticalPadding(
  theme: Theme,
  table: TableStyle,
  top: number,
  bottom: number,
): { readonly top: number; readonly bottom: number } {
  const text = theme.styles[table.text]?.main;
  const lowered = text ? 0.3 * (text.pitch - text.size) : 0;
  const taken = Math.max(0, Math.min(top, lowered));
  return { top: top - taken, bottom: bottom + taken };
}

type Line = TableStyle['top'];
export const borderXml = (theme: Theme, side: string, line: Line): string =>
  line ? `<w:${side} w:val="single" w:sz="${eighths(line.width)}" w:space="0" w:color="${colourOf(theme, line.colour)}"/>` : '';

export function tableXml(id: string, name: string, theme: Theme, table: TableStyle): string {
  const { padding } = table;
  const { top, bottom } = verticalPadding(theme, table, padding.top, padding.bottom);
  const borders =
    borderXml(theme, 'top', table.top) +
    borderXml(theme, 'left', table.sides) +
    borderXml(theme, 'bottom', table.bottom) +
    borderXml(theme, 'right', table.sides) +
    borderXml(theme, 'insideH', table.rows) +
    borderXml(theme, 'insideV', table.columns);
  const head =
    table.header || table.rows
      ? `<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>${table.header ? borderXml(theme, 'bottom', table.header) : '<w:bottom w:val="nil"/>'}</w:tcBorders></w:tcPr></w:tblStylePr>`
      : '';
  return (
    `<w:style w:type="table" w:customStyle="1" w:styleId="${id}"><w:name w:val="${escape(name)}"/><w:basedOn w:val="TableNormal"/><w:qFormat/>` +
    `<w:tblPr>${borders === '' ? '' : `<w:tblBorders>${borders}</w:tblBorders>`}<w:tblCellMar>` +
    `<w:top w:w="${twipsOfPt(top)}" w:type="dxa"/><w:left w:w="${twipsOfPt(padding.left)}" w:type="dxa"/>` +
    `<w:bottom w:w="${twipsOfPt(bottom)}" w:type="dxa"/><w:right w:w="${twipsOfPt(padding.right)}" w:type="dxa"/></w:tblCellMar></w:tblPr>${head}</w:style>`
  );
}

/** An empty paragraph of exact height; or as high by the space above it. */
export const spaceXml = (id: string, name: string, twips: number, above = false): string =>
  `<w:style w:type="paragraph" w:customStyle="1" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="${plain.space}"/>${inTheShade}` +
  `<w:pPr><w:spacing ${above ? `w:before="${Math.max(0, twips - separatorHeight * 20)}" w:line="${separatorHeight * 20}"` : `w:line="${twips}"`} w:lineRule="exact"/></w:pPr></w:style>`;

/** The line of a picture: a picture below text stands a little apart from it. */
export const drawingXml = (
  id: string,
  name: string,
  { indentMm, below, right }: { readonly indentMm: number; readonly below: boolean; readonly right: boolean },
): string =>
  `<w:style w:type="paragraph" w:customStyle="1" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="${plain.picture}"/>${inTheShade}<w:pPr>` +
  `${below ? '<w:spacing w:before="80"/>' : ''}${indentMm > 0 ? `<w:ind w:left="${twipsOfMm(indentMm)}"/>` : ''}${right ? '<w:jc w:val="right"/>' : ''}</w:pPr></w:style>`;

const wordless = (id: string, name: string, paragraph: string): string =>
  `<w:style w:type="paragraph" w:customStyle="1" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/>${inTheShade}` +
  `<w:pPr>${paragraph}</w:pPr><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:style>`;
const low = `<w:spacing w:before="0" w:after="0" w:line="${separatorHeight * 20}" w:lineRule="exact"/>`;
const noMargins = ['top', 'left', 'bottom', 'right'].map((side) => `<w:${side} w:w="0" w:type="dxa"/>`).join('');

/** The words of the box that `drawings.ts` puts at the head of every page. */
const workingCopyXml = (families: Families): string =>
  `<w:style w:type="paragraph" w:customStyle="1" w:styleId="${plain.workingCopy}"><w:name w:val="Working Copy"/><w:basedOn w:val="Normal"/>${inTheShade}<w:pPr><w:jc w:val="center"/></w:pPr>` +
  `<w:rPr>${families.fonts({ face: 'sans', weight: 400 })}<w:color w:val="7F7F7F"/><w:sz w:val="15"/><w:szCs w:val="15"/></w:rPr></w:style>`;

export function stylesXml(theme: Theme, families: Families, styles: readonly string[]): string {
  return (
    `${xmlHead}<w:styles${declare('w', 'w14', 'mc')} mc:Ignorable="w14"><w:docDefaults>` +
    `<w:rPrDefault><w:rPr>${families.fonts({ face: 'serif', weight: 400 })}<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>` +
    '<w:pPrDefault><w:pPr><w:widowControl/><w:kinsoku/><w:overflowPunct/><w:autoSpaceDE/><w:autoSpaceDN/><w:snapToGrid w:val="0"/>' +
    '<w:spacing w:before="0" w:after="0"/></w:pPr></w:pPrDefault></w:docDefaults>' +
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>' +
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>' +
    `<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>${noMargins}</w:tblCellMar></w:tblPr></w:style>` +
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>' +
    wordless(plain.separator, 'Separator', low) +
    wordless(plain.space, 'Vertical Space', low) +
    wordless(plain.pageBreak, 'Page Break', `<w:pageBreakBefore/>${low}`) +
    // A line of exact height would cut a picture off.
    `<w:style w:type="paragraph" w:customStyle="1" w:styleId="${plain.picture}"><w:name w:val="Picture"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:style>` +
    workingCopyXml(families) +
    `<w:style w:type="table" w:customStyle="1" w:styleId="${plain.grid}"><w:name w:val="Arrangement"/><w:basedOn w:val="TableNormal"/>${inTheShade}<w:tblPr><w:tblCellMar>${noMargins}</w:tblCellMar></w:tblPr></w:style>` +
    `${styles.join('')}</w:styles>`
  );
}
