/**
 * Whether an entry of a record is the one that a Word file printed, or says.
 *
 * In:  the values of an entry as words of the file, the record, an entry of it. Out: in how many of them the two agree.
 */
import { markdownOf } from '../answers/markdown.js';
import { isOpen, readWords } from '../answers/read-words.js';
import { metaOf } from '../../schemas/record/index.js';
import { entriesAround, isWithin, type Carried, type PlacedSegment } from '../carried/index.js';
import type { RecordFile } from '../load/types.js';
import type { Lang } from '../model/index.js';
import { sameValue } from '../record-edit/expected.js';
import type { Choices } from './choices.js';
import { isPrintedInPart, lettersOf } from './keep-text.js';
import type { NewPictures } from './new-pictures.js';
import { fieldAt, valueAt } from './records.js';
import type { Change } from './types.js';

export interface EntryValue {
  /** Behind the pointer of the entry. */
  readonly tail: string;
  readonly lang: Lang;
  /** As often as it stands in the file: of a long text its paragraphs. */
  readonly words: readonly string[];
  /** Of a ticked box: its value. */
  readonly ticked?: string | undefined;
  /** SHA-256 of a picture. */
  readonly picture?: string | undefined;
  /** Ticked, or one of a list. */
  readonly isChosen?: boolean;
}
export type EntryValues = readonly EntryValue[];

/** As a person recognises the entry. */
export const wordsOf = (values: EntryValues = []): string =>
  values
    .filter(({ ticked, picture }) => ticked === undefined && picture === undefined)
    .flatMap(({ words }) => words.slice(0, 1))
    .join(' · ');

/** What was printed of the entries of a list, by their numbers; and those of which nothing was. */
export function printedOf(
  segments: readonly PlacedSegment[],
  list: string,
): { readonly printed: ReadonlyMap<number, EntryValues>; readonly waiting: readonly number[] } {
  const all = new Map<number, Map<string, EntryValue & { words: string[] }>>();
  for (const { pointer, words, lang, as, ticked, picture, asks } of segments) {
    const entry = pointer.startsWith(`${list}/`) ? entriesAround(pointer).find((one) => one.list === list) : undefined;
    if (!entry) continue;
    const values = all.get(entry.index) ?? new Map<string, EntryValue & { words: string[] }>();
    all.set(entry.index, values);
    const isPicture = as === 'picture';
    // Boxes that are not ticked, and what asks for something, say nothing of the entry.
    if (isPicture ? picture === undefined || asks === true : words === '' || words === '☐') continue;
    const tail = pointer.slice(entry.pointer.length);
    const known = values.get(tail);
    if (known) known.words.push(words);
    else
      values.set(tail, {
        tail,
        lang,
        words: [words],
        ticked,
        picture: isPicture ? picture : undefined,
        isChosen: as === 'box' || as === 'choice',
      });
  }
  const printed = new Map([...all].filter(([, values]) => values.size > 0).map(([n, values]) => [n, [...values.values()]] as const));
  return { printed, waiting: [...all.keys()].filter((n) => !printed.has(n)).sort((a, b) => a - b) };
}

/** What changes say of an entry. */
export const saidOf = (changes: readonly Change[], file: string, entry: string): EntryValues =>
  changes.flatMap((change): EntryValue[] => {
    if (change.kind === 'entry' || change.kind === 'gone' || change.file !== file || !isWithin(change.pointer, entry)) return [];
    const of = { tail: change.pointer.slice(entry.length), lang: change.lang };
    if (change.kind === 'picture') return change.picture ? [{ ...of, words: [], picture: change.picture.sha256 }] : [];
    if (change.kind === 'long') return [{ ...of, words: [markdownOf(change.blocks, change.lang).text] }];
    return change.ticked !== undefined && change.said !== '☑' ? [] : [{ ...of, words: [change.said], ticked: change.ticked }];
  });

export class Agreement {
  private readonly letters = new Map<string, string>();
  constructor(
    private readonly choices: Choices,
    private readonly document: Pick<Carried['document'], 'scheme' | 'schemeVersion'>,
    private readonly pictures: NewPictures,
  ) {}

  /** A value that has to be looked for among other words counts half, and so does one of few, which many entries have alike. */
  async of(values: EntryValues, record: RecordFile, entry: string): Promise<number> {
    let sum = 0;
    for (const value of values) sum += weightOf(value, record, entry) * (await this.ofValue(value, record, entry + value.tail));
    return sum;
  }
  /** What it comes to at most: what was worked out of a value, or joined of several, reads back to none. */
  async most(values: EntryValues, record: RecordFile, entry: string): Promise<number> {
    let sum = 0;
    for (const value of values) {
      const { tail, words, lang, ticked, picture } = value;
      const field = fieldAt(record.shape, entry + tail);
      if (!field) continue;
      const choices = await this.choices.of(field.shape, this.document.scheme, this.document.schemeVersion);
      const isOne = ticked !== undefined || picture !== undefined || metaOf(field.shape)?.kind === 'long';
      if (isOne || words.some((one) => readWords(one, field.shape, lang, { choices }).ok)) sum += weightOf(value, record, entry);
    }
    return sum;
  }
  private async ofValue({ words, lang, ticked, picture }: EntryValue, record: RecordFile, pointer: string): Promise<number> {
    const present = valueAt(record, pointer);
    if (present === undefined) return 0;
    if (picture !== undefined) return this.pictures.hashOf(record, present) === picture ? 1 : 0;
    if (ticked !== undefined) return String(present) === ticked ? 1 : 0;
    const field = fieldAt(record.shape, pointer);
    if (!field) return 0;
    if (metaOf(field.shape)?.kind === 'long') {
      const text = typeof present === 'string' ? present : '';
      if (this.lettersIn(text) === this.lettersIn(words.join(''))) return 1;
      return isPrintedInPart(text, words) ? 0.5 : 0;
    }
    const choices = await this.choices.of(field.shape, this.document.scheme, this.document.schemeVersion);
    const known = { present, choices };
    const isSaid = words.some((one) => {
      const reading = readWords(one, field.shape, lang, known);
      return reading.ok && sameValue(reading.value, present);
    });
    if (isSaid) return 1;
    return words.some((one) => isOpen(one, field.shape, lang, known)) ? 0.5 : 0;
  }
  private lettersIn(text: string): string {
    const known = this.letters.get(text) ?? lettersOf(text);
    this.letters.set(text, known);
    return known;
  }
}

const named: ReadonlySet<string | undefined> = new Set(['person', 'site', 'audit']);
function weightOf({ isChosen, tail }: EntryValue, { shape }: RecordFile, entry: string): number {
  const field = isChosen === true ? fieldAt(shape, entry + tail) : undefined;
  return field && !named.has(metaOf(field.shape)?.kind) ? 0.5 : 1;
}
