/**
 * Plan and report of an audit, compared fact by fact: a difference that the report's deviations do not speak of.
 *
 * In:  the project, the schemes that it names, the day judged on, and the words of the check (`schemas/schemes/generic.yaml`).
 * Out: a diagnostic for each such difference, at the deviations, with both places.
 *
 * That there is a deviation at all where something differs, and that a member who was not planned replaces one, are rows.
 * What no row can say is that each of several differences has its own: a deviation is free text. So it counts as spoken of
 * where the text names the fact itself (a day, a site, a person), or one of the words that the check lists for such a fact.
 */
import type { GenericCheck } from '../../schemas/pack/rules.js';
import type { Diagnostic, Place, Prose } from '../diagnostics/index.js';
import { placeIn } from '../load/record-file.js';
import type { AuditFolder, CaseFolder, Project, RecordFile } from '../load/types.js';
import { documentOfRole } from '../packs/of-role.js';
import { schemeKey, type Scheme, type SchemeTable } from '../packs/types.js';
import { monthNames } from '../rules/dates.js';
import { KnownOn } from './known.js';

interface Text {
  readonly zh: string;
  readonly en?: string | undefined;
}
interface Difference {
  /** Key of the check's words. */
  readonly fact: 'dates' | 'sites' | 'scope' | 'criteria' | 'objectives' | 'team';
  readonly message: Prose;
  /** What a text that speaks of it may name. */
  readonly names: readonly string[];
  readonly planned: Place;
  readonly reported: Place;
}
type PlanFile = RecordFile<'plan'>;
type ReportFile = RecordFile<'report'>;

export function unstatedDifferences(check: GenericCheck, project: Project, schemes: SchemeTable, asOf: string): Diagnostic[] {
  const known = new KnownOn(asOf);
  return project.cases.flatMap((folder) =>
    folder.audits.flatMap((audit): Diagnostic[] => {
      const { plan, report } = audit;
      // What cannot be read is complained of where it stands.
      if (!plan || !report || [plan, report, audit.audit].some((file) => file.misshapen.length > 0)) return [];
      const { deviations } = known.of(report) ?? {};
      // None stated, or not answered: that is a row's business.
      if (!Array.isArray(deviations)) return [];
      const said = deviations
        .flatMap(({ what, reason }) => [what, reason])
        .flatMap((text) => [text?.zh, text?.en])
        .filter((text) => text !== undefined)
        .join('\n')
        .toLowerCase();
      const scheme = schemes.get(schemeKey(folder.case.value.scheme ?? '', audit.audit.value.version ?? ''));
      const content = scheme && contentOf(scheme, check);
      const printedIn = scheme && documentOfRole(scheme, 'report');
      return differencesOf(project, folder, audit, plan, report, known)
        .filter(({ fact, names }) => ![...names, ...(check.words?.[fact] ?? [])].some((word) => said.includes(word.toLowerCase())))
        .map(({ message, planned, reported }): Diagnostic => ({
          code: check.id,
          severity: check.severity,
          verdict: 'violated',
          rule: check.rule,
          clause: content?.clause ?? check.rule,
          ...(printedIn === undefined ? {} : { document: printedIn.id }),
          case: folder.name,
          audit: audit.name,
          ...(scheme ? { scheme: scheme.id } : {}),
          message,
          help: check.help,
          why: content ? { zh: content.zh, en: content.en } : { zh: check.zh, en: check.en },
          place: placeIn(project.root, report, ['deviations']),
          related: [planned, reported],
        }));
    }),
  );
}

/** The content of the scheme that asks for deviations: its clause is the one to cite. */
const contentOf = (
  scheme: Scheme,
  { content }: GenericCheck,
): { readonly clause: string; readonly zh: string; readonly en: string } | undefined =>
  Object.values(scheme.contents)
    .flatMap((groups) => groups ?? [])
    .flatMap((group) => group.contents)
    .find((one) => one.id === content);

