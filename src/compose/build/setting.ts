/**
 * What the builders know while they build: the document's language and theme, and the setting of the block at hand.
 *
 * In:  the input of `compose`. Out: types, the reading of attributes, and the reporting of what is wrong at an element.
 */
import type { Code, Diagnostic, Prose } from '../../diagnostics/index.js';
import type { DocLang, Lang, Origin, PageMaster, RecordPlace, Theme } from '../../model/index.js';
import type { LayoutPlace } from '../layout/ast.js';
import type { Labels } from '../labels.js';
import { problem } from '../problem.js';
import type { Print } from '../layout-run.js';
import { partText, Phrase, placesOf } from '../values.js';
import { longestMm } from '../widths.js';
import type { TreeElement } from './tree.js';

export interface Asset {
  readonly mime: 'image/png' | 'image/jpeg';
  readonly bytes: Uint8Array;
  readonly pixels: { readonly width: number; readonly height: number };
}
/** The document as a whole. */
export interface Building {
  /** The kind of document. */
  readonly kind: string;
  readonly labels: Labels;
  readonly lang: DocLang;
  /** The language that leads where both are printed. */
  readonly lead: Lang;
  readonly theme: Theme;
  readonly assets: ReadonlyMap<string, Asset>;
  readonly masters: Map<string, PageMaster>;
  /** Those that ask for a frame, whether or not the theme has one. */
  readonly framed: Set<PageMaster>;
  /** Tables with a numbered caption so far: they are counted through the document. */
  readonly numbered: { tables: number };
  /** What it has taken so far of what is bounded. */
  readonly spent: { codes: number; pictureBytes: number };
  readonly diagnostics: Diagnostic[];
  /** Every pair below each other, whatever its style says: for `<by-language>`. */
  readonly stacked?: true;
}
/** The block at hand. */
export interface Setting {
  /** Style of paragraphs that name none. */
  readonly style: string;
  /** Width that blocks may take, mm. */
  readonly measure: number;
  /** Inside a cell of a table: no table may stand here. */
  readonly inCell: boolean;
}

/** The language that leads the document. */
export const mainLang = (building: Building): Lang => (building.lang === 'zh-en' ? building.lead : building.lang);
export const otherLang = (lang: Lang): Lang => (lang === 'zh' ? 'en' : 'zh');

export function report(building: Building, code: Code, at: LayoutPlace | undefined, zh: string, en: string, help?: Prose): void {
  building.diagnostics.push(problem(code, at, zh, en, { help }));
}

export const originOf = (element: TreeElement, records: readonly RecordPlace[] = []): Origin =>
  originAt(element.at, [...element.item, ...records]);
export function originAt(at: LayoutPlace, records: readonly RecordPlace[]): Origin {
  if (records.length === 0) return { template: at };
  if (records.length === 1) return { template: at, record: records };
  const seen = new Map(records.map((r) => [`${r.file}#${r.pointer}`, r]));
  return { template: at, record: [...seen.values()] };
}

// ---- attributes ----------------------------------------------------------------------------------------------------

const printed = (print: Print, lang: Lang): string =>
  print.content instanceof Phrase ? print.content.in(lang).map(partText).join('') : '';

/** The value of an attribute in one language; undefined where it is absent or empty. */
export function attribute(element: TreeElement, name: string, lang: Lang = 'zh'): string | undefined {
  const parts = element.attributes.get(name);
  if (!parts) return undefined;
  const value = parts
    .map((p) => (typeof p === 'string' ? p : printed(p, lang)))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
  return value === '' ? undefined : value;
}
export const recordsOf = (element: TreeElement, name: string): RecordPlace[] =>
  (element.attributes.get(name) ?? []).flatMap((p) => (typeof p === 'string' || !(p.content instanceof Phrase) ? [] : placesOf(p.content)));

/** `frame`, `frame="true"`: yes; `frame="false"` or an empty value that an expression made: no. */
export function flag(element: TreeElement, name: string): boolean {
  const parts = element.attributes.get(name);
  if (!parts) return false;
  if (parts.length === 0) return false;
  const value = attribute(element, name);
  return value !== undefined && value !== 'false';
}

export function numberOf(building: Building, element: TreeElement, name: string, otherwise: number): number {
  const value = attribute(element, name);
  if (value === undefined) return otherwise;
  const n = Number(value);
  if (n >= 0 && n <= longestMm) return n;
  report(
    building,
    'attribute-value',
    element.at,
    `<${element.name} ${name}="${value}">：要写 0 到 ${longestMm} 的数`,
    `<${element.name} ${name}="${value}">: a number from 0 to ${longestMm} is needed`,
  );
  return otherwise;
}

/** A style that the theme has; else a report, and the one that stands for it. */
export function styleOf(
  building: Building,
  element: TreeElement,
  name: string,
  among: Readonly<Record<string, unknown>>,
  otherwise: string,
): string {
  const value = attribute(element, name);
  if (value === undefined || Object.hasOwn(among, value)) return value ?? otherwise;
  report(building, 'layout-style-unknown', element.at, `主题里没有样式 ${value}`, `the theme has no style ${value}`);
  return otherwise;
}

/** The required contents that an element answers; a joined list counts as one parted by spaces. */
export const attributeContents = (element: TreeElement): string[] => attribute(element, 'data-content')?.split(/[\s、,]+/) ?? [];
