/**
 * Stationery on the pages of a layout: paper and margins, a letterhead, a background.
 *
 * In:  what theme and body say of it (`schemas/stationery.ts`), a page master as the layout has it. Out: the master with it; and the
 * sections, of which the first makes room for a letterhead that stands on the first page alone.
 */
import { heightOf, measureOf, sheetOf, type Backdrop, type Block, type PageMaster, type Section } from '../../model/index.js';
import type { LayoutPlace } from '../layout/ast.js';
import { Phrase } from '../values.js';
import { phraseRun } from './inline.js';
import { paragraphsOf } from './paragraphs.js';
import type { Building } from './setting.js';

/** White below a letterhead, mm. */
const below = 4;
const lineStyles = { first: 'masthead-body', others: 'masthead-label' } as const;

type Letterhead = NonNullable<NonNullable<Building['theme']['stationery']>['letterhead']>;

/** Paper and margins, which all that stands on the page is measured by. */
export function sheetWith(building: Building, id: string, margins: PageMaster['margins']): Pick<PageMaster, 'paper' | 'margins'> {
  const { paper = 'a4', margins: others = {} } = building.theme.stationery ?? {};
  const own = Object.hasOwn(others, id) ? others[id] : undefined;
  const said = Object.fromEntries(Object.entries(own ?? {}).filter(([, mm]) => mm !== undefined));
  return { paper, margins: { ...margins, ...said } };
}

/** Whether a document has it: where no documents are named, those whose pages have a frame, or have none. */
const isFor = (building: Building, documents: readonly string[] | undefined, isFramed: boolean, ifFramed: boolean): boolean =>
  documents ? documents.includes(building.kind) : isFramed === ifFramed;

/** A master with its background, and with the letterhead that stands on all of its pages. */
export function onStationery(master: PageMaster, isFramed: boolean, building: Building, at: LayoutPlace): PageMaster {
  const { background, letterhead } = building.theme.stationery ?? {};
  const behind =
    background && isFor(building, background.documents, isFramed, true) ? backgroundOn(master, background.picture, building) : [];
  const withBackground = behind.length > 0 ? { ...master, backdrops: behind } : master;
  if (!letterhead || letterhead.on !== 'all' || !isFor(building, letterhead.documents, isFramed, false)) return withBackground;
  const { backdrop, lines, top } = headOf(letterhead, master, building, at);
  const headerFrom = Math.max(master.headerFrom, backdrop ? top : 0);
  const taken = headerFrom - master.headerFrom + (lines.length > 0 ? heightOf(building.theme, lines, measureOf({ master })) + below : 0);
  const ways = (header: readonly Block[]): Block[] => [...lines, ...header];
  return {
    ...withBackground,
    headerFrom,
    margins: { ...master.margins, top: Math.max(top, Math.round((master.margins.top + taken) * 100) / 100) },
    header: ways(master.header),
    ...(master.firstHeader ? { firstHeader: ways(master.firstHeader) } : {}),
    ...(backdrop ? { backdrops: [...behind, backdrop] } : {}),
  };
}

/** A letterhead of the first page alone stands in the document's first section: its lines are its first words. */
export function withFirstPage(sections: readonly Section[], framed: ReadonlySet<PageMaster>, building: Building): Section[] {
  const { letterhead } = building.theme.stationery ?? {};
  const [first, ...others] = sections;
  if (!first || !letterhead || letterhead.on === 'all') return [...sections];
  const { master } = first;
  if (!isFor(building, letterhead.documents, framed.has(master), false)) return [...sections];
  const at = master.origin?.template ?? { file: '', line: 1, column: 1 };
  const { backdrop, lines, top } = headOf(letterhead, master, building, at);
  const room = Math.round(Math.max(0, top - master.margins.top) * 100) / 100;
  const blocks: Block[] = [
    ...(room > 0 ? [{ type: 'space', height: room, fixed: true } as const] : []),
    ...lines,
    ...(lines.length > 0 ? [{ type: 'space', height: below, fixed: true } as const] : []),
    ...first.blocks,
  ];
  // What runs at the head of the other pages would stand on it.
  const running = backdrop ? { firstHeader: [], backdrops: [...(master.backdrops ?? []), { ...backdrop, firstOnly: true as const }] } : {};
  return [{ ...first, master: { ...master, ...running }, blocks }, ...others];
}

/** The picture on the sheet, the lines, and how far below the paper's edge the page goes on under the picture, mm. */
function headOf(
  { picture, lines = [] }: Letterhead,
  master: PageMaster,
  building: Building,
  at: LayoutPlace,
): { readonly backdrop?: Backdrop; readonly lines: readonly Block[]; readonly top: number } {
  const said = lines.flatMap(({ zh, en }, i) =>
    paragraphsOf([phraseRun(new Phrase([zh], [en ?? zh], []), at)], i === 0 ? lineStyles.first : lineStyles.others, building, at),
  );
  const { width } = sheetOf(master);
  const asset = picture === undefined ? undefined : building.assets.get(picture);
  if (!asset) return { lines: said, top: 0 };
  const height = Math.round(((width * asset.pixels.height) / asset.pixels.width) * 100) / 100;
  const { mime, bytes } = asset;
  return {
    backdrop: { mime, data: Buffer.from(bytes).toString('base64'), left: 0, top: 0, width, height },
    lines: said,
    top: height + below,
  };
}

/** As large as the sheet allows, in the middle of it, in its own proportions. */
function backgroundOn(master: PageMaster, picture: string | undefined, building: Building): Backdrop[] {
  const asset = picture === undefined ? undefined : building.assets.get(picture);
  if (!asset) return [];
  const sheet = sheetOf(master);
  const { mime, bytes, pixels } = asset;
  const scale = Math.min(sheet.width / pixels.width, sheet.height / pixels.height);
  const rounded = (mm: number): number => Math.round(mm * 100) / 100;
  const [width, height] = [rounded(pixels.width * scale), rounded(pixels.height * scale)];
  const [left, top] = [rounded((sheet.width - width) / 2), rounded((sheet.height - height) / 2)];
  return [{ mime, data: Buffer.from(bytes).toString('base64'), left, top, width, height }];
}
