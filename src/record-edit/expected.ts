/**
 * What a record's values are after an edit, worked out on the values alone: the written file is held against it.
 *
 * In:  the values of a file as `src/files/yaml-values.ts` gives them, and an edit. Out: the values after it, or nothing where
 * there is no such place to set, add to or remove from.
 */
import { isDeepStrictEqual } from 'node:util';
import { pathOf } from '../files/pointer.js';
import { isList, isMapping, type Edit, type YamlValue } from './types.js';

/** The values after the edit; undefined where its place does not exist and cannot be made. */
export function afterEdit(value: unknown, edit: Edit): { readonly value: unknown } | undefined {
  const path = pathOf(edit.pointer);
  if (edit.kind === 'remove') return path.length === 0 ? undefined : changed(value, path, () => gone);
  if (edit.kind === 'set') return changed(value, path, () => edit.value);
  const added = edit.value;
  return changed(value, path, (list) => {
    if (list === undefined) return edit.index === undefined || edit.index === 0 ? [added] : undefined;
    if (!isList(list)) return undefined;
    const at = edit.index ?? list.length;
    return Number.isInteger(at) && at >= 0 && at <= list.length ? [...list.slice(0, at), added, ...list.slice(at)] : undefined;
  });
}

/** Stands for what is not there any more, as undefined stands for what could not be made. */
const gone = Symbol('gone');
type Change = (old: unknown) => unknown;

function changed(value: unknown, path: readonly string[], change: Change): { readonly value: unknown } | undefined {
  const [step, ...rest] = path;
  if (step === undefined) {
    const made = change(value);
    return made === undefined ? undefined : { value: made };
  }
  if (Array.isArray(value)) {
    const n = listIndex(step);
    if (n === undefined || n >= value.length) return undefined;
    const item = changed(value[n], rest, change);
    if (!item) return undefined;
    const items: readonly unknown[] = value;
    return { value: items.flatMap((one, i) => (i !== n ? [one] : item.value === gone ? [] : [item.value])) };
  }
  if (isMapping(value)) {
    const isThere = Object.hasOwn(value, step);
    const item = changed(isThere ? value[step] : undefined, rest, change);
    if (!item || (item.value === gone && !isThere)) return undefined;
    const entries = Object.entries(value).filter(([key]) => key !== step || item.value !== gone);
    if (item.value === gone) return { value: Object.fromEntries(entries) };
    return {
      value: Object.fromEntries(
        isThere ? entries.map(([key, one]) => [key, key === step ? item.value : one]) : [...entries, [step, item.value]],
      ),
    };
  }
  // A text in one language alone is its Chinese, by whatever letters it is written in.
  if (typeof value === 'string' && rest.length === 0 && step === 'zh') return changed(value, [], change);
  if (typeof value === 'string' && rest.length === 0 && step === 'en') {
    const made = change(undefined);
    return made === undefined || made === gone ? undefined : { value: { zh: value, en: made } };
  }
  if (value !== undefined || listIndex(step) !== undefined) return undefined;
  const below = changed(undefined, rest, change);
  return !below || below.value === gone ? undefined : { value: { [step]: below.value } };
}

export const listIndex = (step: string): number | undefined => (/^(?:0|[1-9]\d{0,8})$/.test(step) ? Number(step) : undefined);

/** Whether two values say the same: how a text ends (with a line feed or without) is a matter of how it is written. */
export const sameValue = (one: unknown, other: unknown): boolean => isDeepStrictEqual(asSaid(one), asSaid(other));

function asSaid(value: unknown): unknown {
  if (typeof value === 'string') return value.trim() === '' ? undefined : tidied(value);
  if (Array.isArray(value)) return value.map(asSaid);
  if (isMapping(value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asSaid(one)]));
  return value === 0 ? 0 : value;
}

/** Line ends as YAML gives them, and none at the end. */
const tidied = (text: string): string => withoutLastEnds(text.replace(/\r\n?/g, '\n'));
export function withoutLastEnds(text: string): string {
  let end = text.length;
  while (text[end - 1] === '\n') end--;
  return text.slice(0, end);
}
/** A value whose texts are tidied. */
export function tidiedValue(value: YamlValue): YamlValue {
  if (typeof value === 'string') return tidied(value);
  if (isList(value)) return value.map(tidiedValue);
  if (isMapping(value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, tidiedValue(one)]));
  return value;
}
