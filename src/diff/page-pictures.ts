/**
 * The pages of a document as pictures for a page of HTML.
 *
 * In:  the SVG of an engine, all pages one below the other, and the frames of the pages, which it does not draw. Out: `PagePictures`: what
 * is drawn on each page, shorter, and the outlines of the letters by their names. An outline is named by its hash, so that several
 * documents can share one set in one file.
 */
import type { FramePicture } from '../writers/pdf/index.js';

export interface PagePictures {
  readonly pages: readonly PagePicture[];
  /** By name. */
  readonly outlines: ReadonlyMap<string, string>;
}
export interface PagePicture {
  /** Points. */
  readonly width: number;
  readonly height: number;
  readonly drawing: string;
}

/** Nothing where the picture is not built as this engine builds it. */
export function pagePictures(
  svg: string | undefined,
  count: number,
  frameOf: (page: number) => FramePicture | undefined,
): PagePictures | undefined {
  if (svg === undefined) return undefined;
  const lines = svg.split('\n');
  const pages: PagePicture[] = [];
  const outlines = new Map<string, string>();
  // What stands directly in the picture is indented by four: of each page its paper, and a group with all that is on it.
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const paper = /^ {4}<path class="typst-shape" [^>]*d="M 0 0v ([\d.]+) h ([\d.]+) /.exec(line);
    const isDefs = /^ {4}<defs id="glyph">/.test(line);
    if (!paper && !/^ {4}<g\b/.test(line) && !isDefs) continue;
    if (paper) {
      pages.push({ height: Number(paper[1]), width: Number(paper[2]), drawing: '' });
      continue;
    }
    const end = lines.indexOf(isDefs ? '    </defs>' : '    </g>', i);
    if (end < 0) return undefined;
    const inside = lines.slice(i + 1, end);
    if (isDefs)
      for (const [, id = '', outline = ''] of shorter(inside, 3).matchAll(/<symbol id="(g[0-9A-F]+)"[^>]*>(.*?)<\/symbol>/g))
        outlines.set(id, outline);
    else {
      const last = pages.pop();
      if (!last) return undefined;
      const frame = frameOf(pages.length + 1);
      for (const [id, piece] of frame?.pieces ?? []) outlines.set(id, piece);
      pages.push({ ...last, drawing: shorter(inside, 2) + (frame?.drawing ?? '') });
    }
    i = end;
  }
  return pages.length === count && pages.every(({ drawing }) => drawing !== '') ? { pages, outlines } : undefined;
}

/** Without what only a reader of the source would miss; numbers to so many places, small ones (scales) as they are. */
const shorter = (lines: readonly string[], places: number): string =>
  lines
    .map((line) => line.trim())
    .join('')
    .replace(/ (?:class="[^"]*"|fill-rule="nonzero"|y="0")(?=[ />])/g, '')
    .replaceAll('xlink:href=', 'href=')
    .replace(/(?<![\w#.])(-?\d+)\.(\d{3,})(?!\w)/g, (all: string, whole: string) =>
      whole === '0' || whole === '-0' ? String(Number(Number(all).toFixed(5))) : String(Number(Number(all).toFixed(places))),
    );

/** The names of the outlines that a drawing uses. */
export const outlinesIn = (drawing: string): Set<string> =>
  new Set([...drawing.matchAll(/href="#(g[0-9A-F]+)"/g)].map(([, id = '']) => id));
