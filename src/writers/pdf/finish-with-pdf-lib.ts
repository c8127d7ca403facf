/**
 * The same finish as `finish.ts`, for files whose shape is not known there.
 *
 * In:  a PDF/A-3a file. Out: the file written anew by pdf-lib, with the same changes, but for the titles of bookmarks.
 */
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, PDFRef, decodePDFRawStream, type PDFObject } from 'pdf-lib';
import type { RowCells } from './items.js';
import { frameCall, restoreState, saveState, type Frame, type Frames } from './frame.js';
import { withUaMetadata } from './xmp.js';

export async function finishWithPdfLib(bytes: Uint8Array, frames: Frames, rowHeaders: readonly RowCells[]): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  const { catalog, context } = pdf;
  const preferences = catalog.lookupMaybe(PDFName.of('ViewerPreferences'), PDFDict) ?? context.obj({});
  preferences.set(PDFName.of('DisplayDocTitle'), context.obj(true));
  catalog.set(PDFName.of('ViewerPreferences'), preferences);

  const metadata = catalog.lookup(PDFName.of('Metadata'));
  if (metadata instanceof PDFRawStream) {
    const xmp = Buffer.from(decodePDFRawStream(metadata).decode()).toString('latin1');
    catalog.set(
      PDFName.of('Metadata'),
      context.register(context.stream(Buffer.from(withUaMetadata(xmp), 'latin1'), { Type: 'Metadata', Subtype: 'XML' })),
    );
  }

  const forms = new Map<Frame, readonly [PDFRef, PDFRef]>();
  pdf.getPages().forEach((page, i) => {
    page.node.set(PDFName.of('Tabs'), PDFName.of('S'));
    const frame = frames.ofPage(i + 1);
    if (!frame) return;
    const [form, call] = forms.get(frame) ?? addFrame(pdf, frame);
    forms.set(frame, [form, call]);
    page.node.normalize();
    page.node.setXObject(PDFName.of('CertpressFrame'), form);
    const contents = page.node.lookup(PDFName.of('Contents'));
    if (!(contents instanceof PDFArray)) return;
    if (!frames.isOver) return contents.insert(0, call);
    contents.insert(0, context.register(context.stream(saveState)));
    contents.push(context.register(context.stream(restoreState)));
    contents.push(call);
  });

  const root = catalog.lookupMaybe(PDFName.of('StructTreeRoot'), PDFDict);
  if (root) tagRowHeaders(root, rowHeaders);
  return pdf.save({ useObjectStreams: false });
}

function addFrame(pdf: PDFDocument, frame: Frame): readonly [PDFRef, PDFRef] {
  const { context } = pdf;
  const form = (drawing: string, box: readonly number[], pieces: Record<string, PDFRef>): PDFRef =>
    context.register(context.flateStream(drawing, { Type: 'XObject', Subtype: 'Form', BBox: [...box], Resources: { XObject: pieces } }));
  const pieces = Object.fromEntries(Object.entries(frame.pieces).map(([name, piece]) => [name, form(piece.drawing, piece.box, {})]));
  return [form(frame.drawing, [0, 0, ...frame.size], pieces), context.register(context.stream(frameCall))];
}

function childrenOf(element: PDFDict): PDFDict[] {
  const kids = element.lookup(PDFName.of('K'));
  const list: (PDFObject | undefined)[] = kids instanceof PDFArray ? Array.from({ length: kids.size() }, (_, i) => kids.lookup(i)) : [kids];
  return list.filter((kid): kid is PDFDict => kid instanceof PDFDict && kid.has(PDFName.of('S')));
}

function tagRowHeaders(root: PDFDict, rowHeaders: readonly RowCells[]): void {
  let tables = 0;
  const is = (element: PDFDict, type: string): boolean => element.lookup(PDFName.of('S')) === PDFName.of(type);
  const rowsOf = (element: PDFDict): PDFDict[] => (is(element, 'TR') ? [element] : childrenOf(element).flatMap(rowsOf));
  const visit = (element: PDFDict): void => {
    if (!is(element, 'Table')) return childrenOf(element).forEach(visit);
    const cells = rowHeaders[tables++];
    rowsOf(element).forEach((row, y) =>
      childrenOf(row).forEach((cell, i) => {
        const wanted = cells?.get(`${y}/${i}`);
        if (wanted !== 'header' && wanted !== 'data') return;
        // In a row that stays with the next the engine has called each cell the header of a column.
        cell.set(PDFName.of('S'), PDFName.of(wanted === 'header' ? 'TH' : 'TD'));
        const old = cell.lookup(PDFName.of('A'));
        const attributes = (old instanceof PDFArray ? Array.from({ length: old.size() }, (_, k) => old.lookup(k)) : [old]).filter(
          (a): a is PDFDict => a instanceof PDFDict,
        );
        const table = attributes.find((a) => a.lookup(PDFName.of('O')) === PDFName.of('Table'));
        if (wanted === 'data') table?.delete(PDFName.of('Scope'));
        else if (table) table.set(PDFName.of('Scope'), PDFName.of('Row'));
        else cell.set(PDFName.of('A'), cell.context.obj([...attributes, { O: 'Table', Scope: 'Row' }]));
      }),
    );
  };
  visit(root);
}
