/**
 * Subjects: what rows are judged for, each with the variables that its rows see and the places of what they name.
 *
 * In:  a project, the schemes that it names, the environment, what is known on the day judged on.
 * Out: `Subject[]`, each with the scheme in the version that judges it: an audit and a certificate name theirs; what belongs to
 *      the case alone is judged by that of its first audit, or, before there is one, by the newest in force.
 *
 * `environment.ts` declares the variables; a test keeps both equal.
 */
import type { Standard } from '../../schemas/pack/index.js';
import type { CaseFolder, Project } from '../load/types.js';
import type { Scheme, SchemeTable } from '../packs/types.js';
import { Facts, nowhere, trees, values, type CaseFacts, type Fact } from './case-facts.js';
import type { RuleEnvironment } from '../rules/environment.js';
import type { RecordTypes } from '../rules/record-types.js';
import type { KnownOn } from './known.js';
import { list, plain, subject, type Sight, type Subject } from './subject.js';
import { schemeIn, schemeOfCase } from '../validate/subjects-of-case.js';
import { caseSubjects } from './case-subjects.js';
import { Sights } from './sights.js';
import { at, listTree, under } from './fact-places.js';

export interface Subjects {
  readonly subjects: readonly Subject[];
  readonly cases: readonly CaseFacts[];
}

export function subjectsOf(project: Project, schemes: SchemeTable, env: RuleEnvironment, known: KnownOn): Subjects {
  const makes = new MakesSubjects(project, schemes, env, known);
  const all = project.cases.map((folder) => makes.of(folder));
  return {
    subjects: [
      ...all.flatMap(({ subjects }) => subjects),
      ...[...schemes.values()].map((scheme) => makes.ofProject(scheme, project.cases)),
    ],
    cases: all.map(({ facts }) => facts),
  };
}

/** One case after the other: nothing of a case is kept for longer than somebody holds it. */
export class MakesSubjects {
  private readonly grounds = new Map<RecordTypes, Ground>();
  constructor(
    private readonly project: Project,
    private readonly schemes: SchemeTable,
    private readonly env: RuleEnvironment,
    private readonly known: KnownOn,
  ) {}

  of(folder: CaseFolder): { readonly facts: CaseFacts; readonly subjects: readonly Subject[] } {
    const { schemes, known } = this;
    const own = this.groundOf(schemeOfCase(folder, schemes, known.asOf));
    const versions = [...schemes.values()].filter(({ id }) => id === folder.case.value.scheme);
    const grounds = [...new Set([own, ...versions.map((scheme) => this.groundOf(scheme))])];
    return {
      facts: own.caseFacts(folder),
      subjects: grounds.flatMap((ground) =>
        caseSubjects(new Sights(ground.caseFacts(folder), ground.facts, ground.shared, known), schemes).filter(
          ({ scheme }) => this.groundOf(scheme) === ground,
        ),
      ),
    };
  }

  /** What a row for the whole project sees: all its cases. */
  ofProject(scheme: Scheme, cases: readonly CaseFolder[]): Subject {
    return this.groundOf(scheme).project(scheme, cases);
  }

  private groundOf(scheme: Scheme | undefined): Ground {
    const { env, known, project, schemes } = this;
    const types = env.typesWith(scheme?.adds);
    const ground = this.grounds.get(types) ?? new Ground(new Facts(env, known, project.people, scheme?.adds), project, schemes, known);
    this.grounds.set(types, ground);
    return ground;
  }
}

/** The facts of a project as the versions of schemes see them that add the same fields to the records. */
class Ground {
  private readonly people: Fact;
  private readonly standards = new Map<Standard, Fact>();
  private readonly cases = new WeakMap<CaseFolder, CaseFacts>();
  constructor(
    readonly facts: Facts,
    private readonly from: Project,
    private readonly schemes: SchemeTable,
    private readonly known: KnownOn,
  ) {
    const everyone = from.people ? known.of(from.people) : undefined;
    this.people = {
      value: facts.instance(
        'map<string, Person>',
        Object.fromEntries(Object.entries(everyone ?? {}).map(([id, person]) => [id, { ...person, id }])),
      ),
      tree: from.people ? at(from.people) : nowhere,
    };
  }

  caseFacts(folder: CaseFolder): CaseFacts {
    const one = this.cases.get(folder) ?? this.facts.caseFacts(folder, schemeIn(folder, this.schemes));
    this.cases.set(folder, one);
    return one;
  }

  /** What all subjects of a scheme see. */
  readonly shared = (scheme: Scheme): Sight => {
    const standard = this.standards.get(scheme.standard) ?? this.standardOf(scheme);
    this.standards.set(scheme.standard, standard);
    return { scheme: plain(scheme.id), asOf: plain(this.known.asOf), standard, people: this.people };
  };
  private standardOf(scheme: Scheme): Fact {
    const { number, from, to, clauses } = scheme.standard;
    return plain(
      this.facts.instance('Standard', {
        number,
        from,
        ...(to === undefined ? {} : { to }),
        clauses: clauses.filter((clause) => clause.auditable).map((clause) => clause.number),
      }),
    );
  }

  project(scheme: Scheme, cases: readonly CaseFolder[]): Subject {
    const own = cases.filter((folder) => folder.case.value.scheme === scheme.id).map((folder) => this.caseFacts(folder));
    const config = this.from.config ? at(this.from.config) : nowhere;
    const records = own.map((one): Fact => ({
      value: this.facts.instance('CaseRecords', {
        folder: one.folder.name,
        case: one.value,
        audits: values(one.audits),
        certificates: values(one.certificates),
        events: values(one.events),
      }),
      tree: under(one.tree, {
        case: one.tree,
        audits: listTree(trees(one.audits)),
        certificates: listTree(trees(one.certificates)),
        events: listTree(trees(one.events)),
      }),
    }));
    const certificates = own.flatMap((one) => one.certificates);
    const sight = { ...this.shared(scheme), cases: list(records, config), certificates: list(certificates, config) };
    return subject('project', scheme, scheme.id, sight, config, {});
  }
}
