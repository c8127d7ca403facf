/**
 * How long the file of an audit is kept.
 *
 * In:  a case, one of its audits, what the scheme's `archive.yaml` says. Out: `Retention`: the day until which it must be kept,
 * from what it was counted, and the clause. Of several certificates of one cycle the last one counts.
 */
import { endsCertificate, roleOfEvent } from '../../schemas/record/events.js';
import type { ArchiveRules } from '../../schemas/pack/archive.js';
import { openingKinds } from '../../schemas/record/kinds.js';
import type { Prose } from '../diagnostics/index.js';
import { addMonths } from '../rules/dates.js';
import type { AuditFolder, CaseFolder } from '../load/types.js';

export interface Retention {
  /** `YYYY-MM-DD`; absent while nothing to count from exists. */
  readonly until?: string;
  readonly countedFrom?: { readonly day: string; readonly what: Prose };
  /** The last day on which a certificate of the cycle is valid; absent where none was issued. */
  readonly validTo?: string;
  readonly clause: string;
  readonly rule?: string;
  /** What the scheme says, or why the term is another. */
  readonly why: Prose;
}
type Certificate = NonNullable<CaseFolder['certificates']>['value'][number];

export function retentionOf(folder: CaseFolder, audit: AuditFolder, { retention }: ArchiveRules): Retention {
  const said = { clause: retention.clause, ...(retention.rule === undefined ? {} : { rule: retention.rule }) };
  const certificate = certificateOf(folder, audit);
  if (!certificate) {
    const end = audit.audit.value.end;
    const { months, zh, en } = retention.without;
    return {
      ...said,
      why: { zh, en },
      ...(end === undefined
        ? {}
        : { until: addMonths(end, months), countedFrom: { day: end, what: { zh: '审核结束', en: 'end of the audit' } } }),
    };
  }
  const ended = retention.after === 'end' ? endingOf(folder, certificate) : undefined;
  const day = ended?.date ?? certificate.validTo;
  const number = certificate.number ?? '';
  const what =
    roleOfEvent(ended?.kind) === 'withdraws'
      ? { zh: `证书 ${number} 被撤销`, en: `certificate ${number} withdrawn` }
      : ended
        ? { zh: `证书 ${number} 被注销`, en: `certificate ${number} cancelled` }
        : { zh: `证书 ${number} 有效期届满`, en: `certificate ${number} expires` };
  return {
    ...said,
    why: { zh: retention.zh, en: retention.en },
    ...(day === undefined ? {} : { until: addMonths(day, retention.months), countedFrom: { day, what }, validTo: day }),
  };
}

/** The first event that ended it for good. */
function endingOf(folder: CaseFolder, certificate: Certificate): { readonly kind: string; readonly date: string } | undefined {
  const ends = (folder.events?.value ?? []).flatMap(({ kind, date, certificate: of }) =>
    kind !== undefined && endsCertificate(kind) && date !== undefined && of === certificate.number ? [{ kind, date }] : [],
  );
  return ends.sort((a, b) => (a.date < b.date ? -1 : 1))[0];
}

/** The certificate that was issued last in the cycle of the audit. */
function certificateOf(folder: CaseFolder, audit: AuditFolder): Certificate | undefined {
  const mine = cycleOf(folder, audit);
  const end = audit.audit.value.end;
  const cycle = (folder.certificates?.value ?? []).filter((one) => {
    const of = folder.audits.find((other) => other.name === one.audit);
    // Without an audit of this project, its own dates tell.
    return of
      ? cycleOf(folder, of) === mine
      : mine === undefined && end !== undefined && (one.validFrom ?? '9') <= end && end <= (one.validTo ?? '9');
  });
  const issued = ({ issued: day, validFrom }: Certificate): string => day ?? validFrom ?? '';
  return cycle.reduce<Certificate | undefined>((last, one) => (last && issued(last) > issued(one) ? last : one), undefined);
}

/** The audit that began the cycle: itself, the stage 2 that a stage 1 belongs to, or the last opening audit before it. */
function cycleOf(folder: CaseFolder, audit: AuditFolder): AuditFolder | undefined {
  const opens = (one: AuditFolder): boolean => one.audit.value.kind !== undefined && openingKinds.includes(one.audit.value.kind);
  const stage2 = folder.audits.find((one) => one.audit.value.stage1 === audit.name);
  if (stage2) return stage2;
  if (opens(audit)) return audit;
  const start = (one: AuditFolder): string => one.audit.value.start ?? '';
  return folder.audits
    .filter((one) => opens(one) && start(one) <= start(audit))
    .sort((a, b) => (start(a) < start(b) ? -1 : 1))
    .at(-1);
}
