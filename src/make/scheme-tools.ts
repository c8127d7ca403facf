/**
 * What documents of a scheme are made with: the scheme's pack, the layouts with its and the house's own over them, the theme.
 *
 * In:  ids and folders. Out: `SchemeTools`, made once for each scheme version; layouts are checked against it once for each document.
 */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentsOfDocument } from './contents-of.js';
import { houseFonts } from './house-fonts.js';
import { housePictures } from './house-pictures.js';
import type { House } from '../load/house.js';
import { checkLayout, type Asset } from '../compose/index.js';
import { contextShape } from '../compose/context-shape.js';
import { loadLayouts, type LayoutSet } from '../compose/layout-set.js';
import { loadTheme, placeInTheme } from '../compose/theme-file.js';
import { hasErrors, ok, type Diagnostic, type Outcome, type Prose } from '../diagnostics/index.js';
import { placeOfContent } from '../packs/content-place.js';
import { schemeKey, type Scheme, type SchemeName } from '../packs/types.js';
import type { Theme } from '../model/index.js';
import { provenBy } from '../program/prepared.js';
import { nothingProven, type Proven } from '../program/proven.js';
import { isInside } from '../files/read-file.js';
import { sha256 } from '../files/write-file.js';
import { facesOf, installedFamilies } from '../writers/pdf/faces.js';
import { stationeryPictures } from '../../schemas/stationery.js';
import { stationeryFaults, withStationery } from './stationery.js';
import type { DocumentKind } from '../../schemas/pack/index.js';

export interface SchemeTools {
  readonly scheme: Scheme;
  readonly layouts: LayoutSet;
  readonly theme: Theme;
  /** Every file of pack, layouts and theme. */
  readonly files: readonly { readonly file: string; readonly sha256: string }[];
  /** Pictures of the house, by the `src` that layouts write. */
  readonly pictures: ReadonlyMap<string, Asset>;
  /** Something was said of its files. */
  readonly isFaulty: boolean;
  /** The layout of this document, checked against the record's shape and the scheme's contents; once. */
  checked(kind: DocumentKind): readonly Diagnostic[];
}

/**
 * The tools of schemes, by `schemeKey`; undefined where one cannot be made. `once` leaves out what was said of another scheme already.
 * `before`: those of an earlier run, which stand where all their files are what they were: with them stay layouts that are compiled and
 * checked.
 */
export async function loadAllSchemeTools(
  schemes: Iterable<Scheme>,
  packageRoot: string,
  house: House | undefined,
  once: (found: readonly Diagnostic[]) => readonly Diagnostic[],
  before?: ReadonlyMap<string, SchemeTools | undefined>,
  proven: Proven = nothingProven,
): Promise<{ readonly toolsOf: ReadonlyMap<string, SchemeTools | undefined>; readonly diagnostics: readonly Diagnostic[] }> {
  const toolsOf = new Map<string, SchemeTools | undefined>();
  const diagnostics: Diagnostic[] = [];
  for (const scheme of schemes) {
    const key = schemeKey(scheme.id, scheme.version);
    if (toolsOf.has(key)) continue;
    const loaded = await loadSchemeTools(scheme, packageRoot, house, proven);
    diagnostics.push(...once(loaded.diagnostics));
    const known = before?.get(key);
    const isSame = known && loaded.value && loaded.diagnostics.length === 0 && !known.isFaulty && sameFiles(known, loaded.value);
    toolsOf.set(key, isSame ? known : loaded.value);
  }
  return { toolsOf, diagnostics };
}

const sameFiles = (a: SchemeTools, b: SchemeTools): boolean => JSON.stringify(a.files) === JSON.stringify(b.files);

/** One layout serves several schemes: which of them asks for what is missing. */
const inScheme = ({ zh, en }: Prose, { id }: Scheme): Prose => ({ zh: `${zh}（方案 ${id}）`, en: `${en} (scheme ${id})` });

/** A face that is not installed, where the theme names it. */
function facesMissing(theme: Theme, files: readonly string[], ofHouse: readonly string[]): Diagnostic[] {
  const { missing } = facesOf(theme);
  if (missing.length === 0) return [];
  const texts = files.map((file) => ({ file, text: readFileSync(file, 'utf8').split('\n') }));
  const families = new Set(missing.map((face) => face.replace(/ \d+$/, '')));
  return [...families].map((family) => {
    // The last that names it is the one that counts.
    const { file, text } = texts.findLast((one) => one.text.some((said) => said.includes(family))) ?? { file: 'theme.yaml', text: [] };
    const line = text.findIndex((one) => one.includes(family)) + 1;
    const there = [...ofHouse, ...installedFamilies()];
    return {
      code: 'font-missing',
      severity: 'error',
      place: { file, ...(line > 0 ? { line, column: (text[line - 1]?.indexOf(family) ?? 0) + 1 } : {}) },
      message: {
        zh: `没有安装字体 ${family}（${missing.filter((face) => face.startsWith(family)).join('、')}）`,
        en: `the face ${family} is not installed (${missing.filter((face) => face.startsWith(family)).join(', ')})`,
      },
      help: {
        zh: `可用：${there.join('、')}。其他字体的TTF或OTF文件放在版式文件夹的 fonts/ 中。`,
        en: `There are: ${there.join(', ')}. Put the TTF or OTF files of others into fonts/ of the folder of layouts.`,
      },
    } satisfies Diagnostic;
  });
}

