/**
 * What the columns of a table see: of a subject of the judgement what its rows see; of a person, a registration, a deadline their fields.
 *
 * In:  what a row of the table is about, and what its scheme adds to the records. Out: variables and expressions, typed, and the way to
 * the instances that they are evaluated on.
 */
import type { AddedFields } from '../../schemas/pack/added-fields.js';
import type { PaperFields } from '../../schemas/pack/papers.js';
import type { TableRow } from '../../schemas/pack/tables.js';
import { sharedEnvironment, type RuleEnvironment, type Sight } from './environment.js';
import { Expressions } from './expressions.js';
import { RecordTypes, type Fields } from './record-types.js';

/** A deadline, as `certpress due` lists it. */
const dueFields: Fields = {
  due: 'string',
  daysLeft: 'double',
  overdue: 'bool',
  indicative: 'bool',
  notBefore: 'string',
  asOf: 'string',
  case: 'string',
  client: 'Words',
  leader: 'Words',
  scheme: 'string',
  thing: 'Words',
  clause: 'string',
  rule: 'string',
  what: 'Words',
  why: 'Words',
};

interface About {
  readonly for: TableRow;
  readonly fields?: PaperFields | undefined;
  readonly adds?: AddedFields | undefined;
}

const ofPeople = new WeakMap<RecordTypes, Readonly<Record<'person' | 'registration' | 'due', Sight>>>();

export function tableSight({ for: row, ...about }: About, environment: RuleEnvironment = sharedEnvironment()): Sight {
  if (row !== 'person' && row !== 'registration' && row !== 'due') return environment.of({ for: row, ...about });
  const base = environment.typesWith(about.adds);
  const known = ofPeople.get(base) ?? sightsOver(base);
  ofPeople.set(base, known);
  return known[row];
}

function sightsOver(base: RecordTypes): Readonly<Record<'person' | 'registration' | 'due', Sight>> {
  const types = new RecordTypes({ statements: 'list' }, { types: base, env: base.env });
  types.declare('Due', dueFields);
  const registration = /^list<(.+)>$/.exec(types.fieldsOfType('Person')?.['registrations'] ?? '')?.[1] ?? 'dyn';
  const sight = (variables: Fields): Sight => {
    const env = types.env.clone();
    for (const [name, type] of Object.entries(variables)) env.registerVariable(name, type);
    return { types, variables, expressions: new Expressions(env, ['index_out_of_bounds']) };
  };
  return {
    person: sight({ asOf: 'string', person: 'Person' }),
    registration: sight({ asOf: 'string', person: 'Person', registration }),
    due: sight({ due: 'Due' }),
  };
}
