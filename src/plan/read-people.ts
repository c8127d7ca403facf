/**
 * The words of records and the entries of people.yaml, for what a case depends on there (`people-named.ts`).
 *
 * In:  record files, the project's folder, schemes. Out: numbers of words; entries with their hashes; whether rows look people up by ids
 * only.
 */
import { sha256 } from '../files/write-file.js';
import { loadRecord, placeIn } from '../load/record-file.js';
import type { RecordFile } from '../load/types.js';
import type { Scheme } from '../packs/types.js';
import { hasEnglishAlone } from '../validate/original.js';
import { packed, peopleFile, type People } from './people-named.js';

/** As long as an id may be. */
const longest = 100;
/** FNV-1a. */
function numberOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** `files`: those of a case, and the project file, which may name somebody for all. */
export function wordsIn(files: readonly RecordFile[]): string {
  const words = new Set<number>();
  const note = (word: string): void => {
    if (word.length <= longest) words.add(numberOf(word));
  };
  const walk = (value: unknown): void => {
    if (typeof value === 'string') note(value);
    else if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === 'object' && value !== null)
      for (const [key, one] of Object.entries(value)) {
        note(key);
        walk(one);
      }
  };
  for (const file of files) walk(file.value);
  return packed(words);
}

/** Nothing where anything is wrong with the file: then nobody knows what else it holds. */
export function readPeople(root: string): People | undefined {
  const { value: file, diagnostics } = loadRecord('people', root, peopleFile);
  if (!file || diagnostics.length > 0 || file.misshapen.length > 0) return undefined;
  const entries = Object.entries(file.value).map(([id, person]) => {
    const { line, column } = placeIn(root, file, [id]);
    return [id, { word: numberOf(id), said: sha256(JSON.stringify(person)), at: `${line ?? 0}:${column ?? 0}` }] as const;
  });
  return { sha256: file.sha256, hasEnglishAlone: hasEnglishAlone(file), entries: new Map(entries) };
}

/** Whether its rows look at people only by an id: `people[…]`, `… in people`. */
export const looksUpPeople = ({ rules }: Scheme): boolean => !rules.some((row) => expressionsIn(row).some(looksAtAll));

function looksAtAll(expression: string): boolean {
  return [...expression.matchAll(/\bpeople\b/g)].some(({ index }) => {
    const [before, after] = [expression.slice(0, index).trimEnd(), expression.slice(index + 'people'.length).trimStart()];
    return !(/\bin$/.test(before) && !after.startsWith('.')) && !after.startsWith('[') && !after.startsWith('.yaml');
  });
}

/** Every text of a row; of prose what stands between its first brace and its last: its expressions, and what is said between them. */
function expressionsIn(value: unknown, key = ''): readonly string[] {
  if (typeof value === 'string')
    return key === 'zh' || key === 'en' ? [value.slice(value.indexOf('{') + 1, value.lastIndexOf('}') + 1)] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => expressionsIn(one, Array.isArray(value) ? key : name));
}
