/** What the tests of this folder share: a small theme, a record with places, one way to compose a layout. */
import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LineCounter, parse, parseDocument } from 'yaml';
import { compose, loadLayouts, type ComposeInput, type LayoutFolder, type LayoutSet } from '../../src/compose/index.js';
import type { Diagnostic, Outcome } from '../../src/diagnostics/index.js';
import { track, type TrackedValue } from '../../src/files/tracked.js';
import { spotsOf } from '../../src/files/spots.js';
import { themeSchema, type Document, type Theme } from '../../src/model/index.js';

export const here = dirname(fileURLToPath(import.meta.url));
export const shared: LayoutFolder = { path: join(here, 'shared'), shown: 'shared' };
export const theme: Theme = themeSchema.parse(parse(readFileSync(join(here, 'theme.yaml'), 'utf8')));

/** A record as the loader gives it: strings stay strings, maps `{ zh, en }` stay maps. */
export function record(text: string, file = 'record.yaml'): TrackedValue {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  return track(document.toJS(), { file, spots: spotsOf(document, lines) });
}

/** Layouts from texts: `{ 'doc.hbs': …, 'partials/x.hbs': … }`, with the shared labels below them. */
export function layouts(files: Readonly<Record<string, string>>): Outcome<LayoutSet> {
  const folder = mkdtempSync(join(tmpdir(), 'layouts-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return loadLayouts([shared, { path: folder, shown: 't' }]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
export function layoutSet(files: Readonly<Record<string, string>>): LayoutSet {
  const { value } = layouts(files);
  if (!value) throw new Error('no layouts');
  return value;
}

/** A page around the body of a layout. */
export const page = (body: string): string =>
  `<page-master id="m" margins="20 20 20 20"></page-master>\n<section master="m">\n${body}\n</section>\n`;

export const input = (context: unknown, rest: Partial<ComposeInput> = {}): ComposeInput => ({
  context: context as object,
  lang: 'zh-en',
  original: 'zh',
  theme,
  variant: 'only',
  labels: {},
  contents: [],
  wording: [],
  assets: new Map(),
  meta: { kind: 'doc', title: 'T', number: 'N', version: '1', date: '2025-09-10', author: 'A', subject: 'S', keywords: [] },
  ...rest,
});
/** Composes a body against a record. */
export const composed = (body: string, yaml: string, rest: Partial<ComposeInput> = {}): Outcome<Document> =>
  compose(layoutSet({ 'doc.hbs': page(body) }), 'doc', input(record(yaml), rest));

/** `code file:line:column`, in order: what tests assert of diagnostics, since prose is no interface. */
export const codes = (diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics.map((d) => `${d.code} ${d.place?.file ?? ''}:${d.place?.line ?? ''}:${d.place?.column ?? ''}`);
export const cases = (folder: string): string[] =>
  readdirSync(join(here, folder), { withFileTypes: true })
    .filter((e) => e.isDirectory())
    .map((e) => e.name)
    .sort();
