/**
 * A process that makes files for another: it has an engine of its own, and knows of no record.
 *
 * In:  orders for files, one at a time, from the process that started it. Out: what came of each.
 */
import { workFor } from '../../program/workers.js';
import { createPdfWriter } from '../../writers/pdf/index.js';
import { makeFiles, type FilesMade, type FilesOrder } from '../files.js';

const pdf = createPdfWriter();
workFor<FilesOrder, FilesMade>((order) => makeFiles(pdf, order));
