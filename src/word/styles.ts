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

/** Only what is said: what is not is inherited. */
export function runSays(properties: WordElement | undefined): RunSays {
  const bold = switchOf(properties, 'w:b');
  const underline = childOf(properties, 'w:u') ? valueOf(properties, 'w:u') !== 'none' : undefined;
  const size = Number(valueOf(properties, 'w:sz') ?? Number.NaN) / 2;
  const fonts = childOf(properties, 'w:rFonts')?.attributes;
  const font = fonts?.['w:ascii'] ?? fonts?.['w:hAnsi'];
  const hidden = switchOf(properties, 'w:vanish');
  return {
    ...(bold === undefined ? {} : { bold }),
    ...(underline === undefined ? {} : { underline }),
    ...(size > 0 && size < 500 ? { size } : {}),
    ...(font === undefined ? {} : { font }),
    ...(hidden === undefined ? {} : { hidden }),
  };
}
export function paragraphSays(properties: WordElement | undefined): ParagraphSays {
  const outline = Number(valueOf(properties, 'w:outlineLvl') ?? Number.NaN);
  const align = valueOf(properties, 'w:jc');
  const numbering = childOf(properties, 'w:numPr');
  const numId = valueOf(numbering, 'w:numId');
  const level = Number(valueOf(numbering, 'w:ilvl') ?? Number.NaN);
  const breaks = switchOf(properties, 'w:pageBreakBefore');
  const tabs = childOf(properties, 'w:tabs')?.children.filter(({ name }) => name === 'w:tab');
  return {
    ...(outline >= 0 && outline <= 9 ? { outline } : {}),
    ...(align === undefined ? {} : { align: aligns[align] ?? 'left' }),
    ...(numId === undefined ? {} : { numId }),
    ...(level >= 0 && level <= 8 ? { level } : {}),
    ...(breaks === undefined ? {} : { pageBreakBefore: breaks }),
    ...(tabs === undefined
      ? {}
      : {
          tabs: tabs.map(({ attributes: a }) => ({
            at: a['w:pos'] ?? '',
            isClear: a['w:val'] === 'clear',
            to: a['w:val'] === 'center' ? 'centre' : a['w:val'] === 'right' || a['w:val'] === 'end' ? 'right' : 'left',
            leader: !['none', undefined].includes(a['w:leader']),
          })),
        }),
  };
}

/** The stops of a style and of what is based on it, or of a paragraph in it. */
export function tabsOf(below: readonly TabStop[] = [], own: readonly TabStop[] = []): readonly TabStop[] {
  const at = new Set(own.map((stop) => stop.at));
  return [...below.filter((stop) => !at.has(stop.at)), ...own.filter((stop) => !stop.isClear)];
}
/** What a paragraph says over what its style does. */
export const over = (style: ParagraphSays, own: ParagraphSays): ParagraphSays => ({
  ...style,
  ...own,
  ...(style.tabs || own.tabs ? { tabs: tabsOf(style.tabs, own.tabs) } : {}),
});

export class WordStyles {
  private readonly elements = new Map<string, WordElement>();
  private readonly known = new Map<string, Style>();
  private readonly usual: { paragraph?: string; table?: string } = {};
  private readonly base: Style;

  constructor(root: WordElement | undefined) {
    for (const style of root?.children ?? []) {
      const { 'w:styleId': id, 'w:type': type, 'w:default': isUsual } = style.attributes;
      if (style.name !== 'w:style' || id === undefined) continue;
      this.elements.set(id, style);
      if (isUsual !== undefined && /^(?:1|true|on)$/.test(isUsual) && type === 'paragraph') this.usual.paragraph = id;
    }
    const defaults = childOf(root, 'w:docDefaults');
    this.base = {
      name: '',
      run: runSays(childOf(childOf(defaults, 'w:rPrDefault'), 'w:rPr')),
      paragraph: paragraphSays(childOf(childOf(defaults, 'w:pPrDefault'), 'w:pPr')),
    };
  }

  /** Of a paragraph or character style; without an id the usual paragraph style. */
  style(id: string | undefined = this.usual.paragraph): Style {
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

export const lookOf = (...says: readonly RunSays[]): TextLook & { readonly font: string; readonly hidden: boolean } => {
  const all: RunSays = Object.assign({}, ...says) as RunSays;
  return {
    bold: all.bold ?? false,
    underline: all.underline ?? false,
    size: all.size ?? 10,
    font: all.font ?? '',
    hidden: all.hidden ?? false,
  };
};
