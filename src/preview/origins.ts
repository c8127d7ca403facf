/**
 * Where the words of a page come from.
 *
 * In:  a document and the pages that show it. Out: `Origins`: for each block or cell its marked content on the pages, and for each run of
 * its text the lines of the layout and of the record.
 *
 * The writer tags every word of the file, and a proof reads the tags back in the order in which the model has its words (`model/canon.ts`):
 * so the file itself says where each of them stands, and the engine need not tell it a second time.
 */
import { isAbsolute, join } from 'node:path';
import { existsSync } from 'node:fs';
import { slashes, type Roots } from '../files/places.js';
import {
  canonPartText,
  canonText,
  eachEntry,
  saysSame,
  type CanonPart,
  type CanonParts,
  type Document,
  type Origin,
} from '../model/index.js';
import { readPdf } from '../proof/read-pdf.js';
import type { At, OriginEntry, Origins, Source } from './protocol.js';

export function originsOf({ document, bytes }: { readonly document: Document; readonly bytes: Uint8Array }, roots: Roots): Origins {
  const read = readPdf(bytes).value;
  const files = new Map<string, number>();
  const sources = new Map<string, readonly [number, Source]>();
  const fileNumber = (file: string): number => numberIn(files, file);
  const sourceOf = (origin: Origin | undefined): number => {
    if (!origin || (!origin.template && (origin.record ?? []).length === 0)) return -1;
    const at = (place: { readonly file: string; readonly line: number; readonly column: number }): At => [
      fileNumber(place.file),
      place.line,
      place.column,
    ];
    const source: Source = {
      ...(origin.template ? { template: at(origin.template) } : {}),
      record: (origin.record ?? []).map((place) => [...at(place), place.pointer] as const),
    };
    const key = JSON.stringify(source);
    const [number] = sources.get(key) ?? [sources.size, source];
    sources.set(key, [number, source]);
    return number;
  };
  const wanted: { readonly text: string; readonly entry: CanonParts; readonly emptyAfter: string[] }[] = [];
  eachEntry(document, (entry) => {
    const text = entry.parts.map(canonPartText).join('');
    if (text !== '') wanted.push({ text, entry, emptyAfter: [] });
    else wanted.at(-1)?.emptyAfter.push(...entry.contents);
  });
  const entries: OriginEntry[] = [];
  // Where the file says something else, which a proof would tell, nothing is claimed of what follows.
  for (const [i, { text, entry, emptyAfter }] of wanted.entries()) {
    const found = read?.entries[i];
    if (!read || !saysSame({ cell: entry.cell, text }, found)) break;
    entries.push({
      at: (read.marked[i] ?? []).map((one) => [one.page, one.mcid, canonText(one.text).length] as const),
      runs: runsOf(entry.parts, sourceOf),
      contents: entry.contents,
      blank: entry.parts.some((part) => typeof part !== 'string' && part.type === 'blank'),
      emptyAfter: [...new Set(emptyAfter)],
    });
  }
  return {
    files: [...files.keys()].map((file) => ({ file, path: slashes(pathOf(file, roots)) })),
    sources: [...sources.values()].map(([, source]) => source),
    entries,
  };
}

/** Neighbours of one source are one run. */
function runsOf(parts: readonly CanonPart[], sourceOf: (origin: Origin | undefined) => number): (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const part of parts) {
    const { length } = canonPartText(part);
    if (length === 0) continue;
    const source = typeof part === 'string' ? -1 : sourceOf(part.origin);
    const last = runs.at(-1);
    if (last?.[1] === source) last[0] += length;
    else runs.push([length, source]);
  }
  return runs;
}

function numberIn(known: Map<string, number>, key: string): number {
  const number = known.get(key) ?? known.size;
  known.set(key, number);
  return number;
}

/** Records are named from the project; stock layouts from certpress, those of a house from the project. */
function pathOf(file: string, { project, package: own }: Roots): string {
  if (isAbsolute(file)) return file;
  const ours = join(own, file);
  return existsSync(join(project, file)) || !existsSync(ours) ? join(project, file) : ours;
}
