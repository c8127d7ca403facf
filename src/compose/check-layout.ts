/**
 * The check of a layout before anything is rendered: everything that can be known without a record.
 *
 * In:  a set of layouts, the name of a document, the shape of its context, the scheme's contents and labels, the theme. Out:
 * all diagnostics at once, each with line and column in the layout or partial.
 */
import type { z } from 'zod';
import { papers } from '../../schemas/stationery.js';
import type { Diagnostic } from '../diagnostics/index.js';
import type { Theme } from '../model/index.js';
import { ExpressionCheck } from './check/expressions.js';
import { checkPlaces, type RequiredContent } from './check/places.js';
import { both, objectOf, scalar, shapeOf } from './check/shape.js';
import { checkStructure } from './check/structure.js';
import { layoutMissing } from './compose.js';
import { Labels, type SchemeLabels } from './labels.js';
import { attributesOf, literalValue } from './layout/markup.js';
import { parsedLayout } from './layout/parsed.js';
import type { LayoutFile, LayoutSet } from './layout-set.js';
import { problem } from './problem.js';
import { loopsOf, reachable } from './reachable.js';
import { footerFrom, headerFrom, parseMargins } from './widths.js';

export interface CheckOptions {
  readonly theme: Theme;
  /** The scheme's own words; they come before the locales. */
  readonly labels: SchemeLabels;
  /** What the scheme requires of this document; none: only the layout itself is checked. */
  readonly contents: readonly RequiredContent[];
  /** What of the layout's own pictures there is, by its `src`. Missing: it is not known. */
  readonly pictures?: ReadonlySet<string> | undefined;
}

export function checkLayout(set: LayoutSet, documentName: string, shape: z.ZodType, options: CheckOptions): Diagnostic[] {
  const layout = set.layouts.get(documentName);
  if (!layout) return [layoutMissing(set, documentName)];
  const labels = new Labels(set, options.labels);
  const { files } = reachable(set, documentName);
  const masters = new Set(files.flatMap((f) => topIds(f, 'page-master')));

  const root = both(shapeOf(shape), objectOf({ variant: scalar('string') }));
  const expressions = new ExpressionCheck({ set, labels, characters: new Set(Object.keys(options.theme.characters)), root });
  expressions.layout(layout);
  const structure = checkStructure(set, layout, {
    theme: options.theme,
    labels,
    masters,
    contentIds: new Set(options.contents.map((c) => c.id)),
    groupsOf: groupsOf(options.contents),
    groups: new Map(options.contents.flatMap(({ group, form = '' }) => (group === undefined ? [] : [[group, { form }] as const]))),
    pictures: options.pictures,
    measure: measureOf(files, options.theme),
  });
  return inOrder([
    ...files.flatMap((f) => parsedLayout(f).diagnostics),
    ...expressions.diagnostics,
    ...structure.diagnostics,
    ...loopsOf(set, documentName).map(({ at, way }) =>
      problem('partial-loop', at, `部件互相引用，没有尽头：${way.join(' → ')}`, `partials call each other without end: ${way.join(' → ')}`),
    ),
    // What cannot be parsed has no places: that they are missing follows from it, and is not said.
    ...(files.every((f) => parsedLayout(f).markup) ? checkPlaces(set, layout, options.contents, structure) : []),
    ...variantProblems(layout, options.theme),
  ]);
}

function groupsOf(contents: readonly RequiredContent[]): ReadonlyMap<string, ReadonlySet<string>> {
  const groups = new Map<string, Set<string>>();
  for (const { id, group } of contents) {
    const rest = id.slice(id.indexOf('.') + 1);
    if (group !== undefined) groups.set(rest, (groups.get(rest) ?? new Set()).add(group));
  }
  return groups;
}

