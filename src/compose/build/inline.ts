/**
 * Inline content, arranged in the languages of the document.
 *
 * In:  the children of a paragraph, as `runs`: each knows what it is in Chinese and in English. Out: the content of one or
 * two paragraphs. Each language's part is all runs seen in that language, so that punctuation and codes between two texts
 * appear in both; content that says the same in both is printed once.
 */
import { build, type Inline, type Lang, type Origin, type Rank } from '../../model/index.js';
import { attribute, flag, mainLang, numberOf, originAt, otherLang, report, type Building } from './setting.js';
import type { Print } from '../layout-run.js';
import { englishPunctuation, hasHan, isCjk, latinClause, neutralLang, protect } from '../typography.js';
import { LongText, partText, Phrase, placesOfAll, type Part } from '../values.js';
import type { TreeElement, TreeNode } from './tree.js';
import type { LayoutPlace } from '../layout/ast.js';

/** White space of the layout's own, which may fall away; or what is printed. */
type Piece = Inline | 'space';
/** What follows `side: 'right'` stands at the right edge. */
export interface Run {
  readonly zh: readonly Piece[];
  readonly en: readonly Piece[];
  readonly neutral: boolean;
  readonly side: 'left' | 'right';
}
/** A paragraph's worth of content. */
export interface Arranged {
  readonly rank: Rank;
  readonly lang: Lang;
  readonly content: readonly Inline[];
}

// ---- reading ---------------------------------------------------------------------------------------------------------

export interface Reading {
  readonly building: Building;
  /** The element around, whose place literal text takes. */
  readonly at: LayoutPlace;
  readonly style?: string | undefined;
  readonly side?: 'left' | 'right';
}

export function readRuns(nodes: readonly TreeNode[], reading: Reading): Run[] {
  return nodes.flatMap((node): Run[] => {
    if (node.kind === 'text') return literalRuns(node.value, reading);
    if (node.kind === 'print') return printRuns(node.print, reading);
    return elementRuns(node, reading);
  });
}

/** Content of an attribute, as runs. */
export const attributeRuns = (element: TreeElement, name: string, reading: Reading): Run[] =>
  (element.attributes.get(name) ?? []).flatMap((p) => (typeof p === 'string' ? literalRuns(p, reading) : printRuns(p, reading)));

function literalRuns(value: string, { at, style, side = 'left' }: Reading): Run[] {
  const pieces = (text: string, lang: Lang): Piece[] =>
    text.split(/([ \t\r\n\f]+)/).flatMap((p, i): Piece[] => {
      if (p === '') return [];
      return i % 2 === 1
        ? ['space']
        : [build.text(p, /[\p{L}\p{N}]/u.test(p) ? neutralLang(p) : lang, { ...styled(style), origin: { template: at } })];
    });
  const zh = pieces(value, 'zh');
  return zh.length === 0 ? [] : [{ zh, en: pieces(englishPunctuation(value), 'en'), neutral: true, side }];
}

function printRuns(print: Print, { building, style, side = 'left' }: Reading): Run[] {
  const { content } = print;
  if (content instanceof LongText) {
    report(
      building,
      'print-refused',
      print.at,
      '长文本要单独放在 <div>、<td> 或 <field> 里',
      'long text stands alone in a <div>, <td> or <field>',
    );
    return [];
  }
  return [phraseRun(content, print.at, style, side)];
}

export function phraseRun(content: Phrase, at: LayoutPlace, style?: string, side: Run['side'] = 'left'): Run {
  const origin = originAt(at, placesOfAll(content.from));
  const originOfEnglish = content.enFrom === content.from ? origin : originAt(at, placesOfAll(content.enFrom));
  return {
    zh: partsOf(content.zh, 'zh', origin, style),
    en: partsOf(content.en, 'en', originOfEnglish, style),
    neutral: content.neutral,
    side,
  };
}

const styled = (style: string | undefined): { style?: string } => (style === undefined ? {} : { style });

