/**
 * Folders of layouts, read.
 *
 * In:  folders, the house's own last; a file there replaces the one of the same name before it, a label the label. Out: a
 * `LayoutSet`: the texts of layouts and partials, and the labels of both languages, each with its place. Nothing is parsed
 * but the locales: a layout that nobody asks for cannot stop a build. A folder may be anybody's: it is read as records are,
 * no link leads out of it, and what is not an ordinary file of a fair size is refused.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { isMap, isScalar, type YAMLMap } from 'yaml';
import { hasErrors, ok, type Diagnostic, type Outcome, type Prose } from '../diagnostics/index.js';
import { listFolder } from '../files/folder.js';
import { parseYaml } from '../files/parse-yaml.js';
import { readInside } from '../files/read-file.js';
import type { Lang } from '../model/index.js';
import { prepared } from '../program/prepared.js';
import type { LayoutPlace } from './layout/ast.js';
import { problem } from './problem.js';

export interface LayoutFile {
  /** `audit-report`; of a partial its path: `report/deviations`. */
  readonly name: string;
  readonly kind: 'layout' | 'partial';
  /** As diagnostics and origins name it. */
  readonly file: string;
  readonly text: string;
}
export interface Label {
  readonly text: string;
  readonly at: LayoutPlace;
}
export interface LayoutSet {
  readonly layouts: ReadonlyMap<string, LayoutFile>;
  readonly partials: ReadonlyMap<string, LayoutFile>;
  readonly labels: Readonly<Record<Lang, ReadonlyMap<string, Label>>>;
  /** Every file in use, for the manifest. */
  readonly files: readonly { readonly file: string; readonly sha256: string }[];
}
/** A folder, and the name by which its files are shown where that is not its path. */
export type LayoutFolder = string | { readonly path: string; readonly shown: string };

const maxFile = 512 * 1024;
const maxFiles = 1_000;
const maxDepth = 6;
const maxLabel = 4_000;

export function loadLayouts(folders: readonly LayoutFolder[]): Outcome<LayoutSet> {
  const diagnostics: Diagnostic[] = [];
  const layouts = new Map<string, LayoutFile>();
  const partials = new Map<string, LayoutFile>();
  const labels = { zh: new Map<string, Label>(), en: new Map<string, Label>() };
  const hashes = new Map<string, { file: string; sha256: string }>();

  for (const folder of folders) {
    const { path, shown } = typeof folder === 'string' ? { path: folder, shown: folder } : folder;
    for (const name of filesUnder(path, shown, diagnostics)) {
      const file = [...shown.split(/[\\/]/).filter((p, i) => p !== '' || i === 0), name].join('/');
      const text = readText(join(path, name), path, file, diagnostics);
      if (text === undefined) continue;
      const locale = /^locales\/(zh|en)\.yaml$/.exec(name)?.[1];
      if (locale === 'zh' || locale === 'en') {
        const read = readLabels(text, file);
        for (const [key, label] of read.labels) labels[locale].set(key, label);
        diagnostics.push(...read.diagnostics);
      } else if (name.startsWith('partials/')) {
        const id = name.slice('partials/'.length, -'.hbs'.length);
        partials.set(id, { name: id, kind: 'partial', file, text });
      } else {
        const id = name.slice(0, -'.hbs'.length);
        layouts.set(id, { name: id, kind: 'layout', file, text });
      }
      // What is overridden file by file is no longer in use; locales are laid over each other.
      hashes.set(locale ? file : name, { file, sha256: hashOf(text) });
    }
  }
  const set: LayoutSet = { layouts, partials, labels, files: [...hashes.values()] };
  return hasErrors(diagnostics) ? { value: set, diagnostics } : ok(set, diagnostics);
}

/** The files of a folder of layouts that certpress knows how to read, by their way from there. */
function filesUnder(folder: string, shown: string, diagnostics: Diagnostic[]): string[] {
  const { value: all, diagnostics: found } = filesOfHouse(folder);
  if (!all) {
    diagnostics.push(
      problem('layout-folder-unreadable', { file: shown }, `读不到版式文件夹 ${shown}`, `the layout folder ${shown} cannot be read`),
    );
    return [];
  }
  diagnostics.push(...found.map((d) => ({ ...d, ...(d.place ? { place: { ...d.place, file: [shown, d.place.file].join('/') } } : {}) })));
  const out = all.filter((name) => isReadByName(name));
  if (out.length > maxFiles) {
    diagnostics.push(problem('layout-too-large', { file: shown }, `版式文件超过 ${maxFiles} 个`, `more than ${maxFiles} layout files`));
    return out.slice(0, maxFiles);
  }
  return out;
}

/** Whether a file has a name that this module reads; whether anything calls it is another question. */
export const isReadByName = (name: string): boolean =>
  /^locales\/(zh|en)\.yaml$/.test(name) || (name.endsWith('.hbs') && (!name.includes('/') || name.startsWith('partials/')));

