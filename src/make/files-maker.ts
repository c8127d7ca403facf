/**
 * Who makes files: this process, or others (`workers/pool.ts`).
 *
 * In:  orders for files. Out: what came of each; the same bytes and words, whoever made them.
 */
import type { PdfWriter } from '../writers/pdf/index.js';
import { makeFiles, type FilesMade, type FilesOrder } from './files.js';

export interface FilesMaker {
  /** How many orders it works on at once. */
  readonly hands: number;
  /** `name`: what a person calls the document, for what goes wrong with it. */
  make(order: FilesOrder, name: string): Promise<FilesMade>;
  close(): Promise<void>;
}

export const inThisProcess = (pdf: PdfWriter): FilesMaker => ({
  hands: pdf.engine.atOnce,
  make: (order) => makeFiles(pdf, order),
  close: () => Promise.resolve(),
});
