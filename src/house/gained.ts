/**
 * `certpress templates changes`: what the files below a house have gained since its own were made from them.
 *
 * In:  a house. Out: a `GainOfFile` for each of its files that lies over another and is behind it. `merge` takes over what can be taken: a
 * text where all of it merges, labels and values that the house left as they were. What it writes over stays beside as `<file>.orig`.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { filesOfHouse } from '../compose/layout-set.js';
import { problem } from '../compose/problem.js';
import { failed, hasErrors, ok, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import type { House } from '../load/house.js';
import { baseOf, keepBase, keepKeyBases, keyBasesOf, type BaseOfKey } from './bases.js';
import { fileOfHouse, kindOfFile, textBelow, valuesBelow, valuesOf, type FileOfHouse, type ValueBelow } from './below.js';
import type { HouseOfProject } from './house-of-project.js';
import { withValues } from './own-values.js';
import { differences, threeWay, type Gain, type ThreeWay } from './three-way.js';
import { readInHouse, writeInHouse } from './write-in-house.js';

export interface GainOfFile {
  /** As the project names it. */
  readonly file: string;
  readonly over: string;
  /** Nobody knows what it was made from; in so many places it differs from what stands there now. */
  readonly unknownBase?: number;
  /** The version of certpress that it was made from. */
  readonly since?: string;
  /** Of a layout or partial. */
  readonly gains: readonly Gain[];
  /** Of labels and a theme. */
  readonly keys: readonly GainOfKey[];
}
export interface GainOfKey {
  readonly key: string;
  readonly was: unknown;
  readonly now: unknown;
  readonly house: unknown;
  /** `clean`: the house has what it was, and takes over what it is now. */
  readonly state: 'clean' | 'conflict';
}
/** What was written of a file: merged, or with marks beside it for somebody to settle. */
export interface Merged {
  readonly file: string;
  readonly written: string;
  readonly isClean: boolean;
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The files of a house that lie over others. */
const filesOver = (house: House): FileOfHouse[] =>
  (filesOfHouse(house.path).value ?? []).map(fileOfHouse).filter((file) => kindOfFile(file) !== undefined);

interface TextOver {
  readonly file: FileOfHouse;
  readonly over: string;
  readonly now: string;
  readonly own: string;
  readonly since?: string;
  /** None where nobody knows what it was made from. */
  readonly merge?: ThreeWay;
}
function textOver(file: FileOfHouse, all: HouseOfProject, house: House, diagnostics: Diagnostic[]): TextOver | undefined {
  const below = textBelow(file, all);
  if (!below) return undefined;
  const own = readInHouse(house.path, file.way);
  // What cannot be read is complained of by `lint`.
  if (own === undefined) return undefined;
  const { value: base, diagnostics: found } = baseOf(house.path, file.way);
  diagnostics.push(...found);
  const one = { file, over: below.shown, now: below.text, own };
  return base ? { ...one, since: base.certpress, merge: threeWay(base.text, below.text, own) } : one;
}

interface ValuesOver {
  readonly file: FileOfHouse;
  readonly keys: readonly GainOfKey[];
  readonly unknown: number;
  readonly now: ReadonlyMap<string, ValueBelow>;
}
function valuesOver(file: FileOfHouse, all: HouseOfProject, house: House, diagnostics: Diagnostic[]): ValuesOver {
  const { value: bases = {}, diagnostics: found } = keyBasesOf(house.path, file.way);
  diagnostics.push(...found);
  const now = valuesBelow(file, all);
  const keys: GainOfKey[] = [];
  let unknown = 0;
  for (const [key, { value: own }] of valuesOf(file, house.path)) {
    const standing = now.get(key);
    if (!standing || same(standing.value, own)) continue;
    const base = Object.hasOwn(bases, key) ? bases[key] : undefined;
    if (!base) unknown++;
    else if (!same(base.was, standing.value))
      keys.push({ key, was: base.was, now: standing.value, house: own, state: same(base.was, own) ? 'clean' : 'conflict' });
  }
  return { file, keys, unknown, now };
}

/** Only files that are behind, or of which that cannot be known. */
export function gainsOf(all: HouseOfProject, house: House): Outcome<readonly GainOfFile[]> {
  const diagnostics: Diagnostic[] = [];
  const out: GainOfFile[] = [];
  for (const file of filesOver(house)) {
    const shown = `${house.shown}/${file.way}`;
    if (kindOfFile(file) === 'text') {
      const one = textOver(file, all, house, diagnostics);
      if (!one || one.own === one.now) continue;
      const gains = (one.merge?.gains ?? []).filter(({ state }) => state !== 'there');
      if (one.merge && gains.length === 0) continue;
      const unknownBase = one.merge ? {} : { unknownBase: differences(one.own, one.now) };
      out.push({ file: shown, over: one.over, ...unknownBase, ...(one.since === undefined ? {} : { since: one.since }), gains, keys: [] });
    } else {
      const { keys, unknown } = valuesOver(file, all, house, diagnostics);
      const over = textBelow(file, all)?.shown ?? file.name;
      if (keys.length > 0 || unknown > 0)
        out.push({ file: shown, over, ...(unknown > 0 ? { unknownBase: unknown } : {}), gains: [], keys });
    }
  }
  return { value: out, diagnostics };
}

/** Takes over what can be taken. A text that conflicts is written beside the house's, as `<file>.new`, with marks; the house's stays. */
export async function merge(all: HouseOfProject, house: House): Promise<Outcome<readonly Merged[]>> {
  const diagnostics: Diagnostic[] = [];
  const out: Merged[] = [];
  for (const file of filesOver(house)) {
    const shown = `${house.shown}/${file.way}`;
    const path = join(house.path, file.way);
    if (kindOfFile(file) === 'text') {
      const one = textOver(file, all, house, diagnostics);
      if (!one?.merge?.gains.some(({ state }) => state !== 'there')) continue;
      const { isClean, merged } = one.merge;
      const written = isClean
        ? await replaced(house, file.way, one.own, merged)
        : existsSync(`${path}.new`)
          ? [inTheWay(`${path}.new`)]
          : await writeInHouse(house.path, `${file.way}.new`, merged);
      if (isClean && !hasErrors(written)) written.push(...(await keepBase(house.path, file.way, one.over, one.now)));
      diagnostics.push(...written);
      if (!hasErrors(written)) out.push({ file: shown, written: isClean ? shown : `${shown}.new`, isClean });
    } else {
      const { keys, now } = valuesOver(file, all, house, diagnostics);
      const clean = keys.filter(({ state }) => state === 'clean');
      if (clean.length === 0) continue;
      const before = readInHouse(house.path, file.way) ?? '';
      const text = withValues(before, new Map(clean.map((one) => [one.key, one.now])), path);
      const written = text.value === undefined ? [...text.diagnostics] : await replaced(house, file.way, before, text.value);
      if (!hasErrors(written)) written.push(...(await keepKeyBases(house.path, file.way, basesNow(clean, now))));
      diagnostics.push(...written);
      if (!hasErrors(written)) out.push({ file: shown, written: shown, isClean: true });
    }
  }
  return hasErrors(diagnostics) ? { value: out, diagnostics } : ok(out, diagnostics);
}

/** Says that a file has in it what stands below it now: somebody has settled a conflict, or made it before bases were kept. */
export async function settle(all: HouseOfProject, house: House, way: string): Promise<Outcome<string>> {
  const file = fileOfHouse(way);
  const kind = kindOfFile(file);
  const below = kind === undefined ? undefined : textBelow(file, all);
  if (kind === undefined || !below || !existsSync(join(house.path, file.way)))
    return failed(
      problem('layout-unknown', undefined, `本机构没有替代自带文件的 ${way}`, `the house has no ${way} that lies over another file`, {
        help: { zh: '用 certpress templates 查看本机构有哪些文件。', en: 'certpress templates lists the files of the house.' },
      }),
    );
  const now = valuesBelow(file, all);
  const own = [...valuesOf(file, house.path).keys()].filter((key) => now.has(key)).map((key) => ({ key }));
  const written =
    kind === 'text'
      ? await keepBase(house.path, file.way, below.shown, below.text)
      : await keepKeyBases(house.path, file.way, basesNow(own, now));
  return hasErrors(written) ? { diagnostics: written } : ok(`${house.shown}/${file.way}`, written);
}

const basesNow = (
  keys: readonly { readonly key: string }[],
  now: ReadonlyMap<string, ValueBelow>,
): Record<string, Omit<BaseOfKey, 'certpress'>> =>
  Object.fromEntries(
    keys.map(({ key }) => [key, { was: (now.get(key)?.value ?? null) as BaseOfKey['was'], from: now.get(key)?.from ?? '' }]),
  );

/** With what was there beside it. Both are whole, or the file is as it was. */
async function replaced(house: House, way: string, before: string, text: string): Promise<Diagnostic[]> {
  const path = join(house.path, `${way}.orig`);
  if (existsSync(path)) return [inTheWay(path)];
  const kept = await writeInHouse(house.path, `${way}.orig`, before);
  return kept.length > 0 ? kept : writeInHouse(house.path, way, text);
}
const inTheWay = (file: string): Diagnostic =>
  problem('file-exists', { file }, '先把这个文件移走：它可能还有用', 'Move this file away first: it may still be wanted');
