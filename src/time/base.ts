/**
 * From the headcount to the time that the adjustments leave: the first half of a working.
 *
 * In:  a scheme's `audit-time.yaml`, facts of an audit, the lines so far. Out: figures; lines and gaps are added.
 */
import type { AuditTime } from '../../schemas/pack/audit-time.js';
import type { Prose } from '../diagnostics/index.js';
import type { Adjustment, Site, TimeFacts } from './facts.js';
import { both, shownFigure, type Lines } from './lines.js';
import { bandOf, exact, sampleOf, upTo } from './table.js';
import type { Sample, TimeFigures } from './types.js';

type Figures = Partial<TimeFigures>;

export function baseTime(table: AuditTime, facts: TimeFacts, lines: Lines): Figures {
  const { headcount, own } = facts;
  const recordedBase = own?.base === undefined ? {} : { recordedBase: own.base };
  if (headcount === undefined || headcount <= 0) {
    lines.lacks('有效人数', 'The effective headcount', 'case.yaml headcount[].effective');
    return recordedBase;
  }
  const counted = upTo(headcount);
  const { clause } = table.table;
  lines.add({
    id: 'headcount',
    what: { zh: '有效人数', en: 'Effective headcount' },
    figure: counted,
    unit: 'persons',
    clause,
    ...(counted === headcount
      ? {}
      : { note: { zh: `${headcount} 人，不足一人按一人计`, en: `${headcount}, a part of a person counts as one` } }),
  });
  const band = bandOf(table.table, counted);
  lines.add({
    id: 'base',
    what: { zh: `基准：${band.from} 至 ${band.upTo} 人`, en: `Base: ${band.from} to ${band.upTo} persons` },
    figure: band.days,
    unit: 'person-days',
    clause,
    ...(band.toConfirm
      ? {
          note: {
            zh: '表中没有这一档，按其递进规律推算，须由人确认',
            en: 'beyond the table, carried on as its rows go: to be confirmed by a person',
          },
        }
      : {}),
  });
  return { headcount: counted, base: band.days, ...recordedBase };
}

/** The sites besides the main one; a virtual one lies nowhere. */
const besides = (sites: readonly Site[]): Site[] => sites.filter(({ kind }) => kind !== 'main' && kind !== 'virtual');

export function samplesOf({ sampling }: AuditTime, { sites, audited }: TimeFacts, lines: Lines): Figures {
  if (!sampling) return {};
  const groups = [...new Set(besides(sites).flatMap(({ similarGroup }) => similarGroup ?? []))];
  const samples = groups.map((group): Omit<Sample, 'audited'> & { readonly audited: number | undefined } => {
    const own = besides(sites).filter(({ similarGroup }) => similarGroup === group);
    return {
      group,
      sites: own.length,
      least: sampleOf(sampling, own.length),
      audited: audited && own.filter(({ id }) => id !== undefined && audited.includes(id)).length,
    };
  });
  for (const { group, sites: count, least, audited: visited } of samples)
    lines.add({
      id: 'sample',
      what: { zh: `相似场所组 ${group} 共 ${count} 个，至少抽取`, en: `Of ${count} similar sites (${group}), a sample of at least` },
      figure: least,
      unit: 'sites',
      clause: sampling.clause,
      ...(visited === undefined ? {} : { note: { zh: `本次审核 ${visited} 个`, en: `this audit visits ${visited}` } }),
    });
  return audited ? { samples: samples.map((one) => ({ ...one, audited: one.audited ?? 0 })) } : {};
}

export function siteTime({ sites: rule, sampling }: AuditTime, facts: TimeFacts, lines: Lines): Figures {
  if (!rule) return { sites: 0 };
  const others = besides(facts.sites);
  if (facts.sites.some(({ kind, id }) => kind === undefined || id === undefined)) {
    lines.lacks('各场所的代号和类别', 'Id and kind of each site', 'case.yaml sites[].list[].id, .kind');
    return {};
  }
  const visited = facts.audited ?? assumed(others, sampling);
  const going = others.filter(({ id }) => id !== undefined && visited.includes(id));
  const unknown = going.filter(({ distanceKm }) => distanceKm === undefined).map(({ id }) => id ?? '');
  if (unknown.length > 0) {
    lines.lacks(
      `场所 ${unknown.join('、')} 距主场所的距离`,
      `How far the site ${unknown.join(', ')} is from the main one`,
      'case.yaml sites[].list[].distanceKm',
    );
    return {};
  }
  const far = going.filter(({ distanceKm = 0 }) => distanceKm > rule.nearKm);
  const near = going.filter(({ distanceKm = 0 }) => distanceKm <= rule.nearKm);
  const ids = (some: readonly Site[], comma: string): string => some.map(({ id }) => id).join(comma);
  if (far.length > 0)
    lines.add({
      id: 'sites-far',
      what: {
        zh: `距主场所超过 ${rule.nearKm} 公里的场所 ${ids(far, '、')}，每个 ${rule.far}`,
        en: `Sites more than ${rule.nearKm} km away (${ids(far, ', ')}), ${rule.far} each`,
      },
      figure: exact(rule.far * far.length),
      unit: 'person-days',
      clause: rule.clause,
    });
  const added = Math.max(0, near.length - rule.nearFree);
  if (near.length > 0)
    lines.add({
      id: 'sites-near',
      what: {
        zh: `${rule.nearKm} 公里以内的场所 ${ids(near, '、')}，前 ${rule.nearFree} 个不加，其余每个 ${rule.near}`,
        en: `Sites within ${rule.nearKm} km (${ids(near, ', ')}), ${rule.near} each but for the first ${rule.nearFree}`,
      },
      figure: exact(rule.near * added),
      unit: 'person-days',
      clause: rule.clause,
    });
  if (facts.audited === undefined && others.length > 0)
    lines.lacks('本次审核的场所', 'The sites that this audit goes to', 'audit.yaml sites');
  return facts.audited === undefined && others.length > 0 ? {} : { sites: exact(rule.far * far.length + rule.near * added) };
}

