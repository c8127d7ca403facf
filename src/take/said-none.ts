/**
 * Where the scheme asks for “any …”, or for something “where it applies”, and the record has nothing yet: whoever types 无 or 不适用 and why
 * in one of its fields has answered all of it.
 *
 * In:  all answers of the files, by field. Out: those of such a list or group become one edit, with what the record is to say there.
 */
import { reasonNotApplicable, saysNone } from '../answers/said-none.js';
import { metaOf, saysThereIsNone } from '../../schemas/record/index.js';
import { pathOf, pointerOf } from '../files/pointer.js';
import type { RecordFile } from '../load/types.js';
import type { Lang } from '../model/index.js';
import { isMapping, type YamlValue } from '../record-edit/types.js';
import type { Ledger } from './ledger.js';
import { shapesAt, valueAt } from './records.js';
import type { Answer } from './types.js';

interface SaidNone {
  readonly pointer: string;
  /** `reason-missing`: that it does not apply was said, and not why. */
  readonly value: YamlValue | 'reason-missing';
}

function saidNone(record: RecordFile, pointer: string, lang: Lang, words: unknown): SaidNone | undefined {
  if (typeof words !== 'string') return undefined;
  const path = pathOf(pointer);
  const shapes = shapesAt(record.shape, pointer) ?? [];
  // The innermost that is not there; the last step is the field itself.
  for (let n = path.length - 1; n > 0; n--) {
    const shape = shapes[n];
    const kind = shape && metaOf(shape)?.kind;
    const at = pointerOf(path.slice(0, n));
    const present = valueAt(record, at);
    if ((kind !== 'statement' && kind !== 'applicable') || (present !== undefined && !saysThereIsNone(present))) continue;
    if (kind === 'statement') return saysNone(words) ? { pointer: at, value: { none: true } } : undefined;
    const reason = reasonNotApplicable(words);
    if (reason === undefined) return undefined;
    return { pointer: at, value: reason === '' ? 'reason-missing' : { notApplicable: { [lang]: reason } } };
  }
  return undefined;
}

/** Lists and groups of which all that was written is that there is none, or that they do not apply. */
export function settleNone(all: Map<string, Answer[]>, ledger: Ledger): void {
  const found = new Map<string, { key: string; answer: Answer; none: SaidNone }[]>();
  for (const [key, answers] of all)
    for (const answer of answers) {
      const { record, change, value } = answer;
      const none = saidNone(record, change.pointer, change.lang, value);
      if (!none) continue;
      const at = `${change.file}#${none.pointer}`;
      found.set(at, [...(found.get(at) ?? []), { key, answer, none }]);
    }
  for (const [at, said] of found) {
    const within = [...all].filter(([key]) => key.startsWith(`${at}/`)).flatMap(([, answers]) => answers);
    const [first] = said;
    // Where something else was written too, these are words of an entry like others.
    if (!first || within.some((one) => !said.some(({ answer }) => answer === one))) continue;
    for (const { key } of said) all.delete(key);
    const { answer, none } = first;
    if (said.some((one) => one.none.value === 'reason-missing')) {
      ledger.tell('take-unreadable', answer.said, answer.change, {
        zh: '说了不适用，没有说理由：写成“不适用：理由”',
        en: 'it says that it does not apply, and not why: write “not applicable: reason”',
      });
      continue;
    }
    // The record says so already.
    if (saysThereIsNone(valueAt(answer.record, none.pointer))) continue;
    const value = said.reduce<YamlValue>((sofar, one) => merged(sofar, one.none.value), none.value);
    ledger.edit(answer.change.file, { kind: 'set', pointer: none.pointer, value });
    const forms = [...new Set(said.map((one) => one.answer.said.form))];
    ledger.differ(answer.record, { ...answer.change, pointer: none.pointer }, undefined, value, forms);
  }
}

/** Both languages of one reason. */
const merged = (one: YamlValue, other: YamlValue): YamlValue =>
  isMapping(one) && isMapping(other)
    ? Object.fromEntries([...Object.entries(one), ...Object.entries(other)].map(([key, value]) => [key, merged(one[key] ?? value, value)]))
    : one;
