/**
 * Listing folders, safely and always in one order.
 *
 * In:  an absolute path inside a project. Out: its files and folders by name; a link counts as what it leads to, and one
 *      that leads out of the project is a diagnostic.
 */
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import { isInside, whyUnreadable } from './read-file.js';

export interface Listing {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

export function listFolder(folder: string, root: string): Outcome<Listing> {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    return {
      diagnostics: [
        { code: 'file-unreadable', severity: 'error', place: { file: folder, line: 1, column: 1 }, message: whyUnreadable(error) },
      ],
    };
  }
  const diagnostics: Diagnostic[] = [];
  const files: string[] = [];
  const folders: string[] = [];
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (!entry.isSymbolicLink()) {
      if (entry.isDirectory()) folders.push(entry.name);
      else files.push(entry.name);
      continue;
    }
    try {
      const target = realpathSync(path);
      const isFolder = statSync(target).isDirectory();
      // A link to a file is looked at when the file is read; other files of a project are nobody's business here.
      if (isFolder && !isInside(target, realpathSync(root))) {
        diagnostics.push({
          code: 'link-outside',
          severity: 'error',
          place: { file: path },
          message: { zh: '这个文件夹链接指向项目文件夹以外', en: 'This link to a folder leads out of the project folder' },
        });
      } else if (isFolder && !isInside(realpathSync(folder), target)) folders.push(entry.name);
      else if (!isFolder) files.push(entry.name);
    } catch (error) {
      if (/\.ya?ml$/.test(entry.name))
        diagnostics.push({
          code: 'file-unreadable',
          severity: 'error',
          place: { file: path, line: 1, column: 1 },
          message: whyUnreadable(error),
        });
    }
  }
  return ok({ files: files.sort(), folders: folders.sort() }, diagnostics);
}
