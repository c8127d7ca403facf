/**
 * A document drawn page by page, and drawn anew without anything that flickers or moves.
 *
 * In:  an element that scrolls; the bytes of a PDF. Out: its pages in that element. Only pages in sight are drawn. A new file is drawn
 * beside what is there, and takes its place when all pages in sight are ready: the place in the document stays. The words over the pages,
 * which can be chosen and clicked, come after the pictures.
 */
import { getDocument, GlobalWorkerOptions, PDFWorker, TextLayer, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist';
import worker from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { pictureBoxes, type PictureBox } from './picture-boxes.js';

GlobalWorkerOptions.workerSrc = worker;
/** One for all files: each of its own would read its program again, which takes longer than to read a file. */
let reader: PDFWorker | undefined;
/**
 * Files are opened one after another, and one view is there at a time: this pdf.js keeps the number of pages of the file that was opened
 * last for all of them, and knows no page of another beyond it.
 */
let turn: Promise<void> = Promise.resolve();

/** PDF has 72 points an inch, a page on the screen 96 pixels. */
const natural = 96 / 72;
const margins = 48;
const mostScale = 3;
const leastScale = 0.3;

/** A page on the screen, drawn or not yet. */
interface Sheet {
  readonly box: HTMLElement;
  /** What its picture shows: of which file, at which scale. */
  drawn?: string;
  /** The same of the words over it. */
  read?: string;
}
/** A piece of text of a page: what was marked as one (-1: running heads and feet), and how far into it the piece begins. */
export interface Piece {
  readonly element: HTMLElement;
  readonly page: number;
  readonly mcid: number;
  readonly from: number;
  readonly length: number;
}
export interface PageViewOptions {
  readonly nameOf: (page: number, count: number) => string;
  /** The page that is in the middle of the view. */
  readonly moved: (page: number, count: number) => void;
  /** The text of a page is there. */
  readonly text: (page: number, pieces: readonly Piece[]) => void;
}

export class PageView {
  private file: PDFDocumentProxy | undefined;
  private key = '';
  private sheets: Sheet[] = [];
  private size = { width: 595.28, height: 841.89 };
  /** Where the sheets stand; asked of the browser only where that may have changed, since it sets all that was changed first. */
  private tops: readonly number[] | undefined;
  /** undefined: as wide as the element. */
  private zoom: number | undefined;
  private wanted = 0;
  private readonly resized: ResizeObserver;
  private readonly onScroll = (): void => {
    this.looked();
    this.told();
    this.drawSoon();
  };
  private waiting: ReturnType<typeof setTimeout> | undefined;
  /** The part of the document that is in the view. Asked of the browser only where it may have changed, as with `tops`. */
  private seen = { width: 0, height: 0, top: 0 };

  constructor(
    private readonly host: HTMLElement,
    private readonly options: PageViewOptions,
  ) {
    host.addEventListener('scroll', this.onScroll, { passive: true });
    this.resized = new ResizeObserver(() => {
      this.tops = undefined;
      const { width } = this.seen;
      this.looked();
      if (Math.abs(this.seen.width - width) >= 2 && this.zoom === undefined) this.rescaled();
    });
    this.resized.observe(host);
    this.looked();
  }

  /** Done when the pictures of all pages in sight are drawn; false where another file came in between. */
  show(bytes: ArrayBuffer, key: string): Promise<boolean> {
    const mine = ++this.wanted;
    let before: PDFDocumentProxy | undefined;
    const done = turn.then(async () => {
      if (mine !== this.wanted) return false;
      reader ??= PDFWorker.create({ verbosity: 0 });
      const file = await getDocument({ data: bytes, worker: reader, isEvalSupported: false, useWasm: false, verbosity: 0 }).promise;
      const first = (await file.getPage(1)).getViewport({ scale: 1 });
      this.size = { width: first.width, height: first.height };
      before = this.file;
      this.file = file;
      this.key = key;
      await this.replaced();
      return true;
    });
    // The one before is let go once the pages are there; the next is opened after that.
    turn = done.then(() => before?.loadingTask.destroy()).catch(() => undefined);
    return done;
  }
  clear(): void {
    this.wanted++;
    this.host.replaceChildren();
    this.sheets = [];
    this.tops = undefined;
    this.seen = { ...this.seen, top: 0 };
    const { file } = this;
    this.file = undefined;
    void file?.loadingTask.destroy();
  }
  close(): void {
    this.resized.disconnect();
    this.host.removeEventListener('scroll', this.onScroll);
    this.clear();
  }

  /** The picture at a place of a page, given as shares of it; of several the smallest. */
  async pictureAt(n: number, x: number, y: number): Promise<PictureBox | undefined> {
    const { file } = this;
    if (!file || n < 1 || n > file.numPages) return undefined;
    const there = (await pictureBoxes(await file.getPage(n))).filter(
      ({ left, right, top, bottom }) => x >= left && x <= right && y >= top && y <= bottom,
    );
    return this.file === file ? there.sort((a, b) => a.width - b.width)[0] : undefined;
  }
  goTo(page: number): void {
    this.sheets[page - 1]?.box.scrollIntoView({ block: 'start' });
  }
  /** `undefined`: as wide as the element. */
  set scale(zoom: number | undefined) {
    this.zoom = zoom === undefined ? undefined : Math.min(mostScale, Math.max(leastScale, zoom));
    this.rescaled();
  }
  get scale(): number {
    const fitting = (this.seen.width - margins) / this.size.width / natural;
    return this.zoom ?? Math.min(1.5, Math.max(leastScale, fitting));
  }
  renamed(): void {
    this.sheets.forEach(({ box }, i) => box.setAttribute('aria-label', this.options.nameOf(i + 1, this.sheets.length)));
  }

  /** Sheets for the pages of the file; the pictures of those in sight are drawn first, and put in their places all at once. */
  private async replaced(): Promise<void> {
    const { file } = this;
    if (!file) return;
    const ready = this.sheets.length === 0 ? [1] : this.inSight(0).filter((page) => page <= file.numPages);
    const stamp = this.stamp();
    const drawn = await Promise.all(ready.map((page) => this.pictureOf(file, page)));
    while (this.sheets.length > file.numPages) this.sheets.pop()?.box.remove();
    while (this.sheets.length < file.numPages) {
      const box = document.createElement('div');
      box.className = 'sheet';
      box.setAttribute('role', 'group');
      this.host.append(box);
      this.sheets.push({ box });
    }
    if (this.tops?.length !== this.sheets.length) this.tops = undefined;
    this.sized();
    this.renamed();
    // Before the pages change: where something is cannot be asked afterwards without all words being set at once.
    this.told();
    drawn.forEach((picture, i) => this.put(ready[i] ?? 1, picture, stamp));
    this.drawSoon();
  }

  private sized(): void {
    const scale = this.scale * natural;
    const [width, height] = [`${Math.floor(this.size.width * scale)}px`, `${Math.floor(this.size.height * scale)}px`];
    for (const { box } of this.sheets) {
      if (box.style.width === width && box.style.height === height) continue;
      this.tops = undefined;
      box.style.width = width;
      box.style.height = height;
      box.style.setProperty('--total-scale-factor', String(scale));
    }
  }
  private rescaled(): void {
    if (!this.file) return;
    const at = this.host.scrollTop / Math.max(1, this.host.scrollHeight);
    this.sized();
    this.host.scrollTop = at * this.host.scrollHeight;
    this.looked();
    this.told();
    this.drawSoon();
  }

  /** When what has changed was seen. */
  private drawSoon(): void {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => void this.drawn(), 30);
  }
  /** Draws what is in sight and does not show this file at this scale: the pictures first, then the words over them. */
  private async drawn(): Promise<void> {
    const { file } = this;
    if (!file) return;
    const stamp = this.stamp();
    const isOld = (): boolean => this.file !== file || this.stamp() !== stamp;
    const pages = this.inSight(0.5).flatMap((n) => {
      const sheet = this.sheets[n - 1];
      // While a shorter file takes the place of a longer one, there are sheets that it has no pages for.
      return sheet && n <= file.numPages ? [[n, sheet] as const] : [];
    });
    try {
      for (const [n, sheet] of pages) {
        if (sheet.drawn === stamp) continue;
        const picture = await this.pictureOf(file, n);
        if (isOld()) return;
        this.put(n, picture, stamp);
      }
      for (const [n, sheet] of pages) {
        if (sheet.read === stamp) continue;
        const { layer, pieces } = await textOf(await file.getPage(n), n, this.scale * natural);
        if (isOld()) return;
        sheet.box.querySelector('.textLayer')?.remove();
        sheet.box.append(layer);
        sheet.read = stamp;
        this.options.text(n, pieces);
      }
    } catch (error) {
      // A file that another has taken the place of cannot be asked any more.
      if (!isOld()) throw error;
      return;
    }
    // What has gone far out of sight makes room.
    const near = this.inSight(4);
    this.sheets.forEach((sheet, i) => {
      if (near.includes(i + 1) || sheet.drawn === undefined) return;
      sheet.box.replaceChildren();
      delete sheet.drawn;
      delete sheet.read;
    });
  }
  private stamp(): string {
    return `${this.key} ${this.scale}`;
  }

  private async pictureOf(file: PDFDocumentProxy, n: number): Promise<HTMLCanvasElement> {
    const scale = this.scale * natural;
    const page = await file.getPage(n);
    const sharp = Math.min(2, window.devicePixelRatio || 1);
    const viewport = page.getViewport({ scale: scale * sharp });
    const canvas = document.createElement('canvas');
    canvas.width = Math.floor(viewport.width);
    canvas.height = Math.floor(viewport.height);
    canvas.setAttribute('aria-hidden', 'true');
    // As for a printer: at once, where what is drawn for the screen waits for a frame of it after each piece. Nobody sees this canvas yet.
    await page.render({ canvas, viewport, background: '#ffffff', intent: 'print' }).promise;
    return canvas;
  }
  private put(n: number, picture: HTMLCanvasElement, stamp: string): void {
    const sheet = this.sheets[n - 1];
    if (!sheet) return;
    sheet.box.querySelector('canvas')?.remove();
    sheet.box.prepend(picture);
    sheet.drawn = stamp;
  }

  /** Pages that are in sight, and those `more` pages beyond. */
  private inSight(more: number): number[] {
    const { top: scrollTop, height: clientHeight } = this.seen;
    const height = this.size.height * this.scale * natural;
    const reach = more * height;
    return this.sheetTops().flatMap((top, i) =>
      top + height > scrollTop - reach && top < scrollTop + clientHeight + reach ? [i + 1] : [],
    );
  }
  private looked(): void {
    const { clientWidth: width, clientHeight: height, scrollTop: top } = this.host;
    this.seen = { width, height, top };
  }
  private sheetTops(): readonly number[] {
    this.tops ??= this.sheets.map(({ box }) => box.offsetTop);
    return this.tops;
  }
  private told(): void {
    const middle = this.seen.top + this.seen.height / 3;
    const n = this.sheetTops().findLastIndex((top) => top <= middle);
    this.options.moved(Math.max(1, n + 1), this.sheets.length);
  }
}

