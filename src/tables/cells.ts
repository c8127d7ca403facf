/**
 * What a column says of a row, as a cell.
 *
 * In:  a value that an expression gave, the column, the language, the labels of the scheme. Out: a text, a number, a day, or nothing.
 * Text stays text, whatever it looks like: a code of 18 digits, a number with leading zeros, a name that begins with `=`.
 */
import type { LifeState } from '../../schemas/pack/life.js';
import type { TableColumn } from '../../schemas/pack/tables.js';
import { nameOfEvent } from '../../schemas/record/events.js';
import type { registrationGrades } from '../../schemas/record/words.js';
import type { Prose } from '../diagnostics/index.js';
import { stateNames } from '../judge/refusals.js';

export type TableLang = 'zh' | 'en';
export type Cell =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'number'; readonly number: number }
  /** `YYYY-MM-DD`. */
  | { readonly is: 'day'; readonly day: string }
  | undefined;
/** What codes mean, by group: the labels of a scheme. */
export type Labels = Readonly<Record<string, Readonly<Record<string, Prose>> | undefined>>;

export function cellOf(value: unknown, { as, words }: Pick<TableColumn, 'as' | 'words'>, lang: TableLang, labels: Labels): Cell {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number') return { is: 'number', number: Number(value.toFixed(6)) };
  if (typeof value === 'bigint') return { is: 'number', number: Number(value) };
  if (typeof value === 'string' && as === 'date' && isDay(value)) return { is: 'day', day: value };
  const text = textOf(value, lang, (word) => wordFor(word, words, labels)?.[lang] ?? word);
  return text === '' ? undefined : { is: 'text', text };
}

/** Days that a spreadsheet can hold: its first is 1 January 1900, and it takes that year for a leap year until 1 March. */
const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && text >= '1900-03-01';

const grades: Readonly<Record<(typeof registrationGrades)[number], Prose>> = {
  auditor: { zh: '审核员', en: 'auditor' },
  trainee: { zh: '实习审核员', en: 'auditor in training' },
};
function wordFor(word: string, group: string | undefined, labels: Labels): Prose | undefined {
  if (group === undefined) return undefined;
  const found = labels[group];
  if (found && Object.hasOwn(found, word)) return found[word];
  if (group === 'certificate-state' && Object.hasOwn(stateNames, word)) return stateNames[word as LifeState];
  if (group === 'registration-grade' && Object.hasOwn(grades, word)) return grades[word as keyof typeof grades];
  return group === 'event' ? nameOfEvent(word) : undefined;
}

function textOf(value: unknown, lang: TableLang, word: (code: string) => string): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return word(value);
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value === 'boolean') return lang === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no';
  if (Array.isArray(value))
    return value
      .map((one) => textOf(one, lang, word))
      .filter((text) => text !== '')
      .join(lang === 'zh' ? '、' : ', ');
  const { zh, en, name, id, number } = value as Partial<Record<'zh' | 'en' | 'id' | 'number', string>> & { readonly name?: unknown };
  if (zh !== undefined || en !== undefined) return (lang === 'zh' ? (zh ?? en) : (en ?? zh)) ?? '';
  return name === undefined ? (id ?? number ?? '') : textOf(name, lang, word);
}
