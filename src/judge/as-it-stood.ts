/**
 * Looking back: a project as its records stood at the end of an earlier day.
 *
 * In:  a loaded project, a day. Out: the same project without what is dated later: acts, states, entries of lists, whole records,
 * audits and cases. What is left keeps its place in its file, so that everything after this stage (contents, judgement, documents)
 * works on it as on any project, and says nothing of what came later.
 *
 * A map whose own day (`ownDay` in the shape) is later did not exist; any other later date is taken out alone, with the facts
 * that come with it (`together`). A list that is cut is cut in what its places are worked out from too, or the entries behind would
 * get places of others.
 */
import { fieldsOf, itemOf, metaOf, entryOf, type RecordKind, type Shape } from '../../schemas/record/index.js';
import type { Diagnostic } from '../diagnostics/index.js';
import { placeIn } from '../load/record-file.js';
import { withoutItems } from '../files/spots.js';
import { track, type TrackedValue } from '../files/tracked.js';
import type { AuditFolder, CaseFolder, Project, RecordFile } from '../load/types.js';
import { doneDates } from './known.js';

/** The day that a project is judged on. */
export interface JudgedDay {
  readonly asOf: string;
  /** Whether the records are taken as they stood on it. */
  readonly looksBack: boolean;
}
/** The project as it is to be judged. */
export interface JudgedProject extends JudgedDay {
  readonly project: Project;
  /** Of a look back: the cases that began later, each an information. */
  readonly notYet: readonly Diagnostic[];
}
export interface Asked {
  /** The day that was asked for on the command line. */
  readonly asked?: string | undefined;
  readonly today: string;
  /** No looking back: the records as they are filed. */
  readonly asFiled?: boolean;
}

/**
 * A day that was asked for and lies before the project's own (or before today) is a look back; without one, or with a day
 * to come, the records are taken as they are, and a date after the day is a slip to be reported.
 */
export function dayOf({ config }: Pick<Project, 'config'>, { asked, today, asFiled = false }: Asked): JudgedDay {
  const pinned = config?.value.asOf;
  const isBefore = asked !== undefined && (asked < today || (pinned !== undefined && asked < pinned));
  return { asOf: asked ?? pinned ?? today, looksBack: !asFiled && isBefore };
}

export function judgedOn(project: Project, asked: Asked): JudgedProject {
  const day = dayOf(project, asked);
  if (!day.looksBack) return { ...day, project, notYet: [] };
  const then = asItStood(project, day.asOf);
  const there = new Set(then.cases.map((folder) => folder.folder));
  const later = project.cases.filter((folder) => !there.has(folder.folder));
  return { ...day, project: then, notYet: later.map((folder) => notYet(project.root, folder, day.asOf)) };
}

export const notYet = (root: string, folder: CaseFolder, asOf: string): Diagnostic => ({
  code: 'not-yet',
  severity: 'info',
  case: folder.name,
  place: placeIn(root, folder.case, []),
  message: { zh: `${asOf} 时案卷 ${folder.name} 尚未开始`, en: `On ${asOf} the case ${folder.name} had not begun` },
});

export function asItStood(project: Project, day: string): Project {
  return { ...withoutCases(project, day), cases: project.cases.flatMap((folder) => caseThen(folder, day) ?? []) };
}
function withoutCases(project: Project, day: string): Project {
  const { people, bystanders } = project;
  return {
    ...project,
    cases: [],
    ...(people ? { people: cut(people, day) ?? people } : {}),
    ...(bystanders
      ? { bystanders: bystanders.map((one) => ({ ...one, audits: one.audits.flatMap((audit) => auditThen(audit, day) ?? []) })) }
      : {}),
  };
}

/** A project whose cases are read one by one, with what was found of all of them, as it is to be judged. */
export function projectThen(
  project: Project,
  { bystanders, broken }: Pick<Project, 'bystanders' | 'broken'>,
  { asOf, looksBack }: JudgedDay,
): Project {
  const read = { ...project, broken: [...project.broken, ...broken], ...(bystanders && bystanders.length > 0 ? { bystanders } : {}) };
  return looksBack ? withoutCases(read, asOf) : read;
}

