/**
 * Walking shapes: what a zod schema expects at a key, in a list, in a union.
 *
 * In:  a zod schema of a record or a pack. Out: its parts, with wrappers (optional, default, transform) taken off.
 * Everything that follows paths through shapes (complaints about values, answer paths, conditions, layouts) uses these.
 */
import { z } from 'zod';
import { fieldMeta, type FieldKind, type FieldMeta } from './fields.js';

export type Shape = z.ZodType;

/** Takes off what says nothing about the form of the input: optional, default, nullable, transforms. */
export function bare(shape: Shape): Shape {
  const before = known.bare.get(shape);
  if (before) return before;
  let at: Shape = shape;
  for (;;) {
    if (at instanceof z.ZodOptional || at instanceof z.ZodDefault || at instanceof z.ZodNullable || at instanceof z.ZodReadonly)
      at = at.def.innerType as Shape;
    else if (at instanceof z.ZodPipe) at = at.def.in as Shape;
    else {
      known.bare.set(shape, at);
      return at;
    }
  }
}

/** Kind and meaning of a field, wherever in its wrappers they were registered. */
export function metaOf(shape: Shape): FieldMeta | undefined {
  const before = known.metas.get(shape);
  if (before) return before;
  let at: Shape = shape;
  for (;;) {
    const meta = fieldMeta.get(at);
    if (meta) {
      known.metas.set(shape, meta);
      return meta;
    }
    if (at instanceof z.ZodOptional || at instanceof z.ZodDefault || at instanceof z.ZodNullable || at instanceof z.ZodReadonly)
      at = at.def.innerType as Shape;
    else if (at instanceof z.ZodPipe) at = at.def.in as Shape;
    else return undefined;
  }
}

/** Shapes stay as they are, and are asked about for every value of a record. */
const known = {
  bare: new WeakMap<Shape, Shape>(),
  metas: new WeakMap<Shape, FieldMeta>(),
  forms: new WeakMap<Shape, readonly Shape[]>(),
  fields: new WeakMap<Shape, ReadonlyMap<string, Shape> | undefined>(),
  items: new WeakMap<Shape, Shape | undefined>(),
};

/** The forms that a value may have: the members of a union, or the shape itself. */
export function formsOf(shape: Shape): readonly Shape[] {
  let forms = known.forms.get(shape);
  if (!forms) {
    const at = bare(shape);
    forms = at instanceof z.ZodUnion ? at.options.flatMap((option) => formsOf(option as Shape)) : [at];
    known.forms.set(shape, forms);
  }
  return forms;
}

/** The fields of a map, of all its forms together; undefined where no form is a map with fixed fields. */
export function fieldsOf(shape: Shape): ReadonlyMap<string, Shape> | undefined {
  if (!known.fields.has(shape)) known.fields.set(shape, fieldsIn(shape));
  return known.fields.get(shape);
}
function fieldsIn(shape: Shape): ReadonlyMap<string, Shape> | undefined {
  const maps = formsOf(shape).filter((form) => form instanceof z.ZodObject);
  if (maps.length === 0) return undefined;
  return new Map(maps.flatMap((form) => Object.entries(form.shape as Readonly<Record<string, Shape>>)));
}

/** The keys that a map may have, where they are fixed. */
export function keysOf(shape: Shape): readonly string[] {
  const closed = formsOf(shape).flatMap((form) =>
    form instanceof z.ZodRecord && form.keyType instanceof z.ZodEnum ? form.keyType.options.map(String) : [],
  );
  return [...(fieldsOf(shape)?.keys() ?? []), ...closed];
}

/** The items of a list, or undefined where no form is one. */
export function itemOf(shape: Shape): Shape | undefined {
  if (!known.items.has(shape)) {
    const list = formsOf(shape).find((form) => form instanceof z.ZodArray);
    known.items.set(shape, list?.element as Shape | undefined);
  }
  return known.items.get(shape);
}

/** What a map from any key to a value holds (people.yaml), or undefined. */
export function entryOf(shape: Shape): Shape | undefined {
  const map = formsOf(shape).find((form) => form instanceof z.ZodRecord);
  return map?.valueType as Shape | undefined;
}

/** The shape under a key or an index. */
export function childOf(shape: Shape, key: PropertyKey): Shape | undefined {
  if (typeof key === 'number') return itemOf(shape);
  return fieldsOf(shape)?.get(String(key)) ?? entryOf(shape);
}

/** The shape at the end of a path. */
export function shapeAt(shape: Shape, path: readonly PropertyKey[]): Shape | undefined {
  let at: Shape | undefined = shape;
  for (const key of path) at = at && childOf(at, key);
  return at;
}

/** Some kinds of fields, and of each shape whether a value of it may hold any: most of a record need not be walked through for them. */
export class KindsOfFields {
  private readonly kinds: ReadonlySet<FieldKind>;
  private readonly found = new WeakMap<Shape, boolean | 'asked'>();

  constructor(...kinds: readonly FieldKind[]) {
    this.kinds = new Set(kinds);
  }
  has(kind: FieldKind | undefined): boolean {
    return kind !== undefined && this.kinds.has(kind);
  }
  /** Itself or anything below it. */
  isIn(shape: Shape): boolean {
    const known = this.found.get(shape);
    // A shape that stands in itself is walked through.
    if (known !== undefined) return known !== false;
    this.found.set(shape, 'asked');
    const parts = [...(fieldsOf(shape)?.values() ?? []), itemOf(shape), entryOf(shape)];
    const isIn = this.has(metaOf(shape)?.kind) || parts.some((part) => part !== undefined && this.isIn(part));
    this.found.set(shape, isIn);
    return isIn;
  }
}

/** Calls `visit` for each value of one of these kinds, outermost first. */
export function visitKinds(
  shape: Shape,
  value: unknown,
  kinds: KindsOfFields,
  visit: (meta: FieldMeta, value: unknown, path: readonly (string | number)[]) => void,
): void {
  const path: (string | number)[] = [];
  const below = (shape: Shape | undefined, key: string | number, here: unknown): void => {
    if (!shape || !kinds.isIn(shape)) return;
    path.push(key);
    walk(shape, here);
    path.pop();
  };
  const walk = (at: Shape, here: unknown): void => {
    if (here === undefined || here === null) return;
    const meta = metaOf(at);
    if (meta && kinds.has(meta.kind)) visit(meta, here, [...path]);
    if (Array.isArray(here)) {
      const item = itemOf(at);
      for (const [i, one] of here.entries()) below(item, i, one);
    } else if (typeof here === 'object') {
      for (const [key, one] of Object.entries(here)) below(childOf(at, key), key, one);
    }
  };
  if (kinds.isIn(shape)) walk(shape, value);
}

/** What stands for a list of a `statement` where there is nothing to list. */
export const saysThereIsNone = (value: unknown): boolean => isMapOf(value, 'none');
/** What stands for the fields of an `applicable` where they do not apply. */
export const saysNotApplicable = (value: unknown): boolean => isMapOf(value, 'notApplicable');
const isMapOf = (value: unknown, key: string): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, key);
