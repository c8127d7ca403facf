/**
 * Proof that a finished file says what the model says, word for word and cell for cell.
 *
 * In:  `canon(model)` and what was read back. Out: one diagnostic, at the first entry that differs: this is never the user's
 * mistake, so the file is not kept.
 */
import type { Diagnostic } from '../diagnostics/index.js';
import { saysSame, tocLines, type CanonEntry, type Document } from '../model/index.js';

/** The lines of tables of contents: each heading that they list, in its words, with the page on which it stands. */
export function proveToc(document: Document, pageOf: readonly number[], read: readonly string[], format: 'docx' | 'pdf'): Diagnostic[] {
  const asEntries = (lines: readonly string[]): CanonEntry[] => lines.map((text) => ({ cell: null, text }));
  return proveSame(document, asEntries(tocLines(document, pageOf)), asEntries(read), format);
}

export function proveSame(
  document: Document,
  wanted: readonly CanonEntry[],
  read: readonly CanonEntry[],
  format: 'docx' | 'pdf',
): Diagnostic[] {
  const n = Math.max(wanted.length, read.length);
  for (let i = 0; i < n; i++) {
    const a = wanted[i];
    const b = read[i];
    if (saysSame(a, b)) continue;
    return differs(document, i, a, b, format);
  }
  return [];
}

export function differs(
  document: Document,
  at: number,
  wanted: CanonEntry | undefined,
  read: CanonEntry | undefined,
  format: 'docx' | 'pdf',
): Diagnostic[] {
  const show = (e: CanonEntry | undefined): string => (e ? `${e.cell ? `[${e.cell}] ` : ''}${e.text.slice(0, 120)}` : '—');
  return [
    {
      code: 'format-differs',
      severity: 'error',
      document: document.meta.kind,
      message: {
        zh: `${format} 文件第 ${at + 1} 处与文档不一致：应为“${show(wanted)}”，读得“${show(read)}”`,
        en: `The ${format} differs from the document at entry ${at + 1}: expected “${show(wanted)}”, read “${show(read)}”`,
      },
      help: {
        zh: '这是 certpress 的缺陷，文件未保存；请连同记录报告。',
        en: 'This is a defect of certpress; the file was not kept. Please report it with the record.',
      },
    },
  ];
}
