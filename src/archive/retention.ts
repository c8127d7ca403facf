/**
 * How long the file of an audit is kept.
 *
 * In:  a case, one of its audits, what the scheme's `archive.yaml` says. Out: `Retention`: the day until which it must be kept,
 * from what it was counted, and the clause. Of several certificates of one cycle the last one counts.
 */
import type { ArchiveRules } from '../../schemas/pack/archive.js';
import type { Prose } from '../diagnostics/index.js';
import { addMonths } from '../judge/dates.js';
import type { AuditFolder, CaseFolder } from '../load/types.js';

export interface Retention {
  /** `YYYY-MM-DD`; absent while nothing to count from exists. */
  readonly until?: string;
  readonly countedFrom?: { readonly day: string; readonly what: Prose };
  readonly clause: string;
  readonly rule?: string;
  /** What the scheme says, or why the term is another. */
  readonly why: Prose;
}

export function retentionOf(folder: CaseFolder, audit: AuditFolder, { retention }: ArchiveRules): Retention {
  const said = { clause: retention.clause, ...(retention.rule === undefined ? {} : { rule: retention.rule }) };
  const certificate = certificateOf(folder, audit);
  if (!certificate) {
    const end = audit.audit.value.end;
    const { months, zh, en } = retention.without;
    return { ...said, why: { zh, en }, ...(end === undefined ? {} : { until: addMonths(end, months), countedFrom: { day: end, what: { zh: '审核结束', en: 'end of the audit' } } }) };
  }
  const ended = retention.after === 'end'
    ? folder.events?.value.find((event) => (event.kind === 'withdrawn' || event.kind === 'cancelled') && event.certificate === certificate.number)
    : undefined;
  const day = ended?.date ?? certificate.validTo;
  const number = certificate.number ?? '';
  const what = ended?.kind === 'withdrawn' ? { zh: `证书 ${number} 被撤销`, en: `certificate ${number} withdrawn` }
    : ended ? { zh: `证书 ${number} 被注销`, en: `certificate ${number} cancelled` }
      : { zh: `证书 ${number} 有效期届满`, en: `certificate ${number} expires` };
  return { ...said, why: { zh: retention.zh, en: retention.en }, ...(day === undefined ? {} : { until: addMonths(day, retention.months), countedFrom: { day, what } }) };
}

/** The last certificate of the cycle that the audit belongs to: that which its decision granted, or the one it maintained. */
function certificateOf(folder: CaseFolder, audit: AuditFolder): NonNullable<CaseFolder['certificates']>['value'][number] | undefined {
  const all = folder.certificates?.value ?? [];
  const stage2 = folder.audits.find((one) => one.audit.value.stage1 === audit.name);
  const granting = [audit.name, ...(stage2 ? [stage2.name] : [])];
  const own = all.filter((one) => granting.includes(one.audit ?? ''));
  const end = audit.audit.value.end;
  const inForce = all.filter((one) => end !== undefined && (one.validFrom ?? '9') <= end);
  const cycle = own.length > 0 ? own : inForce.filter((one) => one.audit === inForce.at(-1)?.audit);
  return cycle.reduce<(typeof cycle)[number] | undefined>((last, one) => (last && (last.validTo ?? '') > (one.validTo ?? '') ? last : one), undefined);
}
