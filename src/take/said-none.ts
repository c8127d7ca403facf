/**
 * Where the scheme asks for “any …”, or for something “where it applies”, and the record has nothing yet: whoever types 无 or 不适用 and why
 * in one of its fields has answered all of it.
 *
 * In:  all answers of the files, by field. Out: those of such a list or group become one edit, with what the record is to say there. Where
 * the record says that a group does not apply and one of its fields was filled in after all, that statement goes.
 */
import { reasonNotApplicable, saysNone } from '../answers/said-none.js';
import { metaOf, saysNotApplicable, saysThereIsNone } from '../../schemas/record/index.js';
import { pathOf, pointerOf } from '../files/pointer.js';
import type { RecordFile } from '../load/types.js';
import type { Lang } from '../model/index.js';
import { sameValue } from '../record-edit/expected.js';
import { isMapping, type YamlValue } from '../record-edit/types.js';
import type { Ledger } from './ledger.js';
import { shapesAt, valueAt } from './records.js';
import type { Answer } from './types.js';

interface SaidNone {
  readonly pointer: string;
  /** `reason-missing`: that it does not apply was said, and not why. */
  readonly value: YamlValue | 'reason-missing';
}

/** Nothing, or that there is nothing. */
const isOpenStill = (present: unknown): boolean => present === undefined || saysThereIsNone(present) || saysNotApplicable(present);

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
    if ((kind !== 'statement' && kind !== 'applicable') || !isOpenStill(present)) continue;
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
    const present = valueAt(answer.record, none.pointer);
    const already = saysNotApplicable(present) ? inLanguages(present as { readonly notApplicable: YamlValue }) : undefined;
    const now = said.reduce<YamlValue>((sofar, one) => merged(sofar, one.none.value), none.value);
    const value = already === undefined ? now : merged(now, already);
    // The record says so already.
    if (saysThereIsNone(present) || sameValue(value, already)) continue;
    ledger.edit(answer.change.file, { kind: 'set', pointer: none.pointer, value });
    const forms = [...new Set(said.map((one) => one.answer.said.form))];
    ledger.differ(
      answer.record,
      { ...answer.change, pointer: none.pointer },
      saysNotApplicable(present) ? present : undefined,
      value,
      forms,
    );
  }
  settleApplies(all, ledger);
}

/** Groups that do not apply by the record, and of which something was filled in. */
function settleApplies(all: ReadonlyMap<string, readonly Answer[]>, ledger: Ledger): void {
  const gone = new Set<string>();
  for (const { record, change, value, said } of [...all.values()].flat()) {
    if (value === undefined) continue;
    const path = pathOf(change.pointer);
    const shapes = shapesAt(record.shape, change.pointer) ?? [];
    for (let n = path.length - 1; n > 0; n--) {
      const shape = shapes[n];
      const group = pointerOf(path.slice(0, n));
      const pointer = `${group}/notApplicable`;
      const key = `${change.file}#${pointer}`;
      if (!shape || metaOf(shape)?.kind !== 'applicable' || path[n] === 'notApplicable' || gone.has(key)) continue;
      const present = valueAt(record, group);
      if (!saysNotApplicable(present)) continue;
      gone.add(key);
      ledger.edit(change.file, { kind: 'remove', pointer });
      ledger.differ(record, { ...change, pointer }, valueAt(record, pointer), undefined, [said.form]);
    }
  }
}

/** Both languages of one reason; of two in one language the first. */
const merged = (one: YamlValue, other: YamlValue): YamlValue =>
  isMapping(one) && isMapping(other)
    ? Object.fromEntries([...Object.entries(one), ...Object.entries(other)].map(([key, value]) => [key, merged(one[key] ?? value, value)]))
    : one;
/** A reason without a language is the Chinese one. */
const inLanguages = ({ notApplicable: reason }: { readonly notApplicable: YamlValue }): YamlValue => ({
  notApplicable: isMapping(reason) ? reason : { zh: reason },
});
