/**
 * Word files made by hand: as raw as the markup of the program that a form pretends to come from.
 *
 * In:  the body of a document, and the parts beside it. Out: the bytes of a DOCX. `p`, `r`, `tbl` and the like write the markup that all
 * programs share; what is peculiar to one stands in the tests.
 */
import { deflateSync } from 'node:zlib';
import { crc32 } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';

export const transitional = 'http://schemas.openxmlformats.org';
export const strict = 'http://purl.oclc.org/ooxml';
const microsoft = 'http://schemas.microsoft.com/office/word';

export const namespaces = [
  `xmlns:w="${transitional}/wordprocessingml/2006/main"`,
  `xmlns:r="${transitional}/officeDocument/2006/relationships"`,
  `xmlns:wp="${transitional}/drawingml/2006/wordprocessingDrawing"`,
  `xmlns:a="${transitional}/drawingml/2006/main"`,
  `xmlns:pic="${transitional}/drawingml/2006/picture"`,
  `xmlns:c="${transitional}/drawingml/2006/chart"`,
  `xmlns:dgm="${transitional}/drawingml/2006/diagram"`,
  `xmlns:m="${transitional}/officeDocument/2006/math"`,
  `xmlns:mc="${transitional}/markup-compatibility/2006"`,
  'xmlns:v="urn:schemas-microsoft-com:vml"',
  'xmlns:o="urn:schemas-microsoft-com:office:office"',
  `xmlns:w14="${microsoft}/2010/wordml"`,
  `xmlns:wps="${microsoft}/2010/wordprocessingShape"`,
].join(' ');

export interface Parts {
  /** Of the body; `document` instead, the whole part. */
  readonly body?: string;
  readonly document?: string;
  readonly styles?: string;
  readonly numbering?: string;
  readonly settings?: string;
  readonly footnotes?: string;
  readonly comments?: string;
  /** Content of header and footer parts by file name: `header1.xml`. */
  readonly running?: Readonly<Record<string, string>>;
  /** Pictures and what else lies in `word/`. */
  readonly files?: Readonly<Record<string, Uint8Array | string>>;
  /** More relationships of the main part: id → [type, target, external]. */
  readonly relations?: Readonly<Record<string, readonly [string, string, boolean?]>>;
}

const relationship = (id: string, type: string, target: string, isExternal = false): string =>
  `<Relationship Id="${id}" Type="${transitional}/officeDocument/2006/relationships/${type}" Target="${target}"${isExternal ? ' TargetMode="External"' : ''}/>`;
