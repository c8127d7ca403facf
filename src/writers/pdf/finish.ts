/**
 * What the engine leaves to do: PDF/UA-1 besides PDF/A-3a, row headers, and the frames of certificates.
 *
 * In:  the engine's file, and what the model says about frames and row headers. Out: the file with an appended update.
 *
 * The engine takes one standard a call; what PDF/UA-1 wants beyond PDF/A-3a is metadata, the title in the window, and a
 * tab order. A file of unknown shape is left to pdf-lib, which is slower but reads every file (captions stay paragraphs there).
 */
import { sheetOf, type Document } from '../../model/index.js';
import { ClassicFile, UnknownShape } from './classic-file.js';
import type { RowCells } from './items.js';
import { frameCall, frameOf, packedDrawing, restoreState, saveState, type Frame, type FrameOfPage, type Frames } from './frame.js';
import { bookmarksOf, retitle } from './outline.js';
import { saysUa, withUaMetadata } from './xmp.js';

export async function finish(
  bytes: Uint8Array,
  document: Document,
  rowHeaders: readonly RowCells[],
  sectionStarts: readonly number[],
): Promise<Uint8Array> {
  const frameOfPage = framesOf(document, sectionStarts);
  // What stands behind a page would hide a frame that is drawn before it.
  const isOver = document.sections.some(({ master }) => (master.backdrops ?? []).length > 0);
  try {
    return append(bytes, { ofPage: frameOfPage, isOver }, rowHeaders, bookmarksOf(document));
  } catch (error) {
    if (!(error instanceof UnknownShape)) throw error;
    // Large, and hardly ever needed.
    const { finishWithPdfLib } = await import('./finish-with-pdf-lib.js');
    return finishWithPdfLib(bytes, { ofPage: frameOfPage, isOver }, rowHeaders);
  }
}

/** The frames of a document whose sections begin on these pages. */
export function framesOf(document: Document, sectionStarts: readonly number[]): FrameOfPage {
  const frames = new Map<string, Frame | null>();
  return (page) => {
    const section = sectionStarts.findLastIndex((start) => start <= page);
    const master = document.sections[section]?.master;
    if (!master) return null;
    const sheet = sheetOf(master);
    const key = `${master.frame} ${sheet.width}x${sheet.height}`;
    if (!frames.has(key)) frames.set(key, frameOf(master.frame, document.theme, sheet));
    return frames.get(key) ?? null;
  };
}

function append(bytes: Uint8Array, frames: Frames, rowHeaders: readonly RowCells[], titles: readonly string[]): Uint8Array {
  const file = new ClassicFile(bytes);
  // The engine says that nothing is suspect; readers want the key to be absent or true.
  const catalog = file.object(file.root).replace(/\s?\/Suspects false/, '');
  const metadata = file.reference(catalog, 'Metadata');
  const packet = file.stream(metadata);
  // An engine that was asked for PDF/UA-1 too has said all of it.
  const isAccessible = saysUa(packet);
  if (isAccessible !== /\/DisplayDocTitle true/.test(catalog)) throw new UnknownShape('half of what PDF/UA asks for');
  file.put(file.root, isAccessible ? catalog : showingTitle(catalog));
  if (!isAccessible) file.putStream(metadata, '/Type /Metadata /Subtype /XML', Buffer.from(withUaMetadata(packet), 'latin1'));

  retitle(file, catalog, titles);

  const forms = new Map<Frame, AddedFrame>();
  file.pages().forEach((number, i) => {
    const asItIs = file.object(number);
    let page = asItIs;
    // On a page with links the engine says so itself.
    if (!/\/Tabs \/S\b/.test(page)) page = insert(page, '/Tabs /S');
    const frame = frames.ofPage(i + 1);
    if (frame) {
      const known = forms.get(frame) ?? addFrame(file, frame, frames.isOver);
      forms.set(frame, known);
      page = withFrame(ownResources(file, page), known);
    }
    if (!isAccessible || page !== asItIs) file.put(number, page);
  });
  if (rowHeaders.some((cells) => cells.size > 0)) tagRowHeaders(file, rowHeaders, file.reference(catalog, 'StructTreeRoot'));
  return file.save();
}

const showingTitle = (catalog: string): string =>
  /\/ViewerPreferences\s*<</.test(catalog)
    ? catalog.replace(/\/ViewerPreferences\s*<</, '$& /DisplayDocTitle true')
    : insert(catalog, '/ViewerPreferences << /DisplayDocTitle true >>');

/** Puts an entry at the beginning of a dictionary. */
function insert(dictionary: string, entry: string): string {
  if (!dictionary.startsWith('<<')) throw new UnknownShape('not a dictionary');
  return `<< ${entry} ${dictionary.slice(2)}`;
}

