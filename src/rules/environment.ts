/**
 * The environment of the rules: which variables a row sees, of which types, and which functions it may call.
 *
 * In:  the shapes of the records. Out: for each kind of subject its variables and expressions, typed; and the instances
 * that subjects are made of. `docs/judgement.md` is the contract for those who write rows, and a test keeps both equal.
 */
import type { AddedFields } from '../../schemas/pack/added-fields.js';
import type { PaperFields } from '../../schemas/pack/papers.js';
import { recordsWith, type RecordShapes } from '../../schemas/record/added-fields.js';
import { entryOf, recordSchemas, shapeAt, type RecordKind, type Shape } from '../../schemas/record/index.js';
import { paperHead, paperShape } from '../../schemas/record/paper.js';
import { subjects, type SubjectKind } from '../../schemas/pack/rules.js';
import { Expressions } from './expressions.js';
import { RecordTypes, type Fields } from './record-types.js';
import { chinaCalendar, type Calendar } from './calendar.js';
import { ruleFunctions } from './functions.js';

/** Record files that hang on an audit, one each. */
export const auditParts = ['plan', 'notice', 'report', 'review', 'decision'] as const;

/** Types that rows see, by name. */
export type RuleType =
  | 'Case'
  | 'Client'
  | 'Sites'
  | 'Headcount'
  | 'Person'
  | 'Audit'
  | 'Plan'
  | 'Notice'
  | 'Report'
  | 'Review'
  | 'Decision'
  | 'Member'
  | 'Meeting'
  | 'Author'
  | 'Finding'
  | 'Nonconformity'
  | 'Site'
  | 'Licence'
  | 'Certificate'
  | 'Event'
  | 'Paper'
  | 'Interruption'
  | 'Change'
  | 'Standard'
  | 'CaseRecords'
  | 'Time';

const everywhere: Fields = {
  scheme: 'string',
  asOf: 'string',
  client: 'Client',
  headcount: 'Headcount',
  sites: 'list<Site>',
  case: 'Case',
  people: 'map<string, Person>',
  standard: 'Standard',
  audits: 'list<Audit>',
  papers: 'list<Paper>',
};
const ofAudit: Fields = {
  audit: 'Audit',
  plan: 'Plan',
  notice: 'Notice',
  report: 'Report',
  review: 'Review',
  decision: 'Decision',
  team: 'list<Member>',
  ncs: 'list<Nonconformity>',
  findings: 'list<Finding>',
  stage1: 'Audit',
  stage2: 'Audit',
  previous: 'Audit',
  prevCert: 'Certificate',
  cert: 'Certificate',
};

/** The variables of each kind of subject, with their types. */
export const variables: Readonly<Record<SubjectKind, Fields>> = {
  case: { ...everywhere, certificates: 'list<Certificate>', events: 'list<Event>' },
  /** The days on which it is on record: from a state of the client until the next one. */
  licence: { ...everywhere, licence: 'Licence' },
  audit: { ...everywhere, ...ofAudit, events: 'list<Event>', unprinted: 'list<Change>', time: 'Time' },
  nonconformity: { ...everywhere, ...ofAudit, nc: 'Nonconformity' },
  meeting: { ...everywhere, ...ofAudit, meeting: 'Meeting' },
  author: { ...everywhere, ...ofAudit, author: 'Author' },
  member: { ...everywhere, ...ofAudit, member: 'Member' },
  site: { ...everywhere, ...ofAudit, site: 'Site' },
  certificate: {
    ...everywhere,
    ...ofAudit,
    surveillances: 'list<Audit>',
    events: 'list<Event>',
    interruptions: 'list<Interruption>',
    state: 'string',
    printedOn: 'string',
    unprinted: 'list<Change>',
  },
  change: { ...everywhere, change: 'Change', cert: 'Certificate', state: 'string', printedOn: 'string' },
  event: {
    ...everywhere,
    event: 'Event',
    cert: 'Certificate',
    audit: 'Audit',
    events: 'list<Event>',
    certificates: 'list<Certificate>',
    state: 'string',
  },
  cycle: {
    ...everywhere,
    ...ofAudit,
    certificates: 'list<Certificate>',
    surveillances: 'list<Audit>',
    events: 'list<Event>',
    interruptions: 'list<Interruption>',
    state: 'string',
  },
  surveillancePair: {
    ...everywhere,
    earlier: 'Audit',
    later: 'Audit',
    cert: 'Certificate',
    events: 'list<Event>',
    interruptions: 'list<Interruption>',
    state: 'string',
  },
  project: {
    scheme: 'string',
    asOf: 'string',
    people: 'map<string, Person>',
    standard: 'Standard',
    cases: 'list<CaseRecords>',
    certificates: 'list<Certificate>',
  },
  /** `paper` has the fields of the definition that a row names (`RuleEnvironment.of`). */
  paper: { ...everywhere, ...ofAudit, paper: 'Paper', events: 'list<Event>', certificates: 'list<Certificate>', state: 'string' },
};

