/**
 * What the engine leaves to do: PDF/UA-1 besides PDF/A-3a, row headers, and the frames of certificates.
 *
 * In:  the engine's file, and what the model says about frames and row headers. Out: the file with an appended update.
 *
 * The engine takes one standard a call; what PDF/UA-1 wants beyond PDF/A-3a is metadata, the title in the window, and a
 * tab order. A file of unknown shape is left to pdf-lib, which is slower but reads every file.
 */
import { deflateSync } from 'node:zlib';
import type { Document } from '../../model/index.js';
import { ClassicFile, UnknownShape } from './classic-file.js';
import { frameCall, frameOf, type Frame, type FrameOfPage } from './frame.js';
import { withUaMetadata } from './xmp.js';

export async function finish(
  bytes: Uint8Array, document: Document, rowHeaders: readonly ReadonlySet<string>[], sectionStarts: readonly number[],
): Promise<Uint8Array> {
  const frames = new Map<string, Frame | null>();
  const frameOfPage: FrameOfPage = (page) => {
    const section = sectionStarts.findLastIndex((start) => start <= page);
    const name = document.sections[section]?.master.frame ?? 'none';
    if (!frames.has(name)) frames.set(name, frameOf(name, document.theme));
    return frames.get(name) ?? null;
  };
  try {
    return append(bytes, frameOfPage, rowHeaders);
  } catch (error) {
    if (!(error instanceof UnknownShape)) throw error;
    // Large, and hardly ever needed.
    const { finishWithPdfLib } = await import('./finish-with-pdf-lib.js');
    return finishWithPdfLib(bytes, frameOfPage, rowHeaders);
  }
}

function append(bytes: Uint8Array, frameOfPage: FrameOfPage, rowHeaders: readonly ReadonlySet<string>[]): Uint8Array {
  const file = new ClassicFile(bytes);
  const catalog = file.object(file.root);
  if (/\/DisplayDocTitle/.test(catalog)) throw new UnknownShape('the title is shown already');
  file.put(file.root, /\/ViewerPreferences\s*<</.test(catalog)
    ? catalog.replace(/\/ViewerPreferences\s*<</, '$& /DisplayDocTitle true')
    : insert(catalog, '/ViewerPreferences << /DisplayDocTitle true >>'));

  const metadata = file.reference(catalog, 'Metadata');
  file.putStream(metadata, '/Type /Metadata /Subtype /XML', Buffer.from(withUaMetadata(file.stream(metadata)), 'latin1'));

  const forms = new Map<Frame, readonly [form: number, drawing: number]>();
  file.pages().forEach((number, i) => {
    let page = insert(file.object(number), '/Tabs /S');
    const frame = frameOfPage(i + 1);
    if (frame) {
      const known = forms.get(frame) ?? addFrame(file, frame);
      forms.set(frame, known);
      page = withFrame(page, ...known);
    }
    file.put(number, page);
  });
  if (rowHeaders.some((cells) => cells.size > 0)) tagRowHeaders(file, rowHeaders, file.reference(catalog, 'StructTreeRoot'));
  return file.save();
}

/** Puts an entry at the beginning of a dictionary. */
function insert(dictionary: string, entry: string): string {
  if (!dictionary.startsWith('<<')) throw new UnknownShape('not a dictionary');
  return `<< ${entry} ${dictionary.slice(2)}`;
}

function addFrame(file: ClassicFile, frame: Frame): readonly [number, number] {
  const form = (drawing: string, box: readonly number[], resources: string): number =>
    file.addStream(`/Type /XObject /Subtype /Form /BBox [${box.join(' ')}] /Resources << ${resources} >> /Filter /FlateDecode`, deflateSync(drawing, { level: 9 }));
  const pieces = Object.entries(frame.pieces).map(([name, piece]) => `/${name} ${form(piece.drawing, piece.box, '')} 0 R`);
  const whole = form(frame.drawing, [0, 0, 595.2756, 841.8898], pieces.length > 0 ? `/XObject << ${pieces.join(' ')} >>` : '');
  return [whole, file.addStream('', Buffer.from(frameCall))];
}
function withFrame(page: string, form: number, drawing: number): string {
  const contents = /\/Contents (\d+ 0 R)/.exec(page);
  if (!contents || !/\/Resources\s*<</.test(page)) throw new UnknownShape('a page without contents or resources of its own');
  const resources = /\/XObject\s*<</.test(page)
    ? page.replace(/\/XObject\s*<</, `$& /CertpressFrame ${form} 0 R`)
    : page.replace(/\/Resources\s*<</, `$& /XObject << /CertpressFrame ${form} 0 R >>`);
  return resources.replace(contents[0], `/Contents [${drawing} 0 R ${contents[1] ?? ''}]`);
}

/** The engine tags every cell beside a column header as data; cells that head their row are mended here. */
function tagRowHeaders(file: ClassicFile, rowHeaders: readonly ReadonlySet<string>[], root: number): void {
  let tables = 0;
  const rowsOf = (number: number): number[] => {
    const element = file.object(number);
    return /\/S \/TR\b/.test(element) ? [number] : file.references(element, 'K').flatMap(rowsOf);
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
    rowsOf(number).forEach((row, y) => {
      file.references(file.object(row), 'K').forEach((cell, i) => {
        if (cells.has(`${y}/${i}`)) file.put(cell, asRowHeader(file.object(cell)));
      });
    });
  };
  visit(root);
  if (tables !== rowHeaders.length) throw new UnknownShape(`${rowHeaders.length} tables in the model, ${tables} in the file`);
}

function asRowHeader(cell: string): string {
  if (/\/S \/TH\b/.test(cell)) return cell;
  const header = cell.replace(/\/S \/TD\b/, '/S /TH');
  if (/\/O \/Table\b/.test(header)) return header.replace(/\/O \/Table\b/, '$& /Scope /Row');
  if (/\/A \[/.test(header)) return header.replace(/\/A \[/, '$&<< /O /Table /Scope /Row >> ');
  if (/\/A\b/.test(header)) throw new UnknownShape('attributes that are not a list');
  return insert(header, '/A << /O /Table /Scope /Row >>');
}
