/**
 * The style sheet of one document: which named styles its paragraphs, runs and tables take, and `styles.xml`.
 *
 * In:  the theme; then, while the body is written, each use of a style. Out: style ids, run properties, `styles.xml` with
 * the styles in use, and the families for the font table. It is filled by one document only, so that the same document
 * always gives the same bytes.
 *
 * Three things make a style of the theme more than one style in Word: its form for the second language (`Prose EN`), a
 * place that aligns it, moves its edge or changes the space around it (`Prose right`, `Prose first`), and character styles that depend on the paragraph around them
 * (`English in Heading 2`), since Word knows no relative sizes.
 *
 * Bold is the property that styles cannot take away again: by the standard a bold character style in a bold paragraph reads
 * as "not bold", LibreOffice shows it bold, and "not bold" changes nothing. So a bold style that the theme pairs with a
 * lighter English is not bold itself: its plain runs take a character style that is (`Heading 2 Bold`).
 */
import { belowTable, formOf, type CharacterStyle, type DocLang, type Lang, type Rank, type StyleForm, type Theme } from '../../model/index.js';
import { Families, isBold, type FaceUse } from './faces.js';
import { characterXml, drawingXml, paragraphXml, plain, ruleXml, spaceXml, stylesXml, tableXml } from './style-definitions.js';

/** What a place does to the styles in it. */
export interface Place {
  readonly align?: 'left' | 'right' | 'centre';
  /** The top of a page, section or cell, where space above falls away. */
  readonly first?: boolean;
  /** Left edge of what it belongs to, mm: a caption stands on the edge of its table. */
  readonly indentMm?: number;
  /** A cell of a table, where text begins at the cell's edge. */
  readonly flush?: boolean;
  /** A table follows, which cannot say itself how far it stands from the text above it. */
  readonly aboveTable?: boolean;
  /** A table stands above, whose last rule wants some distance. */
  readonly belowTable?: boolean;
}
/** Space between text and the table below it, pt. */
const aboveTable = 3;

/** A paragraph style as it is used: what a run in it must know. */
export interface ParagraphLook {
  readonly id: string;
  readonly name: string;
  /** The style that it is a variant of; its own id where it is none. */
  readonly base: string;
  readonly form: StyleForm;
  readonly after: number;
  readonly markMm: number;
  /** The paragraph style itself is bold. */
  readonly bold: boolean;
  /** The paragraph is bold, but holds lighter runs: its style is not bold, and its plain runs take a character style that is. */
  readonly boldRuns: boolean;
  /** Run properties that were asked for already, by character style and language. */
  readonly runs: Map<string, string>;
}

const pascal = (key: string): string =>
  key.split(/[^A-Za-z0-9]+/).map((w) => w.charAt(0).toUpperCase() + w.slice(1)).join('');

export class StyleSheet {
  readonly families: Families;
  private readonly looks = new Map<string, ParagraphLook>();
  private readonly byId = new Map<string, ParagraphLook>();
  private readonly tabs = new Map<string, number>();
  private readonly outline = new Map<string, number>();
  private readonly definitions = new Map<string, string>();
  private readonly names = new Set<string>();

  constructor(private readonly theme: Theme, private readonly lang: DocLang) {
    this.families = new Families(theme);
  }

  paragraph(style: string, rank: Rank, place: Place = {}): ParagraphLook {
    const key = `${style}/${rank}/${place.align ?? ''}/${place.indentMm ?? 0}/${place.first === true}/${place.flush === true}/${place.aboveTable === true}/${place.belowTable === true}`;
    const known = this.looks.get(key);
    if (known) return known;
    const found = this.theme.styles[style];
    const base = formOf(this.theme, style, rank);
    const second = rank === 'second' && found?.second !== undefined;
    // A document in English has no justified text: there the style itself is set left.
    const own = this.lang === 'en' && base.align === 'justify' ? 'left' : base.align;
    const edge = (place.flush === true ? 0 : base.indentMm) + (place.indentMm ?? 0);
    const suffix = (place.align !== undefined && place.align !== own ? ` ${place.align}` : '')
      + (edge === base.indentMm ? '' : edge === 0 ? ' flush' : ` at ${edge} mm`)
      + (place.first === true && base.before > 0 ? ' first' : '') + (place.aboveTable === true ? ' above table' : '')
      + (place.belowTable === true && base.before < belowTable ? ' below table' : '');
    const inside = this.theme.characters[found?.secondCharacter ?? '']?.weight;
    const lighter = inside !== undefined && inside < 600;
    const plainId = pascal(style) + (second ? 'EN' : '');
    const id = plainId + pascal(suffix);
    if (suffix !== '') this.paragraph(style, rank);
    const same = this.byId.get(id);
    const look: ParagraphLook = same ?? {
      id,
      name: this.unused((found?.name ?? style) + (second ? ' EN' : '') + suffix, 'Paragraph'),
      base: plainId,
      form: { ...base, align: place.align ?? own, before: place.first === true ? 0 : place.belowTable === true ? Math.max(base.before, belowTable) : base.before, indentMm: edge },
      after: place.aboveTable === true ? aboveTable : 0,
      markMm: found?.markMm ?? 0,
      bold: isBold(base) && !lighter,
      boldRuns: isBold(base) && lighter,
      runs: new Map(),
    };
    this.byId.set(id, look);
    this.looks.set(key, look);
    return look;
  }

