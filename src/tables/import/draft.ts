/**
 * A record file as it will be: its values with what the rows of a table bring.
 *
 * In:  its text, values row by row. Out: the edits that make them, what they are told as, and the rows that contradict each other.
 */
import { z } from 'zod';
import { hasErrors, ok, type Diagnostic, type Outcome } from '../../diagnostics/index.js';
import { pointerOf } from '../../files/pointer.js';
import { yamlFromBytes } from '../../files/yaml-file.js';
import { editRecord } from '../../record-edit/edit-record.js';
import type { Edit, YamlValue } from '../../record-edit/types.js';

export type Way = readonly (string | number)[];
/** One value that changes: what stood there, what will stand there, and the cell that it comes from. */
export interface Change {
  readonly way: Way;
  readonly before?: YamlValue;
  readonly after: YamlValue;
  readonly cell: string;
}
/** Another row says something else. */
export interface Contradiction {
  readonly way: Way;
  readonly earlier: { readonly value: YamlValue; readonly cell: string };
}

export class RecordDraft {
  readonly changes: Change[] = [];
  private readonly edits: Edit[] = [];
  private readonly given = new Map<string, { readonly value: YamlValue; readonly cell: string }>();
  private value: unknown;

  constructor(
    /** Absolute. */
    readonly path: string,
    private readonly text: string,
    /** Whether the file is yet to be made; the text is its draft then. */
    private readonly isNew: boolean,
    private readonly shape: z.ZodType,
  ) {
    this.value = structuredClone(plainValue(path, text));
  }

  /** What stands in the file now; undefined where it is yet to be made. */
  get before(): string | undefined {
    return this.isNew ? undefined : this.text;
  }
  at(way: Way): unknown {
    return way.reduce<unknown>((at, key) => (isHolder(at) && Object.hasOwn(at, key) ? at[key] : undefined), this.value);
  }
  /** The length of a list; 0 where there is none. */
  count(way: Way): number {
    const list = this.at(way);
    return Array.isArray(list) ? list.length : 0;
  }

  /** A value where one stands, or none; what contradicts an earlier row is not taken. */
  set(way: Way, value: YamlValue, cell: string): Contradiction | undefined {
    const pointer = pointerOf(way);
    const earlier = this.given.get(pointer);
    if (earlier) return same(earlier.value, value) ? undefined : { way, earlier };
    this.given.set(pointer, { value, cell });
    const before = this.at(way);
    if (same(before, value)) return undefined;
    this.edits.push({ kind: 'set', pointer, value });
    this.changes.push({ way, ...(before === undefined || before === null ? {} : { before: before as YamlValue }), after: value, cell });
    this.value = put(this.value, way, value);
    return undefined;
  }

  /** A new entry at the end of a list; its values by their way from the entry. */
  add(list: Way, values: readonly { readonly way: Way; readonly value: YamlValue; readonly cell: string }[]): void {
    const index = this.count(list);
    let entry: unknown = {};
    for (const { way, value, cell } of values) {
      entry = put(entry, way, value);
      this.given.set(pointerOf([...list, index, ...way]), { value, cell });
      this.changes.push({ way: [...list, index, ...way], after: value, cell });
    }
    // A list in an entry that is not there either comes with that entry: the sites of the first state of the sites.
    const whole = [...list, index];
    const first = whole.findIndex((key, i) => typeof key === 'number' && this.at(whole.slice(0, i + 1)) === undefined);
    const value = put(undefined, whole.slice(first + 1), entry) as YamlValue;
    this.edits.push({ kind: 'add', pointer: pointerOf(whole.slice(0, first)), value });
    this.value = put(this.value, whole, entry);
  }

  /** Values whose Chinese is another from now on, and whose English, which no cell gives, was written for the one before. */
  englishLeft(): readonly { readonly way: Way; readonly cell: string; readonly en: string }[] {
    return this.changes.flatMap(({ way, before, cell }) => {
      const beside = [...way.slice(0, -1), 'en'];
      const en = way.at(-1) === 'zh' && before !== undefined ? this.at(beside) : undefined;
      return typeof en === 'string' && !this.given.has(pointerOf(beside)) ? [{ way, cell, en }] : [];
    });
  }

  /** The text with all that was taken; or what it would be wrong with, that it is not now. */
  written(): Outcome<string> {
    if (this.edits.length === 0) return ok(this.text);
    const edited = editRecord(this.path, this.text, this.edits, this.shape);
    if (edited.value === undefined) return edited;
    const faults = (text: string): readonly Diagnostic[] =>
      yamlFromBytes(
        { path: this.path, file: this.path, root: '', shape: this.shape, empty: emptyOf(this.path) },
        new TextEncoder().encode(text),
      ).diagnostics;
    const was = new Set(faults(this.text).map(keyOf));
    const now = faults(edited.value).filter((fault) => fault.severity === 'error' && !was.has(keyOf(fault)));
    return hasErrors(now) ? { diagnostics: now } : ok(edited.value);
  }
}

const keyOf = ({ code, place, message }: Diagnostic): string => `${code}\0${place?.pointer ?? ''}\0${message.en}`;
const emptyOf = (path: string): unknown => (path.endsWith('certificates.yaml') ? [] : {});

function plainValue(path: string, text: string): unknown {
  return yamlFromBytes({ path, file: path, root: '', shape: anything, empty: emptyOf(path) }, new TextEncoder().encode(text)).value?.value;
}

const anything = z.unknown();
type Holder = Record<string | number, unknown>;
const isHolder = (value: unknown): value is Holder => typeof value === 'object' && value !== null;
function put(value: unknown, way: Way, leaf: unknown): unknown {
  const [key, ...rest] = way;
  if (key === undefined) return leaf;
  const next = put(isHolder(value) && Object.hasOwn(value, key) ? value[key] : undefined, rest, leaf);
  if (typeof key === 'number') {
    const list = Array.isArray(value) ? [...(value as unknown[])] : [];
    list[key] = next;
    return list;
  }
  const text = typeof value === 'string' ? { zh: value } : value;
  return Object.fromEntries([...Object.entries(isHolder(text) ? text : {}).filter(([one]) => one !== key), [key, next]]);
}
const same = (one: unknown, other: unknown): boolean => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
const sorted = (value: unknown): unknown =>
  isHolder(value) && !Array.isArray(value) ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : value;