interface AddedFrame {
  readonly form: number;
  /** Streams before and after what the page says. */
  readonly before: number;
  readonly after?: number;
}
function addFrame(file: ClassicFile, frame: Frame, isOver: boolean): AddedFrame {
  const form = (drawing: string, box: readonly number[], resources: string): number =>
    file.addStream(
      `/Type /XObject /Subtype /Form /BBox [${box.join(' ')}] /Resources << ${resources} >> /Filter /FlateDecode`,
      packedDrawing(drawing),
    );
  const pieces = Object.entries(frame.pieces).map(([name, piece]) => `/${name} ${form(piece.drawing, piece.box, '')} 0 R`);
  const whole = form(frame.drawing, [0, 0, ...frame.size], pieces.length > 0 ? `/XObject << ${pieces.join(' ')} >>` : '');
  const stream = (text: string): number => file.addStream('', Buffer.from(text));
  return isOver
    ? { form: whole, before: stream(saveState), after: stream(restoreState + frameCall) }
    : { form: whole, before: stream(frameCall) };
}
const ownResources = (file: ClassicFile, page: string): string =>
  page.replace(/\/Resources (\d+) 0 R/, (_, number: string) => `/Resources ${file.object(Number(number))}`);
/** `page`: with its resources in it; they may be an object of their own, which other pages use too. */
function withFrame(page: string, { form, before, after }: AddedFrame): string {
  const contents = /\/Contents (\d+ 0 R)/.exec(page);
  if (!contents || !/\/Resources\s*<</.test(page)) throw new UnknownShape('a page without contents or resources of its own');
  const resources = /\/XObject\s*<</.test(page)
    ? page.replace(/\/XObject\s*<</, `$& /CertpressFrame ${form} 0 R`)
    : page.replace(/\/Resources\s*<</, `$& /XObject << /CertpressFrame ${form} 0 R >>`);
  return resources.replace(contents[0], `/Contents [${before} 0 R ${contents[1] ?? ''}${after === undefined ? '' : ` ${after} 0 R`}]`);
}

/** The engine tags every cell beside a column header as data; cells that head their row are mended here. */
function tagRowHeaders(file: ClassicFile, rowHeaders: readonly RowCells[], root: number): void {
  let tables = 0;
  const rowsOf = (number: number): number[] => {
    const element = file.object(number);
    return /\/S \/TR\b/.test(element) ? [number] : file.references(element, 'K').flatMap(rowsOf);
  };
  /** The engine tags a caption as paragraphs before the table: here they become its Caption, which is its first child. */
  const parents = new Map<number, string>();
  const withCaption = (table: number, element: string, count: number): void => {
    const parent = file.reference(element, 'P');
    const siblings = file.references(file.object(parent), 'K');
    const paragraphs = siblings.slice(0, siblings.indexOf(table)).slice(-count);
    if (paragraphs.length !== count || !paragraphs.every((p) => /\/S \/P\b/.test(file.object(p))))
      throw new UnknownShape('a caption that does not stand before its table');
    const caption = file.add(`<< /Type /StructElem /S /Caption /P ${table} 0 R /K [${paragraphs.map((p) => `${p} 0 R`).join(' ')}] >>`);
    for (const p of paragraphs) {
      file.put(p, file.object(p).replace(/\/P \d+ 0 R/, `/P ${caption} 0 R`));
      parents.set(parent, (parents.get(parent) ?? file.object(parent)).replace(new RegExp(`(\\/K \\[[^\\]]*?)\\b${p} 0 R\\s?`), '$1'));
    }
    file.put(
      table,
      element.replace(/\/K (?:\[([^\]]*)\]|(\d+ 0 R))/, (_, list?: string, one?: string) => `/K [${caption} 0 R ${list ?? one ?? ''}]`),
    );
  };
  const visit = (number: number): void => {
    const element = file.object(number);
    if (!/\/S \/Table\b/.test(element)) {
      // What holds text alone (paragraphs, headings) has no elements below that matter.
      for (const child of file.references(element, 'K')) visit(child);
      return;
    }
    const cells = rowHeaders[tables++];
    if (!cells || cells.size === 0) return;
    const captions = [...cells.values()].filter((is) => is === 'caption').length;
    if (captions > 0) withCaption(number, element, captions);
    rowsOf(number).forEach((row, y) => {
      file.references(file.object(row), 'K').forEach((cell, i) => {
        const is = cells.get(`${y}/${i}`);
        if (is === 'header') file.put(cell, asRowHeader(file.object(cell)));
        else if (is === 'data') file.put(cell, asData(file.object(cell)));
      });
    });
  };
  visit(root);
  for (const [number, body] of parents) file.put(number, body);
  if (tables !== rowHeaders.length) throw new UnknownShape(`${rowHeaders.length} tables in the model, ${tables} in the file`);
}

/** Cells of a row that the engine took for a heading within the table, only since it stays with the next row. */
const asData = (cell: string): string => cell.replace(/\/S \/TH\b/, '/S /TD').replace(/\s?\/Scope \/\w+/, '');

function asRowHeader(cell: string): string {
  if (/\/S \/TH\b/.test(cell)) return cell.replace(/\/Scope \/\w+/, '/Scope /Row');
  const header = cell.replace(/\/S \/TD\b/, '/S /TH');
  if (/\/O \/Table\b/.test(header)) return header.replace(/\/O \/Table\b/, '$& /Scope /Row');
  if (/\/A \[/.test(header)) return header.replace(/\/A \[/, '$&<< /O /Table /Scope /Row >> ');
  if (/\/A\b/.test(header)) throw new UnknownShape('attributes that are not a list');
  return insert(header, '/A << /O /Table /Scope /Row >>');
}
