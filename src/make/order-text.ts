/**
 * An order for files as a text, and its address.
 *
 * In:  an order, which program carries it out with which engine. Out: a text that names everything that the bytes depend on, and the
 * pictures in it beside it; its hash is the address under which every machine knows what came of it. Where a node came from (but for words
 * that are a value of the record), the name of
 * the layout's file and the formats asked for change no byte, so nothing of a machine, a folder or a day is in it. And back again.
 */
import { sha256 } from '../files/write-file.js';
import { placeOfWords, type Inline } from '../model/index.js';
import type { FilesOrder, Format } from './files.js';

/** What makes the same bytes of the same order. */
export interface Maker {
  /** `programId()` */
  readonly program: string;
  /** `EngineChoice.id` */
  readonly engine: string;
}
export interface OrderText {
  readonly address: string;
  readonly text: string;
  /** By their hashes: the same logo stands in every document. */
  readonly pictures: ReadonlyMap<string, string>;
}
export const allFormats: readonly Format[] = ['docx', 'pdf'];

/** Base64, which has no colon. */
const largePicture = 2000;
const pictureName = /^sha256:([0-9a-f]{64})$/;

export function orderText({ document, mustFit, wording }: FilesOrder, { program, engine }: Maker): OrderText {
  const pictures = new Map<string, string>();
  const text = JSON.stringify({ program, engine, mustFit, document, wording }, (key, value: unknown) => {
    if (key === 'origin') return undefined;
    const place = isRecord(value) ? placeOfWords(value as unknown as Inline) : undefined;
    if (place) return sorted({ ...(value as object), place: [place.file, place.pointer] });
    if (typeof value === 'string' && key === 'data' && value.length > largePicture) {
      const hash = sha256(value);
      pictures.set(hash, value);
      return `sha256:${hash}`;
    }
    return isRecord(value) ? sorted(value) : value;
  });
  return { address: sha256(text), text, pictures };
}

/** Undefined where the text is no order, or another program's. `picture` gives what has a hash. */
export async function orderOf(
  text: string,
  { program, engine }: Maker,
  picture: (hash: string) => Promise<string | undefined>,
): Promise<FilesOrder | undefined> {
  const parsed = parsedJson(text);
  if (!isRecord(parsed) || parsed['program'] !== program || parsed['engine'] !== engine) return undefined;
  const { document, mustFit, wording } = parsed;
  if (!isRecord(document) || typeof mustFit !== 'boolean' || !Array.isArray(wording)) return undefined;
  const found = new Map<string, string>();
  const names = new Set([...text.matchAll(/"sha256:([0-9a-f]{64})"/g)].map(([, hash = '']) => hash));
  for (const hash of names) {
    const data = await picture(hash);
    if (data === undefined) return undefined;
    found.set(hash, data);
  }
  const whole = JSON.parse(text, (key, value: unknown) => {
    const [, hash] = key === 'data' && typeof value === 'string' ? (pictureName.exec(value) ?? []) : [];
    return hash === undefined ? placed(value) : found.get(hash);
  }) as Pick<FilesOrder, 'document' | 'mustFit' | 'wording'>;
  return { document: whole.document, mustFit, wording: whole.wording, layout: '', formats: allFormats };
}

/** The line on which a value stands makes no byte, and is not in the text. */
function placed(value: unknown): unknown {
  if (!isRecord(value) || !Array.isArray(value['place'])) return value;
  const { place, ...words } = value;
  const [file, pointer] = place as readonly unknown[];
  return { ...words, origin: { record: [{ file, pointer, line: 1, column: 1 }] } };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const sorted = (of: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1)));
