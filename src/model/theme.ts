/**
 * The shape of a theme: what the names of styles mean, for every writer alike.
 *
 * In:  the parsed `theme.yaml` (and a house's own file over it).
 * Out: `Theme`, checked; `withDensity` applies one of the densities that the theme names.
 *
 * A theme is a closed list. Lengths are points, except where a name says `mm`. A style has a `main` form and, where it
 * is used in two languages, a `second` form for the English under the Chinese; `second` inherits what it does not say.
 */
import { z } from 'zod';
import { stationerySchema } from '../../schemas/stationery.js';

const colour = z.string().regex(/^#[0-9A-Fa-f]{6}$/);
/** Anybody may write a theme: no length in it makes a page that has no end. */
const size = z.number().min(1).max(96);
const width = z.number().min(0).max(20);
const space = z.number().min(0).max(200);

/** The name of a style in Word, which takes what follows a comma for another name; fields name styles in quotation marks. */
const styleName = z
  .string()
  .max(120)
  .regex(/^[^",;\\{}]+$/);

export const faceName = z.enum(['serif', 'sans']);
/** A face: the family for Chinese, the one for Latin letters, and what to take in Word where a reader lacks them. */
export const faceSchema = z.strictObject({ zh: z.string(), en: z.string(), insteadZh: z.string(), insteadEn: z.string() });

const ruleLine = z.strictObject({ width, colour: z.string(), gap: space });
const formFields = {
  face: faceName,
  size,
  /** Exact distance of baselines, pt. Half of the lead lies above a line, half below. */
  pitch: size,
  weight: z.union([z.literal(400), z.literal(500), z.literal(600), z.literal(700)]),
  italic: z.boolean(),
  /** Names one of the theme's colours. */
  colour: z.string(),
  /** `justify` is for Chinese only; text in English is set left in any case. */
  align: z.enum(['left', 'justify', 'right', 'centre']),
  /** Space above, pt. There is never space below: no sums, no collapsing. */
  before: space,
  /** Left indent, mm. */
  indentMm: z.number().min(0).max(100),
  /** Letter-spacing, em. */
  tracking: z.number().min(0).max(0.2),
  keepNext: z.boolean(),
  /** Tabular lining figures. */
  tabular: z.boolean(),
  /** A rule above or below the paragraph: width pt, colour, distance to the text pt. */
  ruleAbove: ruleLine,
  ruleBelow: ruleLine,
  /** Size whose baseline this paragraph must share when it stands beside larger text (a mark beside a value). */
  baselineOf: size,
};
/** One form of a paragraph style. */
export const formSchema = z.strictObject({
  ...formFields,
  weight: formFields.weight.default(400),
  italic: formFields.italic.default(false),
  align: formFields.align.default('left'),
  before: formFields.before.default(0),
  indentMm: formFields.indentMm.default(0),
  tracking: formFields.tracking.default(0),
  keepNext: formFields.keepNext.default(false),
  tabular: formFields.tabular.default(false),
  ruleAbove: ruleLine.optional(),
  ruleBelow: ruleLine.optional(),
  baselineOf: size.optional(),
});
/** What a second form or a density says differently. */
export const formChangeSchema = z.strictObject(formFields).partial();
export const styleSchema = z.strictObject({
  /** The style's name in Word: `Prose`. */
  name: styleName,
  main: formSchema,
  second: formChangeSchema.optional(),
  /** How the two languages stand: below each other, or on one line with a gap of `gap` em. */
  pair: z.enum(['stack', 'line']).default('stack'),
  gap: z.number().min(0).max(20).default(0.6),
  /** Character style of the English part when the pair stands on one line. */
  secondCharacter: z.string().optional(),
  /** Width of the mark column that a heading of this style hangs its mark in, mm. */
  markMm: z.number().min(0).max(100).default(0),
  /**
   * Level of the outline in Word of text that names a part but stands in a cell, as the band of a form. It is a paragraph still:
   * Word's navigation pane passes over headings in tables, what reads the outline of the styles does not.
   */
  outline: z.number().int().min(1).max(9).optional(),
});
export const characterSchema = z.strictObject({
  name: styleName,
  face: faceName.optional(),
  size: size.optional(),
  /** Size relative to the paragraph's, where `size` is not given. */
  scale: z.number().min(0.1).max(10).optional(),
  weight: z.union([z.literal(400), z.literal(500), z.literal(600), z.literal(700)]).optional(),
  italic: z.boolean().optional(),
  colour: z.string().optional(),
  tabular: z.boolean().optional(),
  /** A box around the text (temporary site). */
  boxed: z.boolean().optional(),
});
const line = z.strictObject({ width, colour: z.string() }).nullable();
/** Rules of a table: outside top and bottom, under the header, between rows, between columns, left and right. */
export const tableSchema = z.strictObject({
  name: styleName,
  /** Paragraph styles of what stands in it: data cells, column headers, row headers. */
  text: z.string(),
  head: z.string(),
  label: z.string(),
  top: line,
  bottom: line,
  header: line,
  rows: line,
  columns: line,
  sides: line,
  /** Padding, pt: first column's left and last column's right may differ, so that text starts on the axis. */
  padding: z.strictObject({ top: space, bottom: space, left: space, right: space, first: space, last: space }),
});
export const cellSchema = z.strictObject({
  name: z.string(),
  fill: z.string().optional(),
  padding: z.strictObject({ top: space, bottom: space, left: space, right: space }).partial().optional(),
});
export const ruleSchema = z.strictObject({ width, colour: z.string(), before: space.default(0), after: space.default(0) });
export const frameSchema = z.enum(['guilloche', 'ruled', 'none']);

export const themeSchema = z.strictObject({
  name: z.string(),
  colours: z.record(z.string(), colour),
  faces: z.strictObject({ serif: faceSchema, sans: faceSchema }),
  /** The frame that a page master asking for `frame` gets. */
  frame: frameSchema,
  /** Paper, margins, letterhead, background and room for labels, where a layout need not say them. */
  stationery: stationerySchema.optional(),
  styles: z.record(z.string(), styleSchema),
  characters: z.record(z.string(), characterSchema),
  tables: z.record(z.string(), tableSchema),
  cells: z.record(z.string(), cellSchema),
  rules: z.record(z.string(), ruleSchema),
  /** Check boxes: face glyphs ☑ ☐ of the Latin sans face, size pt. */
  checkBox: z.strictObject({ size }),
  /** For each density, what differs: `{ compact: { value: { main: { size: 8.9 } } } }`. */
  densities: z
    .record(
      z.string(),
      z.strictObject({
        styles: z.record(z.string(), z.strictObject({ main: formChangeSchema.optional(), second: formChangeSchema.optional() })),
        tables: z.record(z.string(), z.strictObject({ padding: tableSchema.shape.padding.partial() })).default({}),
        /** Without a layout engine: the most characters that the client's name and the scope may have. */
        characters: z.number().int().positive().optional(),
      }),
    )
    .default({}),
});

/** A face of the house: a file of its own, as the engine calls it. Where it lies changes no byte of a document; what it holds does. */
export interface HouseFont {
  readonly family: string;
  readonly weight: number;
  readonly italic: boolean;
  readonly sha256: string;
  readonly origin?: { readonly path: string };
}
/** `fonts`: of its faces those that are the house's, found when the theme was loaded; none where all come with certpress. */
export type Theme = z.infer<typeof themeSchema> & { readonly fonts?: readonly HouseFont[] };
export type ThemeInput = z.input<typeof themeSchema>;
export type StyleForm = z.infer<typeof formSchema>;
export type ParagraphStyle = z.infer<typeof styleSchema>;
export type CharacterStyle = z.infer<typeof characterSchema>;
export type TableStyle = z.infer<typeof tableSchema>;

/** The form of a style that a paragraph of this rank is set in: `second` over `main`. */
export function formOf(theme: Theme, style: string, rank: 'main' | 'second'): StyleForm {
  const found = theme.styles[style];
  if (!found) throw new Error(`style ${style} is not in theme ${theme.name}`);
  if (rank !== 'second' || !found.second) return found.main;
  const known = seconds.get(found);
  if (known) return known;
  const form = { ...found.main, ...defined(found.second) };
  seconds.set(found, form);
  return form;
}
/** Asked for with every paragraph, and the same each time. */
const seconds = new WeakMap<Theme['styles'][string], StyleForm>();

/** The theme with one of its densities applied; the theme itself where it does not know the density. */
export function withDensity(theme: Theme, density: string): Theme {
  const changes = theme.densities[density];
  if (!changes) return theme;
  const styles = { ...theme.styles };
  for (const [name, change] of Object.entries(changes.styles)) {
    const style = styles[name];
    if (!style) continue;
    styles[name] = {
      ...style,
      main: { ...style.main, ...defined(change.main ?? {}) },
      ...(style.second || change.second ? { second: { ...style.second, ...defined(change.second ?? {}) } } : {}),
    };
  }
  const tables = { ...theme.tables };
  for (const [name, change] of Object.entries(changes.tables)) {
    const table = tables[name];
    if (table) tables[name] = { ...table, padding: { ...table.padding, ...defined(change.padding) } };
  }
  return { ...theme, styles, tables };
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };
function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Defined<T>;
}