/** Lines of a text, without empty ones before and after it. */
function linesOf(text: string): string[] {
  const lines = text.split(/\r\n?|\n/);
  const first = lines.findIndex((line) => line !== '');
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex((line) => line !== '') + 1);
}

/** The words of one print in one language: one run of text, parted only by line breaks and page numbers. */
function partsOf(parts: readonly Part[], lang: Lang, origin: Origin, style: string | undefined): Inline[] {
  const out: Inline[] = [];
  let text = '';
  const flush = (): void => {
    linesOf(text).forEach((line, i) => {
      if (i > 0) out.push(build.lineBreak());
      const clean = protect((lang === 'en' && !hasHan(line) ? latinClause(line) : line).replace(/[\t\u2028\u2029]/g, ' '));
      if (clean !== '') out.push(build.text(clean, langOf(clean, lang), { ...styled(style), origin }));
    });
    text = '';
  };
  for (const part of parts) {
    if (typeof part === 'string') text += part;
    else if ('text' in part) {
      flush();
      out.push(...partsOf([part.text], lang, origin, part.style));
    } else {
      flush();
      out.push(build.pageNumber({ type: part.page, lang, ...styled(style), origin }));
    }
  }
  flush();
  return out;
}
/** Chinese text without a Chinese character is set as Latin text; English is English unless it is wholly Chinese. */
export function langOf(text: string, lang: Lang): Lang {
  if (!/[\p{L}\p{N}]/u.test(text)) return isCjk(text) ? 'zh' : lang;
  if (lang === 'zh') return neutralLang(text);
  return isCjk(text) && !/[A-Za-z]/.test(text) ? 'zh' : 'en';
}

function elementRuns(element: TreeElement, reading: Reading): Run[] {
  const { building, style, side = 'left' } = reading;
  const within = (name: string | undefined): Run[] => readRuns(element.children, { ...reading, at: element.at, style: name });
  const same = (inline: Inline): Run[] => [{ zh: [inline], en: [inline], neutral: true, side }];
  const origin: Origin = originAt(element.at, element.item);
  switch (element.name) {
    case 'strong':
      return within(known(building, 'strong'));
    case 'em':
      return within(known(building, 'emphasis'));
    case 'mark':
      return within(known(building, 'mark'));
    case 'span': {
      const name = classOf(element);
      if (name !== undefined && !Object.hasOwn(building.theme.characters, name))
        report(building, 'layout-style-unknown', element.at, `主题里没有字符样式 ${name}`, `the theme has no character style ${name}`);
      return within(name !== undefined && Object.hasOwn(building.theme.characters, name) ? name : style);
    }
    case 'a': {
      const [anchor, to] = [attribute(element, 'id') ?? '', attribute(element, 'to') ?? ''];
      const linked = (pieces: readonly Piece[]): Piece[] =>
        pieces.map((p) =>
          typeof p === 'object' && p.type === 'text' ? { ...p, ...(anchor === '' ? {} : { anchor }), ...(to === '' ? {} : { to }) } : p,
        );
      return within(style).map((r) => ({ ...r, zh: linked(r.zh), en: linked(r.en) }));
    }
    case 'at-right':
      return readRuns(element.children, { ...reading, at: element.at, side: 'right' });
    case 'br':
      return same(build.lineBreak({ origin }));
    case 'gap':
      return same(build.gap(numberOf(building, element, 'em', 0.5)));
    case 'blank':
      return same(build.blank(numberOf(building, element, 'width', 25) || 25, { origin }));
    case 'check-box':
      return same(build.checkBox(flag(element, 'checked'), { origin }));
    case 'page-number':
    case 'page-count': {
      const number = (lang: Lang): Inline =>
        build.pageNumber({ type: element.name === 'page-number' ? 'page-number' : 'page-count', lang, ...styled(style), origin });
      return [{ zh: [number('zh')], en: [number('en')], neutral: true, side }];
    }
    case 'running-heading': {
      const from = levelOf(building, element, 'level', 2);
      const part = attribute(element, 'part') === 'mark' ? 'mark' : 'title';
      const to = Math.max(from, levelOf(building, element, 'to', from)) as HeadingLevel;
      return same(build.runningHeading({ from, to, part, gap: 0.6, ...styled(style), origin }));
    }
    default:
      report(
        building,
        'element-misplaced',
        element.at,
        `<${element.name}> 不能放在一行文字里`,
        `<${element.name}> cannot stand in a line of text`,
      );
      return [];
  }
}
type HeadingLevel = 2 | 3 | 4;
const levelOf = (building: Building, element: TreeElement, name: string, otherwise: HeadingLevel): HeadingLevel =>
  ([2, 3, 4] as const).find((level) => level === numberOf(building, element, name, otherwise)) ?? otherwise;
