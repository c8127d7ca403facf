/**
 * When a document is due: from when on it is a fault that a content of it is missing.
 *
 * In:  a document, the day judged on, the kinds that the user asked for by name. Out: whether it is due; of one that is not,
 *      its missing contents as what comes later.
 *
 * A skeleton has the files of all that a case will need. Until its moment comes, a file that nobody has filled in is no fault.
 * docs/when-due.md tells the same to those who keep records.
 */
import type { DocumentKind } from '../../schemas/pack/index.js';
import type { Diagnostic } from '../diagnostics/index.js';
import { isAnswered } from '../rules/answer-path.js';
import { factIn, type DocumentScope } from './scope.js';

export interface Moment {
  readonly asOf: string;
  /** Asked for by name (`--doc`): what somebody wants now is due now. */
  readonly asked?: readonly DocumentKind[] | undefined;
}

export function isDue(scope: DocumentScope, { asOf, asked }: Moment): boolean {
  return (asked?.includes(scope.kind) ?? false) || isRegistered(scope) || isTime(scope, asOf);
}

/** Once its audit has ended, or one of the facts is there that its definition names; else once its file is there. */
function isTime({ document: { due }, audit, roots }: DocumentScope, asOf: string): boolean {
  if (!due) return true;
  const end = audit?.audit.value.end;
  return (due.ended && end !== undefined && end <= asOf) || due.any.some((fact) => isSaid(factIn(roots, fact)));
}
/** A skeleton's file is a map of nothing: something is said in it once one of its values is. */
const isSaid = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.values(value).some((one) => isAnswered(one))
    : isAnswered(value);

/** What documents.yaml names was issued: it has everything, or is wrong. */
export function isRegistered({ kind, document, case: folder, audit, subject }: DocumentScope): boolean {
  return (folder.documents?.value ?? []).some(
    (entry) =>
      entry.kind === kind &&
      (document.lies === 'case' || entry.audit === audit?.name) &&
      (subject === undefined || entry.subject === subject),
  );
}

/** A content that is missing from a document that is not due. */
export function asLater(found: Diagnostic): Diagnostic {
  return found.code === 'content-missing' ? { ...found, code: 'content-later', severity: 'info', verdict: 'pending' } : found;
}
