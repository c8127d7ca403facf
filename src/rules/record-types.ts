/**
 * The types of CEL expressions: the shapes of the records, told to an environment.
 *
 * In:  zod shapes. Out: an environment in which each has a type, and the instances that expressions are evaluated on.
 *
 * Instances, because the library converts plain maps on every evaluation, and not at all behind an index (`sites[0].id`).
 * What is in an instance becomes one when an expression first asks for it: most never does. It can be walked with `for in` and written as
 * JSON; a copy of its own keys is empty.
 */
import { Environment } from '@marcbachmann/cel-js';
import { z } from 'zod';
import { bare, entryOf, fieldsOf, formsOf, itemOf, type Shape } from '../../schemas/record/index.js';

/** Name of a type by field. */
export type Fields = Readonly<Record<string, string>>;

export interface TypeOptions {
  /**
   * What the type of a list is that may be declared as nothing instead (`none: true`, `notApplicable: …`): `dyn`, where both
   * are read, and a record's empty list says nothing; a list, where a statement that there is nothing counts as the empty list.
   */
  readonly statements: 'dyn' | 'list';
}
/** A value as an instance. */
type Maker = (value: unknown) => unknown;
const asItIs: Maker = (value) => value ?? undefined;

/** The map of the record that an instance stands for, and what of it was asked for. */
const record = Symbol('record');
const asked = Symbol('asked');
interface Instance {
  readonly [record]: object;
  readonly [asked]: unknown[];
}
interface Declared {
  readonly fields: Fields;
  readonly make: Maker;
}

export class RecordTypes {
  readonly env: Environment;
  private readonly names: Map<Shape, string>;
  private readonly declared: Map<string, Declared>;
  private readonly makers = new Map<string, Maker>();

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

  /**
   * A type of these fields under this name. Types that they name may be declared later. `counted`: lists that are whole, even
   * where they are empty.
   */
  declare(name: string, fields: Fields, counted: readonly string[] = []): string {
    const type = {
      [name]: class implements Instance {
        readonly [record]: object;
        readonly [asked] = [];
        constructor(of: object) {
          this[record] = of;
        }
        toJSON(): object {
          const said: Record<string, unknown> = {};
          for (const key in this) said[key] = (this as Readonly<Record<string, unknown>>)[key];
          return said;
        }
      },
    }[name] as new (of: object) => Instance;
    for (const [n, [key, field]] of Object.entries(fields).entries()) {
      const emptyIsNothing = this.options.statements === 'dyn' && !counted.includes(key);
      let maker: Maker | undefined;
      const get = ({ [record]: of, [asked]: known }: Instance): unknown => {
        if (known[n] !== undefined) return known[n];
        const value = Object.hasOwn(of, key) ? (of as Readonly<Record<string, unknown>>)[key] : undefined;
        if (emptyIsNothing && Array.isArray(value) && value.length === 0) return undefined;
        maker ??= this.makerOf(field);
        return maker === asItIs ? (value ?? undefined) : (known[n] = maker(value));
      };
      Object.defineProperty(type.prototype, key, {
        enumerable: true,
        get(this: Instance) {
          return get(this);
        },
      });
    }
    const make: Maker = (value) =>
      isMissing(value) ? undefined : typeof value !== 'object' || value instanceof type ? value : new type(value as object);
    this.env.registerType(name, { ctor: type, fields: { ...fields }, convert: (value: unknown) => make(value) as object });
    this.declared.set(name, { fields, make });
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
    return this.makerOf(type)(value);
  }

  private makerOf(type: string): Maker {
    const known = this.makers.get(type);
    if (known) return known;
    const maker = this.newMaker(type);
    this.makers.set(type, maker);
    return maker;
  }
  private newMaker(type: string): Maker {
    const [, list] = /^list<(.+)>$/.exec(type) ?? [];
    if (list !== undefined) {
      const item = this.makerOf(list);
      // A statement that there is nothing, however it is written, is the empty list.
      return (value) => (isMissing(value) ? undefined : Array.isArray(value) ? value.map((one) => item(one)) : []);
    }
    const [, entry] = /^map<string, (.+)>$/.exec(type) ?? [];
    if (entry !== undefined) {
      const item = this.makerOf(entry);
      return (value) =>
        isMissing(value) ? undefined : Object.fromEntries(Object.entries(value as object).map(([key, one]) => [key, item(one)]));
    }
    return this.declared.get(type)?.make ?? asItIs;
  }
}

const isMissing = (value: unknown): value is undefined | null => value === undefined || value === null;
