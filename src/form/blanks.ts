/**
 * What waits for words in a form.
 *
 * In:  the scope of a document, what its scheme asks and the record does not answer. Out: the same scope, where signs for open places stand
 * in the records' values (`compose/open-place.ts`), so that its layout prints them where it would print the words. The records themselves
 * are as they were; of a list one entry is begun.
 */
import { z } from 'zod';
import { bare, fieldsOf, formsOf, itemOf, metaOf, shapeAt, type FieldKind, type Shape } from '../../schemas/record/index.js';
import { openPlace } from '../compose/open-place.js';
import { pathOf, pointerOf } from '../files/pointer.js';
import { withAt, type TrackedValue } from '../files/tracked.js';
import type { RecordFile } from '../load/types.js';
import type { Key } from '../rules/answer-path.js';
import { unanswered } from '../validate/contents.js';
import type { DocumentScope, FindingRoot } from '../validate/scope.js';

export interface Blank {
  readonly file: RecordFile;
  readonly path: readonly Key[];
}
export interface BlankScope {
  readonly scope: DocumentScope;
  /** What goes into the record along with a new entry, once something is written in it. */
  readonly given: readonly { readonly file: string; readonly pointer: string; readonly values: readonly string[] }[];
}

/** What nobody types as words: who or what an id means is chosen where it is known. */
const chosenElsewhere: ReadonlySet<FieldKind> = new Set(['audit', 'document', 'record', 'file']);
/** Fields of fields: what lies deeper is written once what holds it is there. */
const deepest = 3;

/** Of each kind of field what a layout prints in place of words; undefined where nobody types it. */
function blankOf(shape: Shape, depth = 0): unknown {
  const meta = metaOf(shape);
  if (meta?.kind === 'text' || meta?.kind === 'name' || meta?.kind === 'long') return { ...openPlace };
  if ((meta?.kind && chosenElsewhere.has(meta.kind)) || depth > deepest) return undefined;
  const item = itemOf(shape);
  if (item) {
    const one = blankOf(item, depth + 1);
    return one === undefined ? undefined : [one];
  }
  // Of `{ none: true }` and `{ notApplicable }` on one side and a list or fields on the other, what is asked is the latter.
  const map = formsOf(shape).findLast((form) => form instanceof z.ZodObject && !('none' in form.shape) && !('notApplicable' in form.shape));
  if (map) {
    const parts = [...(fieldsOf(map) ?? [])].flatMap(([key, field]) => {
      const inside = itemOf(field);
      // Lists in entries begin once these are there; codes of one field stand in a row.
      const below = inside && depth > 0 && metaOf(inside)?.kind !== 'code' ? undefined : blankOf(field, depth + 1);
      return below === undefined ? [] : [[key, below] as const];
    });
    return parts.length === 0 ? undefined : Object.fromEntries(parts);
  }
  const plain = bare(shape);
  // Neither box is ticked.
  if (plain instanceof z.ZodBoolean) return null;
  return plain instanceof z.ZodString || plain instanceof z.ZodEnum || plain instanceof z.ZodNumber || plain instanceof z.ZodISODate
    ? openPlace.zh
    : undefined;
}

/** `also`: places that wait for words whether or not the scheme asks for them; `isWanted`: of the others those that this form asks for. */
export function withBlanks(scope: DocumentScope, also: readonly Blank[], isWanted: (blank: Blank) => boolean): BlankScope {
  const asked = unanswered(scope);
  const places = [...asked.flatMap((one) => one.places).filter(isWanted), ...also];
  const isAlso = new Set(also.map(({ path }) => path));
  const findings = new Map(scope.findings.map((one) => [`${one.file.file}#${one.pointer}`, one]));
  /** By the name of the file: who sees only a part of a record (`parts.ts`) sees it as a file object of its own. */
  const trees = new Map<string, TrackedValue>();
  const whole = (file: RecordFile): TrackedValue =>
    [...scope.ncs, ...Object.values(scope.roots).flatMap((root) => (root.pointer === '' ? [{ ...root, file: root.file.file }] : []))].find(
      (one) => one.file === file.file,
    )?.tracked ?? file.tracked;
  const given: { file: string; pointer: string; values: string[] }[] = [];
  const begun = new Map<string, FindingRoot>();
  const put = (file: RecordFile, path: readonly Key[], value: unknown): void => {
    trees.set(file.file, withAt(trees.get(file.file) ?? whole(file), path, value));
  };
  for (const { file, path } of places) {
    const isNewFinding = file.kind === 'findings' && path.length === 1;
    const shape = path.length === 0 || isNewFinding ? undefined : shapeAt(file.shape, path);
    // A file of the client's is asked for as a picture.
    const isFile = shape !== undefined && metaOf(shape)?.kind === 'file' && isAlso.has(path);
    const value = shape && (path.at(-1) === 'en' ? openPlace.en : isFile ? openPlace.zh : blankOf(shape));
    if (value !== undefined) put(file, path, value);
  }
  // A finding that nobody has written begins with the content that it answers.
  for (const { content, places: spots } of asked) {
    if (!content.finding || !spots.some(({ file, path }) => file.kind === 'findings' && path.length === 1)) continue;
    // Any author may have found it: the first whom the form asks.
    const file = (scope.audit?.findings ?? []).find((one) => isWanted({ file: one, path: ['findings'] }));
    if (!file) continue;
    const n = (file.value.findings ?? []).length + [...begun.values()].filter((one) => one.file === file).length;
    const item = shapeAt(file.shape, ['findings', 0]);
    const blank = item && blankOf(item, 1);
    if (typeof blank !== 'object' || blank === null) continue;
    const { nc: _, ...words } = blank as Record<string, unknown>;
    put(file, ['findings', n], { ...words, answers: [content.id] });
    const pointer = pointerOf(['findings', n]);
    begun.set(`${file.file}#${pointer}`, { file, pointer, value: { answers: [content.id] }, tracked: undefined });
    given.push({ file: file.file, pointer: `${pointer}/answers`, values: [content.id] });
  }
  const tracked = (file: RecordFile, pointer: string, before: TrackedValue): TrackedValue => {
    const tree = trees.get(file.file);
    return tree === undefined ? before : at(tree, pathOf(pointer));
  };
  const roots = Object.fromEntries(
    Object.entries(scope.roots).map(([name, root]) => [name, { ...root, tracked: tracked(root.file, root.pointer, root.tracked) }]),
  );
  return {
    scope: {
      ...scope,
      roots,
      findings: [...findings.values(), ...begun.values()].map((one) => ({ ...one, tracked: tracked(one.file, one.pointer, one.tracked) })),
      ncs: scope.ncs.map((file) => ({ ...file, tracked: tracked(file, '', file.tracked) })),
    },
    given,
  };
}
const at = (tree: TrackedValue, path: readonly string[]): TrackedValue =>
  path.reduce<TrackedValue>(
    (value, key) =>
      typeof value === 'object' && Object.hasOwn(value, key) ? (value as Readonly<Record<string, TrackedValue>>)[key] : undefined,
    tree,
  );
