/**
 * The shapes of what answer paths, conditions and layouts begin with.
 *
 * In:  the shapes of the record files. Out: the shape of each root.
 */
import { z } from 'zod';
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
  findings: { kind: 'findings', path: ['findings'] },
};
export const rootShapes: ReadonlyMap<string, Shape> = new Map(
  Object.entries(rootPlaces).map(([name, { kind, path }]) => [name, shapeAt(recordSchemas[kind], path) ?? z.never()]),
);
