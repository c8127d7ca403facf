/**
 * An entry that somebody added to a list, as the record is to have it.
 *
 * In:  its values, one after the other, with their ways in the entry; the entries that are there. Out: the entry; its id by the way in
 * which the list is numbered.
 */
import { keysOf, type Shape } from '../../schemas/record/index.js';
import { isMapping, type YamlValue } from '../record-edit/types.js';
import { shapesAt } from './records.js';

export function withValue(into: YamlValue | undefined, path: readonly string[], value: YamlValue): YamlValue {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  // A list of an entry (`members/0`): its items come in their order.
  if (/^\d+$/.test(step)) return [...(Array.isArray(into) ? (into as readonly YamlValue[]) : []), withValue(undefined, rest, value)];
  const map = typeof into === 'object' && !Array.isArray(into) ? (into as Readonly<Record<string, YamlValue>>) : {};
  return { ...map, [step]: withValue(map[step], rest, value) };
}

/** Its fields in the order in which records have them. */
export function inOrder(value: YamlValue, item: Shape): YamlValue {
  if (!isMapping(value)) return value;
  const keys = keysOf(item);
  const at = (key: string): number => (keys.includes(key) ? keys.indexOf(key) : keys.length);
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => at(a) - at(b)));
}

/** The next id by the way in which a list is numbered: `A`, `B`; `S1`, `S2`; `NC-01`. Nothing where its entries have none. */
export function nextId(entries: readonly unknown[], item: Shape): string | undefined {
  if (!shapesAt(item, '/id')) return undefined;
  const ids = entries.map((entry) => (typeof entry === 'object' && entry !== null && 'id' in entry ? String(entry.id) : ''));
  if (ids.length === 0 || ids.some((id) => id === '')) return undefined;
  if (ids.every((id) => /^[A-Y]$/.test(id))) return String.fromCharCode(Math.max(...ids.map((id) => id.charCodeAt(0))) + 1);
  const parts = ids.map((id) => /^((?:.{0,90}\D)?)(\d{1,9})$/.exec(id));
  const [head] = parts.map((part) => part?.[1]);
  if (head === undefined || parts.some((part) => part?.[1] !== head)) return undefined;
  const width = parts[0]?.[2]?.length ?? 1;
  return head + String(Math.max(...parts.map((part) => Number(part?.[2]))) + 1).padStart(width, '0');
}
