/**
 * `out/<case>/manifest.json`: for each file produced of a case its hash and the hashes of all that it was made from.
 *
 * In:  a manifest as JSON. Out: `Manifest`, read defensively (a damaged one counts as none) and written in one order, so that the same
 * outputs give the same bytes. One for each case, so that none is long, however many cases there are.
 */
import { z } from 'zod';

const outputSchema = z.strictObject({
  /** Relative to the output folder, forward slashes. */
  file: z.string(),
  scheme: z.string(),
  case: z.string(),
  audit: z.string().nullable(),
  document: z.string(),
  subject: z.string().nullable(),
  lang: z.enum(['zh', 'en', 'zh-en']),
  format: z.enum(['docx', 'pdf']),
  sha256: z.string(),
  pages: z.number().int(),
  /** The variant of the layout that fitted. */
  variant: z.string(),
  /** Hash of what the document says: its model without origins, and of the program that wrote it. */
  model: z.string(),
  /** Hash of its words alone (`canon`), whatever wrote them and however they look. */
  words: z.string().optional(),
  /** For the trace: content id to the PDF's page. */
  contentPages: z.record(z.string(), z.number().int()),
  /** Of a PDF: where its seals go, mm from the page's upper left corner to the circle's box. */
  seals: z.array(z.strictObject({ page: z.number().int(), left: z.number(), top: z.number(), diameter: z.number() })).optional(),
  madeFrom: z.array(z.strictObject({ file: z.string(), sha256: z.string() })),
});
export const manifestSchema = z.strictObject({ certpress: z.string(), outputs: z.array(outputSchema) });
export type Output = z.infer<typeof outputSchema>;
export type Manifest = z.infer<typeof manifestSchema>;

export function parseManifest(text: string): Manifest | undefined {
  try {
    const parsed = manifestSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

export function printManifest(manifest: Manifest): string {
  // Parsed once more, so that the order of keys is that of the schema, whoever made the entry.
  const outputs = manifest.outputs.map((o) => outputSchema.parse(o)).sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
  return `${JSON.stringify({ certpress: manifest.certpress, outputs }, null, 1)}\n`;
}
