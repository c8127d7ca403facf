/**
 * What is known on the day judged on: a fact that is dated later does not exist yet.
 *
 * In:  a record file, a day. Out: its value without `done` dates after that day; nothing of a plan, report, … that is itself
 * dated later; of a list of events, those until then. And, for a report of their own, the dates that were left out.
 */
import { recordSchemas, visitKinds, type RecordKind, type RecordOf } from '../../schemas/record/index.js';
import type { RecordFile } from '../load/types.js';
import type { Key } from './spots.js';

export interface LaterDate {
  readonly path: readonly Key[];
  readonly date: string;
}

/** The `done` dates of a record that lie after the day. The day to judge on, which certpress.yaml pins, is no fact. */
export function laterDates(file: RecordFile, asOf: string): LaterDate[] {
  const found: LaterDate[] = [];
  if (file.kind === 'project') return found;
  visitKinds(recordSchemas[file.kind], file.value, (meta, value, path) => {
    if (meta.kind === 'done' && typeof value === 'string' && value > asOf) found.push({ path, date: value });
  });
  return found;
}

export class Known {
  private readonly values = new Map<RecordFile, unknown>();
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
