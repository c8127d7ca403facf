/**
 * Helpers that yield words: labels, text in two languages, long text, dates, lists.
 *
 * In:  values of the record or pack. Out: `Phrase` or `LongText`; what is missing is reported to the session. Which language
 * is printed, and how the two stand, is the builders' business.
 */
import type { Lang } from '../../model/index.js';
import { shortClauses } from '../clauses.js';
import { dateInWords, datesInWords, dayInWords } from '../dates.js';
import { holdsOpenPlace, isOpenPlace, openPlace } from '../open-place.js';
import { didYouMean } from '../problem.js';
import { LimitReached, type LayoutRun } from '../layout-run.js';
import { hasHan } from '../typography.js';
import { isMap, LongText, own, pairOf, Phrase, scalarOf, partText, type Part } from '../values.js';

const nothing = new Phrase([], [], []);
const absent = (value: unknown): boolean => value === undefined || scalarOf(value) === null || scalarOf(value) === '';

/** `{{text x}}`, `{{name x}}`: a name may stand in one language, other text may not. */
export function textPhrase(session: LayoutRun, value: unknown, second: 'required' | 'optional'): Phrase {
  if (absent(value)) return nothing;
  if (value instanceof Phrase) return value;
  const pair = pairOf(value);
  const scalar = scalarOf(value);
  if (!pair && scalar === undefined) {
    session.report('print-refused', value, '这里要一段文字（zh、en）', 'text (zh, en) is needed here');
    return nothing;
  }
  const zhValue = pair && isMap(value) ? own(value, 'zh') : value;
  const zh = session.clean(pair ? pair.zh : String(scalar), zhValue);
  if (pair?.en === undefined) {
    if (second === 'required') checkSecond(session, value, zh, pair !== undefined);
    return new Phrase([zh], [zh], [zhValue], true);
  }
  const enValue = isMap(value) ? own(value, 'en') : value;
  const en = session.clean(pair.en, enValue);
  return new Phrase([zh], [en], [zhValue], zh === en, [enValue]);
}

/**
 * A text in one language: what is printed in the other needs it there too. A record's text under a scheme whose text is English is English;
 * codes and figures have no language, and whoever means a word to be the same in both writes it twice.
 */
function checkSecond(session: LayoutRun, value: unknown, text: string, isOfRecord: boolean): void {
  const start = (length: number): string => (text.length > length ? `${text.slice(0, length)}…` : text);
  if (hasHan(text)) {
    if (session.lang !== 'zh') session.report('english-missing', value, `“${start(16)}”缺少英文`, `“${start(16)}” has no English`);
  } else if (session.scheme.original === 'en' && isOfRecord && session.lang !== 'en' && /\p{Ll}{3}/u.test(text))
    session.report('chinese-missing', value, `“${start(40)}”缺少中文`, `“${start(40)}” has no Chinese`);
}

export function longText(session: LayoutRun, value: unknown): LongText | Phrase {
  if (absent(value)) return nothing;
  if (value instanceof LongText) return value;
  const pair = pairOf(value);
  const scalar = scalarOf(value);
  if (!pair && typeof scalar !== 'string') {
    session.report('print-refused', value, '这里要一段长文本（zh、en）', 'long text (zh, en) is needed here');
    return nothing;
  }
  const zhValue = pair && isMap(value) ? own(value, 'zh') : value;
  const enValue = pair && isMap(value) ? own(value, 'en') : undefined;
  const zh = session.clean(pair ? pair.zh : String(scalar), zhValue);
  const en = pair?.en === undefined ? undefined : session.clean(pair.en, enValue);
  if (en === undefined) checkSecond(session, value, zh, pair !== undefined);
  return new LongText(zh, en, zhValue, enValue, value);
}

export function datePhrase(session: LayoutRun, form: 'date' | 'day', ...values: readonly unknown[]): Phrase {
  const given = values.filter((v) => !absent(v));
  if (given.length === 0) return nothing;
  const isos = given.map((v) => String(scalarOf(v) ?? ''));
  const [from = '', to = from] = isos;
  if (isOpenPlace(from)) return new Phrase([openPlace.zh], [openPlace.en], given, false);
  const words = form === 'day' ? dayInWords(from) : given.length > 1 ? datesInWords(from, to) : dateInWords(from);
  if (!words) {
    session.report('date-malformed', given[0], `“${isos.join(' – ')}”不是日期`, `“${isos.join(' – ')}” is not a date`, {
      zh: '日期写成 YYYY-MM-DD。',
      en: 'Dates are written YYYY-MM-DD.',
    });
    return nothing;
  }
  return new Phrase([words.zh], [words.en], given, false);
}

/** Texts joined by 、 and “, ”. Codes alone are neutral, and printed once. */
export function joinPhrase(
  session: LayoutRun,
  list: unknown,
  key: unknown,
  { names, between }: { names: boolean; between?: string | undefined },
): Phrase {
  if (!Array.isArray(list)) {
    if (!absent(list) && !(isMap(list) && scalarOf(own(list, 'none')) === true))
      session.report('print-refused', list, 'join 要一个列表', 'join needs a list');
    return nothing;
  }
  const field = scalarOf(key);
  const phrases = list
    .map((item: unknown) => (typeof field === 'string' ? (isMap(item) ? own(item, field) : undefined) : item))
    .filter((item) => !absent(item))
    .map((item) => textPhrase(session, item, names ? 'optional' : 'required'));
  const join = (lang: Lang, comma: string): Part[] => phrases.flatMap((p, i) => (i === 0 ? p.in(lang) : [comma, ...p.in(lang)]));
  const neutral = phrases.every((p) => p.neutral);
  const latin = neutral && !phrases.some((p) => p.zh.some((part) => hasHan(partText(part))));
  return new Phrase(
    join('zh', between ?? (latin ? ', ' : '、')),
    join('en', between ?? ', '),
    phrases.flatMap((p) => p.from),
    neutral,
    phrases.flatMap((p) => p.enFrom),
  );
}

