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
  pageSign,
  saysSame,
  sheetOf,
  walk,
  type Block,
  type CanonPart,
  type CanonParts,
  type Document,
  type Origin,
} from '../model/index.js';
import { readPdfInTurns } from '../proof/read-pdf.js';
import type { At, OriginEntry, Origins, PictureOrigin, RunningEntry, Source } from './protocol.js';

/** Nothing where `goesOn`, which is asked after each page that was read, says that nobody waits for it any more. */
export async function originsOf(
  { document, bytes }: { readonly document: Document; readonly bytes: Uint8Array },
  roots: Roots,
  goesOn: () => Promise<boolean>,
): Promise<Origins | undefined> {
  const reading = await readPdfInTurns(bytes, goesOn);
  if (!reading || !(await goesOn())) return undefined;
  const read = reading.value;
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
  const heads = runningBlocks(document);
  const running = heads.flatMap(({ at, reach, blocks }) => {
    const found: RunningEntry[] = [];
    eachEntry(onlyWith(document, blocks), ({ parts }) => {
      const text = bareOfNumbers(parts.map(canonPartText).join(''));
      if (parts.length > 0) found.push({ at, reach, text, runs: runsOf(parts, sourceOf, bareOfNumbers) });
    });
    return found;
  });
  const pictures = [...document.sections.map(({ blocks }) => blocks), ...heads.map(({ blocks }) => blocks)].flatMap((blocks) =>
    picturesIn(blocks, sourceOf),
  );
  return {
    files: [...files.keys()].map((file) => ({ file, path: slashes(pathOf(file, roots)) })),
    sources: [...sources.values()].map(([, source]) => source),
    entries,
    running,
    pictures,
  };
}

const onlyWith = (document: Document, blocks: readonly Block[]): Document => ({
  ...document,
  sections: document.sections.slice(0, 1).map((section) => ({ ...section, blocks })),
});
const bareOfNumbers = (text: string): string => text.replaceAll(pageSign, '').replace(/\d+/g, '');

interface Running extends Pick<RunningEntry, 'at' | 'reach'> {
  readonly blocks: readonly Block[];
}
/** Each header and footer once: sections share them. */
function runningBlocks({ sections }: Document): Running[] {
  const all = new Map<readonly Block[], Running>();
  for (const { master } of sections) {
    const { height } = sheetOf(master);
    for (const blocks of [master.header, master.firstHeader ?? []])
      all.set(blocks, { at: 'header', reach: master.margins.top / height, blocks });
    all.set(master.footer, { at: 'footer', reach: master.margins.bottom / height, blocks: master.footer });
  }
  return [...all.values()];
}
function picturesIn(blocks: readonly Block[], sourceOf: (origin: Origin | undefined) => number): PictureOrigin[] {
  const pictures: PictureOrigin[] = [];
  walk(blocks, { cells: [], rows: [] }, (block) => {
    if (block.type === 'image') pictures.push({ alt: block.alt, width: block.width, source: sourceOf(block.origin) });
    else if (block.type === 'qr-code') pictures.push({ alt: block.alt, width: block.size, source: sourceOf(block.origin) });
  });
  return pictures;
}

const whole = (text: string): string => text;
/** Neighbours of one source are one run. */
function runsOf(
  parts: readonly CanonPart[],
  sourceOf: (origin: Origin | undefined) => number,
  counted: (text: string) => string = whole,
): (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const part of parts) {
    const { length } = counted(canonPartText(part));
    // Of a number of a page what counts is where it comes from.
    if (length === 0 && (counted === whole || typeof part === 'string')) continue;
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
