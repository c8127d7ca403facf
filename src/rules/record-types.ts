/**
 * The types of CEL expressions: the shapes of the records, told to an environment.
 *
 * In:  zod shapes. Out: an environment in which each has a type, and the instances that expressions are evaluated on.
 *
 * Instances, because the library converts plain maps on every evaluation, and not at all behind an index (`sites[0].id`).
 * An instance is made once for each value; it shares nothing with the record but its leaves.
 */
import { Environment } from '@marcbachmann/cel-js';
import { z } from 'zod';
import { bare, entryOf, fieldsOf, formsOf, itemOf, type Shape } from '../../schemas/record/index.js';

/** Name of a type by field. */
export type Fields = Readonly<Record<string, string>>;

export interface TypeOptions {
  /**
   * What the type of a list is that may be declared as nothing instead (`none: true`, `notApplicable: …`): `dyn`, where both
   * are read; a list, where a statement that there is nothing counts as the empty list.
   */
  readonly statements: 'dyn' | 'list';
}
/** The type of the items of a list, or of the entries of a map. */
interface Parts {
  readonly list: string | undefined;
  readonly entry: string | undefined;
}
const parts = new Map<string, Parts>();
function partsOf(type: string): Parts {
  let known = parts.get(type);
  if (!known) parts.set(type, (known = { list: /^list<(.+)>$/.exec(type)?.[1], entry: /^map<string, (.+)>$/.exec(type)?.[1] }));
  return known;
}

type Instance = new (fields: Readonly<Record<string, unknown>>) => object;

export class RecordTypes {
  readonly env: Environment;
  private readonly names: Map<Shape, string>;
  private readonly declared: Map<string, { readonly fields: Fields; readonly make: Instance; readonly made: WeakMap<object, object> }>;

  /** `base`: types that these are added to; of `env` then that of the base, to be extended. */
  constructor(
    private readonly options: TypeOptions,
    base?: { readonly types: RecordTypes; readonly env: Environment },
  ) {
    this.env =
      base?.env.clone() ??
      new Environment({ unlistedVariablesAreDyn: false }).registerOperator('double * int', (a: number, b: bigint) => a * Number(b));
    this.names = new Map(base?.types.names);
    this.declared = new Map(base?.types.declared);
  }

  /** A type of these fields under this name. */
  declare(name: string, fields: Fields): string {
    const make = {
      [name]: class {
        constructor(values: Readonly<Record<string, unknown>>) {
          Object.assign(this, values);
        }
      },
    }[name] as Instance;
    this.env.registerType(name, { ctor: make, fields: { ...fields }, convert: (value: unknown) => this.instance(name, value) as object });
    this.declared.set(name, { fields, make, made: new WeakMap() });
    return name;
  }

  /** The type of a shape; `name` is what it will be called if it is a map not seen before. */
  typeOf(shape: Shape, name: string): string {
    const at = bare(shape);
    const known = this.names.get(at);
    if (known !== undefined) return known;
    const type = this.build(at, name);
    this.names.set(at, type);
    return type;
  }

  /** The types of a map's fields. */
  fieldsOf(shape: Shape, name: string): Record<string, string> {
    return Object.fromEntries([...(fieldsOf(shape) ?? [])].map(([key, child]) => [key, this.typeOf(child, `${name}_${key}`)]));
  }

  fieldsOfType(type: string): Fields | undefined {
    return this.declared.get(type)?.fields;
  }

  private build(shape: Shape, name: string): string {
    const forms = formsOf(shape);
    const item = itemOf(shape);
    const entry = entryOf(shape);
    const isMap = fieldsOf(shape) !== undefined;
    // A list or a statement about it: both are written, so neither is its type.
    if (item && isMap && this.options.statements === 'dyn') return 'dyn';
    if (item) return `list<${this.typeOf(item, name)}>`;
    if (entry) return `map<string, ${this.typeOf(entry, name)}>`;
    if (isMap) return this.declare(name, this.fieldsOf(shape, name));
    const [form] = forms;
    if (form instanceof z.ZodNumber) return 'double';
    if (form instanceof z.ZodBoolean) return 'bool';
    return 'string';
  }

  /** A value as an instance of a type; what has no type of its own stays as it is. */
  instance(type: string, value: unknown): unknown {
    if (value === undefined || value === null) return undefined;
    const { list, entry } = partsOf(type);
    if (list !== undefined) return Array.isArray(value) ? value.map((item) => this.instance(list, item)) : [];
    if (entry !== undefined)
      return Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, this.instance(entry, item)]));
    const declared = this.declared.get(type);
    if (!declared || typeof value !== 'object' || value instanceof declared.make) return value;
    const known = declared.made.get(value);
    if (known) return known;
    const fields: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(value)) {
      const field = declared.fields[key];
      if (field !== undefined && item !== undefined) fields[key] = this.instance(field, item);
    }
    const made = new declared.make(fields);
    declared.made.set(value, made);
    return made;
  }
}
