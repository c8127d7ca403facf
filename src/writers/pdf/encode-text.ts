/**
 * Text for the Typst program: looks resolved, codes kept whole.
 *
 * In:  a theme and inline content. Out: `Form`s and `Look`s in tables that the program reads once, and runs that point
 * into them. What the program need not know (origins, names of styles) is left behind.
 */
import {
  formOf,
  type Inline,
  type Lang,
  type Rank,
  type RunningHeading,
  type RunningWords,
  type StyleForm,
  type Text,
  type Theme,
} from '../../model/index.js';
import type { Form, Line, Look, Run } from './runs.js';
import { mayHoldWhole, wholePieces } from './whole.js';

/** A table of values, each kept once; their numbers stand in the data instead of them. */
class Interned<T> {
  readonly values: T[] = [];
  private readonly numbers = new Map<string, number>();
  number(key: string, make: () => T): number {
    let n = this.numbers.get(key);
    if (n === undefined) {
      n = this.values.push(make()) - 1;
      this.numbers.set(key, n);
    }
    return n;
  }
}

/** About how wide a run is, pt. */
function widthOf(run: Run, size: number): number {
  if (typeof run !== 'string' && run[0] > 1) return run[0] === 3 ? Number(run[1]) : size;
  let width = 0;
  for (const c of typeof run === 'string' ? run : String(run[2])) width += chinese.test(c) ? size : size * 0.52;
  return width;
}

const round = (n: number): number => Math.round(n * 1000) / 1000;
const alignments = { left: 0, justify: 1, right: 2, centre: 3 } as const;

const chinese = /\p{Script=Han}/u;
/** Nothing in it lets a line break: letters of alphabets with their accents, figures, the signs of codes and addresses. */
const longWord = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{M}0-9_.:/?=&%#@~+*-]{11,}/u;
const longWords = new RegExp(longWord, 'gu');
/** An accent stays with its letter. */
const fourLetters = /((?:\P{M}\p{M}*){4})(?=.)/gu;
/** Signs that say where a line may or may not break. Some would spoil the text that a reader of the file gets. */
const controls = /[\u00ad\u200b\u2011\u2060\ufeff]/;

/** How wide a word may be, in sizes: small letters are narrower than capitals and figures. */
function atMost(word: string): number {
  let width = 0;
  for (const c of word) width += chinese.test(c) ? 1 : c >= 'a' && c <= 'z' ? 0.52 : 0.62;
  return width;
}

/** Wider than this, pt, what stands at the right must be let break. */
const widestAside = 380;
/** What follows a fill is one piece: it goes to a line of its own, at the right, where the line has no room for it. */
function asideOf(runs: Run[], size: number, room: number): Run[] {
  const at = runs.findIndex((r) => typeof r !== 'string' && r[0] === 4);
  const aside = runs.slice(at + 1);
  if (at < 0 || aside.length === 0 || aside.reduce((w, r) => w + widthOf(r, size), 0) > Math.min(room, widestAside)) return runs;
  return [...runs.slice(0, at + 1), [11, aside]];
}

/** Signs that the engine would let begin a line behind what is kept whole: to it a box is an object like a picture. */
const clinging = /^[：；％%‰℃°…·～]+/;
/** They go into one piece with what stands before them. */
function keepColons(runs: readonly Run[]): Run[] {
  const out: Run[] = [];
  for (const run of runs) {
    const before = out.at(-1);
    const text = typeof run === 'string' ? run : run[0] === 0 ? run[2] : '';
    const signs = typeof before === 'object' && before[0] === 1 ? clinging.exec(text)?.[0] : undefined;
    if (before === undefined || signs === undefined) {
      out.push(run);
      continue;
    }
    const cut = (part: string): Run[] => (part === '' ? [] : typeof run === 'string' ? [part] : [[0, Number(run[1]), part]]);
    const [, look, word, gap] = before as readonly [op: 1, look: number, text: string, before: number, after: number];
    out.splice(
      -1,
      1,
      ...(gap > 0 ? [[3, gap, 1] as const] : []),
      [11, [[1, look, word, 0, 0], ...cut(signs)]],
      ...cut(text.slice(signs.length)),
    );
  }
  return out;
}

/** What text needs of the document around it: what a running heading may name, and where links may lead. */
export interface Surroundings {
  readonly named: (node: RunningHeading) => readonly RunningWords[];
  readonly anchors: readonly string[];
}

