/**
 * Whether a house's folder of layouts is there, and each file in it is read by something.
 *
 * In:  the folder, and the package with the stock layouts and the schemes. Out: diagnostics. A file with a slip in its name
 * would leave the stock layout printed, and nobody would know: that is an error, with the name that was probably meant.
 *
 * Every scheme is looked at, not only those of the project at hand: a house keeps one set of layouts for all of them. What it has for one
 * scheme alone lies in `schemes/<id>`, and is looked at for that one.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { stationeryPictures } from '../../schemas/stationery.js';
import { filesOfHouse, isReadByName, loadLayouts, type LayoutSet } from '../compose/layout-set.js';
import { parsedLayout } from '../compose/layout/parsed.js';
import { picturesNamedIn } from '../compose/layout/pictures-named.js';
import { didYouMean, nearest, problem } from '../compose/problem.js';
import { reachable } from '../compose/reachable.js';
import { loadTheme } from '../compose/theme-file.js';
import type { Diagnostic, Prose } from '../diagnostics/index.js';
import { addedFieldsFile } from '../packs/added-fields.js';
import { stockDocuments } from '../packs/definitions.js';
import { listSchemes, loadScheme } from '../packs/load-scheme.js';
import type { Packs } from '../load/pack-places.js';
import type { Scheme } from '../packs/types.js';
import { nothingProven, type Proven } from '../program/proven.js';
import type { House } from '../load/house.js';
import { layoutFoldersOf } from './scheme-tools.js';
import { isPictureName, pictureWays } from './house-pictures.js';

/** Files that are nobody's layout: notes, licences, what editors leave behind. */
const notes = /^(readme|licen[cs]e|changelog)\b|~$|\.(bak|orig|swp|tmp|new|md|txt)$/i;
/** Documents of the house's own. */
const definition = /^documents\/([^/]+)\.yaml$/;
/** A file for one scheme alone: the scheme, and its name as it would be for all of them. */
const forScheme = /^schemes\/([^/]+)\/(.+)$/;
const ofLayouts = /\.(hbs|handlebars|ya?ml|html?)$/i;

