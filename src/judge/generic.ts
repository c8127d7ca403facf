/**
 * Checks that look over many records at once, so that no row can say them. What they are called and how severe they are is
 * data: `schemas/schemes/generic.yaml`.
 *
 * In:  the project, its schemes, the day judged on. Out: diagnostics.
 */
import type { GenericCheck } from '../../schemas/pack/rules.js';
import type { Diagnostic } from '../diagnostics/index.js';
import { placeIn } from '../load/record-file.js';
import type { AuditFolder, CaseFolder, Project, RecordFile, SchemeTable } from '../load/types.js';
import { addDays } from './dates.js';
import { laterDates } from './known.js';

export function genericDiagnostics(project: Project, schemes: SchemeTable, asOf: string): Diagnostic[] {
  const checks = new Map([...schemes.values()].flatMap((scheme) => scheme.generic).map((check) => [check.id, check]));
  const run = (id: GenericCheck['id'], check: (base: Base) => Diagnostic[]): Diagnostic[] => {
    const row = checks.get(id);
    return row ? check({ code: row.id, severity: row.severity, verdict: 'violated', rule: row.rule, clause: row.rule, help: row.help, why: { zh: row.zh, en: row.en } }) : [];
  };
  return [
    ...run('date-in-future', (base) => datesInFuture(base, project, asOf)),
    ...run('person-in-two-places', (base) => inTwoPlaces(base, project)),
    ...run('certificate-number-twice', (base) => numbersTwice(base, project)),
  ];
}

type Base = Pick<Diagnostic, 'code' | 'severity' | 'verdict' | 'rule' | 'clause' | 'help' | 'why'>;
const schemeOf = (folder: CaseFolder): Partial<Diagnostic> => ({ case: folder.name, ...(folder.case.value.scheme === undefined ? {} : { scheme: folder.case.value.scheme }) });

/** Files of a record, with the audit that they belong to. */
function filesOf(folder: CaseFolder): { readonly file: RecordFile; readonly audit?: AuditFolder }[] {
  const own = [folder.case, folder.certificates, folder.events, folder.documents].flatMap((file): { file: RecordFile }[] => (file ? [{ file }] : []));
  const ofAudits = folder.audits.flatMap((audit) =>
    [audit.audit, audit.plan, audit.notice, audit.report, audit.review, audit.decision, ...audit.findings, ...audit.nonconformities]
      .flatMap((file): { file: RecordFile; audit: AuditFolder }[] => (file ? [{ file, audit }] : [])));
  return [...own, ...ofAudits];
}

/** The day from which a date of the records no longer lies in the future; a kept verdict ends with it. */
export const futureDays = (project: Project, asOf: string): string[] =>
  [...(project.people ? [project.people] : []), ...project.cases.flatMap((folder) => filesOf(folder).map(({ file }) => file))].flatMap((file) => laterDates(file, asOf).map(({ date }) => date));

function datesInFuture(base: Base, project: Project, asOf: string): Diagnostic[] {
  const complain = (file: RecordFile, about: Partial<Diagnostic>): Diagnostic[] => laterDates(file, asOf).map(({ path, date }) => ({
    ...base, ...about, place: placeIn(project.root, file, path),
    message: { zh: `${date} 晚于判定日 ${asOf}，但这是已发生之事的日期`, en: `${date} lies after the day judged on, ${asOf}, yet it dates something that has happened` },
  }));
  return [
    ...(project.people ? complain(project.people, {}) : []),
    ...project.cases.flatMap((folder) => filesOf(folder).flatMap(({ file, audit }) => complain(file, { ...schemeOf(folder), ...(audit ? { audit: audit.name } : {}) }))),
  ];
}

interface Stay {
  readonly folder: CaseFolder;
  readonly audit: AuditFolder;
  readonly file: RecordFile;
  readonly member: number;
}

