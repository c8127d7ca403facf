/**
 * The shape of a record, as the static check of layouts sees it.
 *
 * In:  a zod schema of the context. Out: a small algebra of types: scalars, objects, lists, unions. Built lazily and kept by
 * schema, so that recursive shapes end, and one shape is one object.
 *
 * A transform's output cannot be known. What our records transform is widening (a plain string becomes `{ zh }`), so of a
 * union that is transformed the maps and lists are taken; a transform of anything else is `any`, and is not checked.
 */
import type { z } from 'zod';

export type Shape =
  | { readonly kind: 'any' }
  | { readonly kind: 'words' }
  | { readonly kind: 'long' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'scalar'; readonly of: 'string' | 'number' | 'boolean'; readonly values?: readonly (string | number | boolean)[] }
  | {
      readonly kind: 'object';
      readonly keys: readonly string[];
      readonly field: (key: string) => Shape | undefined;
      readonly open: boolean;
    }
  | { readonly kind: 'list'; readonly item: () => Shape }
  | { readonly kind: 'union'; readonly members: readonly Shape[] };

export const any: Shape = { kind: 'any' };
export const words: Shape = { kind: 'words' };
export const long: Shape = { kind: 'long' };
export const nothing: Shape = { kind: 'nothing' };
export const scalar = (of: 'string' | 'number' | 'boolean', values?: readonly (string | number | boolean)[]): Shape =>
  values ? { kind: 'scalar', of, values } : { kind: 'scalar', of };
export const listOf = (item: Shape): Shape => ({ kind: 'list', item: () => item });
export function objectOf(fields: Readonly<Record<string, Shape>>): Shape {
  return { kind: 'object', keys: Object.keys(fields), field: (key) => (Object.hasOwn(fields, key) ? fields[key] : undefined), open: false };
}

export function unionOf(shapes: readonly Shape[]): Shape {
  const members = [...new Set(shapes.flatMap((s) => (s.kind === 'union' ? s.members : [s])))].filter((s) => s.kind !== 'nothing');
  const [one] = members;
  if (!one) return nothing;
  return members.length === 1 ? one : { kind: 'union', members };
}
export const membersOf = (shape: Shape): readonly Shape[] =>
  shape.kind === 'union' ? shape.members : shape.kind === 'nothing' ? [] : [shape];

/** The parts of a zod definition that are read here. */
interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly catchall?: z.core.$ZodType;
  readonly element?: z.core.$ZodType;
  readonly items?: readonly z.core.$ZodType[];
  readonly rest?: z.core.$ZodType | null;
  readonly valueType?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
  readonly left?: z.core.$ZodType;
  readonly right?: z.core.$ZodType;
  readonly innerType?: z.core.$ZodType;
  readonly in?: z.core.$ZodType;
  readonly out?: z.core.$ZodType;
  readonly getter?: () => z.core.$ZodType;
  readonly entries?: Readonly<Record<string, string | number>>;
  readonly values?: readonly unknown[];
}

const kept = new WeakMap<z.core.$ZodType, Shape>();

export function shapeOf(schema: z.core.$ZodType): Shape {
  const known = kept.get(schema);
  if (known) return known;
  const shape = convert(schema);
  kept.set(schema, shape);
  return shape;
}
const maybe = (schema: z.core.$ZodType | undefined | null): Shape => (schema ? shapeOf(schema) : any);

function convert(schema: z.core.$ZodType): Shape {
  const def = schema._zod.def as unknown as Definition;
  switch (def.type) {
    case 'object': {
      const { shape = {}, catchall } = def;
      const open = catchall !== undefined && (catchall._zod.def as unknown as Definition).type !== 'never';
      return {
        kind: 'object',
        keys: Object.keys(shape),
        open,
        field: (key) => (Object.hasOwn(shape, key) ? maybe(shape[key]) : open ? maybe(catchall) : undefined),
      };
    }
    case 'record':
    case 'map':
      return { kind: 'object', keys: [], open: true, field: () => maybe(def.valueType) };
    case 'array':
    case 'set':
      return { kind: 'list', item: () => maybe(def.element ?? def.valueType) };
    case 'tuple':
      return { kind: 'list', item: () => unionOf([...(def.items ?? []).map(shapeOf), ...(def.rest ? [shapeOf(def.rest)] : [])]) };
    case 'union':
      return unionOf((def.options ?? []).map(shapeOf));
    case 'intersection':
      return both(maybe(def.left), maybe(def.right));
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
    case 'promise':
      return maybe(def.innerType);
    case 'lazy': {
      const { getter } = def;
      return getter ? shapeOf(getter()) : any;
    }
    case 'pipe':
      return piped(def);
    case 'string':
    case 'template_literal':
      return scalar('string');
    case 'number':
    case 'int':
    case 'bigint':
      return scalar('number');
    case 'boolean':
      return scalar('boolean');
    case 'enum':
      return scalar('string', Object.values(def.entries ?? {}));
    case 'literal':
      return literal(def.values ?? []);
    case 'null':
    case 'undefined':
    case 'void':
    case 'never':
      return nothing;
    default:
      return any;
  }
}

function piped(def: Definition): Shape {
  const out = def.out && (def.out._zod.def as unknown as Definition).type !== 'transform' ? shapeOf(def.out) : undefined;
  if (out) return out;
  const from = maybe(def.in);
  if (from.kind !== 'union') return any;
  const kinds = from.members.filter((m) => m.kind === 'object' || m.kind === 'list');
  return kinds.length > 0 ? unionOf(kinds) : any;
}

