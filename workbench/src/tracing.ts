/**
 * From the words of a page to the lines that they come from, and back.
 *
 * In:  what the server knows of the origins (`Origins`), pieces of text on pages. Out: the entry and source of a piece; the pages on which
 * a source, a field or a required content is printed.
 */
import type { At, OriginEntry, Origins, Source, Spot } from '../../src/preview/protocol.js';
import { bare, type Piece } from './page-view.js';

export interface Found {
  readonly entry: OriginEntry;
  /** -1: the words come from no file. */
  readonly source: number;
}
export interface FieldLine {
  /** Its place in the record: file and pointer. */
  readonly name: string;
  readonly spot: Spot;
  readonly sources: readonly number[];
  readonly pages: readonly number[];
}

export class Tracing {
  private readonly places = new Map<string, { readonly entry: OriginEntry; readonly before: number }>();

  constructor(readonly origins: Origins) {
    for (const entry of origins.entries) {
      let before = 0;
      for (const [page, mcid, length] of entry.at) {
        this.places.set(`${page}/${mcid}`, { entry, before });
        before += length;
      }
    }
  }

  /** The source of the character `offset` of a piece. */
  at({ page, mcid, from }: Piece, offset: number): Found | undefined {
    const place = this.places.get(`${page}/${mcid}`);
    if (!place) return undefined;
    return { entry: place.entry, source: sourceAt(place.entry, place.before + from + offset) };
  }
  /** All sources of a piece, and its required contents. */
  of({ page, mcid, from, length }: Piece): { readonly sources: ReadonlySet<number>; readonly contents: readonly string[] } {
    const place = this.places.get(`${page}/${mcid}`);
    const sources = new Set<number>();
    if (!place) return { sources, contents: [] };
    const begin = place.before + from;
    let at = 0;
    for (const [run, source] of place.entry.runs) {
      if (at < begin + length && at + run > begin) sources.add(source);
      at += run;
    }
    return { sources, contents: [...place.entry.contents, ...place.entry.emptyAfter] };
  }

  /** Words of a running head or foot, and how far down the page they stand (0 to 1); a number of a page leads to what stands around it. */
  running(words: string, down: number): Found | undefined {
    const sought = withoutNumbers(words);
    const band = this.origins.running.filter(({ at, reach }) => (at === 'header' ? down < reach : down > 1 - reach));
    const found =
      band.find(({ text }) => sought !== '' && text.includes(sought)) ?? band.find(({ runs }) => runs.some(([, one]) => one >= 0));
    if (!found) return undefined;
    const from = sought === '' ? 0 : found.text.indexOf(sought);
    const at = from < 0 ? -1 : sourceAt(found, from);
    const source = at >= 0 ? at : (found.runs.find(([, one]) => one >= 0)?.[1] ?? -1);
    return { entry: unmarked(found.runs), source };
  }
  /** The picture of these words; of several those of its width (mm). One that is no part of the text is known by its width alone. */
  picture({ alt, width }: { readonly alt?: string; readonly width: number }): (Found & { readonly alt: string }) | undefined {
    const named = this.origins.pictures.filter((one) => alt === undefined || bare(one.alt) === bare(alt));
    const found = named.find((one) => Math.abs(one.width - width) < sameWidth) ?? (alt === undefined ? undefined : named[0]);
    return found && { entry: unmarked([[1, found.source]]), source: found.source, alt: found.alt };
  }

  source(number: number): Source | undefined {
    return this.origins.sources[number];
  }
  spot([file, line, column]: At): Spot {
    const { file: name = '', path = '' } = this.origins.files[file] ?? {};
    return { file: name, path, line, column };
  }

  /** Where it is printed, or where the words stand before the room that is left for it. */
  pagesOfContent(id: string): number[] {
    return pagesOf(this.origins.entries.filter(({ contents, emptyAfter }) => contents.includes(id) || emptyAfter.includes(id)));
  }
  /** The places of records that are printed, in the order of their first page. */
  fields(): FieldLine[] {
    const fields = new Map<string, { spot: Spot; sources: number[] }>();
    this.origins.sources.forEach(({ record }, number) => {
      for (const [file, line, column, pointer] of record) {
        const spot = this.spot([file, line, column]);
        const name = `${spot.file}#${pointer}`;
        const known = fields.get(name) ?? { spot, sources: [] };
        known.sources.push(number);
        fields.set(name, known);
      }
    });
    const printed = new Map<number, OriginEntry[]>();
    for (const entry of this.origins.entries)
      for (const [, source] of entry.runs) printed.set(source, [...(printed.get(source) ?? []), entry]);
    return [...fields]
      .map(([name, { spot, sources }]) => ({ name, spot, sources, pages: pagesOf(sources.flatMap((one) => printed.get(one) ?? [])) }))
      .sort((a, b) => (a.pages[0] ?? 0) - (b.pages[0] ?? 0));
  }

  /** The field of a record that is printed and stands at this place, or next to it in the same file. */
  nearest({ path, line = 1 }: Spot): FieldLine | undefined {
    const far = (field: FieldLine): number => Math.abs((field.spot.line ?? 1) - line);
    return this.fields()
      .filter((field) => field.spot.path === path && field.pages.length > 0)
      .reduce<FieldLine | undefined>((best, field) => (best && far(best) <= far(field) ? best : field), undefined);
  }
}

/** mm. */
const sameWidth = 0.6;
const withoutNumbers = (text: string): string => bare(text).replace(/\d+/g, '');
const unmarked = (runs: OriginEntry['runs']): OriginEntry => ({ at: [], runs, contents: [], blank: false, emptyAfter: [] });

function sourceAt({ runs }: Pick<OriginEntry, 'runs'>, offset: number): number {
  let at = 0;
  for (const [length, source] of runs) {
    at += length;
    if (offset < at) return source;
  }
  return runs.at(-1)?.[1] ?? -1;
}
const pagesOf = (entries: readonly OriginEntry[]): number[] =>
  [...new Set(entries.flatMap(({ at }) => at.map(([page]) => page)))].sort((a, b) => a - b);
