/**
 * Into which bag each document of a case goes.
 *
 * In:  the documents that a case asks for, the certificates and audits that have bags. Out: of what is about a certificate or an event of
 * one, the certificate; of an audit's, the audit; of the case's own, nothing: it lies with the audits that begin a cycle.
 */
import type { Output } from '../output/manifest.js';
import type { DocumentScope } from '../validate/scope.js';

/** Number of the certificate, or name of the audit. */
export interface BagOfDocument {
  readonly certificate?: string;
  readonly audit?: string;
}

export function bagOfDocument({ document, subject, roots, audit }: DocumentScope, certificates: ReadonlySet<string>): BagOfDocument {
  const event = (roots.event?.value ?? {}) as { readonly certificate?: string; readonly audit?: string };
  const number = document.of === 'certificate' ? subject : document.of === 'event' ? event.certificate : undefined;
  if (number !== undefined && certificates.has(number)) return { certificate: number };
  const name = document.of === 'event' ? event.audit : document.lies === 'audit' ? audit?.name : undefined;
  return name === undefined ? {} : { audit: name };
}

/** Whether a file that was made is this document. */
export const isOutputOf = (
  output: Pick<Output, 'document' | 'subject' | 'audit'>,
  { kind, subject, document, audit }: DocumentScope,
): boolean =>
  output.document === kind &&
  (output.subject ?? undefined) === subject &&
  output.audit === (document.lies === 'case' ? null : (audit?.name ?? null));
