/**
 * Documents as the PDF writer makes them.
 *
 * In:  nothing. Out: a certificate with its places for seals, and a form.
 */
import { createPdfWriter, type PdfFile } from '../../src/writers/pdf/index.js';
import { certificate, form, pine } from '../writers/pdf-samples.js';

export interface Documents {
  readonly certificate: PdfFile;
  readonly form: PdfFile;
}
export async function writtenDocuments(): Promise<Documents> {
  const pdf = createPdfWriter();
  const written = async (document: Parameters<typeof pdf.write>[0]): Promise<PdfFile> => {
    const { value, diagnostics } = await pdf.write(document);
    if (!value) throw new Error(JSON.stringify(diagnostics));
    return value;
  };
  return { certificate: await written(certificate(pine, {}, true)), form: await written(form()) };
}
