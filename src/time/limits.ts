/**
 * What an audit takes at least, and what bounds its parts: the second half of a working.
 *
 * In:  a scheme's `audit-time.yaml`, facts of an audit, the figures and lines so far. Out: figures; lines and gaps are added.
 */
import type { AuditTime } from '../../schemas/pack/audit-time.js';
import type { Days, TimeFacts } from './facts.js';
import { shownFigure, type Lines } from './lines.js';
import { exact, proposed } from './table.js';
import type { TimeFigures } from './types.js';

type Figures = Partial<TimeFigures>;
const total = (days: Days | undefined): number | undefined =>
  days?.onSite === undefined || days.offSite === undefined ? undefined : exact(days.onSite + days.offSite);

/** Whether other systems in the same audit make this one take less by itself: then only the sum of all is bounded. */
const isReduced = ({ combination }: AuditTime, { systems }: TimeFacts): boolean => systems !== undefined && combination.leastOfSum < 1;

export function leastTime(table: AuditTime, facts: TimeFacts, { adjusted }: Figures, lines: Lines): Figures {
  const rule = table.kinds.find((one) => facts.kind !== undefined && one.for.includes(facts.kind));
  if (!rule || adjusted === undefined) return {};
  const [part, whole] = rule.share;
  const least = exact((adjusted * part) / whole);
  const isTotal = table.table.gives === 'total';
  const both = isTotal && ['I1', 'I2'].includes(facts.kind ?? '');
  lines.add({
    id: 'least',
    what: {
      zh: `${both ? '第一、二阶段合计' : isTotal ? '本次审核（现场与非现场）' : '本次审核现场'}至少${part === whole ? '' : `，为其 ${part}/${whole}`}`,
      en: `${both ? 'Both stages' : isTotal ? 'This audit, on and off site,' : 'This audit, on site,'} at least${part === whole ? '' : `, being ${part}/${whole}`}`,
    },
    figure: least,
    unit: 'person-days',
    clause: rule.clause,
    ...(proposed(table, least) === least
      ? {}
      : {
          note: { zh: `排到半人日为 ${shownFigure(proposed(table, least))}`, en: `in half days, ${shownFigure(proposed(table, least))}` },
        }),
  });
  const onSite = table.onSite && exact(table.onSite.least * least);
  if (table.onSite && onSite !== undefined)
    lines.add({
      id: 'on-site-least',
      what: {
        zh: `其中现场不宜少于 ${shownFigure(100 * table.onSite.least)}%`,
        en: `Of it on site, normally at least ${shownFigure(100 * table.onSite.least)} %`,
      },
      figure: onSite,
      unit: 'person-days',
      clause: table.onSite.clause,
    });
  if (isReduced(table, facts)) return sumOf(table, facts, least, lines);
  return { least, ...(onSite === undefined ? {} : { onSiteLeast: onSite }), ...sumOf(table, facts, least, lines) };
}

function sumOf({ combination }: AuditTime, { systems }: TimeFacts, least: number, lines: Lines): Figures {
  if (!systems) return {};
  const required = systems.map((one) => one.required);
  if (systems.length === 0 || required.includes(undefined)) {
    lines.lacks(
      '一同审核的各体系应有的人日',
      'The person-days that each of the other systems requires',
      'audit.yaml combination.systems[].required',
    );
    return {};
  }
  const sumLeast = exact(combination.leastOfSum * required.reduce<number>((sum, one) => sum + (one ?? 0), least));
  lines.add({
    id: 'sum-least',
    what: {
      zh: `与 ${systems.length} 个其他体系合计至少（各自所需之和的 ${shownFigure(100 * combination.leastOfSum)}%）`,
      en: `With ${systems.length} other system(s), at least (${shownFigure(100 * combination.leastOfSum)} % of what each takes by itself)`,
    },
    figure: sumLeast,
    unit: 'person-days',
    clause: combination.clause,
  });
  return { sumLeast };
}

