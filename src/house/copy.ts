/**
 * `certpress templates copy`: a stock file, or keys of one, as the start of the house's own.
 *
 * In:  a house, the name of a file, for labels and themes the keys. Out: the file in the house, and beside it what it was made from. What
 * is there already is never written over.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { didYouMean, problem } from '../compose/problem.js';
import { failed, hasErrors, ok, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import type { House } from '../load/house.js';
import { keepBase, keepKeyBases } from './bases.js';
import { fileOfHouse, kindOfFile, textBelow, valuesBelow, valuesOf, wayOf } from './below.js';
import type { HouseOfProject } from './house-of-project.js';
import { withValues } from './own-values.js';
import { standingsOf } from './winners.js';
import { readInHouse, writeInHouse } from './write-in-house.js';

export interface Copied {
  /** As the project names it. */
  readonly file: string;
  readonly from: string;
  readonly keys: readonly string[];
  /** Schemes whose pack has a file of its own there, which the house's takes the place of, too. */
  readonly alsoOver: readonly string[];
}

export async function copy(
  all: HouseOfProject,
  house: House,
  { name, scheme, keys }: { readonly name: string; readonly scheme: string | undefined; readonly keys: readonly string[] },
): Promise<Outcome<Copied>> {
  const file = fileOfHouse(wayOf(name, scheme));
  const kind = kindOfFile(file);
  const below = kind === undefined ? undefined : textBelow(file, all);
  if (kind === undefined || !below) return failed(unknownFile(name, all));
  const path = join(house.path, file.way);
  const shown = `${house.shown}/${file.way}`;
  const diagnostics: Diagnostic[] = [];
  if (kind === 'text') {
    if (existsSync(path)) return failed(isThere(path, `${shown} 已经存在`, `${shown} exists already`));
    if (keys.length > 0) return failed(unknownKey(path, keys[0] ?? '', []));
    diagnostics.push(...(await keepBase(house.path, file.way, below.shown, below.text)));
    if (!hasErrors(diagnostics)) diagnostics.push(...(await writeInHouse(house.path, file.way, below.text)));
    const alsoOver = scheme === undefined ? schemesWith(name, all) : [];
    return hasErrors(diagnostics) ? { diagnostics } : ok({ file: shown, from: below.shown, keys: [], alsoOver }, diagnostics);
  }
  const values = valuesBelow(file, all);
  const own = valuesOf(file, house.path);
  const wanted = new Map<string, { was: unknown; from: string }>();
  if (keys.length === 0)
    return failed(
      problem('layout-unknown', { file: path }, `${name} 按键取用：写出键名`, `${name} is taken key by key: name the keys`, {
        help: {
          zh: '例如 certpress templates copy locales/zh.yaml client.name；组名代表组中的所有键。',
          en: 'For example certpress templates copy locales/zh.yaml client.name; the name of a group stands for all keys in it.',
        },
      }),
    );
  for (const key of keys) {
    const found = [...values].filter(([one]) => one === key || one.startsWith(`${key}.`));
    if (found.length === 0) return failed(unknownKey(path, key, [...values.keys()]));
    const taken = found.find(([one]) => own.has(one));
    if (taken) return failed(isThere(path, `${shown} 中已有 ${taken[0]}`, `${shown} has ${taken[0]} already`));
    for (const [one, { value, from }] of found) wanted.set(one, { was: value, from });
  }
  const before = readInHouse(house.path, file.way) ?? '';
  const text = withValues(before, new Map([...wanted].map(([key, { was }]) => [key, was])), path);
  if (!text.value) return { diagnostics: text.diagnostics };
  diagnostics.push(...(await keepKeyBases(house.path, file.way, Object.fromEntries(wanted) as Parameters<typeof keepKeyBases>[2])));
  if (!hasErrors(diagnostics)) diagnostics.push(...(await writeInHouse(house.path, file.way, text.value)));
  return hasErrors(diagnostics)
    ? { diagnostics }
    : ok({ file: shown, from: below.shown, keys: [...wanted.keys()], alsoOver: [] }, diagnostics);
}

const isThere = (file: string, zh: string, en: string): Diagnostic => problem('file-exists', { file }, zh, en);

const unknownKey = (file: string, key: string, known: readonly string[]): Diagnostic =>
  problem('layout-unknown', { file }, `没有键 ${key}`, `there is no key ${key}`, { help: didYouMean(key, known) });

/** What there is: a file that only packs have is taken for its scheme. */
function unknownFile(name: string, all: HouseOfProject): Diagnostic {
  const files = all.schemes.flatMap(({ scheme, folders }) =>
    (standingsOf(scheme, folders).value ?? [])
      .filter(({ kind, from }) => (kind === 'layout' || kind === 'partial') && from[0]?.rank !== 'house')
      .map((one) => ({ name: one.name, scheme: scheme.id })),
  );
  const owners = [...new Set(files.filter((one) => one.name === name).map(({ scheme }) => scheme))];
  const known = [...new Set(files.map((one) => one.name)), 'theme.yaml', 'locales/zh.yaml', 'locales/en.yaml'];
  return problem('layout-unknown', undefined, `没有 ${name}`, `there is no ${name}`, {
    help:
      owners.length > 0
        ? {
            zh: `只有方案有这个文件：加上 --scheme ${owners.join('|')}。`,
            en: `Only schemes have this file: add --scheme ${owners.join('|')}.`,
          }
        : didYouMean(name, known),
  });
}

const schemesWith = (name: string, { schemes }: HouseOfProject): string[] => [
  ...new Set(
    schemes
      .filter(({ folders }) => folders.some(({ path, rank }) => rank === 'scheme' && existsSync(join(path, name))))
      .map(({ scheme }) => scheme.id),
  ),
];
