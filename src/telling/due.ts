/**
 * What comes next and by when: the deadline rows whose event is not on record yet, and the days that the records hold themselves.
 *
 * In:  a judgement of a project, its schemes, optionally how far to look ahead. Out: lines, overdue ones first, then by date. There
 * is no list of deadlines beside the rows: a row that is checked is a line here until its event is recorded; what no row asks for
 * and must not be missed (the end of a certificate, a registration) is `coming.ts`.
 */
import { isLeader } from '../../schemas/record/words.js';
import { createHash } from 'node:crypto';
import type { Prose, Place, Severity } from '../diagnostics/index.js';
import { placeIn } from '../load/record-file.js';
import type { AuditFolder, CaseFolder, Project } from '../load/types.js';
import type { SchemeTable } from '../packs/types.js';
import { stateOn } from '../validate/states.js';
import { comingOf, Registrations, type Coming } from './coming.js';
import { addDuration, daysBetween } from '../rules/dates.js';
import type { Duration } from './duration.js';
import { whatOf } from '../judge/holds.js';
import type { Judgement } from '../judge/types.js';
import { KnownOn } from '../judge/known.js';
import type { Subject } from '../judge/subject.js';
import { readsUnreadable } from '../judge/unreadable.js';
import type { Verdict } from '../judge/verdict.js';
import { severityOf } from '../judge/violation.js';

export interface DueLine {
  /** The same from run to run, while case, row and thing are the same. */
  readonly id: string;
  /** The last allowed day. */
  readonly due: string;
  /** Negative once it is past. */
  readonly daysLeft: number;
  readonly isOverdue: boolean;
  /** Before this day it is not allowed either. */
  readonly notBefore?: string;
  /** '' for what concerns the project: a registration. */
  readonly case: string;
  readonly client?: Prose;
  /** Leader of the team of the audit concerned, else of the last one. */
  readonly leader?: Prose;
  readonly scheme: string;
  /** What the row is judged for, as people call it. */
  readonly thing: Prose;
  readonly audit?: string;
  readonly subject?: string;
  /** Id of the row, and of rules.md; of what no row asks for, `coming-` and its kind, and no rule. */
  readonly row: string;
  readonly rule: string;
  readonly clause: string;
  readonly severity: Severity;
  readonly what: Prose;
  /** The requirement as the source has it, and in English. */
  readonly why: Prose;
  /** Counted in working days of a year whose holidays are not known. */
  readonly isIndicative: boolean;
  readonly asOf: string;
  readonly place?: Place;
}

export interface DueOptions {
  readonly within?: Duration;
  /** With them, the days that the records hold themselves are listed too. */
  readonly schemes?: SchemeTable;
}

export function dueLines(judgement: Judgement, project: Project, options: DueOptions = {}): DueLine[] {
  const lines = new DueLines(project, judgement.asOf, options);
  lines.add(judgement);
  return lines.all();
}

/** Takes the judgement on one case after the other. */
export class DueLines {
  private readonly lines: DueLine[] = [];
  private readonly known: KnownOn;
  private readonly last: string | undefined;
  /** How many lines have had the same key. */
  private readonly ids = new Map<string, number>();
  private readonly registrations: Registrations | undefined;
  constructor(
    private readonly project: Project,
    private readonly asOf: string,
    private readonly options: DueOptions,
  ) {
    const { within, schemes } = options;
    this.known = new KnownOn(asOf);
    this.last = within && addDuration(asOf, within);
    this.registrations = schemes && new Registrations(project, schemes, this.known);
  }

  add(judgement: Judgement): void {
    const { project, options } = this;
    for (const line of this.ofRows(judgement)) this.lines.push(line);
    if (!options.schemes) return;
    for (const one of comingOf(project, options.schemes, judgement)) this.come(one);
    for (const { folder } of judgement.cases) this.registrations?.add(folder);
  }
  /** Once all cases were taken. */
  all(): DueLine[] {
    for (const one of this.registrations?.all() ?? []) this.come(one);
    return sortDue(this.lines);
  }

  private ofRows({ verdicts, environment }: Judgement): DueLine[] {
    const { project, known, last, ids, asOf } = this;
    return verdicts.flatMap((verdict): DueLine[] => {
      const { notAfter: due, row, subject } = verdict;
      const isOverdue = verdict.broken === 'overdue';
      if (row.kind !== 'deadline' || due === undefined || verdict.event !== undefined || !(isOverdue || verdict.state === 'pending'))
        return [];
      // What stands in a file with errors may be there already.
      if (readsUnreadable(verdict, project, environment)) return [];
      const key = keyOf(verdict);
      const count = (ids.get(key) ?? 0) + 1;
      ids.set(key, count);
      // Counted over all lines, so that an id does not depend on how far one looks ahead.
      if (!isOverdue && last !== undefined && due > last) return [];
      const { place: spot } = subject.home;
      const named = subject.nc ?? subject.certificate;
      return [
        {
          id: createHash('sha256')
            .update(count === 1 ? key : `${key}\0${count}`)
            .digest('hex')
            .slice(0, 32),
          due,
          daysLeft: daysBetween(asOf, due),
          isOverdue,
          ...(verdict.notBefore === undefined ? {} : { notBefore: verdict.notBefore }),
          case: subject.case?.name ?? '',
          ...whoOf(project, known, subject.case, subject.audit),
          scheme: subject.scheme.id,
          thing: thingOf(subject),
          ...(subject.audit === undefined ? {} : { audit: subject.audit }),
          ...(named === undefined ? {} : { subject: named }),
          row: row.id,
          rule: row.rule,
          clause: row.clause,
          severity: severityOf(verdict),
          what: whatOf(verdict),
          why: { zh: row.zh, en: row.en },
          isIndicative: verdict.indicative,
          asOf,
          ...(spot ? { place: placeIn(project.root, spot.file, spot.path) } : {}),
        },
      ];
    });
  }

