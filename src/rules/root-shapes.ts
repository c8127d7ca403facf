/**
 * The shapes of what answer paths, conditions and layouts begin with.
 *
 * In:  the shapes of the record files, with what a scheme adds to them, and of a paper its fields. Out: the shape of each root.
 */
import { z } from 'zod';
import type { AddedFields } from '../../schemas/pack/added-fields.js';
import type { DocumentSubject } from '../../schemas/pack/kinds.js';
import type { PaperFields } from '../../schemas/pack/papers.js';
import { recordsWith, type RecordShapes } from '../../schemas/record/added-fields.js';
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
  'licence',
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
  licence: { kind: 'case', path: ['client', 0, 'licences', 0] },
  paper: { kind: 'paper', path: [] },
  findings: { kind: 'findings', path: ['findings'] },
};
/** The root that each thing is; a row for it calls it by the same name. */
export const rootOfSubject: Readonly<Record<DocumentSubject, RootName>> = {
  case: 'case',
  licence: 'licence',
  audit: 'audit',
  meeting: 'meeting',
  author: 'author',
  member: 'member',
  site: 'site',
  nonconformity: 'nc',
  certificate: 'cert',
  event: 'event',
  paper: 'paper',
};
export type RootShapes = ReadonlyMap<string, Shape>;
/** What a document says of its roots: what it is of, the fields of its papers, and those that the scheme or the house adds to records. */
export interface Rooted {
  readonly of?: string;
  readonly fields?: PaperFields | undefined;
  readonly adds?: AddedFields | undefined;
}

const ofRecords = new WeakMap<RecordShapes, RootShapes>();
function rootsOfRecords(records: RecordShapes): RootShapes {
  let roots = ofRecords.get(records);
  if (!roots)
    ofRecords.set(
      records,
      (roots = new Map(
        Object.entries(rootPlaces)
          .filter(([name]) => name !== 'paper')
          .map(([name, { kind, path }]) => [name, shapeAt(records[kind], path) ?? z.never()]),
      )),
    );
  return roots;
}
/** Of a document of anything but a paper, where nothing is added to the records. */
export const rootShapes: RootShapes = rootsOfRecords(recordSchemas);

const ofPapers = new WeakMap<RootShapes, Map<Shape, RootShapes>>();
const without = new WeakMap<RootShapes, RootShapes>();
/** The roots of a document: of one of a paper also that paper, with the fields of its definition. */
export function rootShapesOf(document: Rooted | undefined): RootShapes {
  const base = rootsOfRecords(recordsWith(document?.adds));
  if (document?.of !== 'paper') return base;
  const shape = paperShape(document.fields ?? {});
  const known = ofPapers.get(base) ?? new Map<Shape, RootShapes>();
  ofPapers.set(base, known);
  let roots = known.get(shape);
  if (!roots) {
    known.set(shape, (roots = new Map([...base, ['paper', shape]])));
    without.set(roots, base);
  }
  return roots;
}
/** The same roots without a paper. */
export const rootsWithoutPaper = (roots: RootShapes): RootShapes => without.get(roots) ?? roots;
