/**
 * The kinds of event of a scheme: those that all have (`schemas/record/events.ts`), and those that its `fields.yaml` adds.
 *
 * In:  a scheme. Out: what a kind is called; complaints about kinds that `life` and `reasons` of scheme.yaml name and nobody knows.
 */
import type { AddedFields } from '../../schemas/pack/added-fields.js';
import type { SchemeFile } from '../../schemas/pack/index.js';
import { doneByEvent, eventKinds, nameOfEvent } from '../../schemas/record/events.js';
import type { Diagnostic, Prose } from '../diagnostics/index.js';
import { didYouMean } from '../files/shape-issues.js';
import { complainOf } from './complain.js';
import type { PackFile, Scheme } from './types.js';

/** Of what changes a certificate what it is then: 颁发, issued; of others as in a story. */
export const eventName = (kind: string, scheme: Scheme | undefined): Prose => doneByEvent(kind) ?? eventStep(kind, scheme);
/** As a step of a case's story: its own name where certpress has one, else the scheme's; where nobody named it, the kind itself. */
export const eventStep = (kind: string, scheme: Scheme | undefined): Prose =>
  nameOfEvent(kind) ?? addedKinds(scheme?.adds)[kind] ?? { zh: kind, en: kind };

function addedKinds(adds: AddedFields | undefined): Readonly<Record<string, Prose>> {
  const kind = adds?.['events']?.['kind'];
  return kind?.is === 'word' ? kind.words : {};
}

export function unknownEventKinds(scheme: PackFile<SchemeFile>, adds: AddedFields | undefined): Diagnostic[] {
  const found: Diagnostic[] = [];
  const complain = complainOf(scheme.value.id, found);
  const known = [...eventKinds, ...Object.keys(addedKinds(adds))];
  const check = (event: string, path: readonly (string | number)[]): void => {
    if (known.includes(event)) return;
    const near = didYouMean(event, known);
    const list = {
      zh: `有：${known.join('、')}；另有的写在 fields.yaml 的 events。`,
      en: `There are: ${known.join(', ')}; more go into fields.yaml, events.`,
    };
    complain(
      scheme,
      path,
      'pack-wrong',
      { zh: `没有事件 ${event}`, en: `There is no kind of event ${event}` },
      near === undefined ? list : { zh: `是否应为 ${near}？${list.zh}`, en: `Did you mean ${near}? ${list.en}` },
    );
  };
  scheme.value.life.forEach(({ event }, i) => {
    check(event, ['life', i, 'event']);
  });
  for (const [code, { event }] of Object.entries(scheme.value.reasons)) check(event, ['reasons', code, 'event']);
  return found;
}
