/**
 * An archived PDF, read back, unless it unpacks to more than a document needs.
 *
 * In:  the bytes of a PDF that came in a bag. Out: as `readPdf`, or why it is not read. What reads the text bounds each stream that it
 * needs, and not all of them together; so before it sees the file every stream of every revision is unpacked once, metadata and damaged
 * ones counted, and
 * thrown away. Filters one after the other, and others than those that the writer uses, are not followed but refused. (A file that
 * the program has just written itself goes to `readPdf` at once.)
 */
import { failed, type Outcome } from '../diagnostics/index.js';
import { Malformed } from '../files/malformed.js';
import { unpackedSize } from '../files/unpacked-size.js';
import { PdfFile } from '../pdf/file.js';
import { Dictionary, Name, type Value } from '../pdf/syntax.js';
import { readPdf, type PdfReading } from '../proof/read-pdf.js';

/** As where documents are compared by what their streams hold. */
const mostUnpacked = 400_000_000;

export async function readBounded(bytes: Uint8Array, most = mostUnpacked): Promise<Outcome<PdfReading>> {
  const refused = (zh: string, en: string): Outcome<PdfReading> =>
    failed({ code: 'pdf-unreadable', severity: 'error', message: { zh, en } });
  try {
    const file = new PdfFile(bytes);
    let left = most;
    for (const { entries } of file.revisions) {
      for (const [number, place] of entries) {
        if (place === undefined) continue;
        const { value, stream } = file.objectAt(place, number);
        if (!stream || !(value instanceof Dictionary)) continue;
        const filter = filterOf(value);
        if (filter === undefined)
          return refused(
            `对象 ${number} 的压缩方式不是 certpress 所用的`,
            `object ${number} is packed in a way that certpress does not use`,
          );
        left -= filter === 'FlateDecode' ? await unpackedSize(stream, left) : stream.length;
        if (left < 0) return refused(`解压后超过 ${most} 字节，不予读取`, `it unpacks to more than ${most} bytes and is not read`);
      }
    }
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return refused(`结构不正确：${error.message}`, `its structure is wrong: ${error.message}`);
  }
  return readPdf(bytes);
}

/** An empty string where nothing is packed; undefined where it is not one filter of those known. */
function filterOf(value: Dictionary): string | undefined {
  if (value.has('F') || value.has('FFilter')) return undefined;
  const filter: Value | undefined = value.get('Filter');
  if (filter === undefined) return '';
  const one = Array.isArray(filter) && filter.length === 1 ? (filter as readonly Value[])[0] : filter;
  return one instanceof Name && ['FlateDecode', 'DCTDecode'].includes(one.name) ? one.name : undefined;
}
