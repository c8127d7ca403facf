/**
 * The folders of a template author, read.
 *
 * In:  folders, the house's own last; a file there replaces the one of the same name before it, a label the label. Out: a
 * `LayoutSet`: the texts of layouts and partials, and the labels of both languages, each with its place. Nothing is parsed
 * but the locales: a layout that nobody asks for cannot stop a build.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isScalar, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import { hasErrors, ok, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import type { Lang } from '../model/index.js';
import type { Spot } from './layout/ast.js';
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
  readonly at: Spot;
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
      const text = readText(join(path, name), file, diagnostics);
      if (text === undefined) continue;
      const locale = /^locales\/(zh|en)\.yaml$/.exec(name)?.[1];
      if (locale === 'zh' || locale === 'en') readLabels(text, file, labels[locale], diagnostics);
      else if (name.startsWith('partials/')) {
        const id = name.slice('partials/'.length, -'.hbs'.length);
        partials.set(id, { name: id, kind: 'partial', file, text });
      } else {
        const id = name.slice(0, -'.hbs'.length);
        layouts.set(id, { name: id, kind: 'layout', file, text });
      }
      // What is overridden file by file is no longer in use; locales are laid over each other.
      hashes.set(locale ? file : name, { file, sha256: createHash('sha256').update(text).digest('hex') });
    }
  }
  const set: LayoutSet = { layouts, partials, labels, files: [...hashes.values()] };
  return hasErrors(diagnostics) ? { value: set, diagnostics } : ok(set, diagnostics);
}

function filesUnder(folder: string, shown: string, diagnostics: Diagnostic[]): string[] {
  const out: string[] = [];
  const visit = (relative: string, depth: number): void => {
    let entries;
    try {
      entries = readdirSync(join(folder, relative), { withFileTypes: true });
    } catch {
      if (relative === '') diagnostics.push(problem('layout-folder-unreadable', { file: shown }, `读不到版式文件夹 ${shown}`, `the layout folder ${shown} cannot be read`));
      return;
    }
    for (const entry of entries.sort((x, y) => (x.name < y.name ? -1 : 1))) {
      const name = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) {
        if ((name === 'partials' || name === 'locales' || name.startsWith('partials/')) && depth < maxDepth) visit(name, depth + 1);
      } else if (entry.name.endsWith('.hbs') ? !name.startsWith('locales/') : /^locales\/(zh|en)\.yaml$/.test(name)) out.push(name);
    }
  };
  visit('', 0);
  if (out.length > maxFiles) {
    diagnostics.push(problem('layout-too-large', { file: shown }, `版式文件超过 ${maxFiles} 个`, `more than ${maxFiles} layout files`));
    return out.slice(0, maxFiles);
  }
  return out;
}

function readText(path: string, file: string, diagnostics: Diagnostic[]): string | undefined {
  try {
    if (statSync(path).size > maxFile) {
      diagnostics.push(problem('layout-too-large', { file }, `文件大于 ${maxFile / 1024} KB`, `the file is larger than ${maxFile / 1024} KB`));
      return undefined;
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    const reason = error instanceof TypeError ? { zh: '不是 UTF-8 文本', en: 'it is not UTF-8 text' } : { zh: '无法打开', en: 'it cannot be opened' };
    diagnostics.push(problem('layout-unreadable', { file }, `读不到文件：${reason.zh}`, `the file cannot be read: ${reason.en}`));
    return undefined;
  }
}

/** Labels nest as the author likes: `client: { name: … }` and `client.name: …` are one key. */
function readLabels(text: string, file: string, into: Map<string, Label>, diagnostics: Diagnostic[]): void {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: false, uniqueKeys: true });
  const at = (offset: number | undefined): Spot => {
    const { line, col } = lines.linePos(offset ?? 0);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  for (const error of document.errors) diagnostics.push(problem('locale-malformed', at(error.pos[0]), `标签文件有误：${error.message}`, `the label file is broken: ${error.message}`));
  if (document.errors.length > 0 || document.contents === null) return;
  const bad = (offset: number | undefined): void => {
    diagnostics.push(problem('locale-malformed', at(offset), '标签必须是文字，或是一组标签', 'a label must be text, or a group of labels'));
  };
  const visit = (map: YAMLMap, prefix: string, depth: number): void => {
    for (const pair of map.items) {
      const keyNode = isScalar(pair.key) ? pair.key : undefined;
      const key = prefix + String(keyNode?.value ?? '');
      const value: unknown = pair.value;
      const offset = keyNode?.range?.[0];
      if (isMap(value) && depth < maxDepth) visit(value, `${key}.`, depth + 1);
      else if (keyNode && isScalar(value) && (typeof value.value === 'string' || typeof value.value === 'number')) {
        into.set(key, { text: String(value.source ?? value.value).trim() === '' ? '' : String(value.value).trim(), at: at(offset) });
      } else bad(offset ?? map.range?.[0]);
    }
  };
  if (isMap(document.contents)) visit(document.contents as YAMLMap, '', 0);
  else bad(0);
}
