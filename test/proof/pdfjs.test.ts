/** Reading a PDF leaves the language as it was: pdfjs would put slower functions in the place of its own. */
import { expect, it } from 'vitest';
import { loadPdfJs } from '../../tools/pdfjs.js';

it('puts back what pdfjs replaces', async () => {
  const { push } = Array.prototype;
  const { parse } = JSON;
  const { getDocument } = await loadPdfJs();
  expect(typeof getDocument).toBe('function');
  expect(Array.prototype.push === push).toBe(true);
  expect(JSON.parse === parse).toBe(true);
});
