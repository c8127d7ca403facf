/**
 * Checks that look over many records at once, so that no row can say them. What they are called and how severe they are is
 * data: `schemas/schemes/generic.yaml`.
 *
 * In:  the project, its schemes, the day judged on. Out: diagnostics.
 */
import type { GenericCheck } from '../../schemas/pack/rules.js';
import type { Diagnostic } from '../diagnostics/index.js';
import { spanOf, type Bystander } from '../load/bystanders.js';
import { placeIn } from '../load/record-file.js';
import type { AuditFolder, CaseFolder, Project, RecordFile } from '../load/types.js';
import type { SchemeTable } from '../packs/types.js';
import { addDays } from '../rules/dates.js';
import { bodyFactsSince } from './body-printed.js';
import type { CaseFacts } from './case-facts.js';
import { laterDates } from './known.js';
import { unstatedDifferences } from './two-places.js';

export function genericDiagnostics(project: Project, schemes: SchemeTable, cases: readonly CaseFacts[], asOf: string): Diagnostic[] {
  const checks = new Map([...schemes.values()].flatMap((scheme) => scheme.generic).map((check) => [check.id, check]));
  const run = (id: GenericCheck['id'], check: (base: Base) => Diagnostic[]): Diagnostic[] => {
    const row = checks.get(id);
    return row
      ? check({
          code: row.id,
          severity: row.severity,
          verdict: 'violated',
          rule: row.rule,
          clause: row.rule,
          help: row.help,
          why: { zh: row.zh, en: row.en },
        })
      : [];
  };
  return [
    ...run('date-in-future', (base) => datesInFuture(base, project, asOf)),
    ...run('person-in-two-places', (base) => inTwoPlaces(base, project)),
    ...[checks.get('difference-not-stated')].flatMap((check) => (check ? unstatedDifferences(check, project, schemes, asOf) : [])),
    ...[checks.get('body-facts-since')].flatMap((check) => (check ? bodyFactsSince(check, project, schemes, cases, asOf) : [])),
  ];
}

type Base = Pick<Diagnostic, 'code' | 'severity' | 'verdict' | 'rule' | 'clause' | 'help' | 'why'>;
const schemeOf = (folder: Bystander & Partial<Pick<CaseFolder, 'case'>>): Partial<Diagnostic> => {
  const scheme = folder.case?.value.scheme;
  return { case: folder.name, ...(scheme === undefined ? {} : { scheme }) };
};

/** Files of a record, with the audit that they belong to. */
function filesWithAudit(folder: CaseFolder): { readonly file: RecordFile; readonly audit?: AuditFolder }[] {
  const own = [folder.case, folder.certificates, folder.events, folder.documents, folder.register].flatMap(
    (file): { file: RecordFile }[] => (file ? [{ file }] : []),
  );
  const ofAudits = folder.audits.flatMap((audit) =>
    [
      audit.audit,
      audit.plan,
      audit.notice,
      audit.report,
      audit.review,
      audit.decision,
      ...audit.findings,
      ...audit.nonconformities,
    ].flatMap((file): { file: RecordFile; audit: AuditFolder }[] => (file ? [{ file, audit }] : [])),
  );
  return [...own, ...ofAudits];
}

/** The day from which a date of the records no longer lies in the future; a kept verdict ends with it. */
export const futureDays = (project: Project, asOf: string): string[] =>
  [
    ...(project.people ? [project.people] : []),
    ...project.cases.flatMap((folder) => filesWithAudit(folder).map(({ file }) => file)),
  ].flatMap((file) => laterDates(file, asOf).map(({ date }) => date));

function datesInFuture(base: Base, project: Project, asOf: string): Diagnostic[] {
  const complain = (file: RecordFile, about: Partial<Diagnostic>): Diagnostic[] =>
    laterDates(file, asOf).map(({ path, date }) => ({
      ...base,
      ...about,
      place: placeIn(project.root, file, path),
      message: {
        zh: `${date} 晚于判定日 ${asOf}，但这是已发生之事的日期`,
        en: `${date} lies after the day judged on, ${asOf}, yet it dates something that has happened`,
      },
    }));
  return [
    ...(project.people ? complain(project.people, {}) : []),
    ...project.cases.flatMap((folder) =>
      filesWithAudit(folder).flatMap(({ file, audit }) => complain(file, { ...schemeOf(folder), ...(audit ? { audit: audit.name } : {}) })),
    ),
  ];
}

interface Stay {
  readonly folder: Bystander;
  readonly audit: AuditFolder;
  readonly file: RecordFile;
  readonly member: number;
}

/** Days of each person: those on which the plan gives something to do, else every day of the audit. */
function inTwoPlaces(base: Base, project: Project): Diagnostic[] {
  const stays = new Map<string, Stay>();
  const found: Diagnostic[] = [];
  const said = new Set<string>();
  for (const folder of [...project.cases, ...(project.bystanders ?? [])]) {
    for (const audit of folder.audits) {
      const file = audit.report?.value.team ? audit.report : audit.plan;
      if (!file || audit.audit.value.elsewhere !== undefined) continue;
      (file.value.team ?? []).forEach(({ person, id }, member) => {
        if (person === undefined) return;
        for (const day of daysOf(audit, id)) {
          // Of two that were not asked for nothing is said: asked ones come first.
          const other = stays.get(`${person} ${day}`);
          if (!other) stays.set(`${person} ${day}`, { folder, audit, file, member });
          // Two audits of one client on one day are one journey.
          if (!other || other.folder === folder) continue;
          const key = [person, other.folder.folder, other.audit.name, folder.folder, audit.name].join('\0');
          if (said.has(key) || !isAsked(project, folder, other.folder)) continue;
          said.add(key);
          const name = project.people?.value[person]?.name?.zh ?? person;
          found.push({
            ...base,
            ...schemeOf(folder),
            audit: audit.name,
            message: {
              zh: `${name} 在 ${day} 既参加 ${folder.name} 的审核 ${audit.name}，又参加 ${other.folder.name} 的审核 ${other.audit.name}`,
              en: `On ${day}, ${project.people?.value[person]?.name?.en ?? name} is in ${audit.name} of ${folder.name} and in ${other.audit.name} of ${other.folder.name}`,
            },
            place: placeIn(project.root, file, ['team', member]),
            related: [placeIn(project.root, other.file, ['team', other.member])],
          });
        }
      });
    }
  }
  return found;
}

function daysOf({ audit, plan, report }: AuditFolder, letter: string | undefined): string[] {
  const span = spanOf({ audit, ...(plan ? { plan } : {}) });
  const days: string[] = [];
  for (let day = span?.start ?? '1'; day <= (span?.end ?? '') && days.length < 400; day = addDays(day, 1)) days.push(day);
  // Letters of the plan are its own: a replacement in the report need not have the same.
  const planned = plan?.value.schedule
    ?.filter((day) => day.slots?.some((slot) => letter !== undefined && slot.members?.includes(letter)))
    .map((day) => day.date);
  const isSameTeam =
    plan?.value.team?.find((member) => member.id === letter)?.person ===
    (report ?? plan)?.value.team?.find((member) => member.id === letter)?.person;
  return planned && planned.length > 0 && isSameTeam ? days.filter((day) => planned.includes(day)) : days;
}

const isAsked = (project: Project, ...folders: readonly Bystander[]): boolean =>
  folders.some((folder) => project.cases.some((one) => one.folder === folder.folder));
