/**
 * What a document waits for before it may be printed.
 *
 * In:  its scope. Out: `waiting` notices, none where nothing is awaited. A certificate rests on its decision: it is printed
 * when the audit that it names has one that grants, maintains or changes certification, and not before.
 */
import type { Diagnostic } from '../diagnostics/index.js';
import type { DocumentScope } from '../validate/scope.js';

/** Outcomes on which a certificate may rest. */
const granting = new Set(['grant', 'renew', 'extend', 'reduce', 'restore', 'maintain']);

export function waitsFor(scope: DocumentScope): Diagnostic[] {
  if (scope.kind !== 'certificate') return [];
  const decision = scope.audit?.decision;
  const outcome = decision?.value.outcome;
  const about = {
    code: 'waiting', verdict: 'pending', document: scope.kind, case: scope.case.name, scheme: scope.scheme.id,
    ...(scope.subject === undefined ? {} : { subject: scope.subject }),
    ...(scope.audit ? { audit: scope.audit.name } : {}),
    place: { file: scope.asks.file.file, pointer: scope.asks.pointer },
  } as const;
  if (!decision || outcome === undefined || decision.value.date === undefined) {
    return [{
      ...about, severity: 'info',
      message: { zh: `证书 ${scope.number} 等待认证决定`, en: `Certificate ${scope.number} waits for its certification decision` },
      help: { zh: '作出决定后写入该审核的 decision.yaml（outcome、date、by）。', en: "Once decided, record it in the audit's decision.yaml (outcome, date, by)." },
    }];
  }
  if (granting.has(outcome)) return [];
  return [{
    ...about, severity: 'error',
    message: { zh: `认证决定为“${outcome}”，证书 ${scope.number} 不得出具`, en: `The decision is “${outcome}”: certificate ${scope.number} must not be issued` },
    help: { zh: '从 certificates.yaml 中去掉这张证书，或更正 decision.yaml。', en: 'Remove the certificate from certificates.yaml, or correct decision.yaml.' },
  }];
}
