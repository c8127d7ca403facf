/**
 * What events.yaml tells of a case, and what nobody entered there: the issue of a certificate, and its reissue under its number.
 *
 * In:  a case folder, what is known on the day judged on, who takes the steps. Out: a step for each.
 */
import { recordSubjects, type EventKind } from '../../schemas/record/kinds.js';
import type { Prose } from '../diagnostics/index.js';
import type { CaseFolder, RecordFile } from '../load/types.js';
import type { KnownOn } from '../judge/known.js';
import { eventNames } from '../judge/refusals.js';

const eventWords: Readonly<Record<EventKind, Prose>> = {
  issued: { zh: '颁发证书', en: 'Certificate issued' },
  delivered: { zh: '送达', en: 'Delivered' },
  reported: { zh: '上报', en: 'Reported to the authority' },
  published: { zh: '公布', en: 'Published' },
  suspended: { zh: '暂停证书', en: 'Certificate suspended' },
  restored: { zh: '恢复证书', en: 'Certificate restored' },
  reduced: { zh: '缩小认证范围', en: 'Scope reduced' },
  extended: { zh: '扩大认证范围', en: 'Scope extended' },
  withdrawn: { zh: '撤销证书', en: 'Certificate withdrawn' },
  cancelled: { zh: '注销证书', en: 'Certificate cancelled' },
  misuse: { zh: '发现误用证书', en: 'Misuse of the certificate found' },
  accident: { zh: '获证组织发生事故', en: 'Accident at the client' },
  appeal: { zh: '收到申诉或投诉', en: 'Appeal or complaint received' },
  replied: { zh: '答复申诉或投诉', en: 'Appeal or complaint answered' },
  recovered: { zh: '收回证书', en: 'Certificate recovered' },
};
export const eventName = (kind: EventKind): Prose => eventNames[kind] ?? eventWords[kind];

export type Add = (
  file: RecordFile,
  path: readonly (string | number)[],
  date: string | undefined,
  what: Prose,
  more?: { readonly to?: string; readonly audit?: string; readonly subject?: string },
) => void;

/** Under its number, with another text: `src/validate/reissue.ts`. */
const reissued: Prose = { zh: '换发证书', en: 'Certificate reissued' };

export function eventSteps(folder: CaseFolder, known: KnownOn, add: Add): void {
  const file = folder.events;
  const kept = (file && known.of(file)) ?? [];
  const own = (folder.certificates && known.of(folder.certificates)) ?? [];
  /** Issued before already, under this number: what is printed then is the certificate again. */
  const isAgain = (number: string | undefined, date: string | undefined): boolean =>
    number !== undefined &&
    date !== undefined &&
    (own.some((one) => one.number === number && one.issued !== undefined && one.issued < date) ||
      kept.some((one) => one.kind === 'issued' && one.certificate === number && one.date !== undefined && one.date < date));
  kept.forEach((event, i) => {
    if (!file || event.kind === undefined) return;
    const what = event.kind === 'issued' && isAgain(event.certificate, event.date) ? reissued : eventWords[event.kind];
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
    kept.some((event) => event.kind === 'issued' && event.certificate === number && event.date !== undefined && test(event.date));
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
        eventWords.issued,
        certificate.number === undefined ? {} : { subject: certificate.number },
      );
  });
}

/** The event and what is said of it; once where both are the same. */
const joined = (what: string, text: string, by: string): string =>
  text.replace(/[。.]$/, '').toLowerCase() === what.toLowerCase() ? what : `${what}${by}${text}`;
