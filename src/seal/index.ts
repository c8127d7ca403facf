export * from './types.js';
export { loadSigner, type KeyFiles } from './load-signer.js';
export { sealPdf } from './seal-pdf.js';
export { renewPdf } from './prolong.js';
export { signDetached, type DetachedOptions } from './sign-detached.js';
export { verifyPdf } from './verify-pdf.js';
export { verifyDetached, type ContentDigests } from './verify-detached.js';
export { readTrust } from './pem.js';
export { httpFetcher } from './http.js';
