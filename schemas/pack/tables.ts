/**
 * Tables: what `certpress export` writes, as sheets with columns; `tables.yaml` of a pack, the stock ones, and a house's map.
 *
 * In:  parsed YAML. Out: zod schemas and types. Which things make the rows, and what each column says of one, is data: CEL, typed
 * against the record's shape when the file is loaded. A sheet of a pack is a report that its scheme asks for, and quotes the clause.
 */
import { z } from 'zod';
import { tableNames } from './kinds.js';
import { quoted } from './quoted.js';
import { subjects } from './rules.js';

/** What a row is about: a subject of the judgement, or a person, a registration of one, a deadline. */
export const tableRows = [...subjects.filter((kind) => kind !== 'project'), 'person', 'registration', 'due'] as const;
export type TableRow = (typeof tableRows)[number];

const prose = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const column = z.strictObject({
  zh: z.string().min(1).max(100),
  en: z.string().min(1).max(100),
  /** CEL: what the column says of a row; a fact that is not recorded leaves the cell empty. */
  value: z.string().min(1),
  /** A day is written as a day of the spreadsheet. */
  as: z.enum(['text', 'date']).default('text'),
  /** The group of the scheme's labels that says what a code means. */
  words: z.string().optional(),
  /** In characters of Latin script; by what stands in it where this is missing. */
  width: z.number().min(4).max(120).optional(),
});
const sheet = {
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,59}$/),
  table: z.enum(tableNames),
  /** On the tab. */
  title: prose,
  for: z.enum(tableRows),
  /** With `for: paper`: the id of the document of which each paper is a row. */
  paper: z.string().optional(),
  /** CEL; no row where it is not true. */
  when: z.string().optional(),
  columns: z.array(column).min(1).max(200),
};
const sheetSchema = z.strictObject(sheet);
/** The stock tables, and the file of `--map`. */
export const tablesSchema = z.array(sheetSchema).min(1).max(50);
/** `tables.yaml` of a pack. */
export const tablesOfSchemeSchema = z
  .array(z.strictObject({ ...sheet, rule: z.string(), clause: z.string(), ...quoted }))
  .min(1)
  .max(50);
export type TableSheet = z.output<typeof sheetSchema>;
export type TableColumn = z.output<typeof column>;
