/**
 * The texts of a case that have two languages, and the English that is missing or stale.
 *
 * In:  the record files of a case, with what is known of earlier translations. Out: each text with its place, and whether its English is
 * there, missing, or was written for other Chinese.
 *
 * English is stale where it was written for a Chinese text that stood at such a place and does not stand there any more, while the same
 * English now stands beside another one. Where nothing is known of a pair, nothing is said: a record without `translations.yaml` has no
 * stale text.
 */
import { createHash } from 'node:crypto';
import { KindsOfFields, visitKinds } from '../../schemas/record/index.js';
import { pointerOf } from '../files/pointer.js';
import type { CaseFolder, Project, RecordFile } from '../load/types.js';
import { printedFilesOf } from '../load/walk.js';

export interface TextInTwo {
  readonly file: RecordFile;
  readonly path: readonly (string | number)[];
  readonly kind: 'text' | 'name' | 'long';
  readonly zh: string;
  readonly en?: string;
  /** A map `{ zh, … }`, or the Chinese alone. */
  readonly state: 'there' | 'missing' | 'stale';
}

/** Of words and not of how they are written: NFC, without white space around. */
export const hashOfText = (text: string): string =>
  createHash('sha256').update(text.normalize('NFC').trim().replaceAll('\r\n', '\n')).digest('hex').slice(0, 16);
export const pairOf = (zh: string, en: string): string => `${hashOfText(zh)} ${hashOfText(en)}`;
/** A place without the numbers of entries. */
export const placeOf = (path: readonly (string | number)[]): string => pointerOf(path.map((key) => (typeof key === 'number' ? '*' : key)));
/** From the case's folder. */
export const nameInCase = (folder: CaseFolder, file: RecordFile): string => file.file.slice(folder.folder.length + 1);

/** Texts without any Chinese are the same in English: a number, a code, a name in Latin letters. */
const han = /\p{Script=Han}/u;

export function textsOf(folder: CaseFolder): readonly TextInTwo[] {
  const before = known.get(folder);
  if (before) return before;
  const texts = printedFilesOf(folder).flatMap((file) => textsIn(folder, file));
  known.set(folder, texts);
  return texts;
}
const known = new WeakMap<CaseFolder, readonly TextInTwo[]>();

/**
 * Texts of the project that cases print and that have no English: of `certpress.yaml` all, of `people.yaml` those of people whom the cases
 * name. What English was written for is kept with each case, so that nothing is known of these: they are never stale.
 */
export function missingOfProject({ config, people }: Pick<Project, 'config' | 'people'>, folders: readonly CaseFolder[]): TextInTwo[] {
  const missing = (file: RecordFile | undefined): TextInTwo[] =>
    file ? pairsIn(file).flatMap((text): TextInTwo[] => (text.en === undefined ? [{ ...text, state: 'missing' }] : [])) : [];
  const ofPeople = missing(people);
  if (ofPeople.length === 0) return missing(config);
  const said = new Set<unknown>();
  for (const folder of folders) for (const file of printedFilesOf(folder)) addWords(file.value, said);
  return [...missing(config), ...ofPeople.filter(({ path: [id] }) => said.has(id))];
}
function addWords(value: unknown, to: Set<unknown>): void {
  if (typeof value === 'string') to.add(value);
  else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) addWords(inner, to);
}

const inTwoLanguages = new KindsOfFields('text', 'name', 'long');
function pairsIn(file: RecordFile): Omit<TextInTwo, 'state'>[] {
  const found: Omit<TextInTwo, 'state'>[] = [];
  visitKinds(file.shape, file.value, inTwoLanguages, ({ kind }, value, path) => {
    if (kind !== 'text' && kind !== 'name' && kind !== 'long') return;
    const { zh, en } = value as { readonly zh?: string; readonly en?: string };
    if (zh === undefined || !han.test(zh)) return;
    found.push({ file, path, kind, zh, ...(en === undefined ? {} : { en }) });
  });
  return found;
}
function textsIn(folder: CaseFolder, file: RecordFile): TextInTwo[] {
  const found = pairsIn(file);
  const own = folder.translations?.value;
  const name = nameInCase(folder, file);
  const written = own && Object.hasOwn(own, name) ? own[name] : undefined;
  const now = new Map<string, Set<string>>();
  for (const { path, zh, en } of written ? found : []) {
    if (en === undefined) continue;
    const place = placeOf(path);
    now.set(place, (now.get(place) ?? new Set<string>()).add(pairOf(zh, en)));
  }
  return found.map((text): TextInTwo => {
    const { path, zh, en } = text;
    if (en === undefined) return { ...text, state: 'missing' };
    const place = placeOf(path);
    const pairs = written && Object.hasOwn(written, place) ? (written[place] ?? []) : [];
    const pair = pairOf(zh, en);
    if (pairs.includes(pair)) return { ...text, state: 'there' };
    const changed = pairs.some((one) => one.endsWith(` ${hashOfText(en)}`) && now.get(place)?.has(one) !== true);
    return { ...text, state: changed ? 'stale' : 'there' };
  });
}
