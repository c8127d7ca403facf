/**
 * What of a pack nothing reads: it would be written in vain, and nobody would know.
 *
 * In:  a scheme, its layouts, certpress's folder. Out: label groups that no layout and no row asks for; files of layouts that are named
 * after no document, are called by none, or lie where nothing looks; each with what was probably meant.
 */
import { join } from 'node:path';
import { filesOfHouse, loadLayouts, type LayoutSet } from '../compose/layout-set.js';
import { didYouMean, problem } from '../compose/problem.js';
import { reachable } from '../compose/reachable.js';
import type { Diagnostic } from '../diagnostics/index.js';
import { placeAt } from '../files/pointer.js';
import { loadYaml } from '../files/yaml-file.js';
import { schemeSchema } from '../../schemas/pack/index.js';
import { packFolder } from '../packs/load-scheme.js';
import type { Scheme } from '../packs/types.js';

export function lintPack(scheme: Scheme, layouts: LayoutSet, packageRoot: string): Diagnostic[] {
  return [...labelsInVain(scheme, layouts, packageRoot), ...layoutsInVain(scheme, layouts)].map((d) => ({ ...d, scheme: scheme.id }));
}

function labelsInVain(scheme: Scheme, layouts: LayoutSet, packageRoot: string): Diagnostic[] {
  const texts = [...layouts.layouts.values(), ...layouts.partials.values()].map(({ text }) => text).join('\n');
  const stock = loadLayouts([join(packageRoot, 'templates')]).value?.labels.zh ?? new Map<string, unknown>();
  const stockGroups = new Set([...stock.keys()].map((key) => key.slice(0, Math.max(key.indexOf('.'), 0))));
  const asked = [...new Set([...texts.matchAll(/["']([a-z][a-z0-9-]*)(?:\.[^"'\s]*)?["']/g)].map(([, group]) => group ?? ''))];
  // Codes that rows compare with need their words though no layout prints them.
  const rules = JSON.stringify(scheme.rules);
  const isInRules = (group: string): boolean => Object.keys(scheme.scheme.labels[group] ?? {}).some((code) => rules.includes(`'${code}'`));
  const path = join(packFolder(scheme), 'scheme.yaml');
  const file = loadYaml({ path, file: path, root: scheme.place.root, shape: schemeSchema }).value;
  const unread = (keys: readonly string[], zh: string, en: string, near: readonly string[]): Diagnostic =>
    problem('label-without-effect', file ? placeAt(file.source, ['labels', ...keys], path, 'key') : { file: path }, zh, en, {
      severity: 'warning',
      help: didYouMean(keys.at(-1) ?? '', near),
    });
  // What fields are called is said where they are declared, and need not be printed.
  const groups = Object.entries(file?.value.labels ?? {});
  const inVain = groups
    .filter(([group]) => !stockGroups.has(group) && !asked.includes(group) && !isInRules(group))
    .map(([group]) =>
      unread([group], `没有版式用到用语组 ${group}`, `no layout asks for the words of ${group}`, [...stockGroups, ...asked]),
    );
  // The words of a stock group are those that records may hold; what a record never holds is printed nowhere.
  const misspelt = groups
    .filter(([group]) => stockGroups.has(group))
    .flatMap(([group, words]) => {
      const known = [...stock.keys()].filter((key) => key.startsWith(`${group}.`)).map((key) => key.slice(group.length + 1));
      return Object.keys(words)
        .filter((word) => !known.includes(word) && !texts.includes(`${group}.${word}`) && !rules.includes(`'${word}'`))
        .map((word) => unread([group, word], `没有版式用到用语 ${group}.${word}`, `no layout asks for the word ${group}.${word}`, known));
    });
  return [...inVain, ...misspelt];
}

function layoutsInVain(scheme: Scheme, layouts: LayoutSet): Diagnostic[] {
  const own = join(scheme.place.path, 'schemes', scheme.id);
  const shown = `${scheme.place.shown}/schemes/${scheme.id}`;
  const names = [...scheme.documents.values()].map(({ id, layout }) => layout ?? id);
  const called = new Set(names.flatMap((name) => reachable(layouts, name).files.map(({ file }) => file)));
  const unread = (name: string, zh: string, en: string, help: Diagnostic['help']): Diagnostic =>
    problem('layout-file-unread', { file: `${shown}/${name}` }, zh, en, { help });
  return (filesOfHouse(own).value ?? []).flatMap((name): Diagnostic[] => {
    const [folder = '', ...below] = name.split('/');
    const isOfVersion = below.length > 0 && folder === scheme.folder;
    const inLayouts = isOfVersion && below[0] === 'layouts';
    // Other versions are looked at with their own.
    if (!isOfVersion && below.length > 0 && !['partials', 'locales'].includes(folder)) return [];
    const way = inLayouts ? below.slice(1).join('/') : name;
    if (isOfVersion && !inLayouts) {
      if (!/\.hbs$|(?:^|\/)theme\.yaml$|(?:^|\/)locales\//.test(name)) return [];
      const home = `${scheme.folder}/layouts/`;
      return [
        unread(name, `没有版式用到 ${name}`, `nothing reads ${name}`, {
          zh: `本版本的版式放在 ${home} 中。`,
          en: `Layouts of a version go into ${home}.`,
        }),
      ];
    }
    if (!way.endsWith('.hbs')) return [];
    if (!way.startsWith('partials/')) {
      const id = way.slice(0, -'.hbs'.length);
      return names.includes(id) ? [] : [unread(name, `没有名为 ${id} 的文件`, `there is no document ${id}`, didYouMean(id, names))];
    }
    const isInUse = called.has(`${shown}/${name}`) || [...layouts.partials.values()].every(({ file }) => file !== `${shown}/${name}`);
    if (isInUse) return [];
    const partials = [...layouts.partials.values()].filter(({ file }) => called.has(file)).map((one) => one.name);
    return [
      unread(name, `没有版式用到 ${name}`, `nothing reads ${name}`, didYouMean(way.slice('partials/'.length, -'.hbs'.length), partials)),
    ];
  });
}