function literal(values: readonly unknown[]): Shape {
  const of = (type: 'string' | 'number' | 'boolean'): Shape[] => {
    const found = values.filter((v): v is string | number | boolean => typeof v === type);
    return found.length > 0 ? [scalar(type, found)] : [];
  };
  return unionOf([...of('string'), ...of('number'), ...of('boolean')]);
}

/** What has the fields of both: an intersection, or a partial's context with its arguments over it. */
export function both(left: Shape, right: Shape): Shape {
  if (left.kind === 'any' || right.kind === 'any') return any;
  if (right.kind !== 'object') return left;
  if (left.kind === 'union') return unionOf(left.members.map((m) => both(m, right)));
  if (left.kind !== 'object') return right;
  return {
    kind: 'object',
    keys: [...new Set([...left.keys, ...right.keys])],
    open: left.open || right.open,
    field: (key) => (right.keys.includes(key) ? right.field(key) : (left.field(key) ?? right.field(key))),
  };
}

/** The shape of a field; undefined where no member has it. */
export function fieldOf(shape: Shape, key: string): Shape | undefined {
  if (shape.kind === 'any') return any;
  const found = membersOf(shape).flatMap((m): Shape[] => {
    if (m.kind === 'any') return [any];
    if (m.kind === 'object') {
      const field = m.field(key);
      return field ? [field] : [];
    }
    return m.kind === 'list' && /^\d+$/.test(key) ? [m.item()] : [];
  });
  if (found.length === 0) return undefined;
  // A field that may only be nothing still exists.
  return unionOf(found);
}
export const keysOf = (shape: Shape): string[] => [...new Set(membersOf(shape).flatMap((m) => (m.kind === 'object' ? m.keys : [])))];

/** What a loop over it sees; undefined where nothing can be looped over. */
export function itemOf(shape: Shape): Shape | undefined {
  if (shape.kind === 'any') return any;
  const lists = membersOf(shape).flatMap((m): Shape[] =>
    m.kind === 'list' ? [m.item()] : m.kind === 'any' ? [any] : m.kind === 'object' && m.open ? [m.field('') ?? any] : [],
  );
  return lists.length > 0 ? unionOf(lists) : undefined;
}

/** The members of a union whose field may have this value, and those that may have another. */
export function narrowed(shape: Shape, key: string, value: string | number | boolean, equal: boolean): Shape {
  if (shape.kind !== 'union') return shape;
  const kept_ = shape.members.filter((m) => {
    const field = m.kind === 'object' ? m.field(key) : undefined;
    if (!field) return !(equal && m.kind === 'object');
    if (field.kind !== 'scalar' || !field.values) return true;
    return equal ? field.values.includes(value) : field.values.some((v) => v !== value);
  });
  return kept_.length > 0 ? unionOf(kept_) : shape;
}

/** Every value of a closed list; undefined where it is open. */
export function valuesOf(shape: Shape): readonly (string | number | boolean)[] | undefined {
  const out: (string | number | boolean)[] = [];
  for (const m of membersOf(shape)) {
    if (m.kind !== 'scalar' || !m.values) return undefined;
    out.push(...m.values);
  }
  return out.length > 0 ? out : undefined;
}

const isText = (s: Shape): boolean => s.kind === 'object' && (s.keys.includes('zh') || s.open);
/** Whether some member is fit for `text`, `name`, `rich`. */
export const isTextual = (shape: Shape): boolean =>
  membersOf(shape).length === 0 ||
  membersOf(shape).some(
    (m) => m.kind === 'any' || m.kind === 'words' || m.kind === 'long' || (m.kind === 'scalar' && m.of !== 'boolean') || isText(m),
  );
export const needsText = (shape: Shape): boolean =>
  membersOf(shape).some(isText) && !membersOf(shape).some((m) => m.kind === 'any' || m.kind === 'scalar' || m.kind === 'words');
export const isPrintable = (shape: Shape, inAttribute: boolean): boolean =>
  membersOf(shape).length === 0 ||
  membersOf(shape).some(
    (m) => m.kind === 'any' || m.kind === 'words' || m.kind === 'long' || (m.kind === 'scalar' && (m.of !== 'boolean' || inAttribute)),
  );
export const isScalarShape = (shape: Shape): boolean =>
  membersOf(shape).length === 0 || membersOf(shape).some((m) => m.kind === 'any' || m.kind === 'words' || m.kind === 'scalar');
export function describe(shape: Shape): { zh: string; en: string } {
  const names = {
    any: ['任意', 'anything'],
    words: ['文字', 'words'],
    long: ['长文本', 'long text'],
    nothing: ['空', 'nothing'],
    scalar: ['单个值', 'a single value'],
    object: ['一组字段', 'a map'],
    list: ['列表', 'a list'],
    union: ['', ''],
  } as const;
  const said = membersOf(shape).map((m) =>
    m.kind === 'scalar' && m.of === 'boolean' ? (['是或否的值', 'a yes-or-no value'] as const) : names[m.kind],
  );
  return { zh: [...new Set(said.map((s) => s[0]))].join('或'), en: [...new Set(said.map((s) => s[1]))].join(' or ') };
}
