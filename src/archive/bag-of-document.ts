/**
 * Into which bag each document of a case goes.
 *
 * In:  the documents that a case asks for, the certificates and audits that have bags. Out: of a certificate, an event of one and a
 * paper about one, the certificate; of an audit's and a paper about it, the audit; of the case's own, nothing: it lies with the audits
 * that begin a cycle.
 */
import type { Output } from '../output/manifest.js';
import type { DocumentScope } from '../validate/scope.js';

/** Number of the certificate, or name of the audit. */
export interface BagOfDocument {
  readonly certificate?: string;
  readonly audit?: string;
}

export function bagOfDocument({ document, subject, roots, audit }: DocumentScope, certificates: ReadonlySet<string>): BagOfDocument {
  const about = (document.of === 'event' ? roots.event?.value : document.of === 'paper' ? roots.paper?.value : undefined) as
    { readonly certificate?: string; readonly audit?: string } | undefined;
  const number = document.of === 'certificate' ? subject : about?.certificate;
  if (number !== undefined && certificates.has(number)) return { certificate: number };
  const name = document.of === 'event' ? about?.audit : document.lies === 'audit' ? audit?.name : about?.audit;
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