/** Before it is said which sites are visited: all that are like no other, and of each group as many as a sample takes. */
function assumed(sites: readonly Site[], sampling: AuditTime['sampling']): string[] {
  const groups = grouped(sites);
  return [...groups].flatMap(([group, own]) =>
    (group === undefined || !sampling ? own : own.slice(0, sampleOf(sampling, own.length))).flatMap(({ id }) => id ?? []),
  );
}
function grouped(sites: readonly Site[]): Map<string | undefined, Site[]> {
  const groups = new Map<string | undefined, Site[]>();
  for (const site of sites) groups.set(site.similarGroup, [...(groups.get(site.similarGroup) ?? []), site]);
  return groups;
}

/** Factors that no list of a scheme has a code for. */
const plainFactors: ReadonlyMap<string, Prose> = new Map([
  ['special', { zh: '特殊情况', en: 'special circumstances' }],
  ['other', { zh: '其他因素', en: 'other factors' }],
]);

export function adjustments(table: AuditTime, { own, earlier }: TimeFacts, figures: Figures, lines: Lines): Figures {
  const { adjustment } = table;
  const list = (own ?? earlier)?.adjustments ?? [];
  const sum = (some: readonly Adjustment[]): number => exact(some.reduce((total, { days = 0 }) => total + days, 0));
  // What a single audit was given for its circumstances is not handed on to the next; factors of the client are.
  const used = adjustment || own ? list : [];
  const [more, fewer] = [used.filter(({ days = 0 }) => days > 0), used.filter(({ days = 0 }) => days < 0)];
  for (const one of used) {
    const { factor = '', days = 0, reason } = one;
    const known = [...(adjustment?.increase ?? []), ...(adjustment?.decrease ?? [])].find(({ code }) => code === factor);
    const ignored = !adjustment && days < 0;
    const note = ignored ? { zh: '规则没有规定减少，不予计入', en: 'the text has no reduction: not counted' } : both(reason);
    lines.add({
      id: days < 0 ? 'decrease' : adjustment ? 'increase' : 'special',
      what: {
        zh: `${days < 0 ? '减少' : '增加'}：${plainFactors.get(factor)?.zh ?? factor}${known ? ` ${known.zh}` : ''}`,
        en: `${days < 0 ? 'Deducted' : 'Added'}: ${plainFactors.get(factor)?.en ?? factor}${known ? `, ${known.en}` : ''}`,
      },
      figure: days,
      unit: 'person-days',
      ...(adjustment ? { clause: adjustment.clause } : table.special ? { clause: table.special.clause } : {}),
      ...(note ? { note } : {}),
    });
  }
  const checked = own?.adjustments ?? [];
  const [increase, decrease, special] = adjustment ? [sum(more), -sum(fewer), 0] : [0, 0, sum(more)];
  const { base, sites } = figures;
  const common = {
    increase,
    decrease: decrease + 0,
    special,
    wrongFactors: checked.filter((one) => isWrong(one, table)).map(({ factor = '' }) => factor),
    unreasoned: checked.filter(({ reason }) => reason === undefined).map(({ factor = '' }) => factor),
  };
  if (base === undefined || sites === undefined) return common;
  const adjusted = exact(base + sites + increase - decrease);
  const determined = exact(adjusted + special);
  const decreaseMost = adjustment && own && { decreaseMost: exact(adjustment.mostReduction * base) };
  if (determined !== base)
    lines.add({
      id: 'determined',
      what: { zh: '确定的审核时间', en: 'Audit time as determined' },
      figure: determined,
      unit: 'person-days',
      ...(adjustment
        ? { clause: adjustment.clause, note: shareOfBase(determined / base, adjustment.mostReduction, own ? undefined : earlier?.date) }
        : {}),
    });
  return { ...common, ...decreaseMost, adjusted, determined };
}

function shareOfBase(share: number, most: number, from: string | undefined): Prose {
  const [of, by] = [shownFigure(100 * share), shownFigure(100 * most)];
  return {
    zh: `为基准的 ${of}%，减少不宜超过 ${by}%${from === undefined ? '' : `；本次没有另行确定，沿用 ${from} 的调整`}`,
    en: `${of} % of the base, which should be reduced by no more than ${by} %${from === undefined ? '' : `; not determined anew, the adjustments are those of ${from}`}`,
  };
}

/** A factor that the lists do not have, unless it says that it is another; one that adds where it should deduct. */
function isWrong({ factor, days = 0 }: Adjustment, { adjustment }: AuditTime): boolean {
  if (!adjustment) return days < 0;
  const has = (some: readonly { readonly code: string }[]): boolean => some.some(({ code }) => code === factor);
  if (factor === undefined || factor === 'other' || factor === 'special') return false;
  return has(adjustment.increase) ? days < 0 : has(adjustment.decrease) ? days > 0 : true;
}
