/**
 * The working of an audit's time: what the scheme's table, its rules and the record make of it, line by line.
 *
 * In:  a scheme's `audit-time.yaml`, facts of one audit. Out: `Working`: lines for people, figures for rows, and what is missing for
 * more. No number, factor or clause of a scheme stands in this room.
 */
import type { AuditTime } from '../../schemas/pack/audit-time.js';
import { adjustments, baseTime, samplesOf, siteTime } from './base.js';
import type { TimeFacts } from './facts.js';
import { leastTime, stageLimits, takenTime } from './limits.js';
import { Lines } from './lines.js';
import { scheduledHours } from './schedule.js';
import type { TimeFigures, Working } from './types.js';

/** Whether the scheme's text gives a time for such an audit. */
export const isTimed = ({ kinds, stage1 }: AuditTime, kind: TimeFacts['kind']): boolean =>
  kind !== undefined && (kinds.some((one) => one.for.includes(kind)) || (kind === 'I1' && stage1.least > 0));

export function workingOf(table: AuditTime, facts: TimeFacts): Working {
  const lines = new Lines();
  let figures: TimeFigures = { wrongFactors: [], unreasoned: [], justified: facts.justified, ...scheduledHours(facts) };
  if (!isTimed(table, facts.kind)) return { lines: [], missing: [], figures };
  const isStageOnly = !table.kinds.some((one) => facts.kind !== undefined && one.for.includes(facts.kind));
  if (!isStageOnly) {
    figures = { ...figures, ...baseTime(table, facts, lines) };
    figures = { ...figures, ...samplesOf(table, facts, lines), ...siteTime(table, facts, lines) };
    figures = { ...figures, ...adjustments(table, facts, figures, lines) };
    figures = { ...figures, ...leastTime(table, facts, figures, lines) };
  }
  stageLimits(table, facts, figures, lines);
  if (!isStageOnly && facts.kind !== 'I1') figures = { ...figures, ...takenTime(table, facts, figures, lines) };
  return { lines: lines.lines, missing: lines.missing, figures };
}
