/**
 * Faces and weights as Word knows them.
 *
 * In:  the theme's faces, and each face and weight in use. Out: families for `w:rFonts`, and `fontTable.xml`, which names
 * what a reader without these fonts takes instead.
 *
 * Word has regular and bold only. 600 and 700 are bold, so that the substitutes are bold too; 500 is the family's own
 * medium (`Noto Sans SC Medium`), which a substitute shows as regular.
 */
import type { Theme } from '../../model/index.js';
import { declare, escape, xmlHead } from './xml.js';

export interface FaceUse {
  readonly face: 'serif' | 'sans';
  readonly weight: 400 | 500 | 600 | 700;
}
export const isBold = (use: FaceUse): boolean => use.weight >= 600;

interface Family {
  readonly instead: string;
  readonly chinese: boolean;
  readonly serif: boolean;
}

export class Families {
  private readonly used = new Map<string, Family>();

  constructor(private readonly theme: Theme) {}

  zh(use: FaceUse): string {
    return this.take(use, 'zh');
  }
  latin(use: FaceUse): string {
    return this.take(use, 'en');
  }
  fonts(use: FaceUse): string {
    const latin = this.latin(use);
    return `<w:rFonts w:ascii="${latin}" w:hAnsi="${latin}" w:eastAsia="${this.zh(use)}" w:cs="${latin}"/>`;
  }
  /** ☑ and ☐ are glyphs of the Latin sans face, whichever script Word takes them for. */
  boxFamily(): string {
    return this.latin({ face: 'sans', weight: 400 });
  }
  boxes(): string {
    const family = this.boxFamily();
    return `<w:rFonts w:ascii="${family}" w:hAnsi="${family}" w:eastAsia="${family}" w:cs="${family}"/>`;
  }

  xml(): string {
    const fonts = [...this.used]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([name, f]) =>
          `<w:font w:name="${name}"><w:altName w:val="${f.instead}"/><w:charset w:val="${f.chinese ? '86' : '00'}"/>` +
          `<w:family w:val="${f.serif ? 'roman' : 'swiss'}"/><w:pitch w:val="variable"/></w:font>`,
      );
    return `${xmlHead}<w:fonts${declare('w')}>${fonts.join('')}</w:fonts>`;
  }

  /** Of a family of the house, where it has such a face. */
  private hasMedium(family: string): boolean {
    const own = (this.theme.fonts ?? []).filter((font) => font.family === family);
    return own.length === 0 || own.some((font) => font.weight === 500);
  }

  private take(use: FaceUse, lang: 'zh' | 'en'): string {
    const face = this.theme.faces[use.face];
    const name = escape(face[lang] + (use.weight === 500 && this.hasMedium(face[lang]) ? ' Medium' : ''));
    if (!this.used.has(name)) {
      this.used.set(name, {
        instead: escape(lang === 'zh' ? face.insteadZh : face.insteadEn),
        chinese: lang === 'zh',
        serif: use.face === 'serif',
      });
    }
    return name;
  }
}
