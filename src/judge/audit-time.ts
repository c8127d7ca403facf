/**
 * The working of an audit's time, from the records of its case.
 *
 * In:  an audit of a case (or the case alone, before there is an audit), its scheme, what is known on the day judged on. Out: `Working`;
 * none where the scheme has no table.
 */
import type { Scheme } from '../packs/types.js';
import { timeFacts } from '../time/facts.js';
import type { Working } from '../time/types.js';
import { workingOf } from '../time/working.js';
import { stateOn } from '../validate/states.js';
import type { AuditFacts, CaseFacts } from './case-facts.js';
import type { KnownOn } from './known.js';

export function auditTimeOf(audit: AuditFacts | undefined, one: CaseFacts, scheme: Scheme, known: KnownOn): Working | undefined {
  if (!scheme.auditTime) return undefined;
  const record = known.of(one.folder.case);
  const own = audit && known.of(audit.folder.audit);
  const planOf = (of: AuditFacts | undefined) => (of?.folder.plan ? known.of(of.folder.plan) : undefined);
  const plan = planOf(audit);
  const date = audit?.start ?? plan?.start ?? known.asOf;
  const stage1 = own?.stage1 === undefined ? undefined : one.audits.find(({ folder }) => folder.name === own.stage1);
  const [headcount, sites] = [stateOn(record?.headcount, date), stateOn(record?.sites, date)];
  return workingOf(
    scheme.auditTime,
    timeFacts({
      case: record,
      audit: own,
      plan,
      stage1: stage1 && { audit: known.of(stage1.folder.audit), plan: planOf(stage1) },
      before: one.audits.filter(({ start }) => start !== undefined && start < date).flatMap(({ folder }) => known.of(folder.audit) ?? []),
      headcount: headcount === undefined ? undefined : record?.headcount?.[headcount]?.effective,
      sites: (sites === undefined ? undefined : record?.sites?.[sites]?.list) ?? [],
    }),
  );
}
