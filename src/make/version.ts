/**
 * The version of a document: the latest entry of the register for its kind and subject, else a draft.
 *
 * In:  a document's scope. Out: what is printed: the revision, or the word for a draft.
 */
import type { Prose } from '../diagnostics/index.js';
import type { DocumentScope } from '../validate/scope.js';

export function versionOf(scope: DocumentScope): Prose {
  const entries = (scope.case.documents?.value ?? []).filter((e) =>
    e.kind === scope.kind && (e.audit === undefined || e.audit === scope.audit?.name) && (e.subject ?? scope.subject) === scope.subject);
  const latest = entries.at(-1)?.revision;
  return latest === undefined ? { zh: '草稿', en: 'Draft' } : { zh: latest, en: latest };
}
