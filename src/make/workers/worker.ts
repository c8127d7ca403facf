/**
 * A process that makes files for another: it has an engine of its own, and knows of no record.
 *
 * In:  pieces of work, one at a time, from the process that started it. Out: what came of each.
 */
import { workFor } from '../../program/workers.js';
import { chooseEngine } from '../../writers/pdf/choose-engine.js';
import { createPdfWriter, type PdfWriter } from '../../writers/pdf/index.js';
import { makeFiles } from '../files.js';
import type { Came, Piece } from './pieces.js';

const pdf = createPdfWriter();
const named = new Map<string, PdfWriter>();
/** Each engine is begun once. */
function writerFor(engine: string | undefined): PdfWriter {
  if (engine === undefined) return pdf;
  const known = named.get(engine) ?? createPdfWriter(chooseEngine({ name: engine, project: '' }));
  named.set(engine, known);
  return known;
}

workFor<Piece, Came>(async (piece) => {
  if (piece.do === 'make' && !piece.use) return makeFiles(pdf, piece.order);
  const { fulfil, makeOrTake, takeOrOffer } = await import('../cached-files.js');
  if (piece.do === 'make') return makeOrTake(pdf, piece.order, piece.use);
  if (piece.do === 'offer') return takeOrOffer(piece.order, piece.use, piece.offer);
  return fulfil(writerFor(piece.engine), piece.address, piece.use);
});