/** What a folder of layouts is for: all schemes, or one; certpress's and the pack's below those of a house. */
export type LayoutRank = 'stock' | 'scheme' | 'house' | 'house-of-scheme';
export interface RankedFolder {
  readonly path: string;
  readonly shown: string;
  readonly rank: LayoutRank;
}
/**
 * The folders of layouts of a scheme, each over the one before: the stock, the scheme's, those of its version, the house's, what the
 * house has for this scheme alone (`schemes/<id>` in it).
 */
export function layoutFoldersOf({ id, place, folder }: SchemeName, packageRoot: string, house: House | undefined): RankedFolder[] {
  const own = join(place.path, 'schemes', id);
  const shown = `${place.shown}/schemes/${id}`;
  const ofHouse: readonly RankedFolder[] = house
    ? [
        { path: house.path, shown: house.shown, rank: 'house' },
        { path: join(house.path, 'schemes', id), shown: `${house.shown}/schemes/${id}`, rank: 'house-of-scheme' },
      ]
    : [];
  const all: readonly RankedFolder[] = [
    { path: join(packageRoot, 'templates'), shown: 'templates', rank: 'stock' },
    { path: own, shown, rank: 'scheme' },
    { path: join(own, folder, 'layouts'), shown: `${shown}/${folder}/layouts`, rank: 'scheme' },
    ...ofHouse,
  ];
  return all.filter(({ path, rank }) => existsSync(path) && (rank !== 'house-of-scheme' || staysInside(path, house?.path ?? path)));
}
/** A link that leads out of a house is told where the house is read, and not followed here. */
const staysInside = (path: string, folder: string): boolean => isInside(realpathSync(path), realpathSync(folder));

export async function loadSchemeTools(
  scheme: Scheme,
  packageRoot: string,
  house: House | undefined,
  proven: Proven = nothingProven,
): Promise<Outcome<SchemeTools>> {
  const folders = layoutFoldersOf(scheme, packageRoot, house);
  const layouts = loadLayouts(folders);
  const themes = folders.flatMap(({ path, shown }) =>
    existsSync(join(path, 'theme.yaml')) ? [{ path: join(path, 'theme.yaml'), file: `${shown}/theme.yaml` }] : [],
  );
  const themeFiles = themes.map(({ path }) => path);
  const theme = loadTheme(themeFiles);
  const set = layouts.value;
  const fonts = theme.value && houseFonts(folders, theme.value);
  const ofHouse = fonts?.value?.fonts ?? [];
  const faced = theme.value && ofHouse.length > 0 ? { ...theme.value, fonts: ofHouse } : theme.value;
  const pictures =
    set &&
    housePictures(
      set,
      folders,
      stationeryPictures.flatMap((part) => theme.value?.stationery?.[part]?.picture ?? []),
    );
  const diagnostics = [
    ...layouts.diagnostics,
    ...theme.diagnostics,
    ...(fonts?.diagnostics ?? []),
    ...(faced && house ? facesMissing(faced, themeFiles, fonts?.value?.families ?? []) : []),
    ...(pictures?.diagnostics ?? []),
  ];
  if (!set || !faced) return { diagnostics };
  const { stationery } = faced;
  diagnostics.push(
    ...stationeryFaults({
      stationery,
      layouts: set,
      documents: scheme.documents.keys(),
      pictures: pictures?.value?.assets ?? new Map(),
      place: (path) => placeInTheme(themeFiles, ['stationery', ...path]),
    }),
  );
  const look = withStationery(faced, scheme.stationery);
  const themesRead = await Promise.all(themes.map(async ({ path, file }) => ({ file, sha256: sha256(await readFile(path)) })));
  const results = new Map<DocumentKind, readonly Diagnostic[]>();
  return ok(
    {
      scheme,
      layouts: set,
      theme: look,
      files: [...scheme.files, ...set.files, ...themesRead, ...(pictures?.value?.files ?? []), ...(fonts?.value?.files ?? [])],
      pictures: pictures?.value?.assets ?? new Map(),
      isFaulty: diagnostics.length > 0,
      checked(kind) {
        const known =
          results.get(kind) ??
          (hasErrors(diagnostics)
            ? diagnostics
            : layoutFaultsProven({ scheme, layouts: set, theme: look, pictures: pictures?.value?.assets ?? new Map() }, kind, proven));
        results.set(kind, known);
        return known;
      },
    },
    diagnostics,
  );
}

/** Of a layout in which nothing was found before, with the same files around it, nothing is looked for again. */
function layoutFaultsProven(tools: WithLayouts, kind: DocumentKind, proven: Proven): readonly Diagnostic[] {
  const { scheme, layouts, theme, pictures } = tools;
  const { labels } = scheme.scheme;
  const depends = [scheme.documents.get(kind), contentsOfDocument(scheme, kind), labels, theme, layouts.files, [...pictures.keys()].sort()];
  const key = JSON.stringify(['layout', scheme.id, kind, sha256(JSON.stringify(depends))]);
  return provenBy(key, proven, () => layoutFaults(tools, kind));
}
type WithLayouts = Pick<SchemeTools, 'scheme' | 'layouts' | 'theme' | 'pictures'>;
/** What is wrong with the layout of a document, as far as it is known without a record. */
export function layoutFaults({ scheme, layouts, theme, pictures }: WithLayouts, kind: DocumentKind): Diagnostic[] {
  const definition = scheme.documents.get(kind);
  return checkLayout(layouts, definition?.layout ?? kind, contextShape(definition), {
    theme,
    labels: scheme.scheme.labels,
    contents: contentsOfDocument(scheme, kind).map((one) => ({ ...one, row: () => placeOfContent(scheme, kind, one.id) })),
    pictures: new Set(pictures.keys()),
  }).map((d) => (d.code === 'content-place-missing' ? { ...d, scheme: scheme.id, message: inScheme(d.message, scheme) } : d));
}
