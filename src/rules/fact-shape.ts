/**
 * What kind of thing a fact is, by the shapes of the records: a flag, a date, one of some words.
 *
 * In:  whom a row is for, the path of a fact as rows read it. Out: `FactShape`, or undefined where there is no such fact.
 * The types of `environment.ts` know only text, numbers and lists; which words a text may be is said by the shapes alone.
 */
import { z } from 'zod';
import { lifeStates } from '../../schemas/pack/life.js';
import { recordsWith, type RecordShapes } from '../../schemas/record/added-fields.js';
import { bare, childOf, entryOf, metaOf, shapeAt, type RecordKind, type Shape } from '../../schemas/record/index.js';
import { paperHead, paperShape } from '../../schemas/record/paper.js';
import type { RowSubject, RuleEnvironment, Sight } from './environment.js';

export interface FactShape {
  readonly is: 'flag' | 'date' | 'amount' | 'word' | 'text' | 'list' | 'map';
  /** Its name among the types of expressions: `Plan`, `list<Event>`, `string`. */
  readonly type: string;
  readonly words?: readonly string[];
}

const known = new WeakMap<RecordShapes, Readonly<Record<string, Shape | undefined>>>();
/** The types that the environment declares by name, with the shapes they are made of. */
export function shapesOfTypes(records: RecordShapes): Readonly<Record<string, Shape | undefined>> {
  const kept = known.get(records);
  if (kept) return kept;
  const at = (kind: RecordKind, ...path: (string | number)[]): Shape | undefined => shapeAt(records[kind], path);
  const shapes = {
    Case: at('case'),
    Audit: at('audit'),
    Plan: at('plan'),
    Notice: at('notice'),
    Report: at('report'),
    Review: at('review'),
    Decision: at('decision'),
    Nonconformity: at('nonconformity'),
    Person: entryOf(records.people),
    Member: at('plan', 'team', 0),
    Meeting: at('audit', 'meetings', 'opening'),
    Author: at('findings'),
    Finding: at('findings', 'findings', 0),
    Certificate: at('certificates', 0),
    Event: at('events', 0),
    Paper: paperHead,
    Interruption: at('events', 0),
    Site: at('case', 'sites', 0, 'list', 0),
    Licence: at('case', 'client', 0, 'licences', 0),
    Client: at('case', 'client', 0),
    Headcount: at('case', 'headcount', 0),
  };
  known.set(records, shapes);
  return shapes;
}
/** Facts that stand in no record. */
const derived: Readonly<Record<string, FactShape>> = {
  asOf: { is: 'date', type: 'string' },
  'standard.from': { is: 'date', type: 'string' },
  'standard.to': { is: 'date', type: 'string' },
  state: { is: 'word', type: 'string', words: lifeStates },
  'interruptions.*.until': { is: 'date', type: 'string' },
  'unprinted.*.from': { is: 'date', type: 'string' },
  printedOn: { is: 'date', type: 'string' },
  'change.from': { is: 'date', type: 'string' },
  'licence.from': { is: 'date', type: 'string' },
  'licence.until': { is: 'date', type: 'string' },
};

/** The type below a type: an element of a list, an entry of a map, a field. */
function typeBelow(type: string, key: string | number, env: Sight): string | undefined {
  return /^list<(.+)>$/.exec(type)?.[1] ?? /^map<string, (.+)>$/.exec(type)?.[1] ?? env.types.fieldsOfType(type)?.[key];
}

export function factShape(subject: RowSubject, keys: readonly (string | number)[], env: RuleEnvironment): FactShape | undefined {
  const derivedOne = derived[keys.map((key) => (/^\d+$/.test(String(key)) ? '*' : key)).join('.')];
  if (derivedOne) return derivedOne;
  const shapes = shapesOfTypes(recordsWith(subject.adds));
  const [root = '', ...rest] = keys;
  const sight = env.of(subject);
  let type = sight.variables[root];
  let shape = root === 'paper' ? paperShape(subject.fields ?? {}) : type === undefined ? undefined : shapes[type];
  for (const key of rest) {
    if (type === undefined) return undefined;
    const inside: string | undefined = typeBelow(type, key, sight);
    shape =
      inside !== undefined && inside in shapes
        ? shapes[inside]
        : shape && childOf(shape, key === '*' || /^\d+$/.test(String(key)) ? 0 : key);
    type = inside;
  }
  if (type === undefined) return undefined;
  if (type === 'bool') return { is: 'flag', type };
  if (type === 'double') return { is: 'amount', type };
  if (type.startsWith('list')) return { is: 'list', type };
  if (type !== 'string') return { is: 'map', type };
  const meta = shape && metaOf(shape)?.kind;
  if (meta === 'done' || meta === 'planned' || meta === 'limit') return { is: 'date', type };
  const form = shape && bare(shape);
  return form instanceof z.ZodEnum ? { is: 'word', type, words: form.options.map(String) } : { is: 'text', type };
}
