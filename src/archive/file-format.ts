/**
 * What a file is, by its first bytes: names lie.
 *
 * In:  bytes. Out: the format, what to call it, and whether an archive keeps it.
 */
import type { Prose } from '../diagnostics/index.js';

export interface FileFormat {
  readonly id: 'pdf' | 'png' | 'jpeg' | 'zip' | 'ole' | 'rtf' | 'text' | 'empty' | 'unknown';
  readonly name: Prose;
  readonly isKept: boolean;
}
const names: Readonly<Record<FileFormat['id'], Prose>> = {
  pdf: { zh: 'PDF文件', en: 'a PDF' },
  png: { zh: 'PNG图片', en: 'a PNG picture' },
  jpeg: { zh: 'JPEG图片', en: 'a JPEG picture' },
  zip: { zh: 'ZIP容器（DOCX、XLSX、ODT等都是）', en: 'a ZIP container, as DOCX, XLSX and ODT are' },
  ole: { zh: '旧式Office文件（DOC、XLS等）', en: 'an old Office file (DOC, XLS, …)' },
  rtf: { zh: 'RTF文件', en: 'an RTF file' },
  text: { zh: '文本文件', en: 'a text file' },
  empty: { zh: '空文件', en: 'empty' },
  unknown: { zh: '不认识的格式', en: 'of an unknown format' },
};
const starts: readonly (readonly [FileFormat['id'], readonly number[]])[] = [
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['ole', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['rtf', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
];
const window = 1024;

export function formatOf(bytes: Uint8Array): FileFormat {
  const of = (id: FileFormat['id']): FileFormat => ({ id, name: names[id], isKept: id === 'pdf' || id === 'png' || id === 'jpeg' });
  if (bytes.length === 0) return of('empty');
  for (const [id, magic] of starts) if (magic.every((byte, i) => bytes[i] === byte)) return of(id);
  return of(bytes.subarray(0, window).some((byte) => byte === 0) ? 'unknown' : 'text');
}
