/**
 * One rendering: what was printed, where, and what went wrong.
 *
 * In:  values, from the helpers. Out: sentinels, which stand in the HTML for what was printed: a number between two
 * noncharacters. The words themselves never pass through the HTML, so nothing in a record can be taken for markup. Limits on
 * size and depth are kept here, as they concern the rendering as a whole.
 */
import type { Code, Diagnostic, Prose } from '../diagnostics/index.js';
import { Tracked } from '../files/tracked.js';
import type { DocLang, Lang, RecordPlace } from '../model/index.js';
import type { LayoutPlace } from './layout/ast.js';
import type { LayoutSet } from './layout-set.js';
import type { Labels } from './labels.js';
import { openPlace } from './open-place.js';
import { valueProblem } from './problem.js';
import { LongText, pairOf, partText, Phrase, placesOf, scalarOf } from './values.js';

export const open = '\uFDD0';
export const close = '\uFDD1';
export const maxPrints = 200_000;
export const maxBytes = 20 * 1024 * 1024;
/** Of all that is printed, both languages together: labels and texts may be long, and printed again and again. */
export const maxCharacters = 10_000_000;
const maxDepth = 40;

/** Something printed, at its place in the layout. */
export interface Print {
  readonly at: LayoutPlace;
  readonly content: Phrase | LongText;
}
export interface PrintPlace {
  readonly at: LayoutPlace;
  readonly inAttribute: boolean;
}
/** What helpers know of the scheme: its labels, its required contents and its wordings. */
export interface SchemeWords {
  readonly labels: Labels;
  readonly contents: ReadonlyMap<string, SchemeContent>;
  readonly wording: readonly SchemeWording[];
  /** The language of the scheme's text. */
  readonly original: Lang;
}
/** A required content, as the scheme has it: `report.deviations`. */
export interface SchemeContent {
  readonly id: string;
  readonly clause: string;
  readonly title: Prose;
}
export interface SchemeWording {
  readonly id: string;
  readonly place?: string | undefined;
  readonly text?: Prose | undefined;
  readonly string?: string | undefined;
}
/** Thrown to leave the rendering when a limit is passed; never leaves `compose`. */
export class LimitReached extends Error {
  constructor(
    readonly zh: string,
    readonly en: string,
  ) {
    super(en);
  }
}

interface Pending {
  readonly code: Code;
  readonly places: readonly RecordPlace[];
  readonly zh: string;
  readonly en: string;
  readonly help?: Prose | undefined;
}
const empty = new Phrase([], [], []);

export class LayoutRun {
  readonly prints: Print[] = [];
  readonly items: unknown[] = [];
  readonly diagnostics: Diagnostic[] = [];
  private pending: Pending[] = [];
  private readonly said = new Set<string>();
  private steps = 0;
  private bytes = 0;
  private characters = 0;
  private depth = 0;

  constructor(
    readonly set: LayoutSet,
    readonly lang: DocLang,
    private readonly places: ReadonlyMap<number, PrintPlace>,
    readonly scheme: SchemeWords,
  ) {}

  /** Something is wrong with a value; the place in the layout is known once it is printed. */
  report(code: Code, value: unknown, zh: string, en: string, help?: Prose): void {
    this.pending.push({ code, places: placesOf(value), zh, en, help });
  }
  private settle(at: LayoutPlace | undefined): void {
    for (const p of this.pending) {
      const first = p.places[0] ?? at;
      const key = `${p.code} ${first?.file ?? ''} ${first?.line ?? ''}:${first?.column ?? ''} ${p.en}`;
      if (this.said.has(key)) continue;
      this.said.add(key);
      this.diagnostics.push(valueProblem(p.code, p.places, at, p.zh, p.en, { help: p.help }));
    }
    this.pending = [];
  }
  finish(): void {
    this.settle(undefined);
  }

