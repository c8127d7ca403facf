/**
 * The verification report as a PDF, beside and then in its place.
 *
 * In:  what the report says, the file. Out: the file; or why it could not be written.
 */
import { join } from 'node:path';
import { failed, hasErrors, type Outcome } from '../../diagnostics/index.js';
import { loadTheme } from '../../compose/theme-file.js';
import { writeWhole } from '../../files/write-file.js';
import { packageInfo } from '../../program/package-info.js';
import { createPdfWriter } from '../../writers/pdf/index.js';
import { reportOf, type ReportInput } from './report.js';

export async function writeReport(input: ReportInput, file: string): Promise<Outcome<true>> {
  const theme = loadTheme([join(packageInfo().root, 'templates', 'theme.yaml')]);
  if (!theme.value) return failed(...theme.diagnostics);
  const writer = createPdfWriter();
  let pdf = await writer.write(reportOf(input, theme.value));
  // A name from outside may hold characters that no face has: then they are spelled.
  if (pdf.diagnostics.some((d) => d.code === 'glyph-missing')) pdf = await writer.write(reportOf(input, theme.value, true));
  if (!pdf.value || hasErrors(pdf.diagnostics)) return failed(...pdf.diagnostics);
  return writeWhole(file, pdf.value.bytes);
}
