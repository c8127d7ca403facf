/**
 * What is known on the day judged on: a fact that is dated later does not exist yet.
 *
 * In:  a record file, a day. Out: its value without `done` dates after that day; nothing of a plan, report, … that is itself
 * dated later; of a list of events, those until then. And, for a report of their own, the dates that were left out.
 *
 * Shapes are walked once each, into the ways that lead to a `done` date: most of a record holds none.
 */
import { bare, entryOf, fieldsOf, itemOf, metaOf, type RecordKind, type RecordOf, type Shape } from '../../schemas/record/index.js';
import type { RecordFile } from '../load/types.js';
import type { Key } from './fact-places.js';

export interface DatedFact {
  readonly path: readonly Key[];
  readonly date: string;
}

/** Where a shape holds `done` dates: here, in fields, in each item, under each key. */
interface Way {
  readonly isDate?: boolean;
  readonly fields?: readonly (readonly [string, Way])[];
  readonly items?: Way;
  readonly entries?: Way;
}
const ways = new Map<Shape, Way | undefined>();

function wayIn(shape: Shape): Way | undefined {
  if (metaOf(shape)?.kind === 'done') return { isDate: true };
  const at = bare(shape);
  if (ways.has(at)) return ways.get(at);
  ways.set(at, undefined);
  const fields = [...(fieldsOf(at) ?? [])].flatMap(([key, child]): [string, Way][] => {
    const way = wayIn(child);
    return way ? [[key, way]] : [];
  });
  const [item, entry] = [itemOf(at), entryOf(at)];
  const [items, entries] = [item && wayIn(item), entry && wayIn(entry)];
  const way: Way | undefined =
    fields.length > 0 || items || entries
      ? { ...(fields.length > 0 ? { fields } : {}), ...(items ? { items } : {}), ...(entries ? { entries } : {}) }
      : undefined;
  ways.set(at, way);
  return way;
}

const dated = new WeakMap<RecordFile, readonly DatedFact[]>();

/** The `done` dates of a record. The day to judge on, which certpress.yaml pins, is no fact. */
export function doneDates(file: RecordFile): readonly DatedFact[] {
  const known = dated.get(file);
  if (known) return known;
  const found: DatedFact[] = [];
  const walk = (way: Way, value: unknown, path: readonly Key[]): void => {
    if (way.isDate) {
      if (typeof value === 'string') found.push({ path, date: value });
      return;
    }
    if (Array.isArray(value)) {
      const { items } = way;
      if (items)
        value.forEach((item, i) => {
          walk(items, item, [...path, i]);
        });
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    const map = value as Readonly<Record<string, unknown>>;
    for (const [key, under] of way.fields ?? []) if (map[key] !== undefined) walk(under, map[key], [...path, key]);
    if (way.entries) for (const [key, entry] of Object.entries(map)) walk(way.entries, entry, [...path, key]);
  };
  const way = file.kind === 'project' ? undefined : wayIn(file.shape);
  if (way) walk(way, file.value, []);
  dated.set(file, found);
  return found;
}

export const laterDates = (file: RecordFile, asOf: string): readonly DatedFact[] => doneDates(file).filter(({ date }) => date > asOf);

export class KnownOn {
  /** No longer than the files themselves are held. */
  private readonly values = new WeakMap<RecordFile, unknown>();
  constructor(readonly asOf: string) {}

  /** The value of a file as far as it is known; undefined where the whole file is dated later. */
  of<K extends RecordKind>(file: RecordFile<K>): RecordOf<K> | undefined {
    if (!this.values.has(file)) this.values.set(file, this.cut(file));
    return this.values.get(file) as RecordOf<K> | undefined;
  }

  private cut(file: RecordFile): unknown {
    const { date } = file.value as { readonly date?: string };
    if (date !== undefined && date > this.asOf) return undefined;
    const later = laterDates(file, this.asOf);
    if (later.length === 0) return file.value;
    const value = structuredClone(file.value) as object;
    for (const { path } of later) {
      const holder = path.slice(0, -1).reduce<unknown>((at, key) => (at as Record<Key, unknown>)[key], value) as Record<Key, unknown>;
      Reflect.deleteProperty(holder, path.at(-1) ?? '');
    }
    return value;
  }
}
