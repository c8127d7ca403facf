/**
 * Where the pictures of a page are.
 *
 * In:  a page of a PDF. Out: a box for each picture, as shares of the page, with what the file says for those who do not see it; of one in
 * a running head or foot, which the file does not mark, nothing but its size. The file says what is a picture and not where it is, so what
 * is drawn is followed.
 */
import { OPS, type PDFPageProxy } from 'pdfjs-dist';

export interface PictureBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Millimetres. */
  readonly width: number;
  /** Absent: it is no part of the text. */
  readonly alt?: string;
}

type Matrix = readonly [number, number, number, number, number, number];
const times = ([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix => [
  a * g + c * h,
  b * g + d * h,
  a * i + c * j,
  b * i + d * j,
  a * k + c * l + e,
  b * k + d * l + f,
];
interface Bounds {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}
const images: ReadonlySet<number> = new Set([
  OPS.paintImageXObject,
  OPS.paintInlineImageXObject,
  OPS.paintImageMaskXObject,
  OPS.paintImageXObjectRepeat,
]);
const mmOfPoint = 25.4 / 72;

export async function pictureBoxes(page: PDFPageProxy): Promise<readonly PictureBox[]> {
  const [{ fnArray, argsArray }, alts] = await Promise.all([page.getOperatorList(), altsOf(page)]);
  const marked = new Map<number, Bounds>();
  const loose: Bounds[] = [];
  let now: Matrix = [1, 0, 0, 1, 0, 0];
  const saved: Matrix[] = [];
  const inside: number[] = [];
  const drawnAt = (isImage: boolean, [left, bottom, right, top]: readonly [number, number, number, number]): void => {
    const mcid = inside.findLast((one) => one >= 0);
    const isPicture = mcid !== undefined && alts.has(mcid);
    if (!isPicture && !(isImage && mcid === undefined)) return;
    const into = (isPicture ? marked.get(mcid) : undefined) ?? { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
    for (const [x, y] of [
      [left, bottom],
      [right, bottom],
      [left, top],
      [right, top],
    ] as const) {
      const [px, py] = [now[0] * x + now[2] * y + now[4], now[1] * x + now[3] * y + now[5]];
      into.minX = Math.min(into.minX, px);
      into.maxX = Math.max(into.maxX, px);
      into.minY = Math.min(into.minY, py);
      into.maxY = Math.max(into.maxY, py);
    }
    if (isPicture) marked.set(mcid, into);
    else loose.push(into);
  };
  fnArray.forEach((fn: number, i: number) => {
    const args = argsArray[i] as readonly unknown[] | null;
    if (fn === OPS.save) saved.push(now);
    else if (fn === OPS.restore || fn === OPS.paintFormXObjectEnd) now = saved.pop() ?? now;
    else if (fn === OPS.transform) now = times(now, args as unknown as Matrix);
    else if (fn === OPS.paintFormXObjectBegin) {
      saved.push(now);
      if (args?.[0]) now = times(now, args[0] as Matrix);
    } else if (fn === OPS.beginMarkedContent) inside.push(-1);
    else if (fn === OPS.beginMarkedContentProps) inside.push(typeof args?.[1] === 'number' ? args[1] : -1);
    else if (fn === OPS.endMarkedContent) inside.pop();
    else if (fn === OPS.constructPath && args?.[2]) drawnAt(false, args[2] as [number, number, number, number]);
    else if (images.has(fn)) drawnAt(true, [0, 0, 1, 1]);
  });
  const { width, height } = page.getViewport({ scale: 1 });
  const boxOf = ({ minX, minY, maxX, maxY }: Bounds): Omit<PictureBox, 'alt'> => ({
    left: minX / width,
    right: maxX / width,
    top: 1 - maxY / height,
    bottom: 1 - minY / height,
    width: (maxX - minX) * mmOfPoint,
  });
  return [...[...marked].map(([mcid, bounds]) => ({ ...boxOf(bounds), alt: alts.get(mcid) ?? '' })), ...loose.map(boxOf)];
}

interface Structure {
  readonly role?: string;
  readonly alt?: string;
  readonly type?: string;
  readonly id?: string;
  readonly children?: readonly Structure[];
}
/** By the number of their marked content. */
async function altsOf(page: PDFPageProxy): Promise<ReadonlyMap<number, string>> {
  const alts = new Map<number, string>();
  const visit = (node: Structure, around: string | undefined): void => {
    const alt = node.role === 'Figure' ? (node.alt ?? '') : around;
    const mcid = /_mc(\d+)$/.exec(node.type === 'content' ? (node.id ?? '') : '')?.[1];
    if (mcid !== undefined && alt !== undefined) alts.set(Number(mcid), alt);
    for (const child of node.children ?? []) visit(child, alt);
  };
  visit(((await page.getStructTree()) ?? {}) as Structure, undefined);
  return alts;
}
