/**
 * What a Word file says of itself, read back: its state, in both copies, and the words that its bookmarks are around.
 *
 * In:  the parts of a DOCX. Out: those, and the proof that they say what the document says: each value of the record with its place and
 * words, each named paragraph where its bookmark is. What the writer believed of it makes no difference here.
 */
import { createHash } from 'node:crypto';
import { inflateSync } from 'fflate';
import { z } from 'zod';
import type { Diagnostic } from '../diagnostics/index.js';
import { canonText, eachBlock, inlinesOf, partText, placeOfWords, type Document } from '../model/index.js';
import type { DocxParts } from './docx-package.js';
import type { XmlElement } from './docx-xml.js';
import { differs } from './same.js';

export interface DocxCarried {
  /** The JSON of the custom XML part. */
  readonly state: string | undefined;
  /** The custom properties hold the same. */
  readonly isTwice: boolean;
  /** Words within each bookmark of ours, without white space; `undefined` where it ends in another paragraph than it began in. */
  readonly marked: readonly (readonly [name: string, words: string | undefined])[];
}

export function carriedIn(parts: DocxParts, body: XmlElement): DocxCarried {
  const roots = [...parts.related('customXml').values()].map((path) => parts.root(path));
  const custom = parts.has('docProps/custom.xml') ? parts.root('docProps/custom.xml') : undefined;
  const state = roots.find(({ name }) => name === 'carried')?.text;
  return { state, isTwice: state !== undefined && custom !== undefined && isCopy(custom, state), marked: markedIn(body) };
}

/** Whether the properties hold the same, and the hash of it. A file of a cache may hold anything: no more is unpacked than is wanted. */
function isCopy(custom: XmlElement, state: string): boolean {
  const values = new Map(custom.children.map(({ attributes, children }) => [attributes['name'] ?? '', children[0]?.text ?? ''] as const));
  const [, count = '0', hash = ''] = (values.get('certpress-places') ?? '').split(' ');
  const pieces = Array.from({ length: Math.min(Number(count) || 0, values.size) }, (_, i) => values.get(`certpress-places-${i + 1}`) ?? '');
  const wanted = Buffer.from(state);
  if (createHash('sha256').update(wanted).digest('hex') !== hash) return false;
  try {
    return wanted.equals(inflateSync(Buffer.from(pieces.join(''), 'base64'), { out: new Uint8Array(wanted.length) }));
  } catch {
    return false;
  }
}

function markedIn(body: XmlElement): [string, string | undefined][] {
  const out: [string, string | undefined][] = [];
  const open = new Map<string, { readonly name: string; words: string }>();
  const visit = (element: XmlElement): void => {
    const { name, attributes, children, text } = element;
    const id = attributes['w:id'] ?? '';
    if (name === 'w:bookmarkStart' && attributes['w:name']?.startsWith('_cp')) open.set(id, { name: attributes['w:name'], words: '' });
    else if (name === 'w:bookmarkEnd') {
      const ended = open.get(id);
      if (ended) out.push([ended.name, canonText(ended.words)]);
      open.delete(id);
    } else if (name === 'w:t') for (const one of open.values()) one.words += text;
    for (const child of children) visit(child);
    if (name !== 'w:p') return;
    for (const one of open.values()) out.push([one.name, undefined]);
    open.clear();
  };
  visit(body);
  return out;
}

/** As far as it is proved. */
const stateShape = z.object({
  files: z.array(z.object({ path: z.string() })),
  blocks: z.array(
    z.object({
      name: z.string().optional(),
      segments: z.array(z.union([z.string(), z.object({ file: z.number(), pointer: z.string(), words: z.string() })])),
    }),
  ),
});
type State = z.output<typeof stateShape>;

function stateIn(json: string): State | undefined {
  try {
    const { success, data } = stateShape.safeParse(JSON.parse(json));
    return success ? data : undefined;
  } catch {
    return undefined;
  }
}

export function proveCarried(document: Document, { state, isTwice, marked }: DocxCarried): Diagnostic[] {
  const wanted = document.meta.scheme ? valuesOf(document) : new Map<string, string>();
  const wrong = (at: number, want: string, read: string | undefined): Diagnostic[] =>
    differs(document, at, { cell: null, text: want }, read === undefined ? undefined : { cell: null, text: read }, 'docx');
  if (state === undefined) return wanted.size === 0 && marked.length === 0 ? [] : wrong(0, 'certpress-places', undefined);
  const read = stateIn(state);
  if (!isTwice || !read) return wrong(0, 'certpress-places', undefined);
  const { files, blocks } = read;
  const said = new Map<string, string>();
  const named: [string, string][] = [];
  for (const { name, segments } of blocks) {
    let words = '';
    for (const one of segments) {
      words += typeof one === 'string' ? one : one.words;
      if (typeof one === 'string') continue;
      const key = `${files[one.file]?.path ?? ''}#${one.pointer}`;
      said.set(key, (said.get(key) ?? '') + canonText(one.words));
    }
    if (name !== undefined) named.push([name, canonText(words)]);
  }
  for (const [at, [name, words]] of named.entries()) {
    const [itsName, itsWords] = marked[at] ?? [];
    if (itsName !== name || itsWords !== words) return wrong(at, `${name} ${words}`, itsName && `${itsName} ${itsWords ?? ''}`);
  }
  if (marked.length > named.length) return wrong(named.length, '', marked[named.length]?.[0]);
  let at = 0;
  for (const key of new Set([...wanted.keys(), ...said.keys()])) {
    const [want, has] = [wanted.get(key), said.get(key)];
    if (want !== has) return wrong(at, `${key} ${want ?? ''}`, has === undefined ? undefined : `${key} ${has}`);
    at += 1;
  }
  return [];
}

/** All words of each value that a document prints, in its order, by its place. */
function valuesOf(document: Document): Map<string, string> {
  const out = new Map<string, string>();
  eachBlock(document, (block) => {
    for (const inline of inlinesOf(block)) {
      const place = placeOfWords(inline);
      if (!place || place.pointer === '' || (inline.type === 'check-box' && inline.ticked === undefined)) continue;
      const words = partText(inline);
      const key = `${place.file}#${place.pointer}`;
      if (words !== '') out.set(key, (out.get(key) ?? '') + canonText(words));
    }
  });
  return out;
}