/** The words of a page, to be chosen and clicked, each with the marked content that it belongs to. */
async function textOf(page: PDFPageProxy, n: number, scale: number): Promise<{ layer: HTMLElement; pieces: Piece[] }> {
  const layer = document.createElement('div');
  layer.className = 'textLayer';
  const text = new TextLayer({
    textContentSource: page.streamTextContent({ includeMarkedContent: true }),
    container: layer,
    viewport: page.getViewport({ scale }),
  });
  await text.render();
  const pieces: Piece[] = [];
  const lengths = new Map<number, number>();
  for (const element of text.textDivs) {
    const id = element.parentElement?.closest('.markedContent')?.id ?? '';
    const mcid = Number(/_mc(\d+)$/.exec(id)?.[1] ?? -1);
    const length = bare(element.textContent).length;
    const from = lengths.get(mcid) ?? 0;
    lengths.set(mcid, from + length);
    if (length > 0) pieces.push({ element, page: n, mcid, from, length });
  }
  // Of a page that is drawn anew there are two for a while.
  for (const element of layer.querySelectorAll('[id]')) element.removeAttribute('id');
  return { layer, pieces };
}

/** Text as the server counts it. */
export const bare = (text: string): string => text.normalize('NFC').replace(/[\s\u200b\u2060\ufeff\u00ad]+/gu, '');
