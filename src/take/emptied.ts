/**
 * What goes with values that are emptied: a mapping of which nothing would be left.
 *
 * In:  the values of a record, places that are emptied, places that get a value. Out: what is to be removed; an entry of a list may
 * be among it.
 */
import { isWithin } from '../carried/index.js';
import { pathOf } from '../files/pointer.js';
import { isMapping } from '../record-edit/types.js';

export function wholeOf(value: unknown, emptied: readonly string[], set: readonly string[]): readonly string[] {
  let pointers = [...new Set(emptied)];
  for (;;) {
    const whole = pointers.map(around).find((parent) => {
      if (parent === '' || set.some((one) => isWithin(one, parent))) return false;
      const mapping = at(value, parent);
      if (!isMapping(mapping)) return false;
      return Object.keys(mapping).every((key) => pointers.includes(`${parent}/${key}`));
    });
    if (whole === undefined) return pointers;
    // In place of the first of its own, so that the order stays.
    pointers = [...new Set(pointers.map((one) => (isWithin(one, whole) ? whole : one)))];
  }
}

const around = (pointer: string): string => pointer.slice(0, pointer.lastIndexOf('/'));
const at = (value: unknown, pointer: string): unknown =>
  pathOf(pointer).reduce<unknown>(
    (node, step) =>
      typeof node === 'object' && node !== null && Object.hasOwn(node, step)
        ? (node as Readonly<Record<string, unknown>>)[step]
        : undefined,
    value,
  );
