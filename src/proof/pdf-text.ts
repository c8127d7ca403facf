/**
 * The text of a page, in the order in which it is painted.
 *
 * In:  a page's dictionary. Out: each piece of text that is shown, with the marked content that it belongs to, and a space where two
 * glyphs of a line stand apart as words do: what a reader finds who copies or searches.
 *
 * Every operator that paints text, places it or says what it belongs to is followed; what such an operator says in a way that is not
 * known here makes the file unreadable, so that nothing is ever passed over.
 */
import { Unreadable, type Dict, type PdfObjects, type Value } from './pdf-objects.js';
import { readFont, unknownText, type PdfFont } from './pdf-fonts.js';
import { endOfNested, hex, literal } from './pdf-strings.js';

export interface Shown {
  /** Of the innermost marked content that has a number; null for what is no part of the document itself. */
  readonly mcid: number | null;
  readonly text: string;
  /** Where somebody asked for it: the place of each piece of `text`, in order. */
  readonly glyphs?: readonly Glyph[];
}
/** What a glyph says, and where it stands on its page: points from the lower left corner, the base line and the size of the font. */
export interface Glyph {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly base: number;
  readonly size: number;
}
type Matrix = readonly [number, number, number, number, number, number];

/** Of the size of the font: glyphs further apart than that are read as two words. pdfjs, which many browsers read with, has this number. */
const wordGap = 0.102;
/** Forms in forms. */
const mostNested = 8;

interface TextState {
  font: PdfFont | undefined;
  size: number;
  spacing: number;
  scale: number;
  leading: number;
  rise: number;
}