const known = (building: Building, name: string): string | undefined => (Object.hasOwn(building.theme.characters, name) ? name : undefined);
const classOf = (element: TreeElement): string | undefined =>
  element.attributes
    .get('class')
    ?.map((p) => (typeof p === 'string' ? p : p.content instanceof Phrase ? p.content.zh.map(partText).join('') : ''))
    .join('')
    .trim();

// ---- arranging -------------------------------------------------------------------------------------------------------

const projection = (runs: readonly Run[], lang: Lang): Inline[] =>
  settle(
    runs.flatMap((r) => r[lang]),
    lang,
  );

/**
 * White space of the layout stays only between words: not at the ends, not beside a break, a gap or other space, and in
 * Chinese not beside a Chinese character, in English not before punctuation.
 */
function settle(pieces: readonly Piece[], lang: Lang): Inline[] {
  const out: Inline[] = [];
  let space = false;
  const edge = (inline: Inline | undefined, end: 'first' | 'last'): string => {
    if (!inline) return '';
    if (inline.type === 'text') return (end === 'first' ? [...inline.value][0] : [...inline.value].at(-1)) ?? '';
    return inline.type === 'gap' || inline.type === 'fill' || inline.type === 'line-break' ? '' : 'x';
  };
  for (const piece of pieces) {
    if (piece === 'space') {
      space = true;
      continue;
    }
    if (space) {
      const before = out.at(-1);
      const left = edge(before, 'last');
      const right = edge(piece, 'first');
      const keep =
        left !== '' &&
        right !== '' &&
        !/\s/.test(left) &&
        !/\s/.test(right) &&
        !(lang === 'zh' ? isCjk(left) || isCjk(right) : /[,;:.!?)]/.test(right));
      if (keep && before?.type === 'text') out[out.length - 1] = { ...before, value: `${before.value} ` };
      else if (keep && piece.type === 'text') {
        out.push({ ...piece, value: ` ${piece.value}` });
        space = false;
        continue;
      } else if (keep) out.push(build.text(' ', lang));
    }
    space = false;
    out.push(piece);
  }
  return out;
}

export const isBlank = (runs: readonly Run[]): boolean => runs.every((r) => [...r.zh, ...r.en].every((p) => p === 'space'));

/** Chinese where any Chinese stands in it; in English paragraphs a Chinese name beside English words changes nothing. */
const languageOf = (inlines: readonly Inline[], otherwise: Lang): Lang => {
  const texts = inlines.filter((i) => i.type === 'text');
  if (otherwise === 'en' && texts.some((t) => t.lang === 'en' && /[A-Za-z]/.test(t.value))) return 'en';
  return texts.some((t) => t.lang === 'zh') ? 'zh' : texts.length > 0 ? 'en' : otherwise;
};
const alike = (runs: readonly Run[]): boolean => runs.every((r) => r.neutral) || sayTheSame(runs);
/** Words without a Chinese character that differ by the form of their signs alone: `S1：Head Office`, `S1: Head Office`. */
function sayTheSame(runs: readonly Run[]): boolean {
  const said = (lang: Lang): string =>
    runs.flatMap((r) => r[lang].map((p) => (typeof p === 'object' && p.type === 'text' ? p.value : ''))).join('');
  const zh = said('zh');
  return /\p{L}{3}/u.test(zh) && !hasHan(zh) && bare(zh) === bare(said('en'));
}
const bare = (text: string): string => englishPunctuation(text).replaceAll('、', ',').replace(/\s/g, '');