/** `{{t "key" …}}`: a label of the locales; further arguments name the rest of its key. */
export function labelPhrase(session: LayoutRun, keys: readonly unknown[], named: Readonly<Record<string, unknown>>): Phrase {
  const key = keys.map((k) => String(scalarOf(k) ?? '')).join('.');
  if (holdsOpenPlace(key)) return new Phrase([openPlace.zh], [openPlace.en], keys, false);
  const from = keys.filter((k) => typeof k === 'object');
  const values = new Map(Object.entries(named).map(([name, value]) => [name, textPhrase(session, value, 'required')]));
  const sources = [...from, ...[...values.values()].flatMap((p) => p.from)];
  const sourcesEn = [...from, ...[...values.values()].flatMap((p) => p.enFrom)];
  const inLang = (lang: Lang): Part[] => {
    const label = session.scheme.labels.text(lang, key);
    if (label !== undefined) return fillLabel(label, lang, values);
    if (session.lang === 'zh-en' || session.lang === lang) {
      session.report(
        'label-missing',
        undefined,
        `标签 ${key} 没有${lang === 'zh' ? '中文' : '英文'}`,
        `the label ${key} has no ${lang === 'zh' ? 'Chinese' : 'English'}`,
        didYouMean(key, session.scheme.labels.keys(lang)),
      );
    }
    return [];
  };
  return new Phrase(inLang('zh'), inLang('en'), sources, undefined, sourcesEn);
}

/** The number of the page and of all pages are parameters that every label has. */
const pageParameters = new Set(['page-number', 'page-count']);
/** `{name}`, `{name:style}`, or `{name|one|many}`: a word in the singular where the value is 1 (1.0 has the plural). */
export const parameter = /\{([a-z][a-z0-9-]*)(?::([a-z][a-z0-9-]*)|\|([^{}|]*)\|([^{}|]*))?\}/gi;
export const parametersOf = (label: string): string[] =>
  [...label.matchAll(parameter)].map((m) => m[1] ?? '').filter((n) => !pageParameters.has(n));

const mostParts = 20_000;
export function fillLabel(label: string, lang: Lang, values: ReadonlyMap<string, Phrase>): Part[] {
  const out: Part[] = [];
  let last = 0;
  for (const match of label.matchAll(parameter)) {
    const name = match[1] ?? '';
    if (match.index > last) out.push(label.slice(last, match.index));
    if (name === 'page-number' || name === 'page-count') out.push({ page: name });
    else {
      const [, , style, one, many] = match;
      const parts = values.get(name)?.in(lang) ?? [];
      if (one !== undefined) out.push((parts.map(partText).join('') === '1' ? one : many) ?? '');
      else if (style !== undefined) out.push(...parts.map((p) => (typeof p === 'string' ? { text: p, style } : p)));
      else out.push(...withoutStop(parts, label.slice(match.index + match[0].length)));
    }
    // A label may stand in itself again and again: three deep, a thousand times each, is more than a machine holds.
    if (out.length > mostParts)
      throw new LimitReached(`填入后的标签超过 ${mostParts} 段`, `a label has more than ${mostParts} pieces once it is filled in`);
    last = match.index + match[0].length;
  }
  if (last < label.length) out.push(label.slice(last));
  return out;
}
/** A value that ends as a sentence loses its stop where the label goes on with a sign of its own: no `。；`, no `.;`. */
function withoutStop(parts: readonly Part[], rest: string): readonly Part[] {
  const last = parts.at(-1);
  if (typeof last !== 'string' || !/^[。；，、：.;,:]/.test(rest)) return parts;
  const abbreviated = rest.startsWith('.') ? false : /\b(?:Ltd|Inc|etc|No|Co)\.$/.test(last);
  return abbreviated ? parts : [...parts.slice(0, -1), last.replace(/[。；，、.;,]\s*$/, '')];
}
/** The character styles that a label names: `{number:strong}`. */
export const stylesOf = (label: string): string[] => [...label.matchAll(parameter)].flatMap((m) => (m[2] === undefined ? [] : [m[2]]));

// ---- words of the scheme -------------------------------------------------------------------------------------------------

export function titlePhrase(session: LayoutRun, id: unknown): Phrase {
  const title = session.scheme.contents.get(String(scalarOf(id) ?? ''))?.title;
  return title ? new Phrase([title.zh], [title.en], [id]) : nothing;
}
export function clausesPhrase(list: unknown): Phrase {
  const numbers = Array.isArray(list) ? list.map((item: unknown) => String(scalarOf(item) ?? '')).filter((n) => n !== '') : [];
  const short = shortClauses(numbers);
  return short === '' ? nothing : new Phrase([short], [short], Array.isArray(list) ? [list] : [], true);
}