export class TextEncoder {
  readonly looks = new Interned<Look>();
  readonly forms = new Interned<Form>();
  /** Width in which the text at hand stands, pt: what is wider than this must be let break. */
  room = Infinity;
  /** What a line outside of tables has for one word, pt: indents and marks leave it somewhat less than the page. */
  measure = Infinity;
  constructor(
    readonly theme: Theme,
    private readonly around: Surroundings,
  ) {}

  colour(name: string): string {
    return this.theme.colours[name] ?? '#000000';
  }
  styleOf(name: string): Theme['styles'][string] | undefined {
    return this.theme.styles[name];
  }
  formOf(style: string, rank: Rank): StyleForm {
    return formOf(this.theme, style, rank);
  }

  form(style: string, rank: Rank, lang: Lang, sticky: boolean, indent = true): number {
    return this.forms.number(`${style}/${rank}/${lang}/${sticky}/${indent}`, () => {
      const f = this.formOf(style, rank);
      const of = f.baselineOf ?? f.size;
      const top = 0.8 * of + (f.pitch - of) / 2;
      const line = (l: StyleForm['ruleAbove']): Line => (l ? [l.width, this.colour(l.colour), l.gap] : 0);
      return {
        look: this.look(f, undefined, lang),
        top: round(top),
        bottom: round(f.pitch - top),
        indent: indent ? f.indentMm : 0,
        align: f.align === 'justify' && lang === 'en' ? 0 : alignments[f.align],
        sticky,
        above: line(f.ruleAbove),
        below: line(f.ruleBelow),
      };
    });
  }

  look(form: StyleForm, style: string | undefined, lang: Lang): number {
    const c = style === undefined ? undefined : this.theme.characters[style];
    if (style !== undefined && !c) throw new Error(`character style ${style} is not in theme ${this.theme.name}`);
    const look: Look = [
      (c?.face ?? form.face) === 'serif' ? 0 : 1,
      round(c?.size ?? form.size * (c?.scale ?? 1)),
      c?.weight ?? form.weight,
      (c?.italic ?? form.italic) ? 1 : 0,
      this.colour(c?.colour ?? form.colour),
      lang === 'zh' ? 0 : 1,
      (c?.tabular ?? form.tabular) ? 1 : 0,
      form.tracking,
    ];
    return this.looks.number(look.join('/'), () => look);
  }

  /** `base` is the number of the look in which the paragraph itself is set. */
  runs(inlines: readonly Inline[], form: StyleForm, base: number): Run[] {
    const out: Run[] = [];
    let boxed: Run[] | undefined;
    inlines.forEach((inline, i) => {
      // What stands in a box, and the gap between two such runs, is drawn as one box.
      const isBoxed = this.isBoxed(inline) || (boxed !== undefined && inline.type === 'gap' && this.isBoxed(inlines[i + 1]));
      if (!isBoxed) boxed = undefined;
      else if (!boxed) out.push([9, (boxed = [])]);
      this.run(inline, [inlines[i - 1], inlines[i + 1]], form, base, isBoxed && boxed ? boxed : out);
    });
    return asideOf(this.keepOptions(inlines, form, keepColons(out)), form.size, this.room);
  }

  /** A box and its label stay on one line, where one line holds them; the gap to the next option may end a line. */
  private keepOptions(inlines: readonly Inline[], form: StyleForm, runs: Run[]): Run[] {
    // An option that has the paragraph to itself may wrap: it hangs behind its box.
    if (inlines.filter((i) => i.type === 'check-box').length < 2) return runs;
    const out: Run[] = [];
    let option: Run[] | undefined;
    const close = (): void => {
      if (!option) return;
      const gap = typeof option.at(-1) === 'object' && option.at(-1)?.[0] === 3 ? option.pop() : undefined;
      if (option.reduce((w, r) => w + widthOf(r, form.size), 0) <= Math.min(this.room, widestAside)) out.push([11, option]);
      else out.push(...option);
      if (gap !== undefined) out.push(gap);
      option = undefined;
    };
    for (const run of runs) {
      const op = typeof run === 'string' ? 0 : run[0];
      if (op === 5 || op === 2 || op === 4) close();
      if (op === 5) option = [];
      if (option) option.push(run);
      else out.push(run);
    }
    close();
    return out;
  }

  private isBoxed(inline: Inline | undefined): boolean {
    return inline?.type === 'text' && inline.style !== undefined && this.theme.characters[inline.style]?.boxed === true;
  }