  print(number: number, value: unknown): string {
    const place = this.places.get(number);
    if (!place) throw new Error(`print ${number} has no place`);
    const content = this.contentOf(value, place);
    this.settle(place.at);
    if (content instanceof Phrase && content.zh.length === 0 && content.en.length === 0) return '';
    this.step();
    this.characters += lengthOf(content);
    if (this.characters > maxCharacters)
      throw new LimitReached(`这份文件要印的文字超过 ${maxCharacters} 字`, `this document prints more than ${maxCharacters} characters`);
    this.prints.push({ at: place.at, content });
    return `${open}${this.prints.length - 1}${close}`;
  }
  private contentOf(value: unknown, place: PrintPlace): Phrase | LongText {
    if (value instanceof LongText) {
      if (!place.inAttribute) return value;
      this.report('print-refused', value, '长文本不能放在属性里', 'long text cannot stand in an attribute');
      return empty;
    }
    if (value instanceof Phrase) return value;
    const scalar = scalarOf(value);
    // Only a form has nothing where yes or no belongs: none of its options is ticked, and each of them can be.
    if (value instanceof Tracked && scalar === null && place.inAttribute) return new Phrase([openPlace.zh], [openPlace.en], [value], true);
    if (scalar === null || value === undefined || scalar === '') return empty;
    if (typeof scalar === 'boolean') {
      if (!place.inAttribute)
        this.report('print-refused', value, '是或否的值不能直接印出', 'a yes-or-no value cannot be printed', {
          zh: '用 {{#if}} 或 <check-box>。',
          en: 'Use {{#if}} or <check-box>.',
        });
      return place.inAttribute ? new Phrase([String(scalar)], [String(scalar)], [value], true) : empty;
    }
    if (scalar !== undefined) {
      const text = this.clean(String(scalar), value);
      return new Phrase([text], [text], [value], true);
    }
    if (pairOf(value))
      this.report('print-refused', value, '有两种语言的文字要用 {{text …}} 印出', 'text in two languages is printed with {{text …}}', {
        zh: '写成 {{text …}}；人名和文件名用 {{name …}}，长文本用 {{rich …}}。',
        en: 'Write {{text …}}; for names {{name …}}, for long text {{rich …}}.',
      });
    else if (Array.isArray(value))
      this.report('print-refused', value, '列表不能直接印出', 'a list cannot be printed', {
        zh: '用 {{#each}} 或 {{join …}}。',
        en: 'Use {{#each}} or {{join …}}.',
      });
    else
      this.report('print-refused', value, '一组字段不能直接印出', 'a map cannot be printed', {
        zh: '写出其中的字段，如 client.number。',
        en: 'Name a field of it, such as client.number.',
      });
    return empty;
  }

  /** Text as it may be printed; characters that no document can hold are reported and left out. */
  clean(text: string, value: unknown): string {
    if (!refused.test(text)) return text;
    const code = refused.exec(text)?.[0].codePointAt(0) ?? 0;
    const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
    this.report(
      'character-reserved',
      value,
      `文字里有不能印出的字符 ${name}`,
      `the text holds a character that cannot be printed, ${name}`,
    );
    return text.replace(refusedAll, '');
  }

  item(value: unknown): string {
    this.step();
    const places = placesOf(value);
    // The record as a whole is the item of everything, and says nothing.
    if (places.length === 0 || places.every((p) => p.pointer === '')) return '';
    this.items.push(value);
    return String(this.items.length - 1);
  }
  step(): void {
    this.steps += 1;
    if (this.steps > maxPrints)
      throw new LimitReached(`这份文件要印的内容超过 ${maxPrints} 处`, `this document prints more than ${maxPrints} things`);
  }
  wrote(text: string): string {
    this.bytes += text.length;
    if (this.bytes > maxBytes) throw new LimitReached('这份文件展开后大于 20 MB', 'this document grows beyond 20 MB');
    return text;
  }
  enter<T>(what: () => T): T {
    // Partials that call two others each are many before they are deep.
    this.step();
    this.depth += 1;
    if (this.depth > maxDepth)
      throw new LimitReached(`部件互相引用超过 ${maxDepth} 层`, `partials call each other more than ${maxDepth} deep`);
    try {
      return what();
    } finally {
      this.depth -= 1;
    }
  }
}

const lengthOf = (content: Phrase | LongText): number =>
  content instanceof LongText
    ? content.zh.length + (content.en?.length ?? 0)
    : [...content.zh, ...content.en].reduce((sum, part) => sum + partText(part).length, 0);

const refused =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFDD0-\uFDEF\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
const refusedAll = new RegExp(refused.source, 'g');
