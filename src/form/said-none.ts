/**
 * Where a record says that there is nothing: an empty list, or `{ none: true }` where the scheme asks for “any …”.
 *
 * In:  a record file that a form may change. Out: the places of these lists, each of which is offered an entry: who finds one after all
 * writes it there, and as long as nobody does the record stays as it is.
 */
import { childOf, fieldsOf, itemOf, metaOf, saysThereIsNone, type Shape } from '../../schemas/record/index.js';
import type { RecordFile } from '../load/types.js';
import type { Key } from '../rules/answer-path.js';
import type { Blank } from './blanks.js';

const isText = (item: Shape): boolean => {
  const kind = metaOf(item)?.kind;
  return kind === 'text' || kind === 'name' || kind === 'long';
};

export function saidToBeNone(file: RecordFile): readonly Blank[] {
  const out: Blank[] = [];
  const walk = (shape: Shape, value: unknown, path: readonly Key[]): void => {
    if (typeof value !== 'object' || value === null) return;
    const item = itemOf(shape);
    if (Array.isArray(value)) {
      // Entries of several fields are often printed as one sentence, in which nothing can be typed as long as there is no entry.
      if (item && value.length === 0 && (!fieldsOf(item) || isText(item))) out.push({ file, path });
      if (item) value.forEach((one, n) => walk(item, one, [...path, n]));
    } else if (metaOf(shape)?.kind === 'statement' && saysThereIsNone(value)) out.push({ file, path });
    else
      for (const [key, one] of Object.entries(value)) {
        const child = childOf(shape, key);
        if (child) walk(child, one, [...path, key]);
      }
  };
  walk(file.shape, file.value, []);
  return out;
}