function differencesOf(
  project: Project,
  folder: CaseFolder,
  audit: AuditFolder,
  planFile: PlanFile,
  reportFile: ReportFile,
  known: KnownOn,
): Difference[] {
  const [plan, report, record] = [known.of(planFile), known.of(reportFile), known.of(audit.audit)];
  if (!plan || !report || !record) return [];
  const found: Difference[] = [];
  const at = (file: RecordFile, ...path: readonly (string | number)[]): Place => placeIn(project.root, file, path);
  const add = (fact: Difference['fact'], key: string, message: Prose, names: readonly string[]): void => {
    found.push({ fact, message, names, planned: at(planFile, key), reported: at(reportFile, key) });
  };
  for (const key of ['start', 'end'] as const) {
    const [planned, actual] = [plan[key], record[key]];
    if (planned === undefined || actual === undefined || planned === actual) continue;
    const which = key === 'start' ? { zh: '开始', en: 'begin' } : { zh: '结束', en: 'end' };
    found.push({
      fact: 'dates',
      names: [planned, actual].flatMap(writtenDay),
      planned: at(planFile, key),
      reported: at(audit.audit, key),
      message: {
        zh: `计划 ${planned} ${which.zh}，实际 ${actual} ${which.zh}，偏离中没有提到日期`,
        en: `Planned to ${which.en} on ${planned}, in fact on ${actual}; no deviation speaks of the day`,
      },
    });
  }
  const sites = plan.sites && report.sites ? unlike(plan.sites, report.sites) : [];
  if (sites.length > 0) {
    const names = (folder.case.value.sites ?? [])
      .flatMap((state) => state.list ?? [])
      .filter((site) => site.id !== undefined && sites.includes(site.id))
      .flatMap((site) => spellings(site.name));
    add(
      'sites',
      'sites',
      {
        zh: `场所 ${sites.join('、')} 只在计划或报告之一中，偏离中没有提到`,
        en: `${sites.join(', ')}: a site of the plan or of the report only, and no deviation speaks of it`,
      },
      [...sites, ...names],
    );
  }
  if (plan.scope && report.scope && isUnlike(plan.scope, report.scope)) {
    add(
      'scope',
      'scope',
      {
        zh: '计划与报告的审核范围不同，偏离中没有提到',
        en: 'The scope of the report is not that of the plan, and no deviation speaks of it',
      },
      [],
    );
  }
  const criteria = unlike((plan.criteria ?? []).map(bare), (report.criteria ?? []).map(bare));
  if (plan.criteria && report.criteria && criteria.length > 0) {
    add(
      'criteria',
      'criteria',
      {
        zh: '计划与报告的审核准则不同，偏离中没有提到',
        en: 'The criteria of the report are not those of the plan, and no deviation speaks of them',
      },
      [],
    );
  }
  const objectives = unlike(
    (plan.objectives ?? []).map(bare),
    (report.objectives ?? []).flatMap(({ text }) => (text ? [bare(text)] : [])),
  );
  if (plan.objectives && report.objectives && objectives.length > 0) {
    add(
      'objectives',
      'objectives',
      {
        zh: '计划与报告的审核目的不同，偏离中没有提到',
        en: 'The objectives of the report are not those of the plan, and no deviation speaks of them',
      },
      [],
    );
  }
  const replaced = new Set((report.replacements ?? []).flatMap((one) => (one.reason === undefined ? [] : [one.out, one.in])));
  const role = (team: typeof plan.team, person: string): string | undefined => team?.find((member) => member.person === person)?.role;
  const people = [...new Set([...(plan.team ?? []), ...(report.team ?? [])].flatMap((member) => member.person ?? []))];
  for (const person of plan.team && report.team ? people : []) {
    const [planned, actual] = [role(plan.team, person), role(report.team, person)];
    // Who was not planned at all has to be named as a replacement: a row says so.
    if (planned === actual || planned === undefined || replaced.has(person)) continue;
    // A misspelt id is complained of where it stands.
    if (project.people && !Object.hasOwn(project.people.value, person)) continue;
    const entry = project.people?.value[person]?.name;
    add(
      'team',
      'team',
      actual === undefined
        ? {
            zh: `计划中的${entry?.zh ?? person}不在报告的审核组中，更换和偏离中都没有提到`,
            en: `${entry?.en ?? entry?.zh ?? person} was planned and is not in the report’s team, and neither replacements nor deviations speak of it`,
          }
        : {
            zh: `${entry?.zh ?? person} 在计划与报告中的职责不同（role: ${planned}、${actual}），更换和偏离中都没有提到`,
            en: `${entry?.en ?? entry?.zh ?? person} has another role in the report than in the plan (role: ${planned}, ${actual}), and neither replacements nor deviations speak of it`,
          },
      spellings(entry),
    );
  }
  return found;
}

const spellings = (text: Text | undefined): string[] => (text ? [text.zh, ...(text.en === undefined ? [] : [text.en])] : []);
/** Without blanks: a line break in YAML is no difference. */
const bare = ({ zh }: Text): string => zh.replace(/\s+/g, '');
const isUnlike = (a: Text, b: Text): boolean => bare(a) !== bare(b);
/** What only one of two lists has. */
const unlike = (a: readonly string[], b: readonly string[]): string[] => [
  ...a.filter((one) => !b.includes(one)),
  ...b.filter((one) => !a.includes(one)),
];

/** A day as texts write it: 2026-04-15, 4月15日, 15 April, April 15. */
function writtenDay(date: string): string[] {
  const [, month = 1, day = 1] = date.split('-').map(Number);
  const name = monthNames[month - 1] ?? '';
  return [date, `${month}月${day}日`, `${day} ${name}`, `${name} ${day}`];
}
