/**
 * Edits of which it is known, without reading any Word file, what the record must say after them.
 *
 * In:  documents of the samples and forms of them, a number between 0 and 1 that comes anew with each call. Out: edits of places, each
 * with the value that its field must have then: a text with other words at its end, another day, another choice of a list, another box
 * ticked. What must come is worked out on the YAML of the record, with the library alone.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { PlacedSegment } from '../../src/carried/index.js';
import { formOf } from '../../src/form/form.js';
import { writeDocx } from '../../src/writers/docx/index.js';
import { samplesFolder, type SampleDocument } from '../setup/samples.js';
import { placesIn, WordFile, type PlaceIn } from './edited.js';

/** Other words in place of `old` in the paragraph of a bookmark; or, where nothing is replaced, words typed at its end. */
export interface Edit {
  readonly at: string;
  readonly old?: string;
  readonly new: string;
}
export interface Trial {
  readonly edits: readonly Edit[];
  readonly file: string;
  readonly pointer: string;
  /** What the record must have; nothing of a text that is not printed whole: it is told, and not taken. */
  readonly value: unknown;
  readonly isClosed: boolean;
}
export type Random = () => number;
export const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

const sources = new Map<string, string>();
const sourceOf = (file: string): string => {
  const source = sources.get(file) ?? readFileSync(join(samplesFolder, file), 'utf8');
  sources.set(file, source);
  return source;
};
const records = new Map<string, unknown>();
export function recordOf(file: string): unknown {
  if (!records.has(file)) records.set(file, parse(sourceOf(file)));
  return records.get(file);
}
/** A value that YAML names by & and means elsewhere by * is nobody's to change through one of them: that is told of the whole file. */
const hasShared = (file: string): boolean => /[:-] \*\w/.test(sourceOf(file));
export const at = (value: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((node, step) => (node as Record<string, unknown> | undefined)?.[step], value);
export function withValue(value: unknown, pointer: string, said: unknown): unknown {
  const [, step, rest] = /^\/([^/]+)(.*)$/.exec(pointer) ?? [];
  if (step === undefined) return said;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string, unknown>;
  copy[step] = withValue(copy[step], rest ?? '', said);
  return copy;
}

const written = new Map<string, Promise<Uint8Array | undefined>>();
/** The document as it is built, or as a form; undefined where it is of no record. */
export function wordFileOf(document: SampleDocument, as: 'document' | 'form'): Promise<Uint8Array | undefined> {
  const key = `${as} ${document.name}`;
  const known = written.get(key) ?? (as === 'document' ? Promise.resolve(writeDocx(document.composed.document).value) : formed(document));
  written.set(key, known);
  return known.then((bytes) => (bytes && new WordFile(bytes).parts['customXml/item1.xml'] ? bytes : undefined));
}
async function formed({ scope }: SampleDocument): Promise<Uint8Array | undefined> {
  const folder = join(samplesFolder, scope.case.folder, ...(scope.audit ? ['audits', scope.audit.name] : []));
  return (await formOf({ folder, document: scope.kind, subject: scope.subject, lang: 'zh-en', today: '2026-11-29' })).value;
}

/** In a document of two languages a cell that says the same in both is printed once, as Chinese: of such a text not all is printed. */
function sharesCells(file: string, pointer: string): boolean {
  if (!pointer.endsWith('/en')) return false;
  const [zh, en] = [pointer.replace(/en$/, 'zh'), pointer].map((place) =>
    [...String(at(recordOf(file), place)).matchAll(/^\|.*\|$/gm)].map(([row]) => row.split('|').map((cell) => cell.trim())),
  );
  return (en ?? []).some((row, n) => row.some((cell, k) => /[\p{L}\p{N}]/u.test(cell) && cell === zh?.[n]?.[k]));
}

/** The items of the list at a place of a form: what is shown, by the value. */
function itemsAt(file: WordFile, { block, segment }: PlaceIn): ReadonlyMap<string, string> {
  const from = file.xml.indexOf(`<w:tag w:val="${block.name}.${block.segments.indexOf(segment)}"/>`);
  const xml = from < 0 ? '' : file.xml.slice(from, file.xml.indexOf('<w:sdtContent>', from));
  const plain = (text = ''): string =>
    text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  return new Map(
    [...xml.matchAll(/<w:listItem w:displayText="([^"]*)" w:value="([^"]*)"\/>/g)].map(([, shown, value]) => [plain(value), plain(shown)]),
  );
}

const added = {
  zh: ['已核对', '（补充：现场确认）', '“甲&乙”<丙>', '：另见附件'],
  en: [' checked', ' (see “A & B”)', ' <x>', ': see annex'],
} as const;

function trialAt(file: WordFile, place: PlaceIn, all: readonly PlaceIn[], random: Random): Trial | undefined {
  const { segment, block } = place;
  // What lies at the root of the project is nobody's to change, and what a form locks.
  if (!place.file.includes('/') || segment.locked || segment.words === '' || hasShared(place.file)) return undefined;
  const { words, pointer } = segment;
  const present = at(recordOf(place.file), pointer);
  const of = { file: place.file, pointer, isClosed: false };
  const typed = (said: string): readonly Edit[] => [{ at: block.name, old: words, new: said }];
  if (segment.as === 'box') return boxTrial(place, all, random);
  if (segment.as === 'choice') {
    const items = [...itemsAt(file, place)].filter(([value, shown]) => value !== present && shown !== words);
    if (items.length === 0 || typeof present !== 'string') return undefined;
    const [value, shown] = pick(random, items);
    return { ...of, edits: typed(shown), value };
  }
  if (typeof present !== 'string') return undefined;
  if (/^\d{4}-\d{2}-\d{2}$/.test(present) && /^\d{4}-\d{2}-\d{2}$|^\d{4}年\d{1,2}月\d{1,2}日$/.test(words)) {
    const [month, day] = [1 + Math.floor(random() * 12), 1 + Math.floor(random() * 28)];
    const value = `2027-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
    const said = pick(random, [value, `2027年${month}月${day}日`, `2027/${month}/${day}`, `2027．${month}．${day}`]);
    return { ...of, edits: typed(said), value };
  }
  if (!/\/(?:zh|en)$/.test(pointer)) return undefined;
  // One paragraph of a text: what stands around it must stay. Typography has no part in these.
  const plain = words.replaceAll('\u00a0', ' ');
  if (plain.length < 2 || /\n/.test(words) || present.split(plain).length !== 2) return undefined;
  const more = pick(random, added[pointer.endsWith('zh') ? 'zh' : 'en']);
  const isAlone = block.segments.every((one) => one === segment || (typeof one === 'string' && one.trim() === ''));
  const isLast = block.segments.at(-1) === segment;
  const [isCut, isAtEnd] = [random() < 0.3 && plain.length > 6, random() < 0.4];
  const cut = isCut ? plain.slice(0, plain.length - 2).trimEnd() : plain;
  const edits = !isCut && isAtEnd && isAlone && isLast ? [{ at: block.name, new: more }] : typed(cut + more);
  return { ...of, isClosed: sharesCells(place.file, pointer), edits, value: present.replace(plain, () => cut + more) };
}

/** Another box of the same place is ticked, and the one that was is not. */
function boxTrial({ segment, file }: PlaceIn, all: readonly PlaceIn[], random: Random): Trial | undefined {
  const boxes = all.filter((one) => one.file === file && one.segment.pointer === segment.pointer && one.segment.as === 'box');
  // Boxes that stand in one paragraph are told apart by nothing that a search finds.
  const names = new Set(boxes.map(({ block }) => block.name));
  const [old, ...others] = boxes.filter((one) => one.segment.words === '☑');
  const free = boxes.filter((one) => one.segment.words === '☐');
  if (!old || others.length > 0 || free.length === 0 || names.size !== boxes.length) return undefined;
  const present = at(recordOf(file), segment.pointer);
  const chosen = pick(random, free);
  const ticked = valueOfBox(chosen.segment, present);
  if (ticked === undefined || valueOfBox(old.segment, present) !== present) return undefined;
  return {
    ...{ file, pointer: segment.pointer, isClosed: false, value: ticked },
    edits: [
      { at: old.block.name, old: '☑', new: '☐' },
      { at: chosen.block.name, old: '☐', new: '☑' },
    ],
  };
}
const valueOfBox = ({ ticked }: PlacedSegment, present: unknown): unknown => (typeof present === 'boolean' ? ticked === 'true' : ticked);

/** Up to so many edits of one file, each of another field and another paragraph. */
export function trialsIn(bytes: Uint8Array, most: number, random: Random): readonly Trial[] {
  const file = new WordFile(bytes);
  const places = placesIn(file.carried);
  const [fields, paragraphs] = [new Set<string>(), new Set<string>()];
  const out: Trial[] = [];
  for (let n = 0; n < most * 10 && out.length < most && places.length > 0; n++) {
    const trial = trialAt(file, pick(random, places), places, random);
    if (!trial) continue;
    const field = `${trial.file}#${trial.pointer}`;
    if (fields.has(field) || trial.edits.some((edit) => paragraphs.has(edit.at))) continue;
    fields.add(field);
    for (const edit of trial.edits) paragraphs.add(edit.at);
    out.push(trial);
  }
  return out;
}
