/**
 * What a case depends on in people.yaml, so that a change of one person concerns the cases that name them.
 *
 * In:  every word of the records of a case, as a number each, among which are all ids of persons that they can name; the entries of
 * people.yaml (`read-people.ts`). Out: a hash of the entries by those ids. It is of the words that a case depends, not of the fields that
 * are meant for persons: a row may look a person up by any word of a record, so that one who comes under a word that was no id before
 * counts too. Two words with one number only make the dependency wider.
 *
 * Places are told by line: where anything that is told of a case lies in people.yaml, where the entries stand counts as well. It depends on
 * the whole file where a row looks at people in another way than by an id, or where what is told depends on all ids there are.
 */
import type { Diagnostic } from '../diagnostics/index.js';
import { sha256 } from '../files/write-file.js';

export const peopleFile = 'people.yaml';

/** Numbers of 32 bits in order, as base64: of ten thousand cases they are held until each is done. */
export type Words = string;
export function packed(words: ReadonlySet<number>): Words {
  const bytes = Buffer.alloc(words.size * 4);
  for (const [i, word] of [...words].sort((a, b) => a - b).entries()) bytes.writeUInt32LE(word, i * 4);
  return bytes.toString('base64');
}
function unpacked(words: Words): ReadonlySet<number> {
  const bytes = Buffer.from(words, 'base64');
  return new Set(Array.from({ length: bytes.length >> 2 }, (_, i) => bytes.readUInt32LE(i * 4)));
}

export interface NamedPeople {
  readonly words: Words;
  /** Whether something that is told of the case lies in people.yaml. */
  readonly hasPlaces: boolean;
}
/** A file of people that has nothing wrong: by id a hash of the entry, and of where it stands. */
export interface People {
  readonly sha256: string;
  /** Under a scheme whose text is Chinese all documents wait for that. */
  readonly hasEnglishAlone: boolean;
  readonly entries: ReadonlyMap<string, { readonly word: number; readonly said: string; readonly at: string }>;
}

export function hashOfNamed({ words, hasPlaces }: NamedPeople, { entries, hasEnglishAlone: hasEnglish }: People): string {
  const named = unpacked(words);
  const mine = [...entries].filter(([, { word }]) => named.has(word));
  return sha256(JSON.stringify([hasEnglish, mine.map(([id, { said, at }]) => [id, said, ...(hasPlaces ? [at] : [])]).sort()]));
}

/** Nothing of a case that depends on the whole file. */
export function namedPeople(
  words: Words | undefined,
  told: readonly Diagnostic[],
  { traced, people }: { readonly traced: readonly string[]; readonly people: People },
): NamedPeople | undefined {
  // Which id may have been meant depends on all of them.
  if (!words || told.some((d) => d.code === 'person-unknown')) return undefined;
  const pointers = told
    .flatMap(({ place, related = [] }) => [place, ...related])
    .flatMap((place) => (place && /(^|[\\/])people\.yaml$/.test(place.file) ? [place.pointer ?? ''] : []));
  const all = [...pointers, ...traced];
  const named = unpacked(words);
  const isOfNamed = (pointer: string): boolean => {
    const id = pointer.split('/')[1]?.replaceAll('~1', '/').replaceAll('~0', '~');
    const entry = id === undefined ? undefined : people.entries.get(id);
    return entry !== undefined && named.has(entry.word);
  };
  return all.every(isOfNamed) ? { words, hasPlaces: all.length > 0 } : undefined;
}
