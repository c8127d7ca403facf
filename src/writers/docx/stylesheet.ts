/**
 * The style sheet of one document: which named styles its paragraphs, runs and tables take, and `styles.xml`.
 *
 * In:  the theme; then, while the body is written, each use of a style. Out: style ids, run properties, `styles.xml` with
 * the styles in use, and the families for the font table. It is filled by one document only, so that the same document
 * always gives the same bytes.
 *
 * Three things make a style of the theme more than one style in Word: its form for the second language (`Prose EN`), a
 * place that aligns it, moves its edge or changes the space around it (`Prose right`, `Prose first`), and character styles that depend on
 * the paragraph around them
 * (`English in Heading 2`), since Word knows no relative sizes.
 *
 * Bold is the property that styles cannot take away again: by the standard a bold character style in a bold paragraph reads
 * as "not bold", LibreOffice shows it bold, and "not bold" changes nothing. So a bold style that the theme pairs with a
 * lighter English is not bold itself: its plain runs take a character style that is (`Heading 2 Bold`).
 */
import {
  belowTable,
  betweenPairs,
  formOf,
  type CharacterStyle,
  type DocLang,
  type Lang,
  type Rank,
  type Theme,
} from '../../model/index.js';
import { Families, isBold, type FaceUse } from './faces.js';
import type { ParagraphLook, Place } from './looks.js';
import { characterXml, drawingXml, paragraphXml, plain, ruleXml, spaceXml, stylesXml, tableXml } from './style-definitions.js';

/** Id of the style in which one goes on writing below a heading. */
const bodyText = 'Prose';
/** Room for a box to tick of 11 pt and the white behind it, mm. */
const boxMm = 4.6;
/** Space between text and the table below it, pt. */
const aboveTable = 3;

const pascal = (key: string): string =>
  key
    .split(/[^A-Za-z0-9]+/)
    .map((w) => w.charAt(0).toUpperCase() + w.slice(1))
    .join('');

const specialIds = { 'check-box': 'CheckBoxChar', blank: 'BlankChar', placeholder: 'PlaceholderText' } as const;
/** Read on white and on a shaded cell (4.6:1 and more). */
const placeholderGrey = '6B6B6B';

export class StyleSheet {
  readonly families: Families;
  private readonly looks = new Map<string, ParagraphLook>();
  private readonly byId = new Map<string, ParagraphLook>();
  private readonly tabs = new Map<string, number>();
  private readonly outline = new Map<string, number>();
  private readonly definitions = new Map<string, string>();
  private readonly names = new Set<string>();
  /** Names of character styles, by id: fields know styles by their names. */
  private readonly characterNames = new Map<string, string>();

  /** `typed`: people go on writing in this document, so that no line of it is of exact height. */
  constructor(
    private readonly theme: Theme,
    private readonly lang: DocLang,
    private readonly typed = true,
  ) {
    this.families = new Families(theme);
  }