  /** The look for a paragraph mainly in this language: text in English is never justified. */
  paragraphIn(lang: Lang, style: string, rank: Rank, place: Place = {}): ParagraphLook {
    const look = this.paragraph(style, rank, place);
    return lang === 'en' && look.form.align === 'justify' ? this.paragraph(style, rank, { ...place, align: 'left' }) : look;
  }

  /** Gives a style a tab stop at the right edge; `true` where it has one elsewhere, so that the paragraph must say so. */
  rightTab(look: ParagraphLook, twips: number): boolean {
    const known = this.tabs.get(look.id);
    if (known === undefined) this.tabs.set(look.id, twips);
    return known !== undefined && known !== twips;
  }

  /** The style of an empty paragraph of this height. */
  space(twips: number): string {
    const mm = Math.round((twips * 254) / 1440) / 10;
    const id = `${plain.space}${twips}`;
    // Heights that differ by a hair may have one name: `unused` keeps them apart.
    if (!this.definitions.has(id)) this.definitions.set(id, spaceXml(id, this.unused(`Vertical Space ${mm} mm`, 'Paragraph'), twips));
    return id;
  }

  /** The same as space above next to nothing, which falls away at the top of a page. */
  spaceAbove(twips: number): string {
    const mm = Math.round((twips * 254) / 1440) / 10;
    const id = `${plain.space}Above${twips}`;
    if (!this.definitions.has(id)) this.definitions.set(id, spaceXml(id, this.unused(`Vertical Space Above ${mm} mm`, 'Paragraph'), twips, true));
    return id;
  }

  /** The style of the line that a drawing stands in. */
  drawing(indentMm: number, below: boolean, right: boolean): string {
    const suffix = (below ? ' below text' : '') + (indentMm > 0 ? ` at ${indentMm} mm` : '') + (right ? ' right' : '');
    const id = plain.picture + pascal(suffix);
    if (suffix !== '' && !this.definitions.has(id)) this.definitions.set(id, drawingXml(id, `Picture${suffix}`, { indentMm, below, right }));
    return id;
  }

  /** Makes a style one of headings; `true` where it is one of another level already, so that the paragraph must say so. */
  headingLevel(look: ParagraphLook, level: number): boolean {
    const known = this.outline.get(look.base);
    if (known === undefined) this.outline.set(look.base, level);
    return known !== undefined && known !== level;
  }

  /**
   * Run properties: character style, the font for Chinese, and the languages: of Chinese characters Chinese, of Latin letters
   * and figures English, wherever they stand. Figures called Chinese are broken in two at the end of a line.
   */
  run(look: ParagraphLook, character: string | undefined, lang: Lang): string {
    const key = `${character ?? ''}/${lang}`;
    const known = look.runs.get(key);
    if (known !== undefined) return known;
    const style = character === undefined ? undefined : this.theme.characters[character];
    const face: FaceUse = { face: style?.face ?? look.form.face, weight: style?.weight ?? look.form.weight };
    const id = character !== undefined && style ? this.character(character, style, look) : look.boldRuns ? this.boldRuns(look) : undefined;
    const hint = lang === 'zh' ? ' w:hint="eastAsia"' : '';
    const made = `<w:rPr>${id === undefined ? '' : `<w:rStyle w:val="${id}"/>`}<w:rFonts${hint} w:eastAsia="${this.families.zh(face)}"/>`
      + `<w:lang w:val="en-GB" w:eastAsia="zh-CN"/></w:rPr>`;
    look.runs.set(key, made);
    return made;
  }

