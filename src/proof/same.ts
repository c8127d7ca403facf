/**
 * Proof that a finished file says what the model says, word for word and cell for cell.
 *
 * In:  `canon(model)` and what was read back. Out: one diagnostic, at the first entry that differs: this is never the user's
 * mistake, so the file is not kept.
 */
import type { Diagnostic } from '../diagnostics/index.js';
import type { CanonEntry, Document } from '../model/index.js';

export function proveSame(document: Document, wanted: readonly CanonEntry[], read: readonly CanonEntry[], format: 'docx' | 'pdf'): Diagnostic[] {
  const n = Math.max(wanted.length, read.length);
  for (let i = 0; i < n; i++) {
    const a = wanted[i];
    const b = read[i];
    if (a && b && a.text === b.text && a.cell === b.cell) continue;
    const show = (e: CanonEntry | undefined): string => (e ? `${e.cell ? `[${e.cell}] ` : ''}${e.text.slice(0, 120)}` : '—');
    return [{
      code: 'format-differs', severity: 'error', document: document.meta.kind,
      message: {
        zh: `${format} 文件第 ${i + 1} 处与文档不一致：应为“${show(a)}”，读得“${show(b)}”`,
        en: `The ${format} differs from the document at entry ${i + 1}: expected “${show(a)}”, read “${show(b)}”`,
      },
      help: { zh: '这是 certpress 的缺陷，文件未保存；请连同记录报告。', en: 'This is a defect of certpress; the file was not kept. Please report it with the record.' },
    }];
  }
  return [];
}
