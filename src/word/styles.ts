/**
 * Styles of a Word file, with what they inherit (`w:basedOn`).
 *
 * In:  the styles part, if there is one. Out: what a style says of the things that this room asks: looks, outline level, numbering, tabs. A
 * style that is based on itself by whatever way inherits nothing more.
 */
import type { TextLook, WordParagraph } from './types.js';
import { childOf, switchOf, valueOf, type WordElement } from './xml.js';

export interface RunSays {
  readonly bold?: boolean;
  readonly underline?: boolean;
  readonly size?: number;
  readonly font?: string;
  readonly hidden?: boolean;
}
export interface TabStop {
  readonly at: string;
  /** Takes away the one that the style has there. */
  readonly isClear: boolean;
  readonly to: 'left' | 'centre' | 'right';
  readonly leader: boolean;
}
export interface ParagraphSays {
  readonly outline?: number;
  readonly align?: WordParagraph['align'];
  readonly numId?: string;
  readonly level?: number;
  readonly pageBreakBefore?: boolean;
  readonly tabs?: readonly TabStop[];
}
interface Style {
  readonly name: string;
  readonly run: RunSays;
  readonly paragraph: ParagraphSays;
}

const aligns: Readonly<Record<string, WordParagraph['align']>> = {
  center: 'centre',
  right: 'right',
  end: 'right',
  both: 'justify',
  distribute: 'justify',
};

type Growing<T> = { -readonly [K in keyof T]: T[K] };
const nothing = Object.freeze({});

/** Only what is said: what is not is inherited. */
export function runSays(properties: WordElement | undefined): RunSays {
  if (!properties) return nothing;
  const bold = switchOf(properties, 'w:b');
  const underline = childOf(properties, 'w:u');
  const size = Number(valueOf(properties, 'w:sz') ?? Number.NaN) / 2;
  const fonts = childOf(properties, 'w:rFonts')?.attributes;
  const font = fonts?.['w:ascii'] ?? fonts?.['w:hAnsi'];
  const hidden = switchOf(properties, 'w:vanish');
  const says: Growing<RunSays> = {};
  if (bold !== undefined) says.bold = bold;
  if (underline) says.underline = underline.attributes['w:val'] !== 'none';
  if (size > 0 && size < 500) says.size = size;
  if (font !== undefined) says.font = font;
  if (hidden !== undefined) says.hidden = hidden;
  return says;
}
export function paragraphSays(properties: WordElement | undefined): ParagraphSays {
  if (!properties) return nothing;
  const outline = Number(valueOf(properties, 'w:outlineLvl') ?? Number.NaN);
  const align = valueOf(properties, 'w:jc');
  const numbering = childOf(properties, 'w:numPr');
  const numId = valueOf(numbering, 'w:numId');
  const level = Number(valueOf(numbering, 'w:ilvl') ?? Number.NaN);
  const breaks = switchOf(properties, 'w:pageBreakBefore');
  const tabs = childOf(properties, 'w:tabs');
  const says: Growing<ParagraphSays> = {};
  if (outline >= 0 && outline <= 9) says.outline = outline;
  if (align !== undefined) says.align = aligns[align] ?? 'left';
  if (numId !== undefined) says.numId = numId;
  if (level >= 0 && level <= 8) says.level = level;
  if (breaks !== undefined) says.pageBreakBefore = breaks;
  if (tabs) says.tabs = tabs.children.filter(({ name }) => name === 'w:tab').map(stopOf);
  return says;
}
const stopOf = ({ attributes: a }: WordElement): TabStop => ({
  at: a['w:pos'] ?? '',
  isClear: a['w:val'] === 'clear',
  to: a['w:val'] === 'center' ? 'centre' : a['w:val'] === 'right' || a['w:val'] === 'end' ? 'right' : 'left',
  leader: !['none', undefined].includes(a['w:leader']),
});

/** The stops of a style and of what is based on it, or of a paragraph in it. */
function tabsOf(below: readonly TabStop[] = [], own: readonly TabStop[] = []): readonly TabStop[] {
  const at = new Set(own.map((stop) => stop.at));
  return [...below.filter((stop) => !at.has(stop.at)), ...own.filter((stop) => !stop.isClear)];
}
/** What a paragraph says over what its style does. */
export function over(style: ParagraphSays, own: ParagraphSays): ParagraphSays {
  const says: Growing<ParagraphSays> = { ...style, ...own };
  if (style.tabs || own.tabs) says.tabs = tabsOf(style.tabs, own.tabs);
  return says;
}

export class WordStyles {
  private readonly elements = new Map<string, WordElement>();
  private readonly known = new Map<string, Style>();
  private usual: string | undefined;
  private readonly base: Style;

  constructor(root: WordElement | undefined) {
    for (const style of root?.children ?? []) {
      const { 'w:styleId': id, 'w:type': type, 'w:default': isUsual } = style.attributes;
      if (style.name !== 'w:style' || id === undefined) continue;
      this.elements.set(id, style);
      if (isUsual !== undefined && /^(?:1|true|on)$/.test(isUsual) && type === 'paragraph') this.usual = id;
    }
    const defaults = childOf(root, 'w:docDefaults');
    this.base = {
      name: '',
      run: runSays(childOf(childOf(defaults, 'w:rPrDefault'), 'w:rPr')),
      paragraph: paragraphSays(childOf(childOf(defaults, 'w:pPrDefault'), 'w:pPr')),
    };
  }

  /** Of a paragraph or character style; without an id the usual paragraph style. */
  style(id: string | undefined = this.usual): Style {
    return id === undefined ? this.base : this.resolved(id, new Set());
  }

  private resolved(id: string, above: ReadonlySet<string>): Style {
    const known = this.known.get(id);
    if (known) return known;
    const element = this.elements.get(id);
    if (!element || above.has(id) || above.size > 60) return this.base;
    const parent = valueOf(element, 'w:basedOn');
    const from = parent === undefined ? this.base : this.resolved(parent, new Set([...above, id]));
    const style: Style = {
      name: (valueOf(element, 'w:name') ?? id).toLowerCase(),
      run: { ...from.run, ...runSays(childOf(element, 'w:rPr')) },
      paragraph: over(from.paragraph, paragraphSays(childOf(element, 'w:pPr'))),
    };
    if (above.size === 0) this.known.set(id, style);
    return style;
  }

  /** Numbering that a style of lists names. */
  numbering(id: string): string | undefined {
    return paragraphSays(childOf(this.elements.get(id), 'w:pPr')).numId;
  }
}

/** What a run says over what its style does, and that over what its paragraph does. */
export const lookOf = (
  paragraph: RunSays,
  style: RunSays,
  run: RunSays,
): { readonly look: TextLook; readonly font: string; readonly hidden: boolean } => ({
  look: {
    bold: run.bold ?? style.bold ?? paragraph.bold ?? false,
    underline: run.underline ?? style.underline ?? paragraph.underline ?? false,
    size: run.size ?? style.size ?? paragraph.size ?? 10,
  },
  font: run.font ?? style.font ?? paragraph.font ?? '',
  hidden: run.hidden ?? style.hidden ?? paragraph.hidden ?? false,
});
