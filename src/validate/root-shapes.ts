/**
 * The shapes of what answer paths, conditions and layouts begin with.
 *
 * In:  the shapes of the record files. Out: the shape of each root.
 */
import { z } from 'zod';
import { recordSchemas, shapeAt, type RecordKind, type Shape } from '../../schemas/record/index.js';
import type { RootName } from './scope.js';

/** Record file and path of each root; `[0]` stands for any item. */
export const rootPlaces: Readonly<Record<RootName | 'findings', { readonly kind: RecordKind; readonly path: readonly (string | number)[] }>> = {
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
  findings: { kind: 'findings', path: ['findings'] },
};
export const rootShapes: ReadonlyMap<string, Shape> = new Map(
  Object.entries(rootPlaces).map(([name, { kind, path }]) => [name, shapeAt(recordSchemas[kind], path) ?? z.never()]),
);
