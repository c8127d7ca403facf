/**
 * Reasons of events that the scheme does not have.
 *
 * In:  the subjects that are events. Out: `word-not-in-scheme` at each `reason` that is no code of the scheme, or one of another event
 * (`reasons` of scheme.yaml); what the reason of an event without codes is called is free. Rows and documents ask for a code by its
 * letters: one that is misspelt would change what they say in silence.
 */
import { roleOfEvent } from '../../schemas/record/events.js';
import type { Diagnostic } from '../diagnostics/index.js';
import { didYouMean } from '../files/shape-issues.js';
import { placeIn } from '../load/record-file.js';
import type { Project } from '../load/types.js';
import type { Subject } from './subject.js';

export function unknownReasons(subjects: readonly Subject[], project: Project): Diagnostic[] {
  return subjects.flatMap((subject): Diagnostic[] => {
    if (subject.kind !== 'event') return [];
    const { kind, reason } = subject.variables['event'] as { readonly kind?: string; readonly reason?: string };
    const codes = Object.entries(subject.scheme.scheme.reasons);
    const own = codes.filter(([, { event }]) => event === kind);
    // A restoration may name the ground of the suspension that it ends.
    const grounds = codes.filter(
      ([, { event }]) => roleOfEvent(kind) === 'restores' && own.length > 0 && roleOfEvent(event) === 'suspends',
    );
    const allowed = [...own, ...grounds].map(([code]) => code);
    const place = subject.home.place;
    if (reason === undefined || allowed.length === 0 || allowed.includes(reason) || !place) return [];
    const near = didYouMean(reason, allowed);
    const list = { zh: `可写：${allowed.join('、')}。`, en: `There are: ${allowed.join(', ')}.` };
    return [
      {
        code: 'word-not-in-scheme',
        severity: 'error',
        scheme: subject.scheme.id,
        ...(subject.case ? { case: subject.case.name } : {}),
        message: {
          zh: `这个认证方案没有 ${String(kind)} 的原因代号 ${reason}`,
          en: `This scheme has no reason ${reason} for ${String(kind)}`,
        },
        help: near === undefined ? list : { zh: `是否应为 ${near}？${list.zh}`, en: `Did you mean ${near}? ${list.en}` },
        place: placeIn(project.root, place.file, [...place.path, 'reason']),
      },
    ];
  });
}
