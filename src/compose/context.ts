/**
 * What a layout sees: the context of one document (its shape is in `context-shape.ts`).
 *
 * In:  a document's scope (records with places, the scheme), and the contents that apply to it. Out: a plain object whose
 * scalars from records are tracked. Persons and sites stand where a record has their ids; states are those of the
 * document's date. Nothing here knows a scheme, a clause or a number of one.
 */
import { isMajor, isMinor } from '../../schemas/record/words.js';
import type { z } from 'zod';
import type { Content } from '../../schemas/pack/index.js';
import { isGraded, recommendationsOf } from '../../schemas/pack/words.js';
import { recordsWith } from '../../schemas/record/added-fields.js';
import type { Stationery } from '../../schemas/stationery.js';
import type { Prose } from '../diagnostics/index.js';
import { Tracked, type TrackedValue } from '../files/tracked.js';
import type { AuditFolder, RecordFile } from '../load/types.js';
import { isOpen } from '../validate/chosen-standard.js';
import { factIn, type DocumentScope } from '../validate/scope.js';
import type { Reissue } from '../validate/reissue.js';
import { saidOfEntries } from './said-of-entries.js';
import { registeredOf } from '../validate/registered.js';
import { auditTimeContext } from './audit-time.js';
import { picturesOf } from './body-pictures.js';
import { markOf } from './clauses.js';
import { scalarOf } from './values.js';
import { findingSchema, labelsShape, ofAllDocuments, schemaOf, siteList } from './context-shape.js';
import { expand, type Lookup } from './shape.js';

/** What the pipeline knows of a document besides its scope. */
export interface DocumentFacts {
  readonly version: Prose;
  /** The scheme's contents of this document that apply, with their answers known. */
  readonly contents: readonly Content[];
  readonly variant: string;
  /** Room for the labels of surveillance audits, where the stationery asks for it. */
  readonly labels?: Stationery['labels'];
  /** In a form: people and sites are chosen where their ids stand. */
  readonly namesAreChosen?: true | undefined;
}
export type Context = Readonly<Record<string, unknown>>;

export function contextOf(scope: DocumentScope, facts: DocumentFacts): Context {
  const { scheme, roots } = scope;
  const lookup: Lookup = { ...lookupOf(scope), ...(facts.namesAreChosen ? { namesAreChosen: true } : {}) };
  const grown = (value: TrackedValue, schema: z.ZodType): TrackedValue => expand(value, schema, lookup);
  const records = recordsWith(scope.document.adds);
  const values: Record<string, unknown> = {};
  for (const name of ofAllDocuments) {
    const root = roots[name];
    if (root && name !== 'sites') values[name] = grown(root.tracked, schemaOf(name, records));
  }
  if (roots.paper) values['paper'] = grown(roots.paper.tracked, roots.paper.file.shape);
  if (isObject(values['plan'])) values['plan'] = inOrder(values['plan']);
  values['sites'] = roots.sites ? grown(roots.sites.tracked, siteList(records)) : [];
  if (values['audit'] && scope.audit) values['audit'] = { ...(values['audit'] as object), folder: scope.audit.name };

  const clauses = clauseTable(scope);
  const clausesOfContents = new Map(contentsOf(scope).map((c) => [c.id, c.clause]));
  const ncs = scope.ncs.map((file) => nonconformity(file, grown, clauses));
  if (roots.nc) values['nc'] = ncs.find((n) => n['id'] === scope.subject) ?? values['nc'];
  const cert = roots.cert?.value as { readonly sites?: readonly string[]; readonly number?: string } | undefined;
  const coveredSites = (cert?.sites ?? []).map((id) => lookup.site(id)).filter((s) => s !== undefined);
  const filled = (prose: Prose): Prose => ({
    zh: prose.zh.replaceAll('{number}', cert?.number ?? ''),
    en: prose.en.replaceAll('{number}', cert?.number ?? ''),
  });

  return {
    ...values,
    doc: {
      kind: scope.kind,
      number: trackedNumber(scope),
      version: facts.version,
      draft: registeredOf(scope)?.revision === undefined,
      date: trackedDate(scope),
      ...(scope.reissue ? { reissued: trackedReissue(scope, scope.reissue) } : {}),
      subject: scope.subject ?? '',
      title: scheme.scheme.documents[scope.kind]?.title ?? { zh: '', en: '' },
    },
    variant: facts.variant,
    ...labelsOf(facts.labels),
    // Where the scheme asks for them, a certificate without them is not made (src/validate/body-facts.ts).
    body: {
      ...scheme.body,
      ...(scheme.body.enquiry === undefined ? {} : { enquiry: filled(scheme.body.enquiry) }),
      ...(scheme.body.enquiryUrl === undefined
        ? {}
        : { enquiryUrl: scheme.body.enquiryUrl.replaceAll('{number}', encodeURIComponent(cert?.number ?? '')) }),
      ...picturesOf(scope),
    },
    standard: {
      number: scheme.standard.number,
      title: scheme.standard.title,
      choice: isOpen(scope) ? scheme.standards.map(({ number, title }) => ({ number, title })) : [],
    },
    scheme: {
      id: scheme.id,
      version: scheme.version,
      title: scheme.scheme.document.title,
      number: scheme.scheme.document.number,
      documentVersion: scheme.scheme.document.version,
      // Not every rule document has a number.
      called: calledBy(scheme.scheme.document),
      // A document in the language that the scheme's text is not in says that it is a translation.
      translatedInto: scheme.scheme.original === 'en' ? 'zh' : 'en',
    },
    wording: Object.fromEntries(scheme.wording.filter((w) => w.text).map((w) => [w.id, { text: w.text, clause: w.clause }])),
    groups: groupsOf(scope, facts.contents),
    clauseOf: Object.fromEntries(facts.contents.map((c) => [c.id, markOf(c.clause)])),
    asked: Object.fromEntries(facts.contents.map((c) => [c.id, true])),
    findings: findingsOf(scope, grown, clauses, clausesOfContents, lookup),
    ncs,
    coveredSites,
    ...(scope.stage1 ? { stage1: auditOf(scope.stage1, grown) } : {}),
    ...(scope.previous ? { previous: auditOf(scope.previous, grown) } : {}),
    ...timeOf(scope),
    ...saidOfEntries(scope),
    graded: isGraded(scheme.scheme.labels),
    recommendations: recommendationsOf(scheme.scheme.labels, scope.audit?.audit.value.kind),
    counts: {
      nonconformities: scope.ncs.length,
      major: scope.ncs.filter((n) => isMajor(n.value.grade)).length,
      minor: scope.ncs.filter((n) => isMinor(n.value.grade)).length,
      opportunities:
        scope.findings.filter((f) => f.value.conclusion === 'opportunity').length +
        ((roots.report?.value as { opportunities?: unknown[] } | undefined)?.opportunities?.length ?? 0),
      sites: coveredSites.length,
      temporarySites: coveredSites.filter((s) => kindOfSite(s) === 'temporary').length,
    },
  };
}

