/**
 * Words that somebody typed at a place of the record, read as the kind of its field.
 *
 * In:  the words, the shape of the place, the language in which they stand, and what else is known of the place. Out: the value to
 * write; or why there is none. The inverse of what layouts print: what was printed of a value reads back to that very value, or the
 * place is not open (`isOpen`), and an answer there is nobody's to write.
 */
import { z } from 'zod';
import type { Lang } from '../model/index.js';
import { sameValue } from '../record-edit/expected.js';
import { codeFault } from '../../schemas/record/codes.js';
import { typed, narrowed, han } from '../../schemas/record/characters.js';
import { formsOf, itemOf, metaOf } from '../../schemas/record/shape.js';
import { shortClauses } from '../compose/clauses.js';
import { chosen, optionsOf, typedFlag } from './choices.js';
import { typedNumbers } from './typed-clauses.js';
import { typedDate } from './typed-date.js';
import { typedNumber } from './typed-number.js';
import { plainly, typedText } from './typed-text.js';
import { read, unread, type Known, type Reading } from './types.js';

export function readWords(words: string, schema: z.ZodType, lang: Lang, known: Known = {}): Reading {
  const whole = readWhole(words, schema, lang, known);
  if (known.printed === undefined || known.present === undefined || known.present === '') return whole;
  const frame = frameOf(known.printed, schema, lang, known);
  if (!frame) return whole;
  const said = plainly(words);
  const framed = said.startsWith(frame.before) && said.endsWith(frame.after) && said.length >= frame.before.length + frame.after.length;
  // Whoever types the value alone has left out what is not his.
  if (!framed) return isText(schema) ? unread('frame-changed') : whole;
  return readWhole(said.slice(frame.before.length, said.length - frame.after.length), schema, lang, known);
}

/** Whether what was printed of a value reads back to it: then, and only then, an answer in its place is one. */
export function isOpen(printed: string, schema: z.ZodType, lang: Lang, known: Known): boolean {
  const reading = readWords(printed, schema, lang, { ...known, printed });
  return reading.ok && sameValue(reading.value, known.present);
}

const dates: ReadonlySet<string | undefined> = new Set(['done', 'planned', 'limit']);
const names: ReadonlySet<string | undefined> = new Set(['person', 'audit', 'site', 'document', 'record']);
const isText = (schema: z.ZodType): boolean => {
  const kind = metaOf(schema)?.kind;
  return kind === 'text' || kind === 'name' || kind === 'long' || (kind === undefined && formsOf(schema)[0] instanceof z.ZodString);
};

/** Without fixed words around the value. */
function readWhole(words: string, schema: z.ZodType, lang: Lang, { present, choices = [] }: Known): Reading {
  const meta = metaOf(schema);
  const kind = meta?.kind;
  const [form, ...more] = formsOf(schema);
  if (dates.has(kind)) return typedDate(words);
  if (names.has(kind)) return chosen(words, choices, 'name');
  if (kind === 'code') return typedCode(words, meta?.form ?? 'code');
  if (kind === 'file' || kind === 'picture' || kind === 'statement' || kind === 'applicable') return unread('not-open');
  if (isText(schema)) {
    const text = typedText(words, present, lang);
    return text.trim() === '' ? unread('empty') : read(text);
  }
  if (more.length > 0) return unread('not-open');
  if (form instanceof z.ZodNumber) return typedNumber(words);
  if (form instanceof z.ZodBoolean) return typedFlag(words, choices);
  const item = form instanceof z.ZodArray ? itemOf(schema) : undefined;
  const itemMeta = item && metaOf(item);
  if (itemMeta?.kind === 'code') return typedNumbers(words, (one) => typedCode(one, itemMeta.form ?? 'code'));
  if (optionsOf(schema)) return chosen(words, choices, 'word');
  return unread('not-open');
}

/** As its keyboard should have written it, where that is plain. */
function typedCode(words: string, form: Parameters<typeof codeFault>[1]): Reading {
  const said = plainly(words);
  if (said === '') return unread('empty');
  const fault = codeFault(said, form);
  if (!fault) return read(said);
  const better = fault.better ?? (han.test(said) ? narrowed(said) : typed(said));
  return fault.kind !== 'number-lost' && fault.kind !== 'next-day' && codeFault(better, form) === undefined
    ? read(better)
    : unread('code-malformed');
}

/** What was printed around a value: of a number, a date or a code that stands once in its words. */
function frameOf(
  printed: string,
  schema: z.ZodType,
  lang: Lang,
  known: Known,
): { readonly before: string; readonly after: string } | undefined {
  const whole = plainly(printed);
  const straight = readWhole(whole, schema, lang, known);
  if (straight.ok && sameValue(straight.value, known.present)) return undefined;
  const found = coresOf(whole, schema, known).filter(({ start, end }) => {
    const reading = readWhole(whole.slice(start, end), schema, lang, known);
    return reading.ok && sameValue(reading.value, known.present);
  });
  const [one, ...others] = found;
  return one && others.length === 0 ? { before: whole.slice(0, one.start), after: whole.slice(one.end) } : undefined;
}

const month = '(?:January|February|March|April|May|June|July|August|September|October|November|December)';
const cores: Readonly<Record<'date' | 'number', RegExp>> = {
  date: new RegExp(`\\d{4}年\\d{1,2}月\\d{1,2}日|\\d{4}-\\d{2}-\\d{2}|\\d{1,2} ${month} \\d{4}`, 'g'),
  number: /(?<![\d.,-])\d+(?:\.\d+)?(?![\d,-])/g,
};
function coresOf(whole: string, schema: z.ZodType, { present, choices = [] }: Known): { readonly start: number; readonly end: number }[] {
  const kind = metaOf(schema)?.kind;
  const at = (found: RegExpExecArray) => ({ start: found.index, end: found.index + found[0].length });
  if (dates.has(kind)) return [...whole.matchAll(cores.date)].map(at);
  if (formsOf(schema)[0] instanceof z.ZodNumber) return [...whole.matchAll(cores.number)].map(at);
  const wanted = Array.isArray(present)
    ? [shortClauses(present.map(String))]
    : typeof present === 'string'
      ? [plainly(present), ...choices.filter(({ value }) => value === present).flatMap(({ words }) => words)]
      : [];
  return [...new Set(wanted)].flatMap((word) => {
    const start = word === '' ? -1 : whole.indexOf(word);
    return start < 0 || whole.includes(word, start + 1) ? [] : [{ start, end: start + word.length }];
  });
}
