/**
 * The records as they stood on a day: what was done later is taken out, with all that refers to it.
 *
 * In:  a case, a day. Out: the case without it. Which fields are `done` dates is read from the shapes, so a new field is
 * treated like the others.
 *
 * A map that holds a `done` date after the day goes away, unless the date is that of a later act on a thing that was there
 * before (`laterActs`): that act alone goes. A file goes by the date that decides for it; nothing is left that names what went.
 */
import {
  childOf,
  itemOf,
  metaOf,
  recordSchemas,
  KindsOfFields,
  visitKinds,
  type RecordKind,
  type RecordOf,
  type Shape,
} from '../../schemas/record/index.js';
import type { AuditDraft, CaseDraft, LawfulCase, PaperDrafts } from './drafts.js';

/** The date by which a file stands or goes. */
const decides: Readonly<Partial<Record<RecordKind, string>>> = {
  plan: 'date',
  notice: 'date',
  report: 'date',
  review: 'date',
  decision: 'date',
  nonconformity: 'date',
};
/** Dates of what is done later to a thing that exists already, with what is known only then. */
const laterActs: Readonly<Record<string, readonly string[]>> = {
  verifiedOn: ['verifiedBy'],
  notifiedOn: [],
  cncaReportedOn: [],
  completedOn: [],
  end: [],
  spotCheckOn: [],
};
/** At the root of a file more of them are acts of their own; `start` and `end` of an audit are those of `auditOn`. */
const rootActs: Readonly<Record<string, readonly string[]>> = { ...laterActs, signedOn: ['signedBy'], asOf: [] };
/** Maps of which `verifiedOn` and the like decide nothing, but `completedOn` is the fact itself. */
const isFactItself = (map: Readonly<Record<string, unknown>>, key: string): boolean =>
  key === 'completedOn' && !('number' in map) && !('grade' in map);

/** What a key of a map is: its shape, whether it is a `done` date, whether anything below it could be one. */
interface Key {
  readonly shape: Shape;
  readonly isDone: boolean;
  readonly isLeaf: boolean;
}
const keysOfShapes = new Map<Shape, Map<string, Key | undefined>>();
const leaves = new Set(['text', 'name', 'long', 'code', 'person', 'audit', 'site', 'file', 'planned', 'limit']);
function keyOf(shape: Shape, key: string): Key | undefined {
  let known = keysOfShapes.get(shape);
  if (!known) keysOfShapes.set(shape, (known = new Map()));
  if (!known.has(key)) {
    const child = childOf(shape, key);
    const kind = child && metaOf(child)?.kind;
    known.set(key, child && { shape: child, isDone: kind === 'done', isLeaf: kind !== undefined && leaves.has(kind) });
  }
  return known.get(key);
}

type Values = Record<string, unknown>;
const isMap = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value without what was done after the day; undefined where the whole of it was. */
function trimmed(shape: Shape, value: unknown, day: string, acts: Readonly<Record<string, readonly string[]>>): unknown {
  if (Array.isArray(value)) {
    const item = itemOf(shape);
    if (!item) return value;
    const kept = value.map((one) => trimmed(item, one, day, laterActs)).filter((one) => one !== undefined);
    // A list that was answered and has nothing left was not answered yet; an empty list stays one.
    return kept.length === 0 && value.length > 0 ? undefined : kept;
  }
  if (!isMap(value)) return value;
  const out: Values = {};
  const gone = new Set<string>();
  for (const [key, one] of Object.entries(value)) {
    if (typeof one === 'string' && one > day && keyOf(shape, key)?.isDone === true) {
      const act = isFactItself(value, key) ? undefined : acts[key];
      if (!act) return undefined;
      gone.add(key);
      for (const with_ of act) gone.add(with_);
    }
  }
  for (const [key, one] of Object.entries(value)) {
    if (gone.has(key)) continue;
    const child = keyOf(shape, key);
    const kept = child && !child.isLeaf ? trimmed(child.shape, one, day, laterActs) : one;
    if (kept !== undefined) out[key] = kept;
  }
  return out;
}

const file = <K extends RecordKind>(kind: K, value: RecordOf<K> | undefined, day: string): RecordOf<K> | undefined => {
  if (value === undefined) return undefined;
  const decisive = decides[kind];
  const date = decisive === undefined ? undefined : (value as Values)[decisive];
  if (typeof date === 'string' && date > day) return undefined;
  return trimmed(recordSchemas[kind], value, day, rootActs) as RecordOf<K> | undefined;
};
const files = <K extends RecordKind>(kind: K, all: Readonly<Record<string, RecordOf<K>>>, day: string): Record<string, RecordOf<K>> =>
  Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => {
      const kept = file(kind, value, day);
      return kept === undefined ? [] : [[name, kept]];
    }),
  );

/** A paper goes by its own day; of what happened to it later, the day alone. */
const papersOn = (all: PaperDrafts | undefined, day: string): { papers?: PaperDrafts } =>
  all === undefined
    ? {}
    : {
        papers: Object.fromEntries(
          Object.entries(all)
            .filter(([, { value }]) => (value.date ?? '') <= day)
            .map(([name, { value, shape }]) => {
              const isLater = ([key, one]: [string, unknown]): boolean =>
                typeof one === 'string' && one > day && keyOf(shape as Shape, key)?.isDone === true;
              return [name, { value: Object.fromEntries(Object.entries(value).filter((entry) => !isLater(entry))), shape }];
            }),
        ),
      };

/**
 * An audit that has not begun: what is known of it is what was planned or applied for; its plan speaks of sites, shifts and combination.
 */
const beforehand = [
  'kind',
  'version',
  'elsewhere',
  'stage1',
  'previous',
  'application',
  'spotCheckOn',
  'combination',
  'sites',
  'shifts',
] as const;

