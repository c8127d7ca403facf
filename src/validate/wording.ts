/**
 * The wording rows of a scheme that apply to a document.
 *
 * In:  its scope. Out: the rows for its kind and its kind of audit whose condition holds; what the record does not say yet
 * asks for nothing.
 */
import type { Wording } from '../../schemas/pack/index.js';
import { truthOf } from '../rules/conditions.js';
import { rootShapesOf } from '../rules/root-shapes.js';
import { variablesOf } from './variables.js';
import type { DocumentScope } from './scope.js';

export function wordingOf(scope: DocumentScope): Wording[] {
  const kind = scope.audit?.audit.value.kind;
  const variables = variablesOf(scope);
  return scope.scheme.wording.filter(
    (row) =>
      row.documents.includes(scope.kind) &&
      (row.for === undefined || (kind !== undefined && row.for.includes(kind))) &&
      (row.when === undefined || truthOf(row.when, variables, rootShapesOf(scope.document)) === 'true'),
  );
}