  private come(one: Coming): void {
    const { project, known, last, asOf } = this;
    if (last !== undefined && one.due > last) return;
    const key = [
      one.scheme.id,
      one.folder?.name,
      one.folder?.case.value.number,
      one.kind,
      one.audit,
      one.subject,
      one.thing.zh,
      one.place.pointer,
    ]
      .map((part) => part ?? '')
      .join('\0');
    const isOverdue = one.due < asOf;
    this.lines.push({
      id: createHash('sha256').update(`coming\0${key}`).digest('hex').slice(0, 32),
      due: one.due,
      daysLeft: daysBetween(asOf, one.due),
      isOverdue,
      case: one.folder?.name ?? '',
      ...whoOf(project, known, one.folder, one.audit),
      scheme: one.scheme.id,
      thing: one.thing,
      ...(one.audit === undefined ? {} : { audit: one.audit }),
      ...(one.subject === undefined ? {} : { subject: one.subject }),
      row: `coming-${one.kind}`,
      rule: '',
      clause: one.clause,
      severity: isOverdue ? 'warning' : 'info',
      what: one.what,
      why: one.why,
      isIndicative: false,
      asOf,
      place: one.place,
    });
  }
}

/** The client, and who leads the audit. */
function whoOf(
  project: Project,
  known: KnownOn,
  folder: CaseFolder | undefined,
  name: string | undefined,
): Pick<DueLine, 'client' | 'leader'> {
  if (!folder) return {};
  const states = known.of(folder.case)?.client;
  const client = states?.[stateOn(states, known.asOf) ?? -1]?.name;
  const audits = [...folder.audits].sort((a, b) => compare(a.audit.value.start ?? '9999', b.audit.value.start ?? '9999'));
  const leads = (audit: AuditFolder): string | undefined =>
    [audit.report, audit.plan].flatMap((part) => (part && known.of(part)?.team) ?? []).find((member) => isLeader(member.role))?.person;
  const own = audits.find((audit) => audit.name === name);
  const id = (own && leads(own)) ?? audits.map(leads).findLast((person) => person !== undefined);
  const leader = id === undefined ? undefined : (project.people?.value[id]?.name ?? { zh: id });
  return {
    ...(client ? { client: { zh: client.zh, en: client.en ?? client.zh } } : {}),
    ...(leader ? { leader: { zh: leader.zh, en: leader.en ?? leader.zh } } : {}),
  };
}

/** Overdue first, each part by date; what is due on one day in the order of cases and things. */
export const sortDue = (lines: readonly DueLine[]): DueLine[] =>
  [...lines].sort(
    (a, b) =>
      Number(b.isOverdue) - Number(a.isOverdue) ||
      compare(a.due, b.due) ||
      compare(a.case, b.case) ||
      compare(a.thing.zh, b.thing.zh) ||
      compare(a.row, b.row) ||
      compare(a.id, b.id),
  );
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const keyOf = ({ row, subject }: Verdict): string =>
  [
    subject.scheme.id,
    subject.case?.name,
    subject.case?.case.value.number,
    row.id,
    subject.kind,
    subject.audit,
    subject.nc,
    subject.certificate,
    memberOf(subject)?.id,
    subject.name,
  ]
    .map((part) => part ?? '')
    .join('\0');

interface PersonInTeam {
  readonly id?: string;
  readonly name?: { readonly zh: string; readonly en?: string };
}
const memberOf = (subject: Subject): PersonInTeam | undefined =>
  subject.kind === 'member' ? (subject.variables['member'] as { readonly person?: PersonInTeam } | undefined)?.person : undefined;

/** `stage-2`, `stage-2 NC-01`, `stage-2 王某`, a certificate's number; of a case, that it is the case. */
export function thingOf(subject: Subject): Prose {
  const person = memberOf(subject);
  const both = (text: string): Prose => ({ zh: text, en: text });
  if (subject.kind === 'case') return { zh: '案卷', en: 'case' };
  if (subject.kind === 'project') return { zh: '全部案卷', en: 'all cases' };
  if (subject.kind === 'surveillancePair') {
    const [earlier, later] = ['earlier', 'later'].map(
      (name) => (subject.variables[name] as { readonly folder?: string } | undefined)?.folder,
    );
    return later === undefined ? { zh: `${earlier ?? ''} 之后`, en: `after ${earlier ?? ''}` } : both(`${earlier ?? ''} → ${later}`);
  }
  if (person) {
    const name = person.name ?? { zh: person.id ?? '' };
    return { zh: `${subject.name} ${name.zh}`, en: `${subject.name} ${name.en ?? name.zh}` };
  }
  if (subject.kind === 'nonconformity' || subject.kind === 'site') return both([subject.audit, subject.name].filter(Boolean).join(' '));
  if (subject.kind === 'event') return both([subject.certificate ?? subject.audit, subject.name].filter(Boolean).join(' '));
  return both(subject.name);
}