  private run(inline: Inline, beside: readonly [Inline | undefined, Inline | undefined], form: StyleForm, base: number, out: Run[]): void {
    switch (inline.type) {
      case 'text':
        this.text(inline.value, this.look(form, inline.style, inline.lang), base, this.linked(inline, out), [
          this.spaced(beside[0], form)?.at(-1) ?? '',
          this.spaced(beside[1], form)?.[0] ?? '',
        ]);
        break;
      case 'line-break':
        out.push([2]);
        break;
      case 'gap':
        out.push([3, round(inline.em * form.size)]);
        break;
      case 'fill':
        out.push([4]);
        break;
      case 'check-box':
        out.push([5, inline.checked ? '☑' : '☐']);
        break;
      case 'blank':
        out.push([6, inline.width]);
        break;
      case 'page-number':
      case 'page-count':
        out.push([inline.type === 'page-number' ? 7 : 8, this.look(form, inline.style, inline.lang)]);
        break;
      case 'running-heading':
        out.push([
          14,
          this.around.named(inline).map(({ n, main, second }) => [n, this.namedRuns(inline, main, second, form, base)] as const),
        ]);
        break;
    }
  }

  /** Where the runs of a text go: into a link, where it is one. */
  private linked({ anchor, to }: Text, out: Run[]): Run[] {
    const known = to !== undefined && this.around.anchors.includes(to);
    if (anchor === undefined && !known) return out;
    const runs: Run[] = [];
    out.push([15, anchor ?? 0, known ? to : 0, runs]);
    return runs;
  }

  /** What is said of a heading at the head of a page, in the looks of that place. */
  private namedRuns(node: RunningHeading, main: readonly Inline[], second: readonly Inline[], form: StyleForm, base: number): Run[] {
    const restyled = (words: readonly Inline[], style: string | undefined): Inline[] =>
      words.flatMap((i) =>
        i.type === 'text' ? [{ type: 'text', value: i.value, lang: i.lang, ...(style === undefined ? {} : { style }) } as const] : [],
      );
    const english = restyled(second, node.second);
    return this.runs(
      [...restyled(main, node.style), ...(english.length === 0 ? [] : [{ type: 'gap', em: node.gap } as const, ...english])],
      form,
      base,
    );
  }

  /** The text of a run whose Chinese keeps its distance from Latin letters: figures in columns do not. */
  private spaced(inline: Inline | undefined, form: StyleForm): string | undefined {
    if (inline?.type !== 'text') return undefined;
    const tabular = inline.style === undefined ? form.tabular : (this.theme.characters[inline.style]?.tabular ?? form.tabular);
    return tabular ? undefined : inline.value;
  }

  /** `beside` are the characters that stand before and after, where they are text. */
  private text(value: string, look: number, base: number, out: Run[], beside: readonly [string, string]): void {
    const plain = (s: string): void => {
      if (s !== '') out.push(look === base ? s : [0, look, s]);
    };
    const size = this.looks.values[look]?.[1] ?? 0;
    const most = Math.min(this.room, this.measure);
    const tooWide = (word: string): boolean => atMost(word) * size > most;
    if (!controls.test(value) && !mayHoldWhole(value) && !longWord.test(value)) return plain(value);
    const spaced = this.looks.values[look]?.[6] === 0;
    const quarter = size / 4;
    value
      .replace(/[\u00ad\ufeff]/g, '')
      // A word that has no room on a line may break anywhere, rather than run over its neighbour or off the page.
      .replace(longWords, (word) =>
        tooWide(word)
          ? word
              .split(/(?<=-)/)
              .map((w) => (tooWide(w) ? w.replace(fourLetters, '$1\u200b') : w))
              .join('\u200b')
          : word,
      )
      .split('\u200b')
      .forEach((part, i) => {
        if (i > 0) out.push([3, 0.001]); // A line may break at a space, however narrow; at one of nothing it may not.
        let end = 0;
        for (const match of part.matchAll(wholePieces(part, this.room))) {
          if (tooWide(match[0])) continue;
          plain(part.slice(end, match.index).replaceAll('\u2060', ''));
          end = match.index + match[0].length;
          const text = match[0].replaceAll('\u2011', '-').replaceAll('\u2060', '');
          // What is kept whole is a box to the engine, which then no longer sees what stands beside it.
          const gap = (other: string | undefined, outside: string, own: string | undefined): number => {
            const neighbour = other === undefined ? outside : spaced ? other : '';
            return [neighbour, own ?? ''].every((c) => /[\p{L}\p{N}]/u.test(c)) && chinese.test(neighbour) !== chinese.test(own ?? '')
              ? quarter
              : 0;
          };
          out.push([1, look, text, gap(part[match.index - 1], beside[0], text[0]), gap(part[end], beside[1], text.at(-1))]);
        }
        plain(part.slice(end).replaceAll('\u2060', ''));
      });
  }
}
