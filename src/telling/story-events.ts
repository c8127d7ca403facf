/**
 * What events.yaml tells of a case, and what nobody entered there: the issue of a certificate, and its reissue under its number.
 *
 * In:  a case folder, what is known on the day judged on, who takes the steps. Out: a step for each.
 */
import { roleOfEvent } from '../../schemas/record/events.js';
import { recordSubjects } from '../../schemas/record/kinds.js';
import type { Prose } from '../diagnostics/index.js';
import type { CaseFolder, RecordFile } from '../load/types.js';
import type { KnownOn } from '../judge/known.js';
import { eventStep } from '../packs/event-kinds.js';
import type { Scheme } from '../packs/types.js';

export type Add = (
  file: RecordFile,
  path: readonly (string | number)[],
  date: string | undefined,
  what: Prose,
  more?: { readonly to?: string; readonly audit?: string; readonly subject?: string },
) => void;

/** Under its number, with another text: `src/validate/reissue.ts`. */
const reissued: Prose = { zh: '换发证书', en: 'Certificate reissued' };

export function eventSteps(folder: CaseFolder, known: KnownOn, scheme: Scheme | undefined, add: Add): void {
  const file = folder.events;
  const kept = (file && known.of(file)) ?? [];
  const own = (folder.certificates && known.of(folder.certificates)) ?? [];
  /** Issued before already, under this number: what is printed then is the certificate again. */
  const isAgain = (number: string | undefined, date: string | undefined): boolean =>
    number !== undefined &&
    date !== undefined &&
    (own.some((one) => one.number === number && one.issued !== undefined && one.issued < date) ||
      kept.some((one) => roleOfEvent(one.kind) === 'issues' && one.certificate === number && one.date !== undefined && one.date < date));
  kept.forEach((event, i) => {
    if (!file || event.kind === undefined) return;
    const what = roleOfEvent(event.kind) === 'issues' && isAgain(event.certificate, event.date) ? reissued : eventStep(event.kind, scheme);
    add(
      file,
      [i],
      event.date,
      event.text ? { zh: joined(what.zh, event.text.zh, '：'), en: joined(what.en, event.text.en ?? event.text.zh, ': ') } : what,
      {
        ...(event.audit === undefined ? {} : { audit: event.audit }),
        ...(event.certificate === undefined ? {} : { subject: event.certificate }),
      },
    );
  });
  const isEvent = (number: string | undefined, test: (date: string) => boolean): boolean =>
    kept.some(
      (event) => roleOfEvent(event.kind) === 'issues' && event.certificate === number && event.date !== undefined && test(event.date),
    );
  const register = folder.documents;
  ((register && known.of(register)) ?? []).forEach(({ kind, subject, date, reason }, i) => {
    if (!register || recordSubjects[kind ?? ''] !== 'certificate' || !isAgain(subject, date) || isEvent(subject, (day) => day === date))
      return;
    const what = reason ? { zh: `${reissued.zh}：${reason.zh}`, en: `${reissued.en}: ${reason.en ?? reason.zh}` } : reissued;
    add(register, [i], date, what, subject === undefined ? {} : { subject });
  });
  const { certificates } = folder;
  if (!certificates) return;
  (known.of(certificates) ?? []).forEach((certificate, i) => {
    if (!isEvent(certificate.number, (day) => !isAgain(certificate.number, day)))
      add(
        certificates,
        [i, 'issued'],
        certificate.issued,
        eventStep('issued', scheme),
        certificate.number === undefined ? {} : { subject: certificate.number },
      );
  });
}

/** The event and what is said of it; once where both are the same. */
const joined = (what: string, text: string, by: string): string =>
  text.replace(/[。.]$/, '').toLowerCase() === what.toLowerCase() ? what : `${what}${by}${text}`;