/** Every file below a folder of layouts, by its way from there, in order; places of diagnostics likewise. No value: no folder. */
export function filesOfHouse(folder: string): Outcome<readonly string[]> {
  const diagnostics: Diagnostic[] = [];
  const out: string[] = [];
  const visit = (relative: string, depth: number): boolean => {
    const { value, diagnostics: found } = listFolder(join(folder, relative), folder);
    diagnostics.push(...found.map((d) => ({ ...d, place: { file: relative } })));
    for (const name of value?.files ?? []) out.push(relative === '' ? name : `${relative}/${name}`);
    if (depth < maxDepth && out.length <= maxFiles * 4)
      for (const name of value?.folders ?? []) visit(relative === '' ? name : `${relative}/${name}`, depth + 1);
    return value !== undefined;
  };
  return visit('', 0) ? ok(out.sort(), diagnostics) : { diagnostics };
}

function readText(path: string, root: string, file: string, diagnostics: Diagnostic[]): string | undefined {
  const {
    value,
    diagnostics: [why],
  } = readInside(path, root, maxFile);
  if (!value) {
    if (why?.code === 'file-too-large')
      diagnostics.push(
        problem('layout-too-large', { file }, `文件大于 ${maxFile / 1024} KB`, `the file is larger than ${maxFile / 1024} KB`),
      );
    else if (why) diagnostics.push(unreadable(file, why.code === 'link-outside' ? outside : why.message));
    return undefined;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(value);
  } catch {
    diagnostics.push(unreadable(file, { zh: '不是 UTF-8 文本', en: 'it is not UTF-8 text' }));
    return undefined;
  }
}
export const outside: Prose = { zh: '这个链接指向版式文件夹以外', en: 'this link leads out of the folder of layouts' };
const unreadable = (file: string, why: Prose): Diagnostic =>
  problem('layout-unreadable', { file }, `读不到文件：${why.zh}`, `the file cannot be read: ${why.en}`);

/** What the labels of one file say, by their keys, and its hash; nothing where anything is wrong with it. */
export function labelsIn(
  path: string,
  root: string,
): { readonly labels: ReadonlyMap<string, string>; readonly sha256: string } | undefined {
  const found: Diagnostic[] = [];
  const text = readText(path, root, path, found);
  if (text === undefined) return undefined;
  const { labels, diagnostics } = readLabels(text, path);
  if (diagnostics.length > 0) return undefined;
  return { labels: new Map([...labels].map(([key, { text: said }]) => [key, said])), sha256: hashOf(text) };
}
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

interface Labels {
  readonly labels: ReadonlyMap<string, Label>;
  readonly diagnostics: readonly Diagnostic[];
}
/** By name and text: the stock labels are read for every scheme. */
const remembered = new Map<string, Labels>();
const mostRemembered = 100;

function readLabels(text: string, file: string): Labels {
  const key = `${file}\0${text}`;
  const known = remembered.get(key);
  if (known) return known;
  const labels = new Map<string, Label>();
  const diagnostics: Diagnostic[] = [];
  const rows = prepared('labels', hashOf(text), () => {
    labelsOf(text, file, labels, diagnostics);
    return diagnostics.length > 0 ? undefined : [...labels].map(([name, { text: said, at }]) => [name, said, at.line, at.column] as const);
  });
  if (labels.size === 0) for (const [name, said, line, column] of rows ?? []) labels.set(name, { text: said, at: { file, line, column } });
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(key, { labels, diagnostics });
  return { labels, diagnostics };
}

/** Labels nest as the author likes: `client: { name: … }` and `client.name: …` are one key. */
function labelsOf(text: string, file: string, into: Map<string, Label>, diagnostics: Diagnostic[]): void {
  const { value: parsed, diagnostics: found } = parseYaml(new TextEncoder().encode(text), file);
  diagnostics.push(
    ...found.map((d) =>
      problem('locale-malformed', d.place, `标签文件有误：${d.message.zh}`, `the label file is broken: ${d.message.en}`, { help: d.help }),
    ),
  );
  if (!parsed || parsed.document.contents === null) return;
  const { document, lines } = parsed;
  const at = (offset: number | undefined): LayoutPlace => {
    const { line, col } = lines.linePos(offset ?? 0);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const here = new Set<string>();
  const bad = (
    offset: number | undefined,
    zh = '标签必须是文字，或是一组标签',
    en = 'a label must be text, or a group of labels',
  ): void => {
    diagnostics.push(problem('locale-malformed', at(offset), zh, en));
  };
  const visit = (map: YAMLMap, prefix: string, depth: number): void => {
    for (const pair of map.items) {
      const keyNode = isScalar(pair.key) ? pair.key : undefined;
      const key = prefix + String(keyNode?.value ?? '');
      const value: unknown = pair.value;
      const offset = keyNode?.range?.[0];
      if (here.has(key)) diagnostics.push(problem('locale-malformed', at(offset), `标签 ${key} 写了两次`, `the label ${key} stands twice`));
      here.add(key);
      if (isMap(value) && depth < maxDepth) visit(value, `${key}.`, depth + 1);
      else if (keyNode && isScalar(value) && (typeof value.value === 'string' || typeof value.value === 'number')) {
        if (String(value.value).length > maxLabel) bad(offset, `标签最长 ${maxLabel} 字`, `a label has at most ${maxLabel} characters`);
        into.set(key, { text: String(value.source ?? value.value).trim() === '' ? '' : String(value.value).trim(), at: at(offset) });
      } else bad(offset ?? map.range?.[0]);
    }
  };
  if (isMap(document.contents)) visit(document.contents as YAMLMap, '', 0);
  else bad(0);
}
