/**
 * PEM: text around DER (RFC 7468).
 *
 * In:  text. Out: the blocks, each with its label and bytes.
 */
import type { Trust } from '../types.js';
import { tryCertificate } from '../x509/certificate.js';

export interface PemBlock {
  readonly label: string;
  readonly der: Uint8Array;
  /** With its lines, for keys of older forms that have headers. */
  readonly text: string;
}
export function pemBlocks(text: string): PemBlock[] {
  return [...text.matchAll(/-----BEGIN ([A-Z0-9 ]{1,40})-----([\s\S]*?)-----END \1-----/g)].map((found) => ({
    label: found[1] ?? '',
    text: found[0],
    der: new Uint8Array(Buffer.from((found[2] ?? '').replace(/^[\s\S]*\n\s*\n/, ''), 'base64')),
  }));
}
export const isPem = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 65536)).includes('-----BEGIN ');
export const certificatesOf = (text: string): Uint8Array[] =>
  pemBlocks(text)
    .filter(({ label }) => /^(X509 |TRUSTED )?CERTIFICATE$/.test(label))
    .map(({ der }) => der);

/** The roots in a PEM text; blocks that are not certificates are passed over. None found: nobody is trusted. */
export const readTrust = (pemText: string): Trust => ({
  roots: certificatesOf(pemText).filter((der) => tryCertificate(der) !== undefined),
});
