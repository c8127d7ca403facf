/**
 * Inline content as runs.
 *
 * In:  the inlines of a paragraph and the style that they stand in. Out: `w:r` elements, and a content control for a
 * check box. How a run looks is a named style, nothing else. Text is only ever text: nothing in it is read as a field or as markup.
 */
import type { CheckBox, Inline, PageNumber, Text } from '../../model/index.js';
import { remarked } from './comments.js';
import { aliasXml, askedBy, controlledRuns } from './controls.js';
import type { DocumentParts } from './document-parts.js';
import type { ParagraphLook } from './looks.js';
import { runningXml } from './running.js';
import { escape } from './xml.js';

const mm = 72 / 25.4;
const run = (properties: string, content: string): string => `<w:r>${properties}${content}</w:r>`;
const plainText = (value: string): string => `<w:t xml:space="preserve">${value}</w:t>`;
export function tabRun(look: ParagraphLook, context: DocumentParts): string {
  context.carrying.fixed('\t');
  return run(context.sheet.run(look, undefined, 'en'), '<w:tab/>');
}

/**
 * Joiners are left out (Word shows them as boxes where the font has no glyph for them), and every hyphen is the plain one:
 * `w:noBreakHyphen`
 * and U+2011 would keep `BC-M-01` on one line, but whoever searches for it, copies it or reads the file with another program would
 * find `BCM01` or another sign. A number that can be found is worth more than where Word ends a line.
 */
const special = /[\u2011\u00ad\u2060\ufeff\t\n\r]/;

const written = (text: string): string =>
  special.test(text)
    ? text
        .replace(/[\u2060\ufeff]/g, '')
        .replace(/\u2011/g, '-')
        .replace(/[\t\n\r]/g, ' ')
    : text;
const textXml = (text: string): string =>
  text
    .split(/(\u00ad)/)
    .map((piece) => (piece === '' ? '' : piece === '\u00ad' ? '<w:softHyphen/>' : plainText(escape(piece))))
    .join('');

/** Spaces of known width, in em, widest first. */
const spaces: readonly (readonly [number, string])[] = [
  [1, '\u2003'],
  [0.5, '\u2002'],
  [0.25, '\u2005'],
];
/** White space of about this many em. */
function spaceOf(em: number): string {
  let left = Math.max(0.25, Math.round(em * 4) / 4);
  let out = '';
  for (const [width, char] of spaces) {
    const n = Math.floor(left / width);
    out += char.repeat(n);
    left -= n * width;
  }
  return out;
}

/** No line ends between a box and its answer. A no-break space is about a fifth of an em in the faces of boxes. */
const spaceBehindBox = (em: number): string => '\u00a0'.repeat(Math.max(1, Math.round(em * 5)));

/** A label around several values that are not there yet: none of them can be typed in it. */
const withoutSigns = (words: string, { form }: DocumentParts): string => (form ? words.split(form.blank).join('……') : words);
/** Words that are no value. */
function fixed(words: string, properties: string, context: DocumentParts): string {
  context.carrying.fixed(words);
  return run(properties, plainText(words));
}
export const gapRun = (em: number, look: ParagraphLook, context: DocumentParts): string =>
  fixed(spaceOf(em), context.sheet.run(look, undefined, 'en'), context);

/** A field with what it says until Word counts anew. Of several runs: readers that know no fields read its result as text. */
function field(instruction: string, properties: string, result: number): string {
  const character = (type: string): string => run(properties, `<w:fldChar w:fldCharType="${type}"/>`);
  return (
    character('begin') +
    run(properties, `<w:instrText xml:space="preserve"> ${instruction} </w:instrText>`) +
    character('separate') +
    run(properties, `<w:t>${result}</w:t>`) +
    character('end')
  );
}

