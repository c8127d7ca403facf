/**
 * What lies below a file of a house: what it takes the place of.
 *
 * In:  a house with its schemes; the name of a file in it, such as `schemes/cusc/audit-plan.hbs`. Out: the file below, with its text; of
 * labels and themes what each key says below.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isReadByName, loadLayouts } from '../compose/layout-set.js';
import { themeValues, type ThemeValue } from '../compose/theme-file.js';
import { readInside } from '../files/read-file.js';
import type { RankedFolder } from '../make/scheme-tools.js';
import { packageInfo } from '../program/package-info.js';
import type { HouseOfProject } from './house-of-project.js';

export interface FileOfHouse {
  /** As it would be for all schemes: `audit-plan.hbs`. */
  readonly name: string;
  /** The one that it is for; none: all. */
  readonly scheme: string | undefined;
  /** `schemes/cusc/audit-plan.hbs`. */
  readonly way: string;
}
export type KindOfFile = 'text' | 'labels' | 'theme';
export interface FileBelow {
  readonly shown: string;
  readonly text: string;
}
export interface ValueBelow {
  readonly value: ThemeValue['value'];
  readonly from: string;
}

export function fileOfHouse(way: string): FileOfHouse {
  const [, scheme, name = way] = /^schemes\/([^/]+)\/(.+)$/.exec(way) ?? [];
  return { name, scheme, way };
}
export const wayOf = (name: string, scheme: string | undefined): string => (scheme === undefined ? name : `schemes/${scheme}/${name}`);

/** Undefined for what can stand in a house and is not written over another file: pictures, notes. */
export function kindOfFile({ name }: FileOfHouse): KindOfFile | undefined {
  if (name === 'theme.yaml') return 'theme';
  if (!isReadByName(name)) return undefined;
  return name.startsWith('locales/') ? 'labels' : 'text';
}

/** From the lowest up. A file for all schemes lies over the stock alone: over a pack too, but that is the business of its scheme. */
function foldersBelow({ scheme }: FileOfHouse, { schemes }: HouseOfProject): readonly RankedFolder[] {
  if (scheme === undefined) return [{ path: join(packageInfo().root, 'templates'), shown: 'templates', rank: 'stock' }];
  const of = schemes.filter((one) => one.scheme.id === scheme).at(-1);
  return (of?.folders ?? []).filter(({ rank }) => rank !== 'house-of-scheme');
}

const maxFile = 512 * 1024;
export function textBelow(file: FileOfHouse, house: HouseOfProject): FileBelow | undefined {
  for (const { path, shown } of [...foldersBelow(file, house)].reverse()) {
    if (!existsSync(join(path, file.name))) continue;
    const { value } = readInside(join(path, file.name), path, maxFile);
    if (value) return { shown: `${shown}/${file.name}`, text: new TextDecoder().decode(value) };
  }
  return undefined;
}

export function valuesBelow(file: FileOfHouse, house: HouseOfProject): ReadonlyMap<string, ValueBelow> {
  return valuesIn(file, foldersBelow(file, house));
}
/** What a file of labels or a theme says itself. */
export const valuesOf = (file: FileOfHouse, folder: string): ReadonlyMap<string, ValueBelow> =>
  valuesIn(file, [{ path: join(folder, file.scheme === undefined ? '' : `schemes/${file.scheme}`), shown: '', rank: 'house' }]);

function valuesIn({ name }: FileOfHouse, folders: readonly RankedFolder[]): ReadonlyMap<string, ValueBelow> {
  const out = new Map<string, ValueBelow>();
  const lang = /^locales\/(zh|en)\.yaml$/.exec(name)?.[1];
  for (const { path, shown } of folders) {
    const from = `${shown}/${name}`;
    if (lang === 'zh' || lang === 'en')
      for (const [key, { text }] of loadLayouts([{ path, shown }]).value?.labels[lang] ?? []) out.set(key, { value: text, from });
    else if (existsSync(join(path, name)))
      for (const { path: keys, value } of themeValues(join(path, name)).value ?? []) out.set(keys.join('.'), { value, from });
  }
  return out;
}
