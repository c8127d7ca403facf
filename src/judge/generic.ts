/**
 * Checks that look over many records at once, so that no row can say them. What they are called and how severe they are is
 * data: `schemas/schemes/generic.yaml`.
 *
 * In:  the project, its schemes, the day judged on. Out: diagnostics.
 */
import type { GenericCheck } from '../../schemas/pack/rules.js';
import type { Diagnostic } from '../diagnostics/index.js';
import type { Bystander } from '../load/bystanders.js';
import { placeIn } from '../load/record-file.js';
import type { AuditFolder, CaseFolder, Project, RecordFile } from '../load/types.js';
import type { SchemeTable } from '../packs/types.js';
import { bodyFactsSince } from './body-printed.js';
import type { CaseFacts } from './case-facts.js';
import { laterDates } from './known.js';
import { Stays, staysOf, type Base, type StaysOfCase } from './stays.js';
import { unstatedDifferences } from './two-places.js';

/** What looks at one case after the other; what two cases have wrong together is found once all were there. */
export class Generic {
  private readonly checks: ReadonlyMap<GenericCheck['id'], GenericCheck>;
  private readonly stays: Stays | undefined;
  constructor(
    private readonly project: Project,
    private readonly schemes: SchemeTable,
    private readonly asOf: string,
  ) {
    this.checks = new Map([...schemes.values()].flatMap((scheme) => scheme.generic).map((check) => [check.id, check]));
    const twoPlaces = this.base('person-in-two-places');
    this.stays = twoPlaces && new Stays(project.people, twoPlaces);
  }

  /** Dates that lie ahead in the records of a case, and in those of no case. */
  datesAhead(folder?: CaseFolder): Diagnostic[] {
    const base = this.base('date-in-future');
    return base ? datesInFuture(base, this.project, folder, this.asOf) : [];
  }
  differences(folder: CaseFolder): Diagnostic[] {
    const check = this.checks.get('difference-not-stated');
    return check ? unstatedDifferences(check, { ...this.project, cases: [folder] }, this.schemes, this.asOf) : [];
  }
  bodyFacts(facts: CaseFacts): Diagnostic[] {
    const check = this.checks.get('body-facts-since');
    return check ? bodyFactsSince(check, this.project, this.schemes, [facts], this.asOf) : [];
  }
  seen(stays: StaysOfCase): void {
    this.stays?.add(stays, true);
  }
  inTwoPlaces(bystanders: Project['bystanders']): readonly Diagnostic[] {
    // Of two that were not asked for nothing is said: asked ones come first.
    for (const bystander of bystanders ?? []) this.stays?.add(staysOf(this.project.root, bystander), false);
    return this.stays?.diagnostics ?? [];
  }

  private base(id: GenericCheck['id']): Base | undefined {
    const row = this.checks.get(id);
    return (
      row && {
        code: row.id,
        severity: row.severity,
        verdict: 'violated',
        rule: row.rule,
        clause: row.rule,
        help: row.help,
        why: { zh: row.zh, en: row.en },
      }
    );
  }
}

export const schemeOf = (folder: Bystander & Partial<Pick<CaseFolder, 'case'>>): Partial<Diagnostic> => {
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
export const futureDays = ({ people }: Project, folder: CaseFolder | undefined, asOf: string): string[] =>
  (folder ? filesWithAudit(folder).map(({ file }) => file) : people ? [people] : []).flatMap((file) =>
    laterDates(file, asOf).map(({ date }) => date),
  );

function datesInFuture(base: Base, project: Project, folder: CaseFolder | undefined, asOf: string): Diagnostic[] {
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
  if (!folder) return project.people ? complain(project.people, {}) : [];
  return filesWithAudit(folder).flatMap(({ file, audit }) =>
    complain(file, { ...schemeOf(folder), ...(audit ? { audit: audit.name } : {}) }),
  );
}