const tokens = /\s*(?:(\((?:[^\\()]|\\[^])*\)|\(|<<|>>|<[0-9A-Fa-f\s]*>|[[\]]|\/[^\s<>[\]()/%]*|%[^\r\n]*|[^\s<>[\]()/%]+)|$)/y;

export class PageText {
  readonly shown: Shown[] = [];
  private readonly open: (number | null)[] = [];
  private last: { readonly x: number; readonly y: number; readonly size: number } | undefined;

  constructor(
    private readonly objects: PdfObjects,
    private readonly fonts: Map<Value, PdfFont>,
    /** A proof asks for none. */
    private readonly withPlaces = false,
  ) {}

  page(page: Dict): this {
    const parts = this.objects.list(page['Contents']).map((part) => {
      const bytes = this.objects.stream(part);
      if (!bytes) throw new Unreadable('a page without content');
      return Buffer.from(bytes).toString('latin1');
    });
    this.run(parts.join('\n'), this.objects.dict(page['Resources']), [1, 0, 0, 1, 0, 0], 0);
    return this;
  }

  private run(content: string, resources: Dict, start: Matrix, depth: number): void {
    if (depth > mostNested) throw new Unreadable('forms in forms without end');
    let matrix = start;
    let text: TextState = { font: undefined, size: 0, spacing: 0, scale: 1, leading: 0, rise: 0 };
    let line: Matrix = [1, 0, 0, 1, 0, 0];
    let at = line;
    const saved: { readonly matrix: Matrix; readonly text: TextState }[] = [];
    let operands: unknown[] = [];
    const lists: unknown[][] = [];
    const number = (i: number): number => {
      const value = operands[i];
      if (typeof value !== 'number' || !Number.isFinite(value)) throw new Unreadable('an operator without its number');
      return value;
    };
    const six = (): Matrix => [number(0), number(1), number(2), number(3), number(4), number(5)];
    const move = (x: number, y: number): void => {
      line = at = times([1, 0, 0, 1, x, y], line);
    };
    const show = (string: unknown): void => {
      if (!(string instanceof Literal)) throw new Unreadable('text that is no string');
      at = this.show(string.codes, text, at, matrix);
    };

    const token = new RegExp(tokens);
    for (;;) {
      const found = token.exec(content);
      if (!found) throw new Unreadable('content of a page of another shape');
      let word = found[1];
      if (word === undefined) break;
      if (word === '(') word = content.slice(token.lastIndex - 1, (token.lastIndex = endOfNested(content, token.lastIndex)));
      const first = word.charCodeAt(0);
      // Numbers first: most words are.
      if ((first >= 0x30 && first <= 0x39) || first === 0x2d || first === 0x2e || first === 0x2b) {
        operands.push(Number(word));
        continue;
      }
      if (first === 0x2f) {
        operands.push(new Word(word.slice(1)));
        continue;
      }
      if (first === 0x28) {
        operands.push(new Literal(literal(word)));
        continue;
      }
      if (word === '[' || word === '<<') {
        lists.push(operands);
        operands = [];
        continue;
      }
      if (word === ']' || word === '>>') {
        const outer = lists.pop();
        if (!outer) throw new Unreadable('a bracket that closes nothing');
        outer.push(word === ']' ? operands : new Map(pairs(operands)));
        operands = outer;
        continue;
      }
      if (first === 0x3c) {
        operands.push(new Literal(hex(word)));
        continue;
      }
      if (first === 0x25) continue;
      switch (word) {
        case 'q':
          saved.push({ matrix, text: { ...text } });
          break;
        case 'Q':
          ({ matrix, text } = saved.pop() ?? { matrix: start, text });
          break;
        case 'cm':
          matrix = times(six(), matrix);
          break;
        case 'BT':
          line = at = [1, 0, 0, 1, 0, 0];
          break;
        case 'Tf': {
          const name = operands[0];
          text.font = this.font(resources, name instanceof Word ? name.name : '');
          text.size = number(1);
          break;
        }
        case 'Tm':
          line = at = six();
          break;
        case 'Td':
          move(number(0), number(1));
          break;
        case 'TD':
          text.leading = -number(1);
          move(number(0), number(1));
          break;
        case 'T*':
          move(0, -text.leading);
          break;
        case 'TL':
          text.leading = number(0);
          break;
        case 'Tc':
          text.spacing = number(0);
          break;
        case 'Tz':
          text.scale = number(0) / 100;
          break;
        case 'Ts':
          text.rise = number(0);
          break;
        case 'Tj':
          show(operands[0]);
          break;
        case "'":
          move(0, -text.leading);
          show(operands[0]);
          break;
        case '"':
          throw new Unreadable('text shown by an operator that is not followed');
        case 'TJ': {
          if (!Array.isArray(operands[0])) throw new Unreadable('text that is no list');
          for (const part of operands[0] as readonly unknown[]) {
            if (typeof part === 'number') at = times([1, 0, 0, 1, (-part / 1000) * text.size * text.scale, 0], at);
            else show(part);
          }
          break;
        }
        case 'BMC':
          this.open.push(null);
          break;
        case 'BDC':
          this.open.push(this.mcidOf(operands[1], resources));
          break;
        case 'EMC':
          this.open.pop();
          break;
        case 'Do': {
          const name = operands[0];
          this.form(resources, name instanceof Word ? name.name : '', matrix, depth);
          break;
        }
        case 'BI':
          throw new Unreadable('a picture among the text');
      }
      if (lists.length > 0 && word !== 'true' && word !== 'false' && word !== 'null') throw new Unreadable('an operator in a list');
      if (lists.length === 0) operands = [];
    }
  }

  /** Shows a string, and gives where the next one begins. */
  private show(codes: string, { font, size, spacing, scale, rise }: TextState, at: Matrix, matrix: Matrix): Matrix {
    if (!font) throw new Unreadable('text without a font');
    const isSpaced = spacing > wordGap * size;
    let said = '';
    let width = 0;
    const pieces: { readonly text: string; readonly begins: number; readonly ends: number }[] = [];
    for (let i = 0; i + font.codeBytes <= codes.length; i += font.codeBytes) {
      const code = font.codeBytes === 1 ? codes.charCodeAt(i) : codes.charCodeAt(i) * 256 + codes.charCodeAt(i + 1);
      if (isSpaced && i > 0) said += ' ';
      const means = font.texts.get(code) ?? unknownText;
      said += means;
      const begins = width;
      width += (font.width(code) / 1000) * size + spacing;
      if (this.withPlaces) pieces.push({ text: means, begins, ends: width });
    }
    const from = times([1, 0, 0, 1, 0, rise], times(at, matrix));
    const next = times([1, 0, 0, 1, width * scale, 0], at);
    const to = times([1, 0, 0, 1, 0, rise], times(next, matrix));
    const high = size * Math.hypot(from[2], from[3]);
    const long = Math.hypot(to[4] - from[4], to[5] - from[5]);
    if (this.last && long > 0 && high > 0) {
      // Along the line, and away from it.
      const [ux, uy] = [(to[4] - from[4]) / long, (to[5] - from[5]) / long];
      const [dx, dy] = [from[4] - this.last.x, from[5] - this.last.y];
      const along = (dx * ux + dy * uy) / high;
      if (along > wordGap && Math.abs(dx * uy - dy * ux) < high / 2 && !said.startsWith(' ')) said = ` ${said}`;
    }
    if (said !== '') {
      const mcid = this.open.findLast((one) => one !== null) ?? null;
      if (this.withPlaces) {
        const along = (width: number): number => times([1, 0, 0, 1, width * scale, rise], times(at, matrix))[4];
        const glyphs = pieces.map(({ text, begins, ends }) => ({ text, from: along(begins), to: along(ends), base: from[5], size: high }));
        this.shown.push({ mcid, text: said, glyphs });
      } else this.shown.push({ mcid, text: said });
      this.last = { x: to[4], y: to[5], size: high };
    }
    return next;
  }

  private mcidOf(properties: unknown, resources: Dict): number | null {
    if (properties instanceof Map) {
      const mcid: unknown = properties.get('MCID');
      return typeof mcid === 'number' ? mcid : null;
    }
    if (!(properties instanceof Word)) throw new Unreadable('marked content of another shape');
    const named = this.objects.dict(this.objects.dict(resources['Properties'])[properties.name]);
    return this.objects.number(named['MCID']) ?? null;
  }

  private font(resources: Dict, name: string): PdfFont {
    const named = this.objects.dict(resources['Font'])[name];
    if (named === undefined) throw new Unreadable('a font that is not there');
    const dict = this.objects.dict(named);
    let font = this.fonts.get(dict);
    if (!font) this.fonts.set(dict, (font = readFont(this.objects, dict)));
    return font;
  }

  private form(resources: Dict, name: string, matrix: Matrix, depth: number): void {
    const named = this.objects.dict(resources['XObject'])[name];
    const dict = this.objects.dict(named);
    if (this.objects.name(dict['Subtype']) !== 'Form') return;
    const bytes = this.objects.stream(named);
    if (!bytes) throw new Unreadable('a form without content');
    const own = this.objects.list(dict['Matrix']).map((one) => this.objects.number(one) ?? 0);
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = own;
    const inner = dict['Resources'] === undefined ? resources : this.objects.dict(dict['Resources']);
    if (silent.has(dict)) return;
    const content = Buffer.from(bytes).toString('latin1');
    this.run(content, inner, times([a, b, c, d, e, f], matrix), depth + 1);
    if (!speaks.test(content)) silent.add(dict);
  }
}

/** Text, marked content, other forms, and the brackets around what may be text. */
const speaks = /BT|Do|BI|BMC|BDC|EMC|T[jJ]|['"(<]/;
/** Forms that were followed once and hold none of these: the pieces of a frame are drawn many times on a page. */
const silent = new WeakSet<Dict>();

class Literal {
  constructor(readonly codes: string) {}
}
class Word {
  constructor(readonly name: string) {}
}

function pairs(list: readonly unknown[]): [string, unknown][] {
  const out: [string, unknown][] = [];
  for (let i = 0; i + 1 < list.length; i += 2) {
    const key = list[i];
    out.push([key instanceof Word ? key.name : '', list[i + 1]]);
  }
  return out;
}

const times = (a: Matrix, b: Matrix): Matrix => [
  a[0] * b[0] + a[1] * b[2],
  a[0] * b[1] + a[1] * b[3],
  a[2] * b[0] + a[3] * b[2],
  a[2] * b[1] + a[3] * b[3],
  a[4] * b[0] + a[5] * b[2] + b[4],
  a[4] * b[1] + a[5] * b[3] + b[5],
];
