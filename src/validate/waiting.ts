/**
 * Facts that a document waits for: `needs` of its definition.
 *
 * In:  a document's scope. Out: what is said while one of them is not on record; nothing once they are.
 */
import type { Diagnostic } from '../diagnostics/index.js';
import { isAnswered } from '../rules/answer-path.js';
import { factIn, placeOfAsking, type DocumentScope } from './scope.js';

export function waitingFor(scope: DocumentScope): Diagnostic | undefined {
  const missing = scope.document.needs.filter((fact) => !isAnswered(factIn(scope.roots, fact)));
  if (missing.length === 0) return undefined;
  const title = scope.scheme.scheme.documents[scope.kind]?.title ?? scope.document.title;
  return {
    code: 'waiting',
    severity: 'info',
    verdict: 'pending',
    scheme: scope.scheme.id,
    case: scope.case.name,
    document: scope.kind,
    ...(scope.audit ? { audit: scope.audit.name } : {}),
    ...(scope.subject === undefined ? {} : { subject: scope.subject }),
    place: placeOfAsking(scope),
    message: { zh: `${title.zh}等待：${missing.join('、')}`, en: `${title.en} waits for ${missing.join(', ')}` },
    help: { zh: `写明 ${missing.join('、')} 后再次生成。`, en: `Write ${missing.join(', ')} and build again.` },
  };
}