/** Two, as a cycle has surveillance audits, and 20 mm high where nothing is said. */
function labelsOf(labels: Stationery['labels']): { readonly surveillanceLabels?: z.output<typeof labelsShape> } {
  if (!labels) return {};
  const places = Array.from({ length: labels.count ?? 2 }, (_, i) => i + 1);
  return { surveillanceLabels: { places, widths: places.map(() => '*').join(' '), height: labels.height ?? 20 } };
}
function timeOf(scope: DocumentScope): { readonly time?: object } {
  const time = auditTimeContext(scope);
  return time ? { time } : {};
}
const calledBy = ({ number, title }: { readonly number?: string | undefined; readonly title: Prose }): Prose =>
  number === undefined ? title : { zh: number, en: number };
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** The schedule by day and hour, whatever order it was written in; sessions at one time stay as they were. */
function inOrder(plan: Readonly<Record<string, unknown>>): object {
  const by =
    (key: string) =>
    (a: unknown, b: unknown): number => {
      const [x, y] = [a, b].map((v) => String((isObject(v) ? scalarOf(v[key]) : undefined) ?? ''));
      return (x ?? '') < (y ?? '') ? -1 : (x ?? '') > (y ?? '') ? 1 : 0;
    };
  const { schedule } = plan;
  if (!Array.isArray(schedule)) return plan;
  const days = schedule.map((day: unknown) =>
    isObject(day) && Array.isArray(day['slots']) ? { ...day, slots: [...(day['slots'] as unknown[])].sort(by('start')) } : day,
  );
  return { ...plan, schedule: days.sort(by('date')) };
}

const contentsOf = (scope: DocumentScope): Content[] => (scope.scheme.contents[scope.kind] ?? []).flatMap((g) => g.contents);

/** The groups of the document with the contents that apply; a content printed by another's part is not listed itself. */
function groupsOf(scope: DocumentScope, applying: readonly Content[]): object[] {
  const ids = new Set(applying.map((c) => c.id));
  return (scope.scheme.contents[scope.kind] ?? [])
    .map((g) => ({
      id: g.id,
      title: g.title,
      form: g.form,
      contents: g.contents
        .filter((c) => ids.has(c.id) && !c.finding && !(c.with !== undefined && ids.has(c.with)))
        .map((c) => ({ id: c.id, clause: markOf(c.clause), title: c.title, zh: c.zh, en: c.en })),
    }))
    .filter((g) => g.contents.length > 0 || g.form === 'findings');
}

