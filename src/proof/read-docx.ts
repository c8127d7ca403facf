/**
 * Reads a DOCX back.
 *
 * In:  the bytes of a DOCX, ours or one that somebody edited. Out: what it says, as `canon` says it of a model, and all its
 * text, running headers and footers included. It knows WordprocessingML and nothing of the writer, but for one name: a
 * table of the style `Arrangement` is arrangement only, and is read as if it were not there. A file that cannot be read is
 * a diagnostic.
 */
import { failed, ok, type Outcome } from '../diagnostics/index.js';
import { canonText, type CanonEntry } from '../model/index.js';
import { carriedIn, type DocxCarried } from './docx-carried.js';
import { DocxDamaged, DocxParts, DocxTooLarge } from './docx-package.js';
import { ListLabels } from './docx-numbering.js';
import { styleReferences, type StyleReference } from './docx-references.js';
import { child, valueOf, type XmlElement } from './docx-xml.js';

export interface DocxReading {
  readonly entries: CanonEntry[];
  /** The lines of tables of contents, without white space. They are not among the entries. */
  readonly toc: readonly string[];
  /** What running headers refer to: for each field its style's name and the texts that the body has in it, without white space. */
  readonly references: readonly StyleReference[];
  /** All text, a line a paragraph: the body, then headers and footers. */
  readonly text: string;
  /** What it says of itself; read when it is asked for. */
  readonly carried: () => DocxCarried;
}

export function readDocx(bytes: Uint8Array): Outcome<DocxReading> {
  try {
    const parts = DocxParts.open(bytes);
    const reader = new Reader(parts);
    const body = child(parts.root(parts.mainPath), 'w:body');
    if (!body) throw new DocxDamaged('no body');
    const entries = reader.body(body);
    const running = [...new Set(parts.related('header', 'footer').values())].map((path) => parts.root(path));
    for (const root of running) reader.running(root);
    const [styles] = parts.related('styles').values();
    const references = styleReferences(body, running, styles === undefined ? undefined : parts.root(styles));
    return ok({ entries, toc: reader.toc, references, text: reader.lines.join('\n'), carried: () => carriedIn(parts, body) });
  } catch (error) {
    const detail = error instanceof Error ? error.message : '';
    if (error instanceof DocxTooLarge) {
      return failed({
        code: 'docx-too-large',
        severity: 'error',
        message: { zh: `Word文件解压后过大（${detail}）`, en: `The Word file is too large when unpacked (${detail})` },
      });
    }
    if (error instanceof DocxDamaged) {
      return failed({
        code: 'docx-unreadable',
        severity: 'error',
        message: { zh: `Word文件不能读回：${detail}`, en: `The Word file cannot be read back: ${detail}` },
      });
    }
    throw error;
  }
}

/** One block's text; further paragraphs of a list item come to it while it is open. */
interface Entry {
  readonly cell: string | null;
  text: string;
}
type Emit = (text: string) => Entry;

class Reader {
  readonly lines: string[] = [];
  readonly toc: string[] = [];
  private readonly labels: ListLabels;
  private readonly arrangements: ReadonlySet<string>;
  private tables = 0;
  /** The item that is open at each level, for paragraphs that go on in it. */
  private items: Entry[] = [];

  constructor(parts: DocxParts) {
    const [numbering] = parts.related('numbering').values();
    this.labels = new ListLabels(numbering === undefined ? undefined : parts.root(numbering));
    const [styles] = parts.related('styles').values();
    const all = styles === undefined ? [] : parts.root(styles).children;
    this.arrangements = new Set(
      all.filter((s) => s.name === 'w:style' && valueOf(s, 'w:name') === 'Arrangement').map((s) => s.attributes['w:styleId'] ?? ''),
    );
  }

  body(body: XmlElement): CanonEntry[] {
    const out: Entry[] = [];
    this.flow(body, this.into(out, null), out);
    return out.map(({ cell, text }) => ({ cell, text: canonText(text) })).filter((e) => e.text !== '');
  }
  running(root: XmlElement): void {
    this.body(root);
  }

  private into(out: Entry[], cell: string | null): Emit {
    return (text) => {
      const entry: Entry = { cell, text };
      out.push(entry);
      return entry;
    };
  }