export function stageLimits(table: AuditTime, facts: TimeFacts, figures: Figures, lines: Lines): void {
  const { stage1, stage2, combination, remote } = table;
  const isInitial = facts.kind === 'I1' || facts.kind === 'I2';
  if (isInitial)
    lines.add({
      id: 'stage-1-least',
      what: stage1.within
        ? { zh: '其中第一阶段现场不宜少于', en: 'Of it stage 1 on site, normally at least' }
        : { zh: '另计的第一阶段至少', en: 'Stage 1, which is extra, at least' },
      figure: stage1.least,
      unit: 'person-days',
      clause: stage1.clause,
    });
  if (isInitial && stage1.mostOfOnSite !== undefined && figures.onSiteLeast !== undefined)
    lines.add({
      id: 'stage-1-most',
      what: {
        zh: `第一阶段现场不多于总现场时间的 ${shownFigure(100 * stage1.mostOfOnSite)}%，现场取最少时为`,
        en: `Stage 1 at most ${shownFigure(100 * stage1.mostOfOnSite)} % of the time on site; where that is the least,`,
      },
      figure: exact(stage1.mostOfOnSite * figures.onSiteLeast),
      unit: 'person-days',
      clause: stage1.clause,
    });
  if (isInitial && facts.systems && combination.stage1) {
    const { systems, most, each, clause } = combination.stage1;
    const count = facts.systems.length + 1;
    lines.add({
      id: 'stage-1-combined',
      what: { zh: `${count} 个体系结合审核，第一阶段不超过`, en: `Stage 1 of ${count} systems together, at most` },
      figure: exact(most + each * Math.max(0, count - systems)),
      unit: 'person-days',
      clause,
    });
  }
  if (isInitial && stage2)
    lines.add({
      id: 'stage-2-least',
      what: { zh: '第二阶段通常不少于', en: 'Stage 2 normally at least' },
      figure: stage2.least,
      unit: 'person-days',
      clause: stage2.clause,
    });
  const { onSite } = facts.days ?? {};
  if (remote && onSite !== undefined && facts.kind !== 'I1')
    lines.add({
      id: 'remote-most',
      what: {
        zh: `其中远程不超过现场 ${shownFigure(onSite)} 人日的 ${shownFigure(100 * remote.most)}%`,
        en: `Of the ${shownFigure(onSite)} person-days on site, remote at most ${shownFigure(100 * remote.most)} %`,
      },
      figure: exact(remote.most * onSite),
      unit: 'person-days',
      clause: remote.clause,
    });
}

export function takenTime(table: AuditTime, facts: TimeFacts, figures: Figures, lines: Lines): Figures {
  const { days, stage1, kind, systems, isPlanned } = facts;
  const isTotal = table.table.gives === 'total';
  // An initial audit is two stages; a recertification may have a stage 1 too.
  const first = isTotal && (kind === 'I2' || (kind === 'R' && stage1)) ? stage1 : undefined;
  const needsFirst = isTotal && kind === 'I2';
  const firstTotal = total(first?.days);
  const own = isTotal ? total(days) : days?.onSite;
  if (days?.onSite === undefined)
    lines.lacks('计划或实际的现场人日', 'Person-days on site, planned or spent', 'plan.yaml duration, audit.yaml days');
  else if (own === undefined) lines.lacks('非现场人日', 'Person-days off site', 'audit.yaml days.offSite');
  if ((needsFirst || first) && firstTotal === undefined)
    lines.lacks('第一阶段的人日', 'The person-days of stage 1', 'audit.yaml stage1; audit.yaml days of stage 1');
  const taken = own === undefined || ((needsFirst || first) && firstTotal === undefined) ? undefined : exact(own + (firstTotal ?? 0));
  const firstOnSite = first ? (first.isOnSite ? first.days?.onSite : (first.days?.onSite ?? 0)) : needsFirst ? undefined : 0;
  const onSite = days?.onSite === undefined || firstOnSite === undefined ? undefined : exact(days.onSite + firstOnSite);
  const others = systems?.map((one) => one.days);
  const sumTaken =
    taken === undefined || !others || others.length === 0 || others.includes(undefined)
      ? undefined
      : exact(others.reduce<number>((sum, one) => sum + (one ?? 0), taken));
  if (kind !== 'I1' && taken !== undefined)
    lines.add({
      id: 'taken',
      what: {
        zh: `${isPlanned ? '计划' : '实际'}${isTotal ? `${firstTotal === undefined ? '' : '两个阶段'}共` : '现场'}`,
        en: `${isPlanned ? 'Planned' : 'Spent'}${isTotal ? `${firstTotal === undefined ? '' : ' in both stages'}, on and off site` : ' on site'}`,
      },
      figure: taken,
      unit: 'person-days',
      ...(table.onSite && onSite !== undefined
        ? { note: { zh: `其中现场 ${shownFigure(onSite)}`, en: `of which on site ${shownFigure(onSite)}` } }
        : {}),
    });
  if (sumTaken !== undefined)
    lines.add({ id: 'sum-taken', what: { zh: '各体系合计', en: 'All systems together' }, figure: sumTaken, unit: 'person-days' });
  return {
    ...(taken === undefined ? {} : { taken }),
    ...(onSite === undefined ? {} : { onSite }),
    ...(sumTaken === undefined ? {} : { sumTaken }),
    ...(figures.least === undefined || (needsFirst && firstTotal === undefined)
      ? {}
      : { remaining: exact(figures.least - (firstTotal ?? 0)) }),
  };
}
