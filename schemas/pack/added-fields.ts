/**
 * `fields.yaml`: the fields that a scheme, or a house, adds to records that there are.
 *
 * In:  parsed YAML. Out: zod schema and types; `schemas/record/added-fields.ts` makes the shapes of the records of it.
 * A key names a record file, or a place in it (`case.client`: an entry of `client` in case.yaml; `certificates`: an entry of it).
 */
import { z } from 'zod';
import { paperFieldsSchema, type PaperFields } from './papers.js';

/** As many places as a pack could have a use for. */
const mostPlaces = 40;
export const addedFieldsSchema = z
  .record(z.string().regex(/^[a-z][A-Za-z0-9]{0,39}(?:\.[a-z][A-Za-z0-9]{0,39}){0,5}$/), paperFieldsSchema)
  .refine((map) => Object.keys(map).length <= mostPlaces);

/** By place: what is added there. A house's stand below `x`. */
export type AddedFields = Readonly<Record<string, PaperFields>>;

/** The map that holds a house's fields: certpress itself gives no record a field of this name. */
export const houseField = 'x';
