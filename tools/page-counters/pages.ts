/**
 * What stands on the pages of a PDF, line by line, as a reader's eye finds it.
 *
 * In:  the bytes of a tagged file. Out: for each page its blocks in reading order, each with its place in the structure and
 * its lines. Running headers and footers, and heads of tables that repeat, are artifacts and left out.
 */
import { loadPdfJs, type PdfJs } from '../pdfjs.js';

export interface Line {
  text: string;
  /** Points from the left and the lower edge of the paper. */
  readonly left: number;
  right: number;
  readonly baseline: number;
  /** Of its first piece of text, pt. */
  readonly size: number;
}
export interface Block {
  /** `P`, `H2`, `LBody`, … */
  readonly role: string;
  /** Roles from the root down to this block. */
  readonly path: readonly string[];
  /** Number of the row of a table that it stands in, counted on this page; of the outermost table. */
  readonly row: number | undefined;
  /** Number of the block of signatures or other arrangement that it stands in. */
  readonly grid: number | undefined;
  readonly lines: readonly Line[];
}
export interface Page {
  readonly height: number;
  readonly blocks: readonly Block[];
}
interface Node {
  readonly type?: string;
  readonly id?: string;
  readonly role?: string;
  readonly children?: readonly Node[];
}
interface Piece {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
}

let loading: Promise<PdfJs> | undefined;

export async function pagesOf(bytes: Uint8Array): Promise<Page[]> {
  const { getDocument, VerbosityLevel } = await (loading ??= loadPdfJs());
  const task = getDocument({
    data: Uint8Array.from(bytes),
    disableFontFace: true,
    useSystemFonts: false,
    isEvalSupported: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  const file = await task.promise;
  const pages: Page[] = [];
  for (let n = 1; n <= file.numPages; n++) {
    const page = await file.getPage(n);
    const { items } = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true });
    const pieces = new Map<string, Piece[]>();
    const open: (string | undefined)[] = [];
    for (const item of items) {
      if ('str' in item) {
        const id = open.findLast((key) => key !== undefined);
        if (id !== undefined && item.str !== '') pieces.set(id, [...(pieces.get(id) ?? []), item]);
      } else if (item.type === 'endMarkedContent') open.pop();
      else open.push(item.id ?? undefined);
    }
    pages.push({ height: page.view[3] ?? 842, blocks: blocksOf((await page.getStructTree()) as Node, pieces) });
  }
  await task.destroy();
  return pages;
}

const holders = /^(P|H\d?|Title|Caption|Lbl|LBody|Note|TOCI)$/;

function blocksOf(root: Node, pieces: ReadonlyMap<string, readonly Piece[]>): Block[] {
  const out: Block[] = [];
  let rows = 0;
  let grids = 0;
  const visit = (node: Node, path: readonly string[], row: number | undefined, grid: number | undefined): void => {
    const role = node.role ?? '';
    const here = [...path, role];
    const inRow = role === 'TR' && row === undefined ? ++rows : row;
    const inGrid = role === 'Div' && grid === undefined ? ++grids : grid;
    const children = node.children ?? [];
    if (holders.test(role) && !children.some((c) => holders.test(c.role ?? ''))) {
      const lines = linesOf(contentOf(node).flatMap((id) => pieces.get(id) ?? []));
      if (lines.length > 0) out.push({ role, path: here, row: inRow, grid: inGrid, lines });
      return;
    }
    for (const child of children) if (child.role !== undefined) visit(child, here, inRow, inGrid);
  };
  visit(root, [], undefined, undefined);
  return out;
}
const contentOf = (node: Node): string[] =>
  (node.children ?? []).flatMap((c) =>
    c.role === undefined ? (c.id === undefined ? [] : [c.id]) : c.role === 'Figure' ? [] : contentOf(c),
  );

function linesOf(pieces: readonly Piece[]): Line[] {
  const lines: Line[] = [];
  for (const { str, transform, width } of pieces) {
    const [left = 0, baseline = 0] = transform.slice(4);
    const size = Math.hypot(transform[0] ?? 0, transform[1] ?? 0);
    const line = lines.at(-1);
    if (line && Math.abs(line.baseline - baseline) < 3) {
      line.text += str;
      line.right = Math.max(line.right, left + width);
    } else if (str.trim() !== '') lines.push({ text: str, left, right: left + width, baseline, size });
  }
  return lines;
}
