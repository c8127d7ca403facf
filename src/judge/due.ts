/**
 * What the schemes ask next and by when: the deadline rows whose event is not on record yet.
 *
 * In:  a judgement of a project, optionally how far to look ahead. Out: lines, overdue ones first, then by date. There
 * is no list of deadlines beside the rows: a row that is checked is a line here until its event is recorded.
 */
import { createHash } from 'node:crypto';
import type { Prose, Place, Severity } from '../diagnostics/index.js';
import { placeIn } from '../load/record-file.js';
import type { Project } from '../load/types.js';
import { daysBetween } from './dates.js';
import { addDuration, type Duration } from './duration.js';
import { sharedEnvironment, type RuleEnvironment } from './environment.js';
import { whatOf } from './holds.js';
import type { Judgement } from './judge.js';
import type { Subject } from './subjects.js';
import { readsUnreadable } from './unreadable.js';
import type { Verdict } from './verdict.js';
import { severityOf } from './violation.js';

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
  readonly case: string;
  readonly scheme: string;
  /** What the row is judged for, as people call it. */
  readonly thing: Prose;
  readonly audit?: string;
  readonly subject?: string;
  /** Id of the row, and of rules.md. */
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
  /** As for `judge`. */
  readonly environment?: RuleEnvironment;
}

export function dueLines({ verdicts, asOf }: Judgement, project: Project, { within, environment = sharedEnvironment() }: DueOptions = {}): DueLine[] {
  const last = within && addDuration(asOf, within);
  const ids = new Map<string, number>();
  const lines = verdicts.flatMap((verdict): DueLine[] => {
    const { notAfter: due, row, subject } = verdict;
    const isOverdue = verdict.broken === 'overdue';
    if (row.kind !== 'deadline' || due === undefined || verdict.event !== undefined || !(isOverdue || verdict.state === 'pending')) return [];
    // What stands in a file with errors may be there already.
    if (readsUnreadable(verdict, project, environment)) return [];
    const key = keyOf(verdict);
    const count = (ids.get(key) ?? 0) + 1;
    ids.set(key, count);
    // Counted over all lines, so that an id does not depend on how far one looks ahead.
    if (!isOverdue && last !== undefined && due > last) return [];
    const { spot } = subject.home;
    const named = subject.nc ?? subject.certificate;
    return [{
      id: createHash('sha256').update(count === 1 ? key : `${key}\0${count}`).digest('hex').slice(0, 32),
      due, daysLeft: daysBetween(asOf, due), isOverdue, ...(verdict.notBefore === undefined ? {} : { notBefore: verdict.notBefore }),
      case: subject.case?.name ?? '', scheme: subject.scheme.id, thing: thingOf(subject),
      ...(subject.audit === undefined ? {} : { audit: subject.audit }), ...(named === undefined ? {} : { subject: named }),
      row: row.id, rule: row.rule, clause: row.clause, severity: severityOf(verdict), what: whatOf(verdict), why: { zh: row.zh, en: row.en },
      isIndicative: verdict.indicative, asOf, ...(spot ? { place: placeIn(project.root, spot.file, spot.path) } : {}),
    }];
  });
  return sortDue(lines);
}

/** Overdue first, each part by date; what is due on one day in the order of cases and things. */
export const sortDue = (lines: readonly DueLine[]): DueLine[] => [...lines].sort((a, b) =>
  Number(b.isOverdue) - Number(a.isOverdue) || compare(a.due, b.due) || compare(a.case, b.case) || compare(a.thing.zh, b.thing.zh) || compare(a.row, b.row) || compare(a.id, b.id));
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const keyOf = ({ row, subject }: Verdict): string =>
  [subject.scheme.id, subject.case?.name, subject.case?.case.value.number, row.id, subject.kind, subject.audit, subject.nc, subject.certificate, memberOf(subject)?.id, subject.name].map((part) => part ?? '').join('\0');

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
    const [earlier, later] = ['earlier', 'later'].map((name) => (subject.variables[name] as { readonly folder?: string } | undefined)?.folder);
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