/** The figures of an audit's working, as `src/time` makes them. */
const timeFields: Fields = {
  ...Object.fromEntries(
    [
      'headcount',
      'base',
      'recordedBase',
      'sites',
      'increase',
      'decrease',
      'special',
      'decreaseMost',
      'adjusted',
      'determined',
      'least',
      'remaining',
      'taken',
      'onSiteLeast',
      'onSite',
      'sumLeast',
      'sumTaken',
      'scheduled',
      'travel',
    ].map((figure) => [figure, 'double']),
  ),
  samples: 'list<Sample>',
  hours: 'list<Hours>',
  wrongFactors: 'list<string>',
  unreasoned: 'list<string>',
  justified: 'list<string>',
};

/** What rows are typed by: those of a kind of subject; of papers, those of one definition. */
export interface Sight {
  readonly types: RecordTypes;
  readonly expressions: Expressions;
  /** The variables with their types. */
  readonly variables: Fields;
}
/**
 * Whom a row is for: a kind of subject, of papers what the definition of the document says of them, and what its scheme adds to the
 * records.
 */
export interface RowSubject {
  readonly for: SubjectKind;
  readonly fields?: PaperFields | undefined;
  readonly adds?: AddedFields | undefined;
}
export interface RuleEnvironment {
  readonly types: RecordTypes;
  /** The types of the records with what a scheme adds to them. */
  readonly typesWith: (adds: AddedFields | undefined) => RecordTypes;
  readonly of: (row: RowSubject) => Sight;
  /** Whether a date was computed from a year whose holidays are not known, since this was asked last; asking forgets it. */
  readonly wasIndicative: () => boolean;
}