type Grown = (value: TrackedValue, schema: z.ZodType) => TrackedValue;
type ClauseTable = ReadonlyMap<string, { readonly order: number; readonly title: Prose }>;

/** Clauses of the standard by number, with their order. */
function clauseTable({ scheme: { standard } }: DocumentScope): ClauseTable {
  let table = clauseTables.get(standard.clauses);
  if (!table) {
    table = new Map(standard.clauses.map((c, order) => [c.number, { order, title: c.title }]));
    clauseTables.set(standard.clauses, table);
  }
  return table;
}
/** Of a standard the same for every document. */
const clauseTables = new WeakMap<DocumentScope['scheme']['standard']['clauses'], ClauseTable>();

function nonconformity(file: RecordFile<'nonconformity'>, grown: Grown, clauses: ClauseTable): Record<string, unknown> {
  const clause = clauses.get(file.value.clause ?? '');
  return { ...(grown(file.tracked, file.shape) as object), id: file.name, ...(clause ? { clauseTitle: clause.title } : {}) };
}

/** All findings of the audit in the order of the standard's clauses. */
function findingsOf(
  scope: DocumentScope,
  grown: Grown,
  clauses: ClauseTable,
  clauseOfContent: ReadonlyMap<string, string>,
  lookup: Lookup,
): object[] {
  const order = (numbers: readonly string[] | undefined): number =>
    Math.min(...(numbers ?? []).map((n) => clauses.get(n)?.order ?? 999), 999);
  let figures = 0;
  return scope.findings
    .map((f) => ({ f, at: order(f.value.clauses) }))
    .sort((a, b) => a.at - b.at)
    .map(({ f }) => ({ f, figureNumber: f.value.figure ? ++figures : 0 }))
    .map(({ f, figureNumber }) => ({
      figureNumber,
      ...(grown(f.tracked, findingSchema(recordsWith(scope.document.adds))) as object),
      clauseTitles: (f.value.clauses ?? []).map((number) => ({ number, title: clauses.get(number)?.title ?? { zh: '', en: '' } })),
      answersClauses: (f.value.answers ?? []).map((id) => clauseOfContent.get(id)).filter((c) => c !== undefined),
      author: f.file.value.author === undefined ? undefined : lookup.person(f.file.value.author),
    }));
}

function auditOf(folder: AuditFolder, grown: Grown): object {
  return {
    audit: grown(folder.audit.tracked, folder.audit.shape),
    ...(folder.notice ? { notice: grown(folder.notice.tracked, folder.notice.shape) } : {}),
    ...(folder.report ? { report: grown(folder.report.tracked, folder.report.shape) } : {}),
  };
}

/** The day of a reissue, at the entry that says so. */
function trackedReissue({ case: { documents, events } }: DocumentScope, { file, index, date }: Reissue): unknown {
  const entries = (file === 'documents' ? documents : events)?.tracked as readonly Readonly<Record<string, unknown>>[] | undefined;
  return entries?.[index]?.['date'] ?? date;
}

function lookupOf(scope: DocumentScope): Lookup {
  const people = scope.project.people?.tracked as Readonly<Record<string, TrackedValue>> | undefined;
  const sites = new Map<string, TrackedValue>();
  const plainSites = scope.roots.sites?.value as readonly { readonly id?: string }[] | undefined;
  const trackedSites = scope.roots.sites?.tracked as readonly TrackedValue[] | undefined;
  plainSites?.forEach((site, i) => {
    if (site.id !== undefined && trackedSites?.[i]) sites.set(site.id, trackedSites[i]);
  });
  return { person: (id) => (people && Object.hasOwn(people, id) ? people[id] : undefined), site: (id) => sites.get(id) };
}

const kindOfSite = (site: TrackedValue): unknown => {
  const kind = (site as Readonly<Record<string, TrackedValue>>)['kind'];
  return kind instanceof Tracked ? kind.value : undefined;
};

/** Number and date keep their places: a complaint about a masthead names the record's line. */
function trackedNumber(scope: DocumentScope): unknown {
  const { number } = scope.document;
  return (number === undefined ? undefined : factIn(scope.roots, number, 'tracked')) ?? scope.number;
}
/** A version has a date of its own: the register says it. What happened on another day says so where it stands. */
function trackedDate(scope: DocumentScope): unknown {
  const own = factIn(scope.roots, scope.document.date, 'tracked') ?? scope.date;
  return scope.document.of === 'certificate' ? own : (registeredOf(scope)?.tracked['date'] ?? own);
}
