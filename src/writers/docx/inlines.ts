/**
 * Inline content as runs.
 *
 * In:  the inlines of a paragraph and the style that they stand in. Out: `w:r` elements. Every run says its language and
 * its font for Chinese; all else is a named style. Text is only ever text: nothing in it is read as a field or as markup.
 */
import type { Inline, PageNumber, Text } from '../../model/index.js';
import type { Context } from './context.js';
import type { ParagraphLook } from './stylesheet.js';
import { escape } from './xml.js';

const mm = 72 / 25.4;
const run = (properties: string, content: string): string => `<w:r>${properties}${content}</w:r>`;
const plainText = (value: string): string => `<w:t xml:space="preserve">${value}</w:t>`;
export const tabRun = (look: ParagraphLook, context: Context): string => run(context.sheet.run(look, undefined, 'en'), '<w:tab/>');

/** Characters that are elements in Word, or nothing: it shows joiners as boxes where the font has no glyph for them. */
const special = /[\u2011\u00ad\u2060\ufeff\t\n\r]/;
const specials: Record<string, string> = { '\u2011': '<w:noBreakHyphen/>', '\u00ad': '<w:softHyphen/>' };

/**
 * `BC-M-01` is not broken, though Word ends lines at any hyphen. A long code may be, between figures: kept whole it would be
 * torn inside its figures by programs that find no better place.
 */
const code = /\b(?=[-0-9]*[A-Z])[A-Z0-9]+(?:-[A-Z0-9]+)+\b/g;
const longestCode = 10;
const wholeCodes = (value: string): string =>
  (value.includes('-') ? value.replace(code, (c) => c.replace(c.length > longestCode ? /-(?=[A-Z])/g : /-/g, '\u2011')) : value);

function textXml(text: string): string {
  const value = wholeCodes(text);
  if (!special.test(value)) return plainText(escape(value));
  return value.replace(/[\u2060\ufeff]/g, '').split(/([\u2011\u00ad\t\n\r])/)
    .map((piece) => (piece === '' ? '' : specials[piece] ?? plainText(escape(piece.replace(/[\t\n\r]/, ' '))))).join('');
}

/** Spaces of known width, in em, widest first. */
const spaces: readonly (readonly [number, string])[] = [[1, '\u2003'], [0.5, '\u2002'], [0.25, '\u2005']];
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

export const gapRun = (em: number, look: ParagraphLook, context: Context): string => run(context.sheet.run(look, undefined, 'en'), plainText(spaceOf(em)));

function field(instruction: string, properties: string): string {
  return `<w:fldSimple w:instr=" ${instruction} ">${run(properties, '<w:t>1</w:t>')}</w:fldSimple>`;
}

/** One handler a type of inline; a type without a handler does not compile. */
type Of<K> = K extends PageNumber['type'] ? PageNumber : Extract<Inline, { type: K }>;
const handlers: { readonly [K in Inline['type']]: (inline: Of<K>, look: ParagraphLook, context: Context) => string } = {
  text: (inline: Text, look, context) => {
    context.checkText(inline.value, inline);
    return inline.value === '' ? '' : run(context.sheet.run(look, inline.style, inline.lang), textXml(inline.value));
  },
  'line-break': (_, look, context) => run(context.sheet.run(look, undefined, 'en'), '<w:br/>'),
  gap: (inline, look, context) => gapRun(inline.em, look, context),
  fill: (_, look, context) => tabRun(look, context),
  'check-box': (inline, look, context) => run(context.sheet.special(look, 'check-box'), plainText(inline.checked ? '☑' : '☐')),
  // Underlined em spaces: a line of known length that takes part in line breaking, and that nothing reads as text.
  blank: (inline, look, context) => run(context.sheet.special(look, 'blank'), plainText(spaceOf((inline.width * mm) / look.form.size))),
  'page-number': (inline, look, context) => field('PAGE', context.sheet.run(look, inline.style, inline.lang)),
  'page-count': (inline, look, context) => field('NUMPAGES', context.sheet.run(look, inline.style, inline.lang)),
};

function boxAround(before: Inline | undefined, after: Inline | undefined, context: Context): string | undefined {
  const style = before?.type === 'text' && after?.type === 'text' && before.style === after.style ? before.style : undefined;
  return context.document.theme.characters[style ?? '']?.boxed === true ? style : undefined;
}

export function runs(inlines: readonly Inline[], look: ParagraphLook, context: Context): string {
  return inlines.map((inline, i) => {
    // A gap between two runs in one box belongs to the box.
    const style = inline.type === 'gap' ? boxAround(inlines[i - 1], inlines[i + 1], context) : undefined;
    if (inline.type === 'gap' && style !== undefined) return run(context.sheet.run(look, style, 'en'), plainText(spaceOf(inline.em)));
    return (handlers[inline.type] as (i: Inline, l: ParagraphLook, c: Context) => string)(inline, look, context);
  }).join('');
}
export const hasFill = (inlines: readonly Inline[]): boolean => inlines.some((i) => i.type === 'fill');