  /** Run properties of a style of our own (`check-box`, `blank`), which are characters without a language of their own. */
  special(look: ParagraphLook, kind: 'check-box' | 'blank'): string {
    const id = kind === 'check-box' ? 'CheckBoxChar' : 'BlankChar';
    if (!this.definitions.has(id)) {
      this.definitions.set(id, kind === 'check-box'
        ? characterXml(id, this.unused('Check Box', 'Character'), this.families.boxes(), `<w:sz w:val="${Math.round(this.theme.checkBox.size * 2)}"/>`)
        : characterXml(id, this.unused('Blank', 'Character'), '', '<w:u w:val="single"/>'));
    }
    const family = kind === 'check-box' ? this.families.boxFamily() : this.families.zh(look.form);
    return `<w:rPr><w:rStyle w:val="${id}"/><w:rFonts w:eastAsia="${family}"/><w:lang w:val="en-GB" w:eastAsia="zh-CN"/></w:rPr>`;
  }

  table(style: string): string {
    const id = `${pascal(style)}Table`;
    const found = this.theme.tables[style];
    if (!found) throw new Error(`table style ${style} is not in theme ${this.theme.name}`);
    if (!this.definitions.has(id)) this.definitions.set(id, tableXml(id, this.unused(found.name, 'Table'), this.theme, found));
    return id;
  }

  rule(style: string): string {
    const id = `Rule${pascal(style)}`;
    const found = this.theme.rules[style];
    if (!found) throw new Error(`rule ${style} is not in theme ${this.theme.name}`);
    if (!this.definitions.has(id)) this.definitions.set(id, ruleXml(id, this.unused(`Rule ${style}`, 'Paragraph'), this.theme, found));
    return id;
  }

  xml(): string {
    const paragraphs = [...this.byId.values()].map((look) =>
      [look.id, paragraphXml(look, this.theme, this.families, { level: this.outline.get(look.base), rightTab: this.tabs.get(look.id) })] as const);
    const all = new Map([...paragraphs, ...this.definitions]);
    return stylesXml(this.theme, this.families, [...all.keys()].sort().map((id) => all.get(id) ?? ''));
  }

  private character(key: string, style: CharacterStyle, look: ParagraphLook): string {
    const scaled = style.size === undefined && style.scale !== undefined && style.scale !== 1;
    const size = style.size ?? (scaled ? Math.round((style.scale ?? 1) * look.form.size * 2) / 2 : undefined);
    const around: FaceUse = look.form;
    const own: FaceUse = { face: style.face ?? around.face, weight: style.weight ?? around.weight };
    const depends = scaled
      || (style.weight !== undefined && (around.weight !== 400 || (style.weight === 500 && style.face === undefined)))
      || (style.weight === undefined && look.boldRuns)
      || (style.italic === true && look.form.italic);
    const id = `${pascal(key)}Char${depends ? `In${look.base}` : ''}`;
    if (!this.definitions.has(id)) {
      const fonts = this.families.latin(own) === this.families.latin(around) && style.face === undefined ? '' : this.families.fonts(own);
      const toggle = (isBold(own) !== look.bold ? '<w:b/><w:bCs/>' : '')
        + ((style.italic ?? look.form.italic) !== look.form.italic ? '<w:i/><w:iCs/>' : '');
      const colour = this.theme.colours[style.colour ?? ''];
      const box = this.theme.colours.metal ?? colour ?? '#000000';
      const rest = (colour === undefined ? '' : `<w:color w:val="${colour.slice(1)}"/>`)
        + (size === undefined ? '' : `<w:sz w:val="${Math.round(size * 2)}"/><w:szCs w:val="${Math.round(size * 2)}"/>`)
        + (style.boxed === true ? `<w:bdr w:val="single" w:sz="4" w:space="1" w:color="${box.slice(1)}"/>` : '')
        + (style.tabular === true ? '<w14:numForm w14:val="lining"/><w14:numSpacing w14:val="tabular"/>' : '');
      this.definitions.set(id, characterXml(id, this.unused(style.name + (depends ? ` in ${this.byId.get(look.base)?.name ?? look.name}` : ''), 'Character'), fonts, toggle + rest));
    }
    return id;
  }

  private boldRuns(look: ParagraphLook): string {
    const id = `${look.base}BoldChar`;
    if (!this.definitions.has(id)) this.definitions.set(id, characterXml(id, this.unused(`${this.byId.get(look.base)?.name ?? look.name} Bold`, 'Character'), '', '<w:b/><w:bCs/>'));
    return id;
  }

  /** Word takes two styles of one name for one style: a name that another kind of style has gets its kind added. */
  private unused(name: string, kind: string): string {
    let free = this.names.has(name.toLowerCase()) ? `${name} ${kind}` : name;
    for (let n = 2; this.names.has(free.toLowerCase()); n++) free = `${name} ${kind} ${n}`;
    this.names.add(free.toLowerCase());
    return free;
  }
}