export function caseThen(folder: CaseFolder, day: string): CaseFolder | undefined {
  const { client, application } = folder.case.value;
  const first = [
    application?.date,
    ...(client ?? []).map((state) => state.from),
    ...folder.audits.flatMap((audit) => datedFilesOf(audit).flatMap(datesIn)),
    ...folder.papers.flatMap(datesIn),
  ];
  // Before the client came there was no case.
  if (!first.some((date) => date !== undefined && date <= day)) return undefined;
  const audits = folder.audits.flatMap((audit) => auditThen(audit, day) ?? []);
  const there = new Set(audits.map((audit) => audit.name));
  const read = <K extends RecordKind>(file: RecordFile<K> | undefined): RecordFile<K> | undefined =>
    file && cut(file, day, (name) => there.has(name));
  const decided = new Set(audits.filter((audit) => audit.decision).map((audit) => audit.name));
  const certificates = read(folder.certificates);
  const { register, events, documents, certificates: _, ...rest } = folder;
  return {
    ...rest,
    audits,
    case: read(folder.case) ?? folder.case,
    papers: folder.papers.flatMap((file) => read(file) ?? []),
    // An entry that waits for its day of issue is written once its decision is made.
    ...(certificates
      ? {
          certificates: without(
            certificates,
            (entry) => entry.issued === undefined && entry.audit !== undefined && !decided.has(entry.audit),
          ),
        }
      : {}),
    ...optional('events', read(events)),
    ...optional('documents', read(documents)),
    ...optional('register', read(register)),
  };
}

function auditThen(audit: AuditFolder, day: string): AuditFolder | undefined {
  // Without anything done by that day it was, at most, an intention of the programme.
  if (!datedFilesOf(audit).some((file) => isThere(file, day))) return undefined;
  const { plan, notice, report, review, decision, findings, nonconformities, papers, audit: own, ...rest } = audit;
  const { start, end } = own.value;
  const over = end ?? start;
  return {
    ...rest,
    audit: cut(own, day) ?? own,
    // What auditors found has no day of its own: it is there when they have left.
    findings: over !== undefined && over > day ? [] : findings,
    nonconformities: nonconformities.flatMap((file) => cut(file, day) ?? []),
    papers: papers.flatMap((file) => cut(file, day) ?? []),
    ...optional('plan', plan && cut(plan, day)),
    ...optional('notice', notice && cut(notice, day)),
    ...optional('report', report && cut(report, day)),
    ...optional('review', review && cut(review, day)),
    ...optional('decision', decision && cut(decision, day)),
  };
}

/** By its own day, where it has one; else by the first that it holds. */
function isThere(file: RecordFile, day: string): boolean {
  const { date } = file.value as { readonly date?: string };
  return date === undefined ? datesIn(file).some((one) => one <= day) : date <= day;
}
const datedFilesOf = (audit: AuditFolder): RecordFile[] =>
  [audit.audit, audit.plan, audit.notice, audit.report, audit.review, audit.decision, ...audit.nonconformities, ...audit.papers].filter(
    (file) => file !== undefined,
  );
const optional = <N extends string, T>(name: N, value: T | undefined): { [key in N]?: T } =>
  value === undefined ? {} : ({ [name]: value } as { [key in N]: T });

/** Facts without a day of their own, and the days by one of which they were there: the earliest that is recorded counts. */
const together: Readonly<
  Partial<
    Record<
      RecordKind,
      readonly { readonly in: readonly string[]; readonly days: readonly (readonly string[])[]; readonly facts: readonly string[] }[]
    >
  >
> = {
  audit: [{ in: [], days: [['start']], facts: ['onSite', 'offSiteReason', 'days', 'meetings', 'headcount'] }],
  nonconformity: [
    {
      in: [],
      days: [['due'], ['client', 'on'], ['review', 'on'], ['completedOn']],
      facts: ['cause', 'correction', 'correctiveAction', 'plan'],
    },
  ],
  report: [{ in: [], days: [['signedOn']], facts: ['signedBy'] }],
  events: [{ in: [], days: [['closedOn']], facts: ['closed'] }],
  case: [{ in: ['client', 'licences'], days: [['verifiedOn']], facts: ['verifiedBy'] }],
};