  paragraph(style: string, rank: Rank, place: Place = {}): ParagraphLook {
    const key = `${style}/${rank}/${place.align ?? ''}/${place.indentMm ?? 0}/${place.first === true}/${place.flush === true}/${place.aboveTable === true}/${place.belowTable === true}/${place.belowPair === true}/${place.box === true}`;
    const known = this.looks.get(key);
    if (known) return known;
    const found = this.theme.styles[style];
    const base = formOf(this.theme, style, rank);
    const second = rank === 'second' && found?.second !== undefined;
    // A document in English has no justified text: there the style itself is set left.
    const own = this.lang === 'en' && base.align === 'justify' ? 'left' : base.align;
    const edge = (place.flush === true ? 0 : base.indentMm) + (place.indentMm ?? 0);
    const suffix =
      (place.align !== undefined && place.align !== own ? ` ${place.align}` : '') +
      (edge === base.indentMm ? '' : edge === 0 ? ' flush' : ` at ${edge} mm`) +
      (place.first === true && base.before > 0 ? ' first' : '') +
      (place.aboveTable === true ? ' above table' : '') +
      (place.belowTable === true && base.before < belowTable ? ' below table' : '') +
      (place.belowPair === true && base.before < betweenPairs ? ' after pair' : '') +
      (place.box === true ? ' behind box' : '');
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
      form: {
        ...base,
        align: place.align ?? own,
        before:
          place.first === true
            ? 0
            : Math.max(base.before, place.belowTable === true ? belowTable : place.belowPair === true ? betweenPairs : 0),
        indentMm: edge,
      },
      after: place.aboveTable === true ? aboveTable : 0,
      markMm: place.box === true ? boxMm : (found?.markMm ?? 0),
      second: rank === 'second',
      ...(found?.outline === undefined || second ? {} : { outline: found.outline }),
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

  /** Gives a style a tab stop at the right edge; where it has one elsewhere, that one: then the paragraph must say its own. */
  rightTab(look: ParagraphLook, twips: number): number | undefined {
    const known = this.tabs.get(look.id);
    if (known === undefined) this.tabs.set(look.id, twips);
    return known === twips ? undefined : known;
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
    if (!this.definitions.has(id))
      this.definitions.set(id, spaceXml(id, this.unused(`Vertical Space Above ${mm} mm`, 'Paragraph'), twips, true));
    return id;
  }

  /** The style of the line that a drawing stands in. */
  drawing(indentMm: number, below: boolean, right: boolean): string {
    const suffix = (below ? ' below text' : '') + (indentMm > 0 ? ` at ${indentMm} mm` : '') + (right ? ' right' : '');
    const id = plain.picture + pascal(suffix);
    if (suffix !== '' && !this.definitions.has(id))
      this.definitions.set(id, drawingXml(id, `Picture${suffix}`, { indentMm, below, right }));
    return id;
  }

  /** Makes a style one of headings; `true` where it is one of another level already, so that the paragraph must say so. */
  headingLevel(look: ParagraphLook, level: number): boolean {
    const known = this.outline.get(look.base);
    if (known === undefined) this.outline.set(look.base, level);
    return known !== undefined && known !== level;
  }

  /** Names of styles of headings besides Word's own, with their levels: those that stand at a special place. */
  headingVariants(): (readonly [name: string, level: number])[] {
    return [...this.byId.values()].flatMap((look) => {
      const own = /^heading ([1-9])\b/i.exec(look.name);
      return own && look.base !== look.id && this.outline.has(look.base) ? [[look.name, Number(own[1])] as const] : [];
    });
  }

  /**
   * Run properties: the character style, and of Chinese that its quotation marks and dashes are Chinese too. Fonts are those of
   * the style, so that who changes a style changes all of its text. Languages stand in the document's defaults: of Chinese
   * characters Chinese, of Latin letters and figures English; figures called Chinese are broken in two at the end of a line.
   */
  run(look: ParagraphLook, character: string | undefined, lang: Lang): string {
    const key = `${character ?? ''}/${lang}`;
    const known = look.runs.get(key);
    if (known !== undefined) return known;
    const style = character === undefined ? undefined : this.theme.characters[character];
    const id = character !== undefined && style ? this.character(character, style, look) : look.boldRuns ? this.boldRuns(look) : undefined;
    const inside = (id === undefined ? '' : `<w:rStyle w:val="${id}"/>`) + (lang === 'zh' ? '<w:rFonts w:hint="eastAsia"/>' : '');
    const made = inside === '' ? '' : `<w:rPr>${inside}</w:rPr>`;
    look.runs.set(key, made);
    return made;
  }

  /** The name of the character style that such a run has; nothing where it has none. */
  characterName(look: ParagraphLook, character: string | undefined, lang: Lang): string | undefined {
    const id = /<w:rStyle w:val="([^"]+)"/.exec(this.run(look, character, lang))?.[1];
    return this.characterNames.get(id ?? '');
  }

  /** Run properties of a style of our own (`check-box`, `blank`, `placeholder`), which are characters without a language of their own. */
  special(kind: 'check-box' | 'blank' | 'placeholder'): string {
    const id = specialIds[kind];
    if (!this.definitions.has(id)) this.definitions.set(id, this.specialStyle(kind, id));
    return `<w:rPr><w:rStyle w:val="${id}"/></w:rPr>`;
  }
  private specialStyle(kind: keyof typeof specialIds, id: string): string {
    if (kind === 'blank') return characterXml(id, this.unused('Blank', 'Character'), '', '<w:u w:val="single"/>');
    // Word knows the style of what a control asks by this name.
    if (kind === 'placeholder') return characterXml(id, 'Placeholder Text', '', `<w:color w:val="${placeholderGrey}"/>`);
    const size = `<w:sz w:val="${Math.round(this.theme.checkBox.size * 2)}"/>`;
    return characterXml(id, this.unused('Check Box', 'Character'), this.families.boxes(), size);
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
    const paragraphs = [...this.byId.values()].map(
      (look) =>
        [
          look.id,
          paragraphXml(look, this.theme, this.families, {
            level: this.outline.get(look.base),
            rightTab: this.tabs.get(look.id),
            typed: this.typed,
            ...(this.byId.has(bodyText) ? { next: bodyText } : {}),
          }),
        ] as const,
    );
    const all = new Map([...paragraphs, ...this.definitions]);
    return stylesXml(
      this.theme,
      this.families,
      [...all.keys()].sort().map((id) => all.get(id) ?? ''),
    );
  }

  private character(key: string, style: CharacterStyle, look: ParagraphLook): string {
    const scaled = style.size === undefined && style.scale !== undefined && style.scale !== 1;
    const size = style.size ?? (scaled ? Math.round((style.scale ?? 1) * look.form.size * 2) / 2 : undefined);
    const around: FaceUse = look.form;
    const own: FaceUse = { face: style.face ?? around.face, weight: style.weight ?? around.weight };
    const depends =
      scaled ||
      (style.weight !== undefined && (around.weight !== 400 || (style.weight === 500 && style.face === undefined))) ||
      (style.weight === undefined && look.boldRuns) ||
      (style.italic === true && look.form.italic);
    const id = `${pascal(key)}Char${depends ? `In${look.base}` : ''}`;
    if (!this.definitions.has(id)) {
      const fonts = this.families.latin(own) === this.families.latin(around) && style.face === undefined ? '' : this.families.fonts(own);
      const toggle =
        (isBold(own) !== look.bold ? '<w:b/><w:bCs/>' : '') +
        ((style.italic ?? look.form.italic) !== look.form.italic ? '<w:i/><w:iCs/>' : '');
      const colour = this.theme.colours[style.colour ?? ''];
      const box = this.theme.colours.metal ?? colour ?? '#000000';
      const rest =
        (colour === undefined ? '' : `<w:color w:val="${colour.slice(1)}"/>`) +
        (size === undefined ? '' : `<w:sz w:val="${Math.round(size * 2)}"/><w:szCs w:val="${Math.round(size * 2)}"/>`) +
        (style.boxed === true ? `<w:bdr w:val="single" w:sz="4" w:space="1" w:color="${box.slice(1)}"/>` : '') +
        (style.tabular === true ? '<w14:numForm w14:val="lining"/><w14:numSpacing w14:val="tabular"/>' : '');
      const name = this.unused(style.name + (depends ? ` in ${this.byId.get(look.base)?.name ?? look.name}` : ''), 'Character');
      this.characterNames.set(id, name);
      this.definitions.set(id, characterXml(id, name, fonts, toggle + rest, depends));
    }
    return id;
  }

  private boldRuns(look: ParagraphLook): string {
    const id = `${look.base}BoldChar`;
    if (!this.definitions.has(id)) {
      const name = this.unused(`${this.byId.get(look.base)?.name ?? look.name} Bold`, 'Character');
      this.characterNames.set(id, name);
      this.definitions.set(id, characterXml(id, name, '', '<w:b/><w:bCs/>', true));
    }
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