/** The widest measure of the layout's pages, mm: no table of it can be wider. */
function measureOf(files: readonly LayoutFile[], { stationery }: Theme): number {
  const sheet = papers[stationery?.paper ?? 'a4'];
  const measures = files
    .flatMap((f) => parsedLayout(f).markup?.elements ?? [])
    .filter(({ name }) => name === 'page-master')
    .flatMap((master) => {
      const said = (name: string): string => {
        const found = attributesOf(master).find(({ attribute }) => attribute.name === name);
        return (found && literalValue(found.attribute)?.trim()) ?? '';
      };
      const parsed = parseMargins(said('margins'));
      const others = stationery?.margins?.[said('id')];
      const width = said('orientation') === 'landscape' ? sheet.height : sheet.width;
      return parsed ? [width - (others?.left ?? parsed.left) - (others?.right ?? parsed.right)] : [];
    });
  return measures.length === 0 ? sheet.width : Math.max(...measures);
}

/** Where a running header begins and a running footer ends, mm from the edge of the paper; undefined where there is none. */
export interface RunningFrom {
  readonly header?: number;
  readonly footer?: number;
}
/** The page masters of all layouts, by their ids; of two of one id the one whose running parts go further in. */
export function mastersOf({ layouts, partials }: LayoutSet): Map<string, RunningFrom> {
  const masters = new Map<string, RunningFrom>();
  for (const file of [...layouts.values(), ...partials.values()]) {
    if (!file.text.includes('<page-master')) continue;
    const elements = parsedLayout(file).markup?.elements ?? [];
    elements.forEach((element, index) => {
      if (element.name !== 'page-master') return;
      const said = (name: string): string | undefined => {
        const found = attributesOf(element).find(({ attribute }) => attribute.name === name);
        return found && literalValue(found.attribute)?.trim();
      };
      const has = (part: string): boolean => elements.some(({ name, parent }) => name === part && parent === index);
      const id = said('id') ?? '';
      const before = masters.get(id);
      const header = has('running-header') ? Number(said('header-from') ?? headerFrom) : undefined;
      const footer = has('running-footer') ? Number(said('footer-from') ?? footerFrom) : undefined;
      const further = (a: number | undefined, b: number | undefined): number | undefined => (a === undefined ? b : Math.max(a, b ?? 0));
      const [top, bottom] = [further(header, before?.header), further(footer, before?.footer)];
      masters.set(id, { ...(top === undefined ? {} : { header: top }), ...(bottom === undefined ? {} : { footer: bottom }) });
    });
  }
  return masters;
}

function topIds(file: LayoutFile, name: string): string[] {
  const out: string[] = [];
  for (const node of parsedLayout(file).markup?.elements ?? []) {
    if (node.name !== name) continue;
    const id = attributesOf(node).find(({ attribute }) => attribute.name === 'id');
    const value = id && literalValue(id.attribute)?.trim();
    if (value) out.push(value);
  }
  return out;
}

function variantProblems(layout: LayoutFile, theme: Theme): Diagnostic[] {
  const seen = new Set<string>();
  return (parsedLayout(layout).markup?.elements ?? []).flatMap((element): Diagnostic[] => {
    if (element.name !== 'variant') return [];
    const values = new Map(attributesOf(element).map(({ attribute }) => [attribute.name, literalValue(attribute)?.trim()]));
    const id = values.get('id') ?? '';
    const density = values.get('density') ?? id;
    const again = seen.has(id);
    seen.add(id);
    return [
      ...(again ? [problem('variant-twice', element.at, `变体 ${id} 重复`, `the variant ${id} is named twice`)] : []),
      ...(Object.hasOwn(theme.densities, density) || density === 'regular'
        ? []
        : [problem('layout-style-unknown', element.at, `主题里没有密度 ${density}`, `the theme has no density ${density}`)]),
    ];
  });
}

/** File by file as they are met, and by line in each. */
function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const files = new Map<string | undefined, Diagnostic[]>();
  for (const d of diagnostics) files.set(d.place?.file, [...(files.get(d.place?.file) ?? []), d]);
  return [...files.values()].flatMap((list) =>
    list.sort((a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0)),
  );
}
