/**
 * The working of the audit's time as layouts print it: `time.lines`, each with `what`, `figure`, `unit`, `clause` and `note`.
 *
 * In:  a document's scope. Out: lines for a table and what is missing for more, of the document's audit; of a document of the case, as the
 * time of its initial audit was determined. Nothing where the scheme's text gives no table, or no time for such an audit.
 */
import { z } from 'zod';
import { timeFacts } from '../time/facts.js';
import { shownFigure, unitWords } from '../time/lines.js';
import { workingOf } from '../time/working.js';
import { stateOn } from '../validate/states.js';
import type { DocumentScope } from '../validate/scope.js';

const prose = z.object({ zh: z.string(), en: z.string() });
export const auditTimeShape = z.object({
  lines: z.array(
    z.object({ id: z.string(), what: prose, figure: z.string(), unit: prose, clause: z.string().optional(), note: prose.optional() }),
  ),
  missing: z.array(z.object({ what: prose, where: z.string() })),
});

export function auditTimeContext({
  case: folder,
  audit,
  stage1,
  scheme,
  date,
}: DocumentScope): z.output<typeof auditTimeShape> | undefined {
  if (!scheme.auditTime) return undefined;
  const record = folder.case.value;
  const [own, plan] = [audit?.audit.value, audit?.plan?.value];
  const day = own?.start ?? plan?.start ?? date;
  const [headcount, sites] = [stateOn(record.headcount, day), stateOn(record.sites, day)];
  const before = folder.audits.map((one) => one.audit.value).filter(({ start }) => start !== undefined && start < day);
  const { lines, missing } = workingOf(
    scheme.auditTime,
    timeFacts({
      case: record,
      audit: own,
      plan,
      stage1: stage1 && { audit: stage1.audit.value, plan: stage1.plan?.value },
      before: before.sort((a, b) => ((a.start ?? '') < (b.start ?? '') ? -1 : 1)),
      headcount: headcount === undefined ? undefined : record.headcount?.[headcount]?.effective,
      sites: (sites === undefined ? undefined : record.sites?.[sites]?.list) ?? [],
    }),
  );
  if (lines.length === 0) return undefined;
  return { lines: lines.map((line) => ({ ...line, figure: shownFigure(line.figure), unit: unitWords[line.unit] })), missing: [...missing] };
}
