/**
 * What the register of documents says of one: the latest entry of its kind, audit and subject.
 *
 * In:  a document's scope. Out: the entry, and where it stands; nothing for a draft.
 */
import type { TrackedValue } from '../files/tracked.js';
import type { DocumentScope } from './scope.js';

export interface Registered {
  readonly revision: string | undefined;
  readonly date: string | undefined;
  readonly tracked: Readonly<Record<string, TrackedValue>>;
}

export function registeredOf(scope: DocumentScope): Registered | undefined {
  const entries = scope.case.documents?.value ?? [];
  const at = entries.findLastIndex(
    (e) =>
      e.kind === scope.kind && (e.audit === undefined || e.audit === scope.audit?.name) && (e.subject ?? scope.subject) === scope.subject,
  );
  const [entry, tracked] = [entries[at], (scope.case.documents?.tracked as readonly TrackedValue[] | undefined)?.[at]];
  return entry && { revision: entry.revision, date: entry.date, tracked: (tracked ?? {}) as Readonly<Record<string, TrackedValue>> };
}