function auditOn(draft: AuditDraft, day: string): AuditDraft | undefined {
  const { audit } = draft;
  const parts = {
    plan: file('plan', draft.plan, day),
    notice: file('notice', draft.notice, day),
    report: file('report', draft.report, day),
    review: file('review', draft.review, day),
    decision: file('decision', draft.decision, day),
  };
  const hasBegun = audit.start === undefined || audit.start <= day;
  const isAwaited = parts.plan !== undefined || (audit.application?.date ?? '9999') <= day || (audit.spotCheckOn ?? '9999') <= day;
  if (!hasBegun && !isAwaited) return undefined;
  const known = hasBegun
    ? audit
    : (Object.fromEntries(Object.entries(audit).filter(([key]) => (beforehand as readonly string[]).includes(key))) as RecordOf<'audit'>);
  return {
    name: draft.name,
    audit: (trimmed(recordSchemas.audit, known, day, rootActs) ?? {}) as RecordOf<'audit'>,
    findings: hasBegun ? structuredClone(draft.findings) : {},
    nonconformities: files('nonconformity', draft.nonconformities, day),
    ...papersOn(draft.papers, day),
    ...Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)),
  };
}

/** The case as it stood at the end of a day. */
export function caseOn(draft: CaseDraft, day: string): CaseDraft {
  const audits = draft.audits.flatMap((audit) => auditOn(audit, day) ?? []);
  const names = new Set(audits.map((audit) => audit.name));
  const certificates = file('certificates', draft.certificates, day)?.filter((one) => one.audit === undefined || names.has(one.audit));
  const numbers = new Set((certificates ?? []).flatMap((one) => [one.number, one.replaces?.number]));
  const ncs = new Set(audits.flatMap((audit) => Object.keys(audit.nonconformities)));
  const events = file('events', draft.events, day)?.filter(
    (event) => (event.audit === undefined || names.has(event.audit)) && (event.certificate === undefined || numbers.has(event.certificate)),
  );
  // A nonconformity, a certificate, what happened to one or after an audit, a meeting, the findings of one author.
  const authors = new Set(audits.flatMap((one) => Object.keys(one.findings)));
  const isThere = (subject: string): boolean =>
    numbers.has(subject) ||
    ncs.has(subject) ||
    authors.has(subject) ||
    papers.includes(subject) ||
    ['opening', 'closing'].includes(subject) ||
    [...numbers, ...names].some((name) => subject.startsWith(`${name ?? ''}-`));
  const papers = [draft, ...audits].flatMap((one) => Object.keys(one.papers ?? {}));
  const documents = file('documents', draft.documents, day)?.filter(
    (one) => (one.audit === undefined || names.has(one.audit)) && (one.subject === undefined || isThere(one.subject)),
  );
  const out: CaseDraft = {
    name: draft.name,
    folder: draft.folder,
    case: (file('case', draft.case, day) ?? {}) as RecordOf<'case'>,
    audits,
    ...(certificates === undefined ? {} : { certificates }),
    ...(events === undefined ? {} : { events }),
    ...(documents === undefined ? {} : { documents }),
    ...papersOn(draft.papers, day),
  };
  for (const planned of out.case.programme?.audits ?? [])
    if (planned.audit !== undefined && !names.has(planned.audit)) delete planned.audit;
  for (const { audit, findings, report } of audits) {
    for (const key of ['stage1', 'previous'] as const) if (audit[key] !== undefined && !names.has(audit[key])) delete audit[key];
    for (const finding of Object.values(findings).flatMap((one) => one.findings ?? []))
      if (finding.nc !== undefined && !ncs.has(finding.nc)) delete finding.nc;
    if (Array.isArray(report?.nonconformities))
      report.nonconformities = report.nonconformities.filter((one) => one.nc === undefined || ncs.has(one.nc));
  }
  return out;
}

/** A generated case as it stood: with the programme of that day's cycle, which the record has overwritten since. */
export function lawfulOn({ draft, programmes }: LawfulCase, day: string): CaseDraft {
  const programme = programmes.findLast((one) => (one.cycleStart ?? '') <= day);
  return caseOn(programme ? { ...draft, case: { ...draft.case, programme } } : draft, day);
}

/** The people as known on a day: what they registered or learned later is taken out; they themselves stay. */
export const peopleOn = (people: RecordOf<'people'>, day: string): RecordOf<'people'> =>
  Object.fromEntries(
    Object.entries(people).map(([id, person]) => [
      id,
      (trimmed(childOf(recordSchemas.people, id) ?? recordSchemas.people, person, day, rootActs) ?? {}) as RecordOf<'people'>[string],
    ]),
  );

const done = new KindsOfFields('done');
/** Every `done` date of a case, in order. */
export function doneDates(draft: CaseDraft): string[] {
  const dates = new Set<string>();
  const collect = (kind: RecordKind, value: unknown): void => {
    if (value === undefined) return;
    visitKinds(recordSchemas[kind], value, done, (_, one) => {
      if (typeof one === 'string') dates.add(one);
    });
  };
  collect('case', draft.case);
  for (const kind of ['certificates', 'events', 'documents'] as const) collect(kind, draft[kind]);
  for (const audit of draft.audits) {
    for (const kind of ['audit', 'plan', 'notice', 'report', 'review', 'decision'] as const) collect(kind, audit[kind]);
    for (const nc of Object.values(audit.nonconformities)) collect('nonconformity', nc);
  }
  for (const { value, shape } of [draft, ...draft.audits].flatMap((one) => Object.values(one.papers ?? {})))
    visitKinds(shape as Shape, value, done, (_, one) => {
      if (typeof one === 'string') dates.add(one);
    });
  return [...dates].sort();
}