/** Days of each person: those on which the plan gives something to do, else every day of the audit. */
function inTwoPlaces(base: Base, project: Project): Diagnostic[] {
  const stays = new Map<string, Stay>();
  const found: Diagnostic[] = [];
  const said = new Set<string>();
  // Of the other cases too: findings that involve none of those asked for are left out below.
  for (const folder of project.everyCase ?? project.cases) {
    for (const audit of folder.audits) {
      const file = audit.report?.value.team ? audit.report : audit.plan;
      if (!file || audit.audit.value.elsewhere !== undefined) continue;
      (file.value.team ?? []).forEach(({ person, id }, member) => {
        if (person === undefined) return;
        for (const day of daysOf(audit, id)) {
          const other = stays.get(`${person} ${day}`);
          if (!other) stays.set(`${person} ${day}`, { folder, audit, file, member });
          // Two audits of one client on one day are one journey.
          if (!other || other.folder === folder) continue;
          const key = [person, other.folder.folder, other.audit.name, folder.folder, audit.name].join('\0');
          if (said.has(key) || !isAsked(project, folder, other.folder)) continue;
          said.add(key);
          const name = project.people?.value[person]?.name?.zh ?? person;
          found.push({
            ...base, ...schemeOf(folder), audit: audit.name,
            message: {
              zh: `${name} 在 ${day} 既参加 ${folder.name} 的审核 ${audit.name}，又参加 ${other.folder.name} 的审核 ${other.audit.name}`,
              en: `On ${day}, ${project.people?.value[person]?.name?.en ?? name} is in ${audit.name} of ${folder.name} and in ${other.audit.name} of ${other.folder.name}`,
            },
            place: placeIn(project.root, file, ['team', member]), related: [placeIn(project.root, other.file, ['team', other.member])],
          });
        }
      });
    }
  }
  return found;
}

function daysOf({ audit, plan, report }: AuditFolder, letter: string | undefined): string[] {
  const { start = plan?.value.start, end = plan?.value.end ?? start } = audit.value;
  if (start === undefined || end === undefined) return [];
  const days: string[] = [];
  for (let day = start; day <= end && days.length < 400; day = addDays(day, 1)) days.push(day);
  // Letters of the plan are its own: a replacement in the report need not have the same.
  const planned = plan?.value.schedule?.filter((day) => day.slots?.some((slot) => letter !== undefined && slot.members?.includes(letter))).map((day) => day.date);
  const isSameTeam = plan?.value.team?.find((member) => member.id === letter)?.person === (report ?? plan)?.value.team?.find((member) => member.id === letter)?.person;
  return planned && planned.length > 0 && isSameTeam ? days.filter((day) => planned.includes(day)) : days;
}

const isAsked = (project: Project, ...folders: readonly CaseFolder[]): boolean => folders.some((folder) => project.cases.some((one) => one.folder === folder.folder));

/** One number, two cases. Entries of one case that share a number are reissues, which rows judge. */
function numbersTwice(base: Base, project: Project): Diagnostic[] {
  const seen = new Map<string, { readonly folder: CaseFolder; readonly index: number }>();
  const found: Diagnostic[] = [];
  for (const folder of project.everyCase ?? project.cases) {
    (folder.certificates?.value ?? []).forEach(({ number }, index) => {
      if (number === undefined || !folder.certificates) return;
      const other = seen.get(number);
      if (!other) seen.set(number, { folder, index });
      if (!other || other.folder === folder || !other.folder.certificates || !isAsked(project, folder, other.folder)) return;
      found.push({
        ...base, ...schemeOf(folder), subject: number,
        message: { zh: `证书编号 ${number} 也用于案卷 ${other.folder.name}`, en: `Certificate number ${number} is used by the case ${other.folder.name} too` },
        place: placeIn(project.root, folder.certificates, [index, 'number']), related: [placeIn(project.root, other.folder.certificates, [other.index, 'number'])],
      });
    });
  }
  return found;
}
