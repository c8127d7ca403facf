/**
 * Whose words a form asks for: of one person, of the client, or of all who write in it.
 *
 * In:  the scope of a document, the person or the part of the record that the form is for. Out: whether a place is open; which places of
 * the client wait for words; the scope without what the body keeps to itself.
 */
import type { DocumentRole } from '../../schemas/pack/documents.js';
import { isLeader } from '../../schemas/record/words.js';
import { clientFields, isOfPart, type FormPart } from '../carried/index.js';
import { pathOf, pointerOf } from '../files/pointer.js';
import { Tracked, withoutKeys, type TrackedValue } from '../files/tracked.js';
import { withoutPicture } from '../load/captions.js';
import type { RecordFile } from '../load/types.js';
import { filesOfAudit } from '../load/walk.js';
import type { Key } from '../rules/answer-path.js';
import type { DocumentScope } from '../validate/scope.js';

export type { FormPart } from '../carried/index.js';
export const roleOfPart: Readonly<Record<FormPart, DocumentRole>> = { findings: 'report', nc: 'nonconformity', plan: 'plan' };

/** What the body writes later, and shows no client while it answers. */
const ofBody: Readonly<Record<'nc' | 'plan', readonly string[]>> = { nc: ['review', 'verification'], plan: [] };

export type IsOpen = (file: RecordFile, pointer: string) => boolean;

export function opennessOf(
  scope: DocumentScope,
  { person, part }: { readonly person?: string | undefined; readonly part?: FormPart | undefined },
): IsOpen {
  const { audit, asks } = scope;
  if (part === 'nc' || part === 'plan') return (file, pointer) => file === asks.file && isOfPart(part, file.kind, pointer);
  const own = new Set<RecordFile>(audit ? filesOfAudit(audit) : [scope.case.case, asks.file]);
  return (file, _pointer) =>
    own.has(file) && (part === undefined || file.kind === 'findings') && (person === undefined || isBy(scope, file, person));
}
/** Findings and nonconformities are their author's; what is said of the audit as a whole is the team leader's. */
function isBy(scope: DocumentScope, file: RecordFile, person: string): boolean {
  if (file.kind === 'findings') return (file as RecordFile<'findings'>).value.author === person;
  if (file.kind === 'nonconformity') return (file as RecordFile<'nonconformity'>).value.by === person;
  const team = scope.audit?.report?.value.team ?? scope.audit?.plan?.value.team ?? [];
  return team.some((member) => isLeader(member.role) && member.person === person);
}

/** Places that the client is asked at, whether or not the scheme asks for them already. Of a list that is one more entry. */
export function clientPlaces(
  { asks: { file } }: DocumentScope,
  part: 'nc' | 'plan',
): { readonly file: RecordFile; readonly path: readonly Key[] }[] {
  const value = file.value as Readonly<Record<string, unknown>>;
  return clientFields[part].map((path): { readonly file: RecordFile; readonly path: readonly Key[] } => {
    const [key = '', ...below] = path;
    const there = Object.hasOwn(value, key) ? value[key] : undefined;
    return { file, path: below.length === 0 && Array.isArray(there) ? [key, there.length] : path };
  });
}
/** Findings that have no figure: one may be put in. */
export const figurePlaces = ({ findings }: DocumentScope, isOpen: IsOpen): { readonly file: RecordFile; readonly path: readonly Key[] }[] =>
  findings.flatMap(({ file, pointer, value }) =>
    value.figure === undefined && isOpen(file, `${pointer}/figure`)
      ? [{ file, path: [...pathOf(pointer).map((step) => (/^\d+$/.test(step) ? Number(step) : step)), 'figure'] }]
      : [],
  );

/** Pictures of which the record has the words alone. */
export const lonePictures = (
  files: readonly RecordFile[],
  isOpen: IsOpen,
): { readonly file: RecordFile; readonly path: readonly Key[] }[] =>
  files.flatMap((file) =>
    withoutPicture(file.shape, file.value)
      .map(({ path, key }) => ({ file, path: [...path, key] }))
      .filter(({ path }) => isOpen(file, pointerOf(path))),
  );

/** The scope as the client sees it. */
export function asClientSees(scope: DocumentScope, part: 'nc' | 'plan'): DocumentScope {
  // What waits for words lies in copies of the record files.
  const isAsked = ({ file }: RecordFile): boolean => file === scope.asks.file.file;
  const bare = (value: TrackedValue, file: RecordFile, pointer: string): TrackedValue =>
    isAsked(file) && pathOf(pointer).length === 0 && !(value instanceof Tracked) ? withoutKeys(value, ofBody[part]) : value;
  return {
    ...scope,
    roots: Object.fromEntries(
      Object.entries(scope.roots).map(([name, root]) => [name, { ...root, tracked: bare(root.tracked, root.file, root.pointer) }]),
    ),
    ncs: scope.ncs.map((file) => (isAsked(file) ? { ...file, tracked: bare(file.tracked, file, '') } : file)),
  };
}
