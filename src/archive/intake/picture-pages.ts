/**
 * Scans as pages of a PDF/A.
 *
 * In:  whole PNG and JPEG pictures, one a page; title, date, the body, a theme. Out: a PDF of certpress's own writer (PDF/A-3a and
 * PDF/UA-1), each page a figure with a description, the pictures as they came attached as its sources.
 */
import { AFRelationship, PDFDocument } from 'pdf-lib';
import { ok, type Outcome, type Prose } from '../../diagnostics/index.js';
import { build, type Document, type PageMaster, type Theme } from '../../model/index.js';
import type { PdfWriter } from '../../writers/pdf/index.js';
import type { Picture } from '../../files/picture.js';

export interface Scan extends Picture {
  readonly bytes: Uint8Array;
  /** What the attachment is called. */
  readonly name: string;
}
export interface PagesOf {
  readonly scans: readonly Scan[];
  readonly title: Prose;
  readonly kind: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly author: string;
  readonly theme: Theme;
}
const margin = 8;
const page = { width: 210, height: 297 };
const master: PageMaster = {
  paper: 'a4',
  margins: { top: margin, right: margin, bottom: margin, left: margin },
  headerFrom: 4,
  footerFrom: 4,
  header: [],
  footer: [],
  frame: 'none',
  fill: false,
};

export async function picturePages(order: PagesOf, writer: PdfWriter): Promise<Outcome<Uint8Array>> {
  const { scans, title, date } = order;
  const of = scans.length === 1 ? '' : `，共${scans.length}页`;
  const document: Document = {
    type: 'document',
    lang: 'zh',
    theme: order.theme,
    variant: 'only',
    meta: {
      kind: order.kind,
      title: title.zh,
      number: '',
      version: '',
      date,
      author: order.author,
      subject: title.en,
      keywords: [order.kind],
    },
    sections: scans.map((scan, i) => ({
      master,
      blocks: [
        build.image({
          mime: scan.mime,
          data: Buffer.from(scan.bytes).toString('base64'),
          pixels: { width: scan.width, height: scan.height },
          width: widthOf(scan),
          indent: 0,
          alt: `${title.zh}，第${i + 1}页${of}（扫描件）`,
          lang: 'zh',
        }),
      ],
    })),
  };
  const written = await writer.write(document);
  if (!written.value) return { diagnostics: written.diagnostics };
  const pdf = await PDFDocument.load(written.value.bytes, { updateMetadata: false });
  const day = new Date(`${date}T00:00:00Z`);
  for (const { bytes, name, mime } of scans) {
    await pdf.attach(bytes, name, {
      mimeType: mime,
      description: title.zh,
      creationDate: day,
      modificationDate: day,
      afRelationship: AFRelationship.Source,
    });
  }
  return ok(await pdf.save({ useObjectStreams: false }), written.diagnostics);
}

/** As large as the page allows; a hair less, so that it stays on its page. */
function widthOf({ width, height }: Picture): number {
  const most = { width: page.width - 2 * margin, height: page.height - 2 * margin - 1 };
  return Math.min(most.width, (most.height * width) / height);
}
