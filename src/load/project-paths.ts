/**
 * From the paths of a command line to projects.
 *
 * In:  absolute paths: case folders, or folders that hold some. Out: each project once, with the folders asked for in it.
 * A case's project is the nearest folder above it with a `certpress.yaml`; a path above projects means all of them.
 */
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ok, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import { limits } from '../files/limits.js';
import { isPattern } from '../files/path-patterns.js';

export interface ProjectPaths {
  readonly root: string;
  /** Absolute folders in it; empty: the whole project. */
  readonly only: readonly string[];
}

const marker = 'certpress.yaml';
const maxDepth = 8;
const passedOver = new Set(['node_modules', '.git', 'dist', 'out']);

export async function projectsOf(paths: readonly string[]): Promise<Outcome<ProjectPaths[]>> {
  const diagnostics: Diagnostic[] = [];
  const projects = new Map<string, Set<string> | 'all'>();
  const want = (root: string, folder: string): void => {
    const had = projects.get(root);
    if (folder === root || had === 'all') projects.set(root, 'all');
    else projects.set(root, (had ?? new Set()).add(folder));
  };
  for (const path of paths) {
    const found = (await isFolder(path)) ? [projectAbove(path) ?? (await below(path, 0))].flat() : undefined;
    if (!found || found.length === 0) {
      const isUnmatched = !found && (await isPattern(path));
      diagnostics.push({
        code: 'path-unknown',
        severity: 'error',
        place: { file: path },
        message: found
          ? { zh: '此处、其上级和下级都没有 certpress.yaml', en: 'There is no certpress.yaml here, above or below' }
          : isUnmatched
            ? { zh: '没有与此匹配的文件夹', en: 'No folder matches this pattern' }
            : { zh: '没有这个文件夹', en: 'There is no such folder' },
        help: isUnmatched
          ? {
              zh: `* 代表名称的一部分，** 代表任意层文件夹；不经过链接，最多查看 ${limits.folders} 个文件夹。`,
              en: `* stands for a part of a name, ** for folders at any depth; links are not followed, and at most ${limits.folders} folders are looked into.`,
            }
          : {
              zh: '给出案卷文件夹或项目文件夹；新项目用 certpress new project 建立。',
              en: 'Give a case or project folder; certpress new project makes a new one.',
            },
      });
      continue;
    }
    for (const root of found) want(root, projectAbove(path) === root ? path : root);
  }
  return ok(
    [...projects].map(([root, only]) => ({ root, only: only === 'all' ? [] : [...only].sort() })),
    diagnostics,
  );
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

/** The project that a folder is in: the nearest at it or above. */
export function projectAbove(path: string): string | undefined {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(join(folder, marker))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

async function below(folder: string, depth: number): Promise<string[]> {
  if (existsSync(join(folder, marker))) return [folder];
  if (depth === maxDepth) return [];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found: string[] = [];
  for (const e of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (e.isDirectory() && !e.name.startsWith('.') && !passedOver.has(e.name))
      found.push(...(await below(join(folder, e.name), depth + 1)));
  }
  return found;
}
