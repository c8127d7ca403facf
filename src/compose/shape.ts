/**
 * From the shape of a record file to the shape that a layout sees.
 *
 * In:  a zod schema of `schemas/record`. Out: `layoutShape`, the same without transforms, where a text is `{ zh, en }`, a
 * person's id has become the person and a site's id the site; and `expand`, which does the same to tracked values.
 * They are one module so that the static check of a layout and what the layout really gets cannot drift apart.
 */
import { z } from 'zod';
import type { RecordShapes } from '../../schemas/record/added-fields.js';
import { fieldMeta, recordSchemas, shapeAt } from '../../schemas/record/index.js';
import { personSchema } from '../../schemas/record/project.js';
import { placedAt, Tracked, type TrackedValue } from '../files/tracked.js';
import { isOpenPlace, openPlace } from './open-place.js';

type Def = {
  type: string;
  shape?: Record<string, z.ZodType>;
  innerType?: z.ZodType;
  element?: z.ZodType;
  options?: z.ZodType[];
  in?: z.ZodType;
};
const defOf = (schema: z.ZodType): Def => schema.def as unknown as Def;

/** A value with two languages. */
export const bilingualShape = z.object({ zh: z.string(), en: z.string().optional() });

const cache = new WeakMap<RecordShapes, Map<z.ZodType, z.ZodType>>();
/** `records`: with what a scheme adds to them; behind the id of a site stands the site of these. */
export function layoutShape(schema: z.ZodType, records: RecordShapes = recordSchemas): z.ZodType {
  const made = cache.get(records) ?? new Map<z.ZodType, z.ZodType>();
  cache.set(records, made);
  const known = made.get(schema) ?? makeShape(schema, records);
  made.set(schema, known);
  return known;
}

function makeShape(schema: z.ZodType, records: RecordShapes): z.ZodType {
  const of = (part: z.ZodType): z.ZodType => layoutShape(part, records);
  const kind = fieldMeta.get(schema)?.kind;
  if (kind === 'text' || kind === 'name' || kind === 'long') return bilingualShape;
  if (kind === 'person') return personShape();
  if (kind === 'site') return siteShape(records);
  const def = defOf(schema);
  switch (def.type) {
    case 'object':
      return z.object(Object.fromEntries(Object.entries(def.shape ?? {}).map(([k, v]) => [k, of(v)])));
    case 'optional':
      return of(def.innerType as z.ZodType).optional();
    case 'array':
      return z.array(of(def.element as z.ZodType));
    case 'union':
      return z.union((def.options ?? []).map(of) as [z.ZodType, z.ZodType]);
    case 'pipe':
      return of(def.in as z.ZodType);
    default:
      return schema;
  }
}

let person: z.ZodType | undefined;
export function personShape(): z.ZodType {
  person ??= (layoutShape(personSchema) as z.ZodObject).extend({ id: z.string() });
  return person;
}
export const siteShape = (records: RecordShapes): z.ZodType =>
  layoutShape(shapeAt(records.case, ['sites', 0, 'list', 0]) ?? z.never(), records);

/** Who and where an id means, in this case on this document's date. */
export interface Lookup {
  person(id: string): TrackedValue | undefined;
  site(id: string): TrackedValue | undefined;
  /** In a form the name of somebody or something stands for the id that means it: it is of the place of the id, and can be chosen there. */
  readonly namesAreChosen?: true;
}

/** Whether ids of persons or sites may stand in a value of this shape, where `expand` looks for them. */
const holders = new WeakMap<z.ZodType, boolean>();
function holdsIds(schema: z.ZodType): boolean {
  let holds = holders.get(schema);
  if (holds === undefined) {
    const kind = fieldMeta.get(schema)?.kind;
    const { type, shape = {}, innerType, element, options = [] } = defOf(schema);
    const below =
      type === 'object'
        ? Object.values(shape)
        : type === 'union'
          ? options
          : type === 'optional'
            ? [innerType]
            : type === 'array'
              ? [element]
              : [];
    holds = kind === 'person' || kind === 'site' || below.some((part) => part !== undefined && holdsIds(part));
    holders.set(schema, holds);
  }
  return holds;
}

/** The tracked value with ids replaced by what they mean; places are kept, and what holds no ids is the value itself. */
export function expand(value: TrackedValue, schema: z.ZodType, lookup: Lookup): TrackedValue {
  if (value === undefined || !holdsIds(schema)) return value;
  const def = defOf(schema);
  if (value instanceof Tracked) {
    if (def.type === 'optional') return expand(value, def.innerType as z.ZodType, lookup);
    const kind = fieldMeta.get(schema)?.kind;
    if (kind === 'person' && typeof value.value === 'string') {
      const found = lookup.person(value.value);
      return meant(isMap(found) ? withId(found, value) : { id: value }, value, lookup);
    }
    if (kind === 'site' && typeof value.value === 'string') {
      const found = lookup.site(value.value);
      if (!isMap(found)) return meant({ id: value }, value, lookup);
      return lookup.namesAreChosen ? meant(withId(found, value), value, lookup) : found;
    }
    return value;
  }
  switch (def.type) {
    case 'optional':
      return expand(value, def.innerType as z.ZodType, lookup);
    case 'array':
      return Array.isArray(value)
        ? keepPlace(
            value,
            value.map((v) => expand(v as TrackedValue, def.element as z.ZodType, lookup)),
          )
        : value;
    case 'object': {
      if (Array.isArray(value)) return value;
      const map = value as Record<string, TrackedValue>;
      const out: Record<string, TrackedValue> = {};
      for (const [k, v] of Object.entries(map)) out[k] = def.shape?.[k] ? expand(v, def.shape[k], lookup) : v;
      return keepPlace(map, out);
    }
    case 'union': {
      const fits = (def.options ?? []).find((o) => (defOf(o).type === 'array') === Array.isArray(value) && hasKeysOf(value, o));
      return fits ? expand(value, fits, lookup) : value;
    }
    default:
      return value;
  }
}

function hasKeysOf(value: TrackedValue, schema: z.ZodType): boolean {
  const shape = defOf(schema).shape;
  return !shape || Array.isArray(value) || Object.keys(value as object).every((k) => k in shape);
}
type Values = Readonly<Record<string, TrackedValue>>;
const isMap = (value: TrackedValue): value is Values => typeof value === 'object' && !(value instanceof Tracked) && !Array.isArray(value);
/** In a form with the name at the place of the id; a sign for an open place where nobody is named yet. */
function meant(map: Values, id: Tracked, { namesAreChosen }: Lookup): TrackedValue {
  if (!namesAreChosen) return map;
  const name = map['name'];
  const isOpen = typeof id.value === 'string' && isOpenPlace(id.value);
  if (!isOpen && !isMap(name)) return map;
  const said: readonly (readonly [string, TrackedValue])[] = isOpen
    ? Object.entries(openPlace).map(([lang, sign]) => [lang, placedAt(sign, id)])
    : Object.entries(name ?? {});
  const here = said.map(([lang, one]) => [lang, one instanceof Tracked ? placedAt(one.value, id) : one] as const);
  return keepPlace(map, { ...map, name: Object.fromEntries(here) });
}
const withId = (map: Values, id: Tracked): Values => keepPlace(map, { ...map, id });

/** Symbols (the place) are not copied by spreading into a new list, so they are carried over by hand. */
function keepPlace<T extends object>(from: object, to: T): T {
  for (const symbol of Object.getOwnPropertySymbols(from)) {
    const property = Object.getOwnPropertyDescriptor(from, symbol);
    if (property) Object.defineProperty(to, symbol, property);
  }
  return to;
}