/** On the line of the language that leads the other takes a character style of its own, unless it has one already. */
const inCharacter = (inline: Inline, style: string | undefined): Inline =>
  style !== undefined &&
  (inline.type === 'text' || inline.type === 'page-number' || inline.type === 'page-count') &&
  inline.style === undefined
    ? { ...inline, style }
    : inline;

/** A running heading has both languages in itself, and stands them as its paragraph does. */
const inForm = (run: Run, form: PairForm): Run => {
  const [only] = run.zh;
  if (typeof only !== 'object' || only.type !== 'running-heading') return run;
  const set = { ...only, gap: form.gap, ...(form.secondCharacter === undefined ? {} : { second: form.secondCharacter }) };
  return { ...run, zh: [set], en: [set] };
};

export interface PairForm {
  readonly pair: 'stack' | 'line';
  readonly gap: number;
  readonly secondCharacter?: string | undefined;
}
export function pairFormOf(building: Building, style: string): PairForm {
  const form = building.theme.styles[style] ?? { pair: 'stack', gap: 0.6 };
  return building.stacked ? { ...form, pair: 'stack' } : form;
}

/**
 * One line: the language that leads, gap, the other; or what both say alike. Neutral pieces before the first and after the last piece
 * that has two languages are printed once: `5.6.3.2(4) 轻微不符合 Minor nonconformity NC-01`.
 */
export function onOneLine(runs: readonly Run[], building: Building, form: PairForm): Inline[] {
  if (building.lang !== 'zh-en') return projection(runs, building.lang);
  const lead = building.lead;
  const other = otherLang(lead);
  if (alike(runs)) return projection(runs, lead);
  const first = runs.findIndex((r) => !r.neutral);
  const last = runs.findLastIndex((r) => !r.neutral);
  const second = runs
    .slice(first, last + 1)
    .flatMap((r) => r[other].map((p) => (p === 'space' ? p : inCharacter(p, form.secondCharacter))));
  const main = projection(runs.slice(0, last + 1), lead);
  const beside = settle([...settle(second, other), ...runs.slice(last + 1).flatMap((r) => r[lead])], 'en');
  if (main.length === 0 || beside.length === 0) return main.length === 0 ? beside : main;
  return [...main, build.gap(form.gap), ...beside];
}

const joinSides = (left: readonly Inline[], right: readonly Inline[]): Inline[] =>
  right.length === 0 ? [...left] : [...left, build.fill(), ...right];

/** A paragraph in which nothing is printed is not there. */
const says = (content: readonly Inline[]): boolean => content.some((i) => i.type !== 'gap' && i.type !== 'fill' && i.type !== 'line-break');

/** The paragraphs that these runs make: one, or two languages below each other. */
export function arrange(runs: readonly Run[], building: Building, form: PairForm): Arranged[] {
  const left = runs.filter((r) => r.side === 'left').map((r) => inForm(r, form));
  const right = runs.filter((r) => r.side === 'right');
  const lead = mainLang(building);
  const once = building.lang !== 'zh-en' || form.pair === 'line' || alike(runs);
  if (once) {
    const content = joinSides(onOneLine(left, building, form), onOneLine(right, building, form));
    return says(content) ? [{ rank: 'main', lang: languageOf(content, lead), content }] : [];
  }
  const other = otherLang(lead);
  const main = joinSides(projection(left, lead), projection(right, lead));
  // What is the same in both languages stands at the right edge once, beside the one that leads.
  const second = joinSides(alike(left) ? [] : projection(left, other), alike(right) ? [] : projection(right, other));
  const out: Arranged[] = [];
  if (says(main)) out.push({ rank: 'main', lang: languageOf(main, lead), content: main });
  if (says(second)) out.push({ rank: out.length === 0 ? 'main' : 'second', lang: languageOf(second, other), content: second });
  return out;
}

/** Everything in a record that flowed into these inlines. */
export const recordsIn = (inlines: readonly Inline[]) => inlines.flatMap((i) => ('origin' in i ? (i.origin?.record ?? []) : []));