/** The record as it was; undefined where there was none yet. `known`: whether an audit was there. */
function cut<K extends RecordKind>(
  file: RecordFile<K>,
  day: string,
  known: (audit: string) => boolean = () => true,
): RecordFile<K> | undefined {
  const dates = datesIn(file);
  const isLate = dates.length > 0 && dates.every((date) => date > day);
  // A list of entries may be empty; a map all of whose acts are later was not written, but for audit.yaml, which plans it.
  const { shape } = file;
  if (isLate && !itemOf(shape) && file.kind !== 'audit' && file.kind !== 'case' && file.kind !== 'people') return undefined;
  const lists: CutList[] = [];
  const value = leave(shape, file.value, { day, kind: file.kind, known, lists }, []);
  if (value === undefined) return undefined;
  return lists.length === 0 && value === file.value ? file : recordWith(file, value as RecordFile<K>['value'], lists);
}

/** A list of the record, and which of its entries are left. */
interface CutList {
  readonly path: readonly (string | number)[];
  readonly left: readonly number[];
}
interface Knife {
  readonly day: string;
  readonly kind: RecordKind;
  readonly known: (audit: string) => boolean;
  readonly lists: CutList[];
}

/** What is left of a value; the value itself where all is. */
function leave(shape: Shape, value: unknown, knife: Knife, path: readonly (string | number)[]): unknown {
  const { day } = knife;
  const meta = metaOf(shape);
  if (typeof value === 'string') {
    if (meta?.kind === 'done' && value > day) return undefined;
    return meta?.kind === 'audit' && !knife.known(value) ? undefined : value;
  }
  if (Array.isArray(value)) {
    const item = itemOf(shape);
    if (!item) return value;
    const kept = value.map((one: unknown, i) => leave(item, one, knife, [...path, i]));
    const left = kept.flatMap((one, i) => (one === undefined ? [] : [i]));
    if (left.length < value.length) knife.lists.push({ path, left });
    // Of what must be declared there was nothing yet; any other list had not been written.
    if (left.length === 0 && value.length > 0 && path.length > 0) return meta?.kind === 'statement' ? { none: true } : undefined;
    return left.length === value.length && kept.every((one, i) => one === value[i]) ? value : left.map((i) => kept[i]);
  }
  if (typeof value !== 'object' || value === null) return value;
  const map = value as Readonly<Record<string, unknown>>;
  const fields = fieldsOf(shape);
  const entries = entryOf(shape);
  const own = [...(fields ?? [])].find(([key, child]) => metaOf(child)?.ownDay && map[key] !== undefined)?.[0];
  if (own !== undefined && typeof map[own] === 'string' && map[own] > day) return undefined;
  const keys = path.filter((key) => typeof key === 'string');
  const gone = new Set(
    (together[knife.kind] ?? [])
      .filter((rule) => rule.in.join() === keys.join())
      .flatMap(({ days, facts }) => {
        const known = days
          .map((way) => way.reduce<unknown>((at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key], map))
          .filter((date) => typeof date === 'string');
        return known.length > 0 && known.every((date) => date > day) ? facts : [];
      }),
  );
  const result = Object.entries(map).flatMap(([key, one]): [string, unknown][] => {
    const child = fields?.get(key) ?? entries;
    const rest = gone.has(key) ? undefined : child ? leave(child, one, knife, [...path, key]) : one;
    return rest === undefined && one !== undefined ? [] : [[key, rest]];
  });
  return result.length === Object.keys(map).length && result.every(([key, one]) => one === map[key]) ? value : Object.fromEntries(result);
}

/** A record with another value; its places are those of the entries that are left. */
function recordWith<K extends RecordKind>(file: RecordFile<K>, value: RecordFile<K>['value'], lists: readonly CutList[]): RecordFile<K> {
  // Inner lists stand first: their paths count the entries of the outer ones as they were.
  const { spots } = file.source;
  const source = { file: file.source.file, spots: lists.length === 0 ? spots : withoutItems(spots, lists) };
  const { kind, shape, name, sha256, misshapen } = file;
  let tracked: TrackedValue;
  return {
    kind,
    shape,
    file: file.file,
    name,
    sha256,
    misshapen,
    value,
    source,
    get tracked() {
      return (tracked ??= track(value, source));
    },
  };
}

function without<K extends 'certificates'>(file: RecordFile<K>, isOut: (entry: RecordFile<K>['value'][number]) => boolean): RecordFile<K> {
  const left = file.value.flatMap((entry, i) => (isOut(entry) ? [] : [i]));
  return left.length === file.value.length
    ? file
    : recordWith(file, left.map((i) => file.value[i]) as RecordFile<K>['value'], [{ path: [], left }]);
}

const datesIn = (file: RecordFile): readonly string[] => doneDates(file).map(({ date }) => date);
