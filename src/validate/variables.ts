/**
 * What conditions see of a document's scope.
 *
 * In:  a scope, the language of the document where a condition may ask for it. Out: the variables that `rules/conditions.ts` declares.
 */
import type { AuditFolder, RecordFile } from '../load/types.js';
import { auditParts } from '../rules/conditions.js';
import { rootNames } from '../rules/root-shapes.js';
import type { DocumentScope } from './scope.js';

/**
 * The variables of a scope. A record that does not exist is an empty map, and a list of what does not exist is empty, so
 * that `has(review.date)` is false, and `review.date` unknown.
 */
export function variablesOf(scope: DocumentScope, lang = ''): Readonly<Record<string, unknown>> {
  const { roots } = scope;
  const variables: Record<string, unknown> = Object.fromEntries(
    rootNames.map((name) => [name, roots[name]?.value ?? (name === 'sites' ? [] : {})]),
  );
  variables['audit'] = scope.audit ? { ...scope.audit.audit.value, folder: scope.audit.name } : {};
  variables['ncs'] = scope.ncs.map(ncOf);
  if (scope.document.of === 'nonconformity') variables['nc'] = { ...(roots.nc?.value as object), id: scope.subject ?? '' };
  if (roots.meeting) variables['meeting'] = { ...(roots.meeting.value as object), which: scope.subject ?? '' };
  variables['findings'] = scope.findings.map((finding) => finding.value);
  variables['stage1'] = auditOf(scope.stage1);
  variables['previous'] = auditOf(scope.previous);
  variables['scheme'] = scope.scheme.id;
  variables['lang'] = lang;
  return variables;
}
const ncOf = (nc: RecordFile<'nonconformity'>): object => ({ ...nc.value, id: nc.name });
const auditOf = (audit: AuditFolder | undefined): object =>
  !audit
    ? {}
    : {
        ...audit.audit.value,
        folder: audit.name,
        ncs: audit.nonconformities.map(ncOf),
        ...Object.fromEntries(auditParts.flatMap((part) => (audit[part] ? [[part, audit[part].value]] : []))),
      };
