/** How values and places of an import are told. In: a value of YAML, or its way in a record. Out: text. */
import type { YamlValue } from '../../record-edit/types.js';
import type { Way } from './draft.js';

/** For telling: a text in both languages as both. */
export function shown(value: YamlValue): string {
  if (typeof value !== 'object') return String(value);
  return Object.values(value).map(String).join(' / ');
}

/** For telling: the way of a value as people of the records write it. */
export const wayShown = (way: Way): string =>
  way
    .map((key) => (typeof key === 'number' ? `[${key + 1}]` : key))
    .join('.')
    .replaceAll('.[', '[');
