export { verifyPdf } from '../seal/index.js';