/** The types of records of these shapes. */
function declared(records: RecordShapes): RecordTypes {
  const types = new RecordTypes({ statements: 'list' });
  const shape = (kind: RecordKind, ...path: (string | number)[]): Shape => {
    const found = shapeAt(records[kind], path);
    if (!found) throw new Error(`records have no ${kind} ${path.join('.')}`);
    return found;
  };
  const declare = (name: RuleType, at: Shape, more: Fields = {}): string => types.declare(name, { ...types.fieldsOf(at, name), ...more });

  declare('Person', entryOf(shape('people')) ?? shape('people'), { id: 'string' });
  declare('Site', shape('case', 'sites', 0, 'list', 0));
  declare('Licence', shape('case', 'client', 0, 'licences', 0), { from: 'string', until: 'string' });
  declare('Client', shape('case', 'client', 0));
  declare('Headcount', shape('case', 'headcount', 0));
  declare('Case', shape('case'), { folder: 'string' });
  declare('Meeting', shape('audit', 'meetings', 'opening'), { which: 'string' });
  declare('Author', shape('findings'));
  declare('Finding', shape('findings', 'findings', 0), { author: 'string' });
  declare('Nonconformity', shape('nonconformity'), { id: 'string' });
  declare('Member', shape('plan', 'team', 0), { person: 'Person' });
  const [plan, notice, report, review, decision] = (['plan', 'notice', 'report', 'review', 'decision'] as const).map((part) =>
    declare(`${part[0]?.toUpperCase() ?? ''}${part.slice(1)}` as RuleType, shape(part)),
  );
  declare('Audit', shape('audit'), {
    folder: 'string',
    plan: plan ?? '',
    notice: notice ?? '',
    report: report ?? '',
    review: review ?? '',
    decision: decision ?? '',
    team: 'list<Member>',
    ncs: 'list<Nonconformity>',
    findings: 'list<Finding>',
  });
  declare('Certificate', shape('certificates', 0));
  declare('Event', shape('events', 0));
  declare('Paper', paperHead, { name: 'string' });
  types.declare('Interruption', { kind: 'string', date: 'string', until: 'string', reason: 'string' });
  types.declare('Words', { zh: 'string', en: 'string' });
  types.declare('Change', { content: 'string', what: 'Words', from: 'string' });
  types.declare('Standard', { number: 'string', from: 'string', to: 'string', clauses: 'list<string>' });
  types.declare('Sample', { group: 'string', sites: 'double', least: 'double', audited: 'double' });
  types.declare('Hours', { member: 'string', days: 'double', hours: 'double' });
  types.declare('Time', timeFields);
  types.declare('CaseRecords', {
    folder: 'string',
    case: 'Case',
    audits: 'list<Audit>',
    certificates: 'list<Certificate>',
    events: 'list<Event>',
  });

  return types;
}

export function ruleEnvironment(calendar: Calendar = chinaCalendar()): RuleEnvironment {
  let indicative = false;
  const functions = ruleFunctions(calendar, () => {
    indicative = true;
  });
  const sight = (of: RecordTypes, fields: Fields): Sight => {
    const env = of.env.clone();
    for (const [name, type] of Object.entries(fields)) env.registerVariable(name, type);
    // A list that is still shorter lacks a fact; `surveillances[0]` is one that is yet to come.
    return { types: of, variables: fields, expressions: new Expressions(env, ['index_out_of_bounds']) };
  };
  const over = (records: RecordShapes): { readonly types: RecordTypes; readonly of: (row: RowSubject) => Sight } => {
    const types = declared(records);
    for (const { signature, run } of functions) types.env.registerFunction(signature, run as (...args: unknown[]) => unknown);
    const sights = Object.fromEntries(subjects.map((kind) => [kind, sight(types, variables[kind])])) as Record<SubjectKind, Sight>;
    const ofPapers = new Map<Shape, Sight>();
    const ofPaper = (fields: PaperFields): Sight => {
      const at = paperShape(fields);
      let known = ofPapers.get(at);
      if (!known) {
        const own = new RecordTypes({ statements: 'list' }, { types, env: types.env });
        const type = own.declare('ThisPaper', { ...own.fieldsOf(at, 'ThisPaper'), name: 'string' });
        ofPapers.set(at, (known = sight(own, { ...variables.paper, paper: type })));
      }
      return known;
    };
    return { types, of: (row) => (row.for === 'paper' && row.fields ? ofPaper(row.fields) : sights[row.for]) };
  };
  const stock = over(recordSchemas);
  const grown = new Map<RecordShapes, ReturnType<typeof over>>([[recordSchemas, stock]]);
  const withAdded = (adds: AddedFields | undefined): ReturnType<typeof over> => {
    const records = recordsWith(adds);
    const known = grown.get(records) ?? over(records);
    grown.set(records, known);
    return known;
  };
  return {
    types: stock.types,
    typesWith: (adds) => withAdded(adds).types,
    of: (row) => withAdded(row.adds).of(row),
    wasIndicative: () => {
      const was = indicative;
      indicative = false;
      return was;
    },
  };
}

let shared: RuleEnvironment | undefined;
/** The one over the calendar of the package: making it takes a while, its programs are kept. */
export const sharedEnvironment = (): RuleEnvironment => (shared ??= ruleEnvironment());