const relationships = (inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="${transitional}/package/2006/relationships">${inner}</Relationships>`;
export const part = (name: string, inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:${name} ${namespaces}>${inner}</w:${name}>`;

export const contentTypes = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="${transitional}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`;

/** The parts of the package, by name: a test may spoil one before it is zipped. */
export function partsOf({
  body = '',
  document,
  styles,
  numbering,
  settings,
  footnotes,
  comments,
  running = {},
  files = {},
  relations = {},
}: Parts): Record<string, Uint8Array> {
  const own: [string, string, string | undefined][] = [
    ['styles', 'styles', styles],
    ['numbering', 'numbering', numbering],
    ['settings', 'settings', settings],
    ['footnotes', 'footnotes', footnotes],
    ['comments', 'comments', comments],
  ];
  const out: Record<string, Uint8Array> = {
    '[Content_Types].xml': strToU8(contentTypes),
    '_rels/.rels': strToU8(relationships(relationship('rId1', 'officeDocument', 'word/document.xml'))),
    'word/document.xml': strToU8(document ?? part('document', `<w:body>${body}</w:body>`)),
  };
  const links = [
    ...own.flatMap(([name, type, text]) => {
      if (text === undefined) return [];
      out[`word/${name}.xml`] = strToU8(part(name, text));
      return [relationship(`own-${name}`, type, `${name}.xml`)];
    }),
    ...Object.entries(running).map(([name, inner]) => {
      const kind = name.startsWith('header') ? 'header' : 'footer';
      out[`word/${name}`] = strToU8(part(kind === 'header' ? 'hdr' : 'ftr', inner));
      out[`word/_rels/${name}.rels`] = strToU8(
        relationships(
          Object.entries(relations)
            .map(([id, [type, target, external]]) => relationship(id, type, target, external))
            .join(''),
        ),
      );
      return relationship(name.replace('.xml', ''), kind, name);
    }),
    ...Object.entries(relations).map(([id, [type, target, external]]) => relationship(id, type, target, external)),
  ];
  out['word/_rels/document.xml.rels'] = strToU8(relationships(links.join('')));
  for (const [name, bytes] of Object.entries(files)) out[`word/${name}`] = typeof bytes === 'string' ? strToU8(bytes) : bytes;
  return out;
}
export const zipped = (parts: Readonly<Record<string, Uint8Array>>): Uint8Array =>
  zipSync({ ...parts }, { level: 6, mtime: new Date('2026-01-01T00:00:00Z') });
export const docx = (parts: Parts): Uint8Array => zipped(partsOf(parts));

// ---- markup ----------------------------------------------------------------------------------------------------------------

export const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
/** A run; `says` are its properties. */
export const r = (text: string, says = ''): string =>
  `<w:r>${says === '' ? '' : `<w:rPr>${says}</w:rPr>`}<w:t xml:space="preserve">${escape(text)}</w:t></w:r>`;
export const bold = (text: string, more = ''): string => r(text, `<w:b/>${more}`);
/** A paragraph of runs; `says` are its properties. A string that is no markup is one run. */
export const p = (content = '', says = ''): string =>
  `<w:p>${says === '' ? '' : `<w:pPr>${says}</w:pPr>`}${content === '' || content.startsWith('<') ? content : r(content)}</w:p>`;
export interface CellSays {
  readonly span?: number;
  readonly merge?: 'restart' | 'continue';
  readonly fill?: string;
}
export const tc = (content: string, { span, merge, fill }: CellSays = {}): string =>
  `<w:tc><w:tcPr>${span === undefined ? '' : `<w:gridSpan w:val="${span}"/>`}${merge === undefined ? '' : merge === 'restart' ? '<w:vMerge w:val="restart"/>' : '<w:vMerge/>'}${fill === undefined ? '' : `<w:shd w:val="clear" w:fill="${fill}"/>`}</w:tcPr>${content.startsWith('<w:p') || content.startsWith('<w:tbl') || content.startsWith('<w:sdt') ? content : p(content)}</w:tc>`;
export const tr = (cells: readonly string[], says = ''): string =>
  `<w:tr>${says === '' ? '' : `<w:trPr>${says}</w:trPr>`}${cells.map((cell) => (cell.startsWith('<w:tc>') ? cell : tc(cell))).join('')}</w:tr>`;
/** Widths in millimetres. */
export const tbl = (widths: readonly number[], rows: readonly string[], says = ''): string =>
  `<w:tbl><w:tblPr>${says}</w:tblPr><w:tblGrid>${widths.map((mm) => `<w:gridCol w:w="${Math.round((mm * 1440) / 25.4)}"/>`).join('')}</w:tblGrid>${rows.join('')}</w:tbl>`;
/** A4 with margins in millimetres: top, right, bottom, left. */
export const sectPr = ([top, right, bottom, left]: readonly [number, number, number, number], more = ''): string => {
  const twips = (mm: number): number => Math.round((mm * 1440) / 25.4);
  return `<w:sectPr>${more}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="${twips(top)}" w:right="${twips(right)}" w:bottom="${twips(bottom)}" w:left="${twips(left)}" w:header="720" w:footer="720"/></w:sectPr>`;
};
export const field = (instruction: string, result: string): string =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ${instruction} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${r(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
/** A picture of a part, in line; millimetres. */
export const picture = (id: string, width: number, height: number, alt = ''): string =>
  `<w:r><w:drawing><wp:inline><wp:extent cx="${width * 36000}" cy="${height * 36000}"/><wp:docPr id="1" name="p" descr="${alt}"/><a:graphic><a:graphicData uri="x"><pic:pic><pic:blipFill><a:blip r:embed="${id}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`;

/** A sound PNG of one grey. */
export function png(width: number, height: number): Uint8Array {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height, 0x90);
  for (let y = 0; y < height; y++) rows[y * (width + 1)] = 0;
  return new Uint8Array(
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(rows)),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}
