/**
 * The shapes of what answer paths, conditions and layouts begin with.
 *
 * In:  the shapes of the record files, and of a paper its fields. Out: the shape of each root.
 */
import { z } from 'zod';
import type { PaperFields } from '../../schemas/pack/papers.js';
import { paperShape } from '../../schemas/record/paper.js';
import { recordSchemas, shapeAt, type RecordKind, type Shape } from '../../schemas/record/index.js';

/** The words that an answer path may begin with. */
export const rootNames = [
  'case',
  'client',
  'sites',
  'headcount',
  'audit',
  'plan',
  'notice',
  'report',
  'review',
  'decision',
  'nc',
  'cert',
  'event',
  'meeting',
  'author',
  'member',
  'site',
  'paper',
] as const;
export type RootName = (typeof rootNames)[number];

/** Record file and path of each root; `[0]` stands for any item. */
export const rootPlaces: Readonly<
  Record<RootName | 'findings', { readonly kind: RecordKind; readonly path: readonly (string | number)[] }>
> = {
  case: { kind: 'case', path: [] },
  client: { kind: 'case', path: ['client', 0] },
  sites: { kind: 'case', path: ['sites', 0, 'list'] },
  headcount: { kind: 'case', path: ['headcount', 0] },
  audit: { kind: 'audit', path: [] },
  plan: { kind: 'plan', path: [] },
  notice: { kind: 'notice', path: [] },
  report: { kind: 'report', path: [] },
  review: { kind: 'review', path: [] },
  decision: { kind: 'decision', path: [] },
  nc: { kind: 'nonconformity', path: [] },
  cert: { kind: 'certificates', path: [0] },
  event: { kind: 'events', path: [0] },
  meeting: { kind: 'audit', path: ['meetings', 'opening'] },
  author: { kind: 'findings', path: [] },
  member: { kind: 'plan', path: ['team', 0] },
  site: { kind: 'case', path: ['sites', 0, 'list', 0] },
  paper: { kind: 'paper', path: [] },
  findings: { kind: 'findings', path: ['findings'] },
};
export type RootShapes = ReadonlyMap<string, Shape>;
/** Of a document of anything but a paper. */
export const rootShapes: RootShapes = new Map(
  Object.entries(rootPlaces)
    .filter(([name]) => name !== 'paper')
    .map(([name, { kind, path }]) => [name, shapeAt(recordSchemas[kind], path) ?? z.never()]),
);

const ofPapers = new WeakMap<Shape, RootShapes>();
/** The roots of a document: of one of a paper also that paper, with the fields of its definition. */
export function rootShapesOf(document: { readonly of: string; readonly fields?: PaperFields | undefined } | undefined): RootShapes {
  if (document?.of !== 'paper') return rootShapes;
  const shape = paperShape(document.fields ?? {});
  let roots = ofPapers.get(shape);
  if (!roots) ofPapers.set(shape, (roots = new Map([...rootShapes, ['paper', shape]])));
  return roots;
}
