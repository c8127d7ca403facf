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
import { standardNamed, underStandard } from '../packs/standard-in-use.js';
import { schemeKey, type Scheme, type SchemeTable } from '../packs/types.js';
import { Facts, nowhere, trees, values, type CaseFacts, type Fact } from './case-facts.js';
import type { RuleEnvironment } from '../rules/environment.js';
import type { KnownOn } from './known.js';
import { list, plain, subject, type Sight, type Subject } from './subject.js';
import { CaseSubjects } from './case-subjects.js';
import { at, listTree, under } from './fact-places.js';

export interface Subjects {
  readonly subjects: readonly Subject[];
  readonly cases: readonly CaseFacts[];
}

export function subjectsOf(project: Project, schemes: SchemeTable, env: RuleEnvironment, known: KnownOn): Subjects {
  const facts = new Facts(env, known, project.people);
  const everyone = project.people ? known.of(project.people) : undefined;
  const people: Fact = {
    value: facts.instance(
      'map<string, Person>',
      Object.fromEntries(Object.entries(everyone ?? {}).map(([id, person]) => [id, { ...person, id }])),
    ),
    tree: project.people ? at(project.people) : nowhere,
  };
  const standardOf = (scheme: Scheme): Fact => {
    const { number, from, to, clauses } = scheme.standard;
    return plain(
      facts.instance('Standard', {
        number,
        from,
        ...(to === undefined ? {} : { to }),
        clauses: clauses.filter((clause) => clause.auditable).map((clause) => clause.number),
      }),
    );
  };
  const standards = new Map<Standard, Fact>();
  const shared = (scheme: Scheme): Sight => {
    const standard = standards.get(scheme.standard) ?? standardOf(scheme);
    standards.set(scheme.standard, standard);
    return { scheme: plain(scheme.id), asOf: plain(known.asOf), standard, people };
  };

  const cases: CaseFacts[] = [];
  const subjects: Subject[] = [];
  for (const folder of project.cases) {
    const schemeOf = (version: string | undefined): Scheme | undefined =>
      version === undefined ? undefined : schemes.get(schemeKey(folder.case.value.scheme ?? '', version));
    const one = facts.caseFacts(folder, schemeOf);
    const first = firstScheme(folder, schemes, known.asOf);
    cases.push(one);
    subjects.push(...new CaseSubjects(one, facts, schemeOf, first && underStandard(first, standardNamed(folder)), shared, known).all());
  }
  for (const scheme of schemes.values()) {
    const own = cases.filter(({ folder }) => folder.case.value.scheme === scheme.id);
    const config = project.config ? at(project.config) : nowhere;
    const records = own.map((one): Fact => ({
      value: facts.instance('CaseRecords', {
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
    subjects.push(
      subject(
        'project',
        scheme,
        scheme.id,
        {
          ...shared(scheme),
          cases: list(records, config),
          certificates: list(
            own.flatMap((one) => one.certificates),
            config,
          ),
        },
        config,
        {},
      ),
    );
  }
  return { subjects, cases };
}

/** The scheme by which the case itself is judged. */
function firstScheme(folder: CaseFolder, schemes: SchemeTable, asOf: string): Scheme | undefined {
  const id = folder.case.value.scheme ?? '';
  const versions = folder.audits
    .filter((audit) => audit.audit.value.version !== undefined)
    .sort((a, b) => ((a.audit.value.start ?? '9999') < (b.audit.value.start ?? '9999') ? -1 : 1))
    .map((audit) => schemes.get(schemeKey(id, audit.audit.value.version ?? '')));
  const first = versions.find((scheme) => scheme !== undefined);
  if (first) return first;
  const inForce = [...schemes.values()].filter((scheme) => scheme.id === id && scheme.scheme.from <= asOf);
  return inForce.sort((a, b) => (a.scheme.from < b.scheme.from ? 1 : -1))[0];
}
