/**
 * What a document was made from, for the manifest.
 *
 * In:  its scope, the files of its pack, layouts and theme. Out: each with its hash, in one order.
 */
import type { DocumentScope } from '../validate/scope.js';

interface HashedFile {
  readonly file: string;
  readonly sha256: string;
}

export function madeFrom(scope: DocumentScope, toolFiles: readonly HashedFile[]): HashedFile[] {
  const { project, case: folder, audit } = scope;
  const records = [
    project.config,
    project.people,
    folder.case,
    folder.documents,
    scope.document.lies === 'case' ? scope.roots.cert?.file : undefined,
    scope.asks.file,
    scope.reissue?.file === 'events' ? folder.events : undefined,
    audit?.audit,
    audit?.plan,
    audit?.notice,
    audit?.report,
    audit?.review,
    audit?.decision,
    ...(audit?.findings ?? []),
    ...(audit?.nonconformities ?? []),
    scope.stage1?.audit,
    scope.previous?.audit,
  ]
    .filter((f) => f !== undefined)
    .map((f) => ({ file: f.file, sha256: f.sha256 }));
  return [...new Map([...records, ...toolFiles].map((one) => [one.file, one])).values()].sort((a, b) => (a.file < b.file ? -1 : 1));
}