/** A box that a click ticks, in Word 2010 and later; for all others a character. */
function checkBox(inline: CheckBox, context: DocumentParts): string {
  const { sheet } = context;
  const { checked } = inline;
  const sign = checked ? '☑' : '☐';
  const tag = context.carrying.words(inline, sign);
  // In a form a box that is not asked is no control: it could be ticked.
  const asked = context.form && askedBy(inline, context.form);
  if (context.form && !asked) return run(sheet.special('check-box'), plainText(sign));
  const family = sheet.families.boxFamily();
  const state = (name: string, code: string): string => `<w14:${name} w14:val="${code}" w14:font="${family}"/>`;
  const properties = sheet.special('check-box');
  return (
    `<w:sdt><w:sdtPr>${properties}${asked ? aliasXml(asked) : ''}${tag === undefined ? '' : `<w:tag w:val="${tag}"/>`}<w:id w:val="${context.controlId()}"/><w14:checkbox><w14:checked w14:val="${checked ? 1 : 0}"/>` +
    `${state('checkedState', '2611')}${state('uncheckedState', '2610')}</w14:checkbox></w:sdtPr>` +
    `<w:sdtContent>${run(properties, plainText(sign))}</w:sdtContent></w:sdt>`
  );
}

/** One handler a type of inline; a type without a handler does not compile. */
type Of<K> = K extends PageNumber['type'] ? PageNumber : Extract<Inline, { type: K }>;
const handlers: { readonly [K in Inline['type']]: (inline: Of<K>, look: ParagraphLook, context: DocumentParts) => string } = {
  text: (inline: Text, look, context) => {
    context.checkText(inline.value, inline);
    if (inline.value === '') return '';
    const words = withoutSigns(written(inline.value), context);
    context.carrying.words(inline, words);
    return remarked(inline, context.linked(inline, run(context.sheet.run(look, inline.style, inline.lang), textXml(words))));
  },
  'line-break': (_, look, context) => {
    context.carrying.fixed('\n');
    return run(context.sheet.run(look, undefined, 'en'), '<w:br/>');
  },
  gap: (inline, look, context) => gapRun(inline.em, look, context),
  fill: (_, look, context) => tabRun(look, context),
  'check-box': (inline, _, context) => checkBox(inline, context),
  // Underlined em spaces: a line of known length that takes part in line breaking, and that nothing reads as text.
  blank: (inline, look, context) => fixed(spaceOf((inline.width * mm) / look.form.size), context.sheet.special('blank'), context),
  'page-number': (inline, look, context) => field('PAGE', context.sheet.run(look, inline.style, inline.lang), 1),
  'page-count': (inline, look, context) => field('NUMPAGES', context.sheet.run(look, inline.style, inline.lang), context.pages),
  'running-heading': (inline, look, context) => runningXml(inline, look, context, () => gapRun(inline.gap, look, context)),
};

function boxAround(before: Inline | undefined, after: Inline | undefined, context: DocumentParts): string | undefined {
  const style = before?.type === 'text' && after?.type === 'text' && before.style === after.style ? before.style : undefined;
  return context.document.theme.characters[style ?? '']?.boxed === true ? style : undefined;
}

export function runs(inlines: readonly Inline[], look: ParagraphLook, context: DocumentParts): string {
  const { form } = context;
  if (!form) return plainRuns(inlines, look, context);
  return controlledRuns(inlines, context, {
    plain: (some) => plainRuns(some, look, context),
    run: (text, words) => run(context.sheet.run(look, text.style, text.lang), textXml(words)),
    written,
  });
}
function plainRuns(inlines: readonly Inline[], look: ParagraphLook, context: DocumentParts): string {
  return inlines
    .map((inline, i) => {
      // A gap between two runs in one box belongs to the box.
      const style = inline.type === 'gap' ? boxAround(inlines[i - 1], inlines[i + 1], context) : undefined;
      if (inline.type === 'gap' && style !== undefined) return fixed(spaceOf(inline.em), context.sheet.run(look, style, 'en'), context);
      if (inline.type === 'gap' && inlines[i - 1]?.type === 'check-box')
        return fixed(spaceBehindBox(inline.em), context.sheet.run(look, undefined, 'en'), context);
      return (handlers[inline.type] as (i: Inline, l: ParagraphLook, c: DocumentParts) => string)(inline, look, context);
    })
    .join('');
}
export const hasFill = (inlines: readonly Inline[]): boolean => inlines.some((i) => i.type === 'fill');
