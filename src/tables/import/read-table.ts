/**
 * A file with a table, of anyone, as grids.
 *
 * In:  bytes, and the name they came under. Out: the sheets that have cells; or why the file is refused. Told by its first bytes, not by
 * its name: a workbook is a zip, all else is text.
 */
import { failed, type Diagnostic, type Outcome, type Prose } from '../../diagnostics/index.js';
import type { Grid } from './grid.js';
import { readCsv } from './read-csv.js';
import { readXlsx } from './read-xlsx.js';
import { TableRefused } from './refused.js';

export function readTable(bytes: Uint8Array, file: string): Outcome<readonly Grid[]> {
  const begins = (...magic: readonly number[]): boolean => magic.every((byte, i) => bytes[i] === byte);
  const refused = (code: TableRefused['code'], message: Prose, line?: number): Outcome<readonly Grid[]> =>
    failed<readonly Grid[]>({ code, severity: 'error', message, place: { file, ...(line === undefined ? {} : { line, column: 1 }) } });
  if (begins(0xd0, 0xcf, 0x11, 0xe0))
    return refused('table-unreadable', {
      zh: '这是旧的 .xls 文件，或带密码的文件：去掉密码，另存为 .xlsx',
      en: 'it is an old .xls, or has a password: take the password away and save it as .xlsx',
    });
  if (begins(0x25, 0x50, 0x44, 0x46)) return refused('table-unreadable', { zh: '这是 PDF，不是表格', en: 'it is a PDF, not a table' });
  const said: Diagnostic[] = [];
  const say = (message: Prose): void => {
    said.push({ code: 'table-cell-said', severity: 'info', message, place: { file } });
  };
  try {
    const grids = begins(0x50, 0x4b) ? readXlsx(bytes) : readCsv(bytes, say);
    if (grids.length === 0) return refused('table-unreadable', { zh: '表格是空的', en: 'the table is empty' });
    return { value: grids, diagnostics: said };
  } catch (error) {
    if (error instanceof TableRefused) return refused(error.code, error.prose, error.line);
    throw error;
  }
}