export function checkHouse(house: House, packageRoot: string, packs: Packs, proven: Proven = nothingProven): Diagnostic[] {
  if (!isFolder(house.path)) return [noFolder(house)];
  const files = filesOfHouse(house.path).value ?? [];
  let loaded: readonly Scheme[] | undefined;
  const schemesOf = (): readonly Scheme[] =>
    (loaded ??= listSchemes(packs).flatMap(({ id, version }) => loadScheme(id, version, packs, proven, house).value ?? []));
  const names = listSchemes(packs);
  const setOf = new Map<LayoutSet, string>();
  for (const name of names) {
    const set = loadLayouts(layoutFoldersOf(name, packageRoot, { path: house.path, shown: '.' })).value;
    if (set) setOf.set(set, name.id);
  }
  const sets = [...setOf.keys()];
  // A document that cannot be read is complained of by its reader: its layout is read all the same.
  const defined = files.flatMap((name) => definition.exec(name)?.[1] ?? []);
  const documents = [...new Set([...stockDocuments(packageRoot), ...defined])];
  const layouts = [
    ...new Set([...documents, ...schemesOf().flatMap((one) => [...one.documents.values()].map(({ id, layout }) => layout ?? id))]),
  ];
  const reached = sets.flatMap((set) => layouts.map((kind) => reachable(set, kind)));
  const called = new Set(reached.flatMap((reach) => reach.files.map(({ file }) => file)));
  const named = new Set(reached.flatMap((reach) => [...reach.named]));
  const parts = [...new Set(reached.flatMap((reach) => [...reach.contentParts]))];
  const pictures = new Set([
    ...names.flatMap((name) => picturesOfTheme(layoutFoldersOf(name, packageRoot, house))),
    ...reached.flatMap((reach) => reach.files.flatMap((file) => picturesNamedIn(parsedLayout(file).markup?.elements ?? []))),
  ]);
  const isRead = (written: string): boolean => {
    const [, scheme, name = written] = forScheme.exec(written) ?? [];
    if (scheme !== undefined && !names.some(({ id }) => id === scheme)) return false;
    if (name === 'theme.yaml') return true;
    if (name === addedFieldsFile || definition.test(name)) return scheme === undefined;
    if (isPictureName(name)) return pictureWays(name).some((way) => pictures.has(way));
    if (!isReadByName(name) || name.startsWith('locales/')) return isReadByName(name);
    if (!name.startsWith('partials/')) return layouts.includes(name.slice(0, -'.hbs'.length));
    const id = name.slice('partials/'.length, -'.hbs'.length);
    // What could not be read is complained of by its reader.
    if (sets.every((set) => set.partials.get(id)?.file !== `./${written}`)) return true;
    if (!called.has(`./${written}`)) return false;
    // A dynamic partial reaches its whole folder, but calls only those that are named after a content.
    return named.has(id) || contentsHave(schemesOf(), parts, id);
  };
  const known = knownNames(sets, layouts, isRead);
  return [
    ...labelsWithoutEffect(house, packageRoot, setOf, schemesOf()),
    ...once(sets.flatMap((set) => [...untranslated(house, set), ...unfinished(house, set)])),
    ...files
      .filter(
        (name) =>
          !notes.test(basename(name)) &&
          (ofLayouts.test(name) || isPictureName(name) || /^(locales|partials)\//.test(name)) &&
          !isRead(name),
      )
      .map((name) =>
        problem('layout-file-unread', { file: `${house.shown}/${name}` }, `没有版式用到 ${name}`, `nothing reads ${name}`, {
          // A picture too many changes no document.
          severity: isPictureName(name) ? 'warning' : 'error',
          help:
            ofSchemeHelp(
              name,
              names.map(({ id }) => id),
            ) ?? meant(name, known, layouts),
        }),
      ),
  ];
}

/** What is wrong with a file for one scheme alone, beyond its name. */
function ofSchemeHelp(written: string, schemes: readonly string[]): Prose | undefined {
  const [, scheme, name = ''] = forScheme.exec(written) ?? [];
  if (scheme === undefined) return undefined;
  if (!schemes.includes(scheme)) {
    const near = nearest(scheme, schemes);
    return {
      zh: `没有认证方案 ${scheme}${near === undefined ? '' : `；是否应为“${near}”？`}`,
      en: `There is no scheme ${scheme}.${near === undefined ? '' : ` Did you mean “${near}”?`}`,
    };
  }
  return name === addedFieldsFile || definition.test(name)
    ? {
        zh: `把它放在文件夹最上层：文件的定义用 schemes: [${scheme}] 限定方案。`,
        en: `Put it at the top of the folder: a definition says schemes: [${scheme}] where it is for one scheme.`,
      }
    : undefined;
}

/** What the theme of these folders names of its stationery. */
function picturesOfTheme(folders: readonly { readonly path: string }[]): string[] {
  const { stationery } = loadTheme(folders.map(({ path }) => join(path, 'theme.yaml')).filter((file) => existsSync(file))).value ?? {};
  return stationeryPictures.flatMap((part) => stationery?.[part]?.picture ?? []);
}

/** Labels of the house that are never printed: the schemes have words of their own for them, or nothing asks for them. */
function labelsWithoutEffect(
  house: House,
  packageRoot: string,
  setOf: ReadonlyMap<LayoutSet, string>,
  schemes: readonly Scheme[],
): Diagnostic[] {
  const texts = [...setOf.keys()].flatMap((set) => [...set.layouts.values(), ...set.partials.values()].map(({ text }) => text)).join('\n');
  const isNamed = (key: string): boolean => ['"', "'"].some((quote) => texts.includes(`${quote}${key}${quote}`));
  const isGroup = (group: string): boolean =>
    group !== '' && ['t "', "t '", 'of="'].some((before) => texts.includes(`${before}${group}${before.at(-1) ?? ''}`));
  const out: Diagnostic[] = [];
  const seen = new Set<string>();
  const stock = loadLayouts([join(packageRoot, 'templates')]).value;
  for (const set of setOf.keys())
    for (const lang of ['zh', 'en'] as const) {
      for (const [key, { at }] of set.labels[lang]) {
        if (!at.file.startsWith('./') || seen.has(`${at.file}\0${key}`)) continue;
        seen.add(`${at.file}\0${key}`);
        const place = { ...at, file: `${house.shown}${at.file.slice(1)}` };
        const group = key.slice(0, Math.max(key.lastIndexOf('.'), 0));
        const name = key.slice(key.indexOf('.') + 1);
        // A label for one scheme is that scheme's business.
        const [, only] = forScheme.exec(at.file.slice(2)) ?? [];
        const concerned = only === undefined ? schemes : schemes.filter(({ id }) => id === only);
        const owners = concerned.filter(({ scheme }) => Object.hasOwn(scheme.labels[key.slice(0, key.indexOf('.'))] ?? {}, name));
        if (concerned.length > 0 && owners.length === concerned.length) {
          out.push(
            problem(
              'label-without-effect',
              place,
              `标签 ${key} 不起作用：方案自己有这个用语`,
              `the label ${key} has no effect: the schemes have their own word for it`,
              { severity: 'warning' },
            ),
          );
        } else if (owners.length === 0 && stock && !stock.labels[lang].has(key) && !isNamed(key) && !isGroup(group)) {
          out.push(
            problem('label-without-effect', place, `没有版式用到标签 ${key}`, `no layout asks for the label ${key}`, {
              severity: 'warning',
              help: didYouMean(key, stock.labels[lang].keys()),
            }),
          );
        }
      }
    }
  return out;
}

/** Every scheme has the house's files, some of them its own. */
const once = (found: readonly Diagnostic[]): Diagnostic[] => {
  const byPlace = new Map(found.map((d) => [JSON.stringify([d.code, d.place]), d]));
  return [...byPlace.values()];
};

/**
 * Labels of the house that say the same in both languages and have the words of one: they are printed, once, and nobody would see that a
 * language is missing. Of English words several, none of them a name: one alone may be the same in Chinese.
 */
function untranslated(house: House, set: LayoutSet): Diagnostic[] {
  return [...set.labels.en].flatMap(([key, { text, at }]) => {
    const chinese = set.labels.zh.get(key);
    if (!at.file.startsWith('./') || chinese?.text !== text) return [];
    const isChinese = /\p{Script=Han}/u.test(text);
    if (!isChinese && (text.match(/\b[a-z]{2,}/g) ?? []).length < 2) return [];
    const where = isChinese ? at : chinese.at;
    const place = { ...where, file: `${house.shown}${where.file.slice(1)}` };
    return [
      problem(
        'label-untranslated',
        place,
        isChinese ? `标签 ${key} 的英文仍是中文` : `标签 ${key} 的中文仍是英文`,
        isChinese ? `the English of the label ${key} is Chinese still` : `the Chinese of the label ${key} is English still`,
        { severity: 'warning' },
      ),
    ];
  });
}

/** What somebody, or `certpress new template`, noted in a layout to be done. */
function unfinished(house: House, set: LayoutSet): Diagnostic[] {
  const own = [...set.layouts.values(), ...set.partials.values()].filter(({ file }) => file.startsWith('./'));
  return own.flatMap(({ file, text }) =>
    text.split('\n').flatMap((line, i) => {
      const [, comment] = line.split('{{!', 2);
      const [, note] = /^(?:--)? ?TODO\b:?(.*)/.exec(comment?.split('}}')[0] ?? '') ?? [];
      if (note === undefined) return [];
      const [zh = '', en = zh] = note.replace(/--$/, '').trim().split(' / ');
      const place = { file: `${house.shown}${file.slice(1)}`, line: i + 1, column: line.indexOf('{{!') + 1 };
      return [problem('layout-unfinished', place, `待办：${zh}`, `to be done: ${en}`, { severity: 'warning' })];
    }),
  );
}

function noFolder(house: House): Diagnostic {
  const there = namesIn(dirname(house.path)).filter((name) => isFolder(join(dirname(house.path), name)));
  const near = nearest(basename(house.path), there);
  const help: Prose | undefined = near === undefined ? undefined : { zh: `是否应为“${near}”？`, en: `Did you mean “${near}”?` };
  return problem(
    'layout-folder-unreadable',
    house.named ?? { file: house.shown },
    `没有版式文件夹 ${house.shown}`,
    `there is no folder of layouts ${house.shown}`,
    { help },
  );
}

/** Whether any scheme has the content that a dynamic partial would be for. */
function contentsHave(schemes: readonly Scheme[], parts: readonly string[], partial: string): boolean {
  const ends = parts.filter((part) => partial.startsWith(`${part}/`)).map((part) => partial.slice(part.length + 1));
  return (
    ends.length > 0 &&
    schemes.some(({ contents }) =>
      Object.values(contents)
        .flatMap((groups) => groups ?? [])
        .some((group) => group.contents.some((one) => ends.includes(one.id.slice(one.id.indexOf('.') + 1)))),
    )
  );
}

const knownNames = (sets: readonly LayoutSet[], layouts: readonly string[], isRead: (name: string) => boolean): string[] => [
  ...layouts.map((kind) => `${kind}.hbs`),
  'theme.yaml',
  addedFieldsFile,
  'locales/zh.yaml',
  'locales/en.yaml',
  ...[...new Set(sets.flatMap((set) => [...set.partials.values()].map(({ name, file }) => ({ file, way: `partials/${name}.hbs` }))))]
    .filter(({ file, way }) => !file.startsWith('./') || isRead(way))
    .map(({ way }) => way),
];

/** The name that was probably meant: in another folder, with another ending, or with letters changed. */
function meant(written: string, known: readonly string[], layouts: readonly string[]): Prose | undefined {
  const [, scheme, name = written] = forScheme.exec(written) ?? [];
  const home = scheme === undefined ? '' : `schemes/${scheme}/`;
  const others = known.filter((one) => one !== name);
  const moved = others.find((one) => one.endsWith(`/${name}`)) ?? others.find((one) => basename(one) === basename(name));
  const near = moved ?? nearest(name, others);
  if (near !== undefined) return { zh: `是否应为“${home}${near}”？`, en: `Did you mean “${home}${near}”?` };
  return name.includes('/')
    ? undefined
    : didYouMean(
        name,
        layouts.map((kind) => `${kind}.hbs`),
      );
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
