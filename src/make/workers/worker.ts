/**
 * A process that makes files for another: `pool.ts` starts it. It has an engine of its own, and knows of no record.
 *
 * In:  orders for files, one at a time, from the process that started it. Out: what came of each.
 */
import workerpool from 'workerpool';
import { createPdfWriter } from '../../writers/pdf/index.js';
import { makeFiles, type FilesMade, type FilesOrder } from '../files.js';

// Whoever started it decides when it ends: what is under way when a person interrupts a build is still finished.
// eslint-disable-next-line no-restricted-globals -- the entry of a process of its own
process.on('SIGINT', () => undefined);

const pdf = createPdfWriter();
workerpool.worker({ make: (order: FilesOrder): Promise<FilesMade> => makeFiles(pdf, order) });
