import type { PdfVerdict, Trust } from '../seal/types.js';
export const verifyPdf = (bytes: Uint8Array, _trust: Trust): Promise<PdfVerdict> => Promise.resolve({ unsealed: bytes });
