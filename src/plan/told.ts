/**
 * What a build says, in the order in which it says it: by stages, and within each stage case after case.
 *
 * In:  what was found of the project as a whole and of each case, each under its kind. Out: one list. What is kept from one build to the
 * next is kept by kinds, so that a case that was not opened again is told at the same place as before.
 */
import type { Diagnostic } from '../diagnostics/index.js';

const inOrder = [
  ['project', 'opened'],
  ['case', 'load'],
  ['project', 'across'],
  ['project', 'schemes'],
  ['case', 'original'],
  ['case', 'recurrence'],
  ['case', 'leftovers'],
  ['case', 'first'],
  ['case', 'notYet'],
  ['case', 'rows'],
  ['project', 'rows'],
  ['case', 'early'],
  ['case', 'refusals'],
  ['project', 'ahead'],
  ['case', 'ahead'],
  ['project', 'twoPlaces'],
  ['case', 'differences'],
  ['case', 'bodyFacts'],
  ['project', 'unknownAsked'],
  ['case', 'registered'],
  ['case', 'entered'],
  ['case', 'clashes'],
  ['project', 'house'],
  ['project', 'tools'],
  ['project', 'engine'],
  ['case', 'made'],
  ['project', 'drafts'],
  ['project', 'closed'],
] as const;

type Of<Which extends 'project' | 'case'> = Extract<(typeof inOrder)[number], readonly [Which, string]>[1];
/** A kind that is missing has nothing to tell. */
export type ToldOfProject = Partial<Record<Of<'project'>, readonly Diagnostic[]>>;
export type ToldOfCase = Partial<Record<Of<'case'>, readonly Diagnostic[]>>;

export function assembled(project: ToldOfProject, cases: readonly ToldOfCase[]): Diagnostic[] {
  const all: Diagnostic[] = [];
  for (const part of inOrder) {
    // One by one: a list of arguments has an end.
    if (part[0] === 'project') for (const d of project[part[1]] ?? []) all.push(d);
    else for (const one of cases) for (const d of one[part[1]] ?? []) all.push(d);
  }
  return all;
}

/** The same with every diagnostic as `change` has it; what has nothing to tell is left out. */
export function changed<T extends ToldOfProject | ToldOfCase>(told: T, change: (d: Diagnostic) => Diagnostic): T {
  const kinds = Object.entries(told as Record<string, readonly Diagnostic[]>).filter(([, found]) => found.length > 0);
  return Object.fromEntries(kinds.map(([kind, found]) => [kind, found.map(change)])) as unknown as T;
}
