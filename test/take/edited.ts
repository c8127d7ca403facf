/**
 * Word files of the samples, edited as an editor would: in their markup, by patterns that share nothing with what reads them back.
 *
 * In:  a DOCX of ours. Out: what it carries, as JSON; its paragraphs and rows as markup; the same file with other markup, or another
 * state, in it.
 */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { writeCarried, type Carried, type CarriedBlock, type PlacedSegment } from '../../src/carried/index.js';

const body = 'word/document.xml';
const custom = 'docProps/custom.xml';
const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
export const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export class WordFile {
  readonly parts: Record<string, Uint8Array>;
  xml: string;
  constructor(bytes: Uint8Array) {
    this.parts = unzipSync(bytes);
    this.xml = strFromU8(this.parts[body] ?? new Uint8Array());
  }
  part(name: string): string {
    return strFromU8(this.parts[name] ?? new Uint8Array());
  }
  setPart(name: string, text: string): this {
    this.parts[name] = strToU8(text);
    return this;
  }
  get carried(): Carried {
    const [, json = ''] = /<[\w:]*carried[^>]*>([\s\S]*)<\/[\w:]*carried>/.exec(this.part('customXml/item1.xml')) ?? [];
    return JSON.parse(unescaped(json)) as Carried;
  }
  /** Another state, as somebody forges it who knows how ours is written; `where` only one of the two says it. */
  forge(carried: unknown, where: 'both' | 'text' | 'properties' = 'both'): this {
    const { json, properties } = writeCarried(carried as Carried);
    if (where !== 'properties') {
      const text = this.part('customXml/item1.xml');
      this.setPart(
        'customXml/item1.xml',
        text.replace(/(<carried[^>]*>)[\s\S]*(<\/carried>)/, (_, from, to) => `${from}${escaped(json)}${to}`),
      );
    }
    if (where !== 'text') {
      const others = this.part(custom).replace(/<property [^>]*name="certpress-places[^"]*">[\s\S]*?<\/property>/g, '');
      const own = properties.map(
        ({ name, value }, i) =>
          `<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="${1000 + i}" name="${name}"><vt:lpwstr>${value}</vt:lpwstr></property>`,
      );
      this.setPart(
        custom,
        others.replace('</Properties>', () => `${own.join('')}</Properties>`),
      );
    }
    return this;
  }
  bytes(): Uint8Array {
    return zipSync({ ...this.parts, [body]: strToU8(this.xml) }, { level: 1, mtime: new Date('2026-01-01T00:00:00Z') });
  }

  /** The row that a place stands in. */
  row(name: string): { readonly from: number; readonly to: number; readonly xml: string } {
    const mark = this.xml.indexOf(`w:name="${name}"`);
    const from = this.xml.lastIndexOf('<w:tr>', mark);
    const to = this.xml.indexOf('</w:tr>', mark) + '</w:tr>'.length;
    return { from, to, xml: this.xml.slice(from, to) };
  }
  /** From the start of a place's paragraph to its end. */
  paragraph(name: string): { readonly from: number; readonly to: number; readonly xml: string } {
    const mark = this.xml.indexOf(`w:name="${name}"`);
    const from = this.xml.lastIndexOf('<w:p>', mark);
    const to = this.xml.indexOf('</w:p>', mark) + '</w:p>'.length;
    return { from, to, xml: this.xml.slice(from, to) };
  }
  replace(from: number, to: number, xml: string): this {
    this.xml = this.xml.slice(0, from) + xml + this.xml.slice(to);
    return this;
  }
  /** Other words in the one run that has these; false where there is none, or more than one. */
  type(name: string, words: string, said: string): boolean {
    const { from, to, xml } = this.paragraph(name);
    const run = `>${escaped(words)}</w:t>`;
    if (xml.split(run).length !== 2) return false;
    this.replace(
      from,
      to,
      xml.replace(run, () => `>${escaped(said)}</w:t>`),
    );
    return true;
  }
}

export interface PlaceIn {
  readonly block: CarriedBlock & { readonly name: string };
  readonly segment: PlacedSegment;
  readonly file: string;
}
export const placesIn = (carried: Carried): PlaceIn[] =>
  carried.blocks.flatMap((block) =>
    block.name === undefined
      ? []
      : block.segments.flatMap((segment) =>
          typeof segment === 'string'
            ? []
            : [{ block: { ...block, name: block.name ?? '' }, segment, file: carried.files[segment.file]?.path ?? '' }],
        ),
  );

/** Numbers from 0 to 1 that are the same in each run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Words typed where a form asks for them: its control has them in place of what it asks. */
export function fill(file: WordFile, block: PlaceIn['block'], segment: PlacedSegment, said: string): void {
  const tag = `<w:tag w:val="${block.name}.${block.segments.indexOf(segment)}"/>`;
  const at = file.xml.indexOf(tag);
  const end = file.xml.indexOf('</w:sdt>', at);
  const content = file.xml.indexOf('<w:sdtContent>', at) + '<w:sdtContent>'.length;
  if (at < 0 || content > end) throw new Error(`${tag} is no control`);
  const properties = file.xml.slice(at, content).replace('<w:showingPlcHdr/>', '');
  file.replace(at, end, `${properties}<w:r><w:t xml:space="preserve">${escaped(said)}</w:t></w:r></w:sdtContent>`);
}

/** The name of the place whose first value has this pointer and, where given, these words. */
export function nameAt(file: WordFile, pointer: string, words?: string): string {
  const found = file.carried.blocks.find(({ segments }) =>
    segments.some((s) => typeof s !== 'string' && s.pointer === pointer && (words === undefined || s.words === words)),
  );
  if (found?.name === undefined) throw new Error(`no place of ${pointer}`);
  return found.name;
}
/** The same state with other values at a pointer. */
export const altered = (carried: Carried, pointer: string, change: Partial<PlacedSegment>): Carried => ({
  ...carried,
  blocks: carried.blocks.map((block) => ({
    ...block,
    segments: block.segments.map((s) => (typeof s !== 'string' && s.pointer === pointer ? { ...s, ...change } : s)),
  })),
});
export const typed = (file: WordFile, pointer: string, said: (words: string) => string): void => {
  const segment = file.carried.blocks
    .flatMap(({ segments }) => segments)
    .find((s): s is PlacedSegment => typeof s !== 'string' && s.pointer === pointer);
  if (!segment || !file.type(nameAt(file, pointer), segment.words, said(segment.words))) throw new Error(`nothing typed at ${pointer}`);
};
