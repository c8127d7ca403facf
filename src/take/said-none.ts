/**
 * Where the scheme asks for “any …”, or for something “where it applies”, and the record has nothing yet: whoever types 无 or 不适用 and why
 * in one of its fields has answered all of it.
 *
 * In:  a field that the file fills in, its words, the record. Out: the pointer of the list or group, and what the record is to say there.
 */
import { reasonNotApplicable, saysNone } from '../answers/said-none.js';
import { metaOf } from '../../schemas/record/index.js';
import { pathOf, pointerOf } from '../files/pointer.js';
import type { RecordFile } from '../load/types.js';
import type { Lang } from '../model/index.js';
import type { YamlValue } from '../record-edit/types.js';
import { shapesAt, valueAt } from './records.js';

export interface SaidNone {
  readonly pointer: string;
  /** `reason-missing`: that it does not apply was said, and not why. */
  readonly value: YamlValue | 'reason-missing';
}

export function saidNone(record: RecordFile, pointer: string, lang: Lang, words: unknown): SaidNone | undefined {
  if (typeof words !== 'string') return undefined;
  const path = pathOf(pointer);
  const shapes = shapesAt(record.shape, pointer) ?? [];
  // The innermost that is not there; the last step is the field itself.
  for (let n = path.length - 1; n > 0; n--) {
    const shape = shapes[n];
    const kind = shape && metaOf(shape)?.kind;
    const at = pointerOf(path.slice(0, n));
    if ((kind !== 'statement' && kind !== 'applicable') || valueAt(record, at) !== undefined) continue;
    if (kind === 'statement') return saysNone(words) ? { pointer: at, value: { none: true } } : undefined;
    const reason = reasonNotApplicable(words);
    if (reason === undefined) return undefined;
    return { pointer: at, value: reason === '' ? 'reason-missing' : { notApplicable: { [lang]: reason } } };
  }
  return undefined;
}
