/**
 * The stationery of a scheme: what its theme says of it, and over that, key by key, what the body says in `certpress.yaml`.
 *
 * In:  theme, the body's stationery, layouts and pictures. Out: the theme with all of it; and what is wrong with either: a picture that is
 * not there or too coarse for its size, a page master or a document that nobody has.
 */
import { papers, stationeryPictures, type Paper, type Stationery } from '../../schemas/stationery.js';
import type { Asset } from '../compose/index.js';
import { mastersOf, type RunningFrom } from '../compose/check-layout.js';
import type { LayoutSet } from '../compose/layout-set.js';
import { didYouMean, problem } from '../compose/problem.js';
import type { Diagnostic, Place } from '../diagnostics/index.js';
import { coarse, dotsPerInch } from '../files/picture.js';
import type { Theme } from '../model/index.js';

/** A picture of the body has a slash before its path (`assets.ts`). */
export function withStationery(theme: Theme, body: Stationery | undefined): Theme {
  if (!body) return theme;
  const { letterhead, background, ...others } = body;
  const own = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined)) as Stationery;
  const named = <T extends { readonly picture?: string | undefined }>(part: T): T =>
    part.picture === undefined ? part : { ...part, picture: `/${part.picture}` };
  return {
    ...theme,
    stationery: {
      ...theme.stationery,
      ...own,
      ...(letterhead ? { letterhead: named(letterhead) } : {}),
      ...(background ? { background: named(background) } : {}),
    },
  };
}

export interface StationeryOf {
  /** As its author wrote it. */
  readonly stationery: Stationery | undefined;
  readonly layouts: LayoutSet;
  /** Kinds of document that there are. */
  readonly documents: Iterable<string>;
  /** By the path that the stationery writes; `isComplained`: what is missing has been told already. */
  readonly pictures: { get(path: string): Pick<Asset, 'pixels'> | undefined };
  readonly isComplained?: boolean;
  /** Where a part of it stands. */
  place(path: readonly string[]): Place;
}

export function stationeryFaults({ stationery, layouts, documents, pictures, isComplained, place }: StationeryOf): Diagnostic[] {
  if (!stationery) return [];
  const kinds = [...documents];
  const sheet = papers[stationery.paper ?? 'a4'];
  const masters = stationery.margins ? mastersOf(layouts) : new Map<string, RunningFrom>();
  return [
    ...Object.entries(stationery.margins ?? {}).flatMap(([id, margins]): Diagnostic[] => {
      const running = masters.get(id);
      if (running) return withoutRoom(margins, running, (side) => place(['margins', id, side]));
      const help = didYouMean(id, masters.keys());
      return [
        problem('stationery-wrong', place(['margins', id]), `版式中没有页面母版 ${id}`, `no layout has a page master ${id}`, { help }),
      ];
    }),
    ...stationeryPictures.flatMap((part): Diagnostic[] => {
      const said = stationery[part];
      const unknown = (said?.documents ?? []).filter((kind) => !kinds.includes(kind));
      const path = said?.picture;
      const found = path === undefined ? undefined : pictures.get(path);
      const at = place([part, 'picture']);
      return [
        ...unknown.map((kind) =>
          problem('stationery-wrong', place([part, 'documents']), `没有文书 ${kind}`, `there is no document ${kind}`, {
            help: didYouMean(kind, kinds),
          }),
        ),
        ...(path !== undefined && !found && !isComplained
          ? [problem('asset-missing', at, `找不到图片 ${path}`, `there is no picture ${path}`)]
          : []),
        ...(path !== undefined && found
          ? [
              ...coarseness(path, found.pixels, widthOf(part, found.pixels, sheet), at),
              ...(part === 'letterhead' ? tooHigh(path, found.pixels, sheet, at) : []),
            ]
          : []),
      ];
    }),
  ];
}

/** A line of a header or footer with its rule takes so much, mm. */
const runningLine = 5;
type Margins = NonNullable<Stationery['margins']>[string];
/** What runs at head and foot stays where the layout has it, and a margin leaves room for a line of it. */
function withoutRoom({ top, bottom }: Margins, { header, footer }: RunningFrom, place: (side: 'top' | 'bottom') => Place): Diagnostic[] {
  const tight = (side: 'top' | 'bottom', mm: number | undefined, from: number | undefined): Diagnostic[] =>
    mm === undefined || from === undefined || mm >= from + runningLine
      ? []
      : [
          problem(
            'stationery-wrong',
            place(side),
            `页边距 ${mm} 毫米放不下${side === 'top' ? '页眉' : '页脚'}（距纸边 ${from} 毫米），至少 ${from + runningLine} 毫米`,
            `a margin of ${mm} mm has no room for the running ${side === 'top' ? 'header' : 'footer'}, ${from} mm from the edge of the paper; at least ${from + runningLine} mm`,
          ),
        ];
  return [...tight('top', top, header), ...tight('bottom', bottom, footer)];
}

type Sheet = (typeof papers)[Paper];
/** How wide it is printed, mm: a letterhead as wide as the sheet, a background as large as the sheet allows. */
function widthOf(part: (typeof stationeryPictures)[number], pixels: Asset['pixels'], sheet: Sheet): number {
  return part === 'letterhead' ? sheet.width : Math.min(sheet.width, (sheet.height * pixels.width) / pixels.height);
}

/** No letterhead is higher, mm: what is left is the page. */
const highestLetterhead = 60;
function tooHigh(path: string, { width, height }: Asset['pixels'], sheet: Sheet, place: Place): Diagnostic[] {
  const mm = (sheet.width * height) / width;
  return mm <= highestLetterhead
    ? []
    : [
        problem(
          'stationery-wrong',
          place,
          `信头图片 ${path} 与纸同宽时高 ${mm.toFixed(0)} 毫米，最高 ${highestLetterhead} 毫米`,
          `the letterhead ${path} is ${mm.toFixed(0)} mm high where it is as wide as the paper; at most ${highestLetterhead} mm`,
          { help: { zh: '裁去图片下部的空白。', en: 'Cut off what is empty at its foot.' } },
        ),
      ];
}

/** Told of a picture that has too few dots for the size at which it is printed. */
export function coarseness(path: string, pixels: Asset['pixels'], width: number, place: Place): Diagnostic[] {
  const dots = dotsPerInch(pixels.width, width);
  if (dots >= coarse) return [];
  const wanted = Math.ceil((coarse * width) / 25.4);
  return [
    problem(
      'picture-coarse',
      place,
      `图片 ${path} 印成 ${width.toFixed(0)} 毫米宽时只有每英寸 ${dots} 点`,
      `the picture ${path} has ${dots} dots an inch at the ${width.toFixed(0)} mm that it is printed wide`,
      {
        severity: 'warning',
        help: {
          zh: `换用至少 ${wanted} 像素宽的图片（每英寸 ${coarse} 点）。`,
          en: `Use one that is at least ${wanted} pixels wide (${coarse} dots an inch).`,
        },
      },
    ),
  ];
}
