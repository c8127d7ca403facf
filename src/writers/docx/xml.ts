/**
 * Text as XML.
 *
 * In:  strings of the model. Out: escaped strings; what XML 1.0 cannot carry is left out and told to the caller.
 */
export const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const namespaces = {
  w: 'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
  r: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
  wp: 'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing',
  a: 'http://schemas.openxmlformats.org/drawingml/2006/main',
  pic: 'http://schemas.openxmlformats.org/drawingml/2006/picture',
  mc: 'http://schemas.openxmlformats.org/markup-compatibility/2006',
  wps: 'http://schemas.microsoft.com/office/word/2010/wordprocessingShape',
  w14: 'http://schemas.microsoft.com/office/word/2010/wordml',
  w15: 'http://schemas.microsoft.com/office/word/2012/wordml',
} as const;

/** Declarations of these prefixes, for a root element. */
export const declare = (...prefixes: readonly (keyof typeof namespaces)[]): string =>
  prefixes.map((p) => ` xmlns:${p}="${namespaces[p]}"`).join('');

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const marked = /[&<>"]/;
const marks = /[&<>"]/g;
/** What XML 1.0 cannot carry: most control characters, half surrogate pairs, two non-characters. */
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}]/u;
const allForbidden = new RegExp(forbidden.source, 'gu');
/** Tells nearly all text free of it in one pass; halves of surrogate pairs are looked at again. */
const suspect = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/;

export const cannotBeXml = (s: string): boolean => suspect.test(s) && forbidden.test(s);
/** For content alone: quotation marks stay, of which JSON is full. */
export const escapeContent = (s: string): string =>
  (cannotBeXml(s) ? s.replace(allForbidden, '') : s).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
/** For content and attributes alike. */
export function escape(s: string): string {
  const clean = cannotBeXml(s) ? s.replace(allForbidden, '') : s;
  return marked.test(clean) ? clean.replace(marks, (c) => entities[c] ?? c) : clean;
}