  /** `inCell`: a table is part of what its cell says. */
  private flow(container: XmlElement, emit: Emit, out: Entry[], inCell = false): void {
    for (const element of container.children) {
      switch (element.name) {
        case 'w:p':
          this.paragraph(element, emit, out);
          break;
        case 'w:tbl':
          if (inCell || this.arrangements.has(valueOf(child(element, 'w:tblPr'), 'w:tblStyle') ?? ''))
            this.passOver(element, emit, out, inCell);
          else this.table(element, out);
          break;
        case 'w:sdt':
          if (isToc(element)) this.flow(child(element, 'w:sdtContent') ?? element, (text) => this.tocLine(text), out, inCell);
          else this.flow(element, emit, out, inCell);
          break;
        case 'w:sdtContent':
        case 'w:ins':
        case 'w:smartTag':
        case 'w:customXml':
          this.flow(element, emit, out, inCell);
          break;
        default:
          break;
      }
    }
  }

  private tocLine(text: string): Entry {
    const line = canonText(text);
    if (line !== '') this.toc.push(line);
    return { cell: null, text };
  }

  private passOver(table: XmlElement, emit: Emit, out: Entry[], inCell: boolean): void {
    for (const row of rowsOf(table)) for (const cell of row.children) if (cell.name === 'w:tc') this.flow(cell, emit, out, inCell);
  }

  private table(table: XmlElement, out: Entry[]): void {
    const number = ++this.tables;
    let y = 0;
    for (const row of rowsOf(table)) {
      y += 1;
      let x = 1 + Number(valueOf(child(row, 'w:trPr'), 'w:gridBefore') ?? '0');
      for (const cell of row.children) {
        if (cell.name !== 'w:tc') continue;
        const properties = child(cell, 'w:tcPr');
        const merged = child(properties, 'w:vMerge');
        if (!merged || merged.attributes['w:val'] === 'restart') this.cell(cell, `${number}/${y}/${x}`, out);
        x += Number(valueOf(properties, 'w:gridSpan') ?? '1');
      }
    }
  }

  /** All text of a cell is one entry, that of a table inside it too. */
  private cell(cell: XmlElement, address: string, out: Entry[]): void {
    const whole: Entry = { cell: address, text: '' };
    out.push(whole);
    const parts: Entry[] = [];
    this.flow(cell, this.into(parts, address), out, true);
    whole.text = parts.map((p) => p.text).join('');
  }

  private paragraph(paragraph: XmlElement, emit: Emit, out: Entry[]): void {
    const number = child(child(paragraph, 'w:pPr'), 'w:numPr');
    const depth = Number(valueOf(number, 'w:ilvl') ?? '0');
    const id = valueOf(number, 'w:numId');
    const boxes: XmlElement[] = [];
    const own = textOf(paragraph, boxes);
    const item = this.items[depth];
    const unlabelled = id !== undefined && this.labels.unlabelled(id, depth);
    if (unlabelled && item) {
      // It has no label, at the level of a list: it goes on in the item before it.
      item.text += own;
      this.lines.push(own);
    } else {
      const label = id === undefined || unlabelled ? '' : this.labels.next(id, depth);
      const entry = emit(label + own);
      this.lines.push(label + own);
      if (label === '') this.items = [];
      else {
        this.items.length = Math.min(this.items.length, depth);
        this.items[depth] = entry;
      }
    }
    for (const box of boxes) this.flow(box, emit, out);
  }
}

const isToc = (control: XmlElement): boolean =>
  valueOf(child(child(control, 'w:sdtPr'), 'w:docPartObj'), 'w:docPartGallery') === 'Table of Contents';

/** Text of a paragraph; text boxes in it are handed out, to be read after it. */
function textOf(element: XmlElement, boxes: XmlElement[]): string {
  let out = '';
  for (const inner of element.children) {
    switch (inner.name) {
      case 'w:t':
        out += inner.text;
        break;
      case 'w:noBreakHyphen':
        out += '-';
        break;
      case 'w:tab':
      case 'w:ptab':
      case 'w:br':
      case 'w:cr':
        out += ' ';
        break;
      case 'w:txbxContent':
        boxes.push(inner);
        break;
      // Properties, deleted text, and what stands in for a drawing that is read already.
      case 'w:pPr':
      case 'w:rPr':
      case 'w:del':
      case 'w:moveFrom':
      case 'mc:Fallback':
        break;
      default:
        if (inner.children.length > 0) out += textOf(inner, boxes);
        break;
    }
  }
  return out;
}
/** Rows, also those in controls: entries of a list that grows. */
const rowsOf = (element: XmlElement): XmlElement[] =>
  element.children.flatMap((one) => (one.name === 'w:tr' ? [one] : one.name === 'w:sdt' || one.name === 'w:sdtContent' ? rowsOf(one) : []));
