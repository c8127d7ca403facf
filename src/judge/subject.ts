/**
 * What a row is judged for, and the variables that it sees.
 *
 * In:  facts with their places. Out: a subject, whose variables are one value each and whose places are one tree.
 */
import type { AuditKind } from '../../schemas/record/index.js';
import type { SubjectKind } from '../../schemas/pack/rules.js';
import type { CaseFolder, RecordFile } from '../load/types.js';
import { type Scheme } from '../packs/types.js';
import { nowhere, trees, values, type Fact } from './case-facts.js';
import { listTree, type FactTree } from './fact-places.js';

export interface Subject {
  readonly kind: SubjectKind;
  readonly scheme: Scheme;
  /** As people call it: `stage-2`, `NC-01`, a certificate's number. */
  readonly name: string;
  readonly case?: CaseFolder;
  /** Folder of the audit that it is or belongs to. */
  readonly audit?: string;
  readonly auditKind?: AuditKind;
  readonly nc?: string;
  readonly certificate?: string;
  readonly paper?: RecordFile<'paper'>;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Variables by name. */
  readonly tree: FactTree;
  /** Where to point when nothing that a row reads stands anywhere. */
  readonly home: FactTree;
}
/** Variables under construction: each with its place. */
export type Sight = Readonly<Record<string, Fact>>;

export const plain = (value: unknown): Fact => ({ value, tree: nowhere });
export const list = (facts: readonly Fact[], home?: FactTree): Fact => ({ value: values(facts), tree: listTree(trees(facts), home) });

export function subject(kind: SubjectKind, scheme: Scheme, name: string, sight: Sight, home: FactTree, more: Partial<Subject>): Subject {
  const variables: Record<string, unknown> = {};
  const children: Record<string, FactTree> = {};
  for (const [key, { value, tree }] of Object.entries(sight)) {
    variables[key] = value;
    children[key] = tree;
  }
  return { kind, scheme, name, home, ...more, variables, tree: { children } };
}
