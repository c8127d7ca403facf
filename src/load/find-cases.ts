/**
 * Finding the cases of a project: folders that hold a `case.yaml`, at any depth.
 *
 * In:  the project's folder. Out: their paths from there, in order. A case holds no other case; a folder with its own
 *      `certpress.yaml` is another project.
 */
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import { listFolder } from '../files/folder.js';
import { limits } from '../files/limits.js';

const notSearched = new Set(['node_modules', 'out', 'evidence']);

export function findCases(root: string): Outcome<readonly string[]> {
  const cases: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<string>();
  let count = 0;
  const search = (way: readonly string[]): void => {
    const folder = join(root, ...way);
    const listing = listFolder(folder, root);
    diagnostics.push(...listing.diagnostics);
    if (!listing.value) return;
    // A folder that is linked to from two places is one folder.
    const real = realpathSync(folder);
    if (seen.has(real)) return;
    seen.add(real);
    const { files, folders } = listing.value;
    if (way.length > 0 && files.includes('certpress.yaml')) return;
    if (way.length > 0 && files.includes('case.yaml')) {
      cases.push(way.join('/'));
      return;
    }
    if (folders.length > 0 && (way.length >= limits.folderDepth || (count += folders.length) > limits.folders)) {
      diagnostics.push({
        code: 'file-unreadable',
        severity: 'warning',
        place: { file: folder },
        message: { zh: '文件夹太多或太深，这里没有继续查找案卷', en: 'Too many folders, or too deep: no cases were looked for below here' },
      });
      return;
    }
    for (const name of folders) if (!notSearched.has(name)) search([...way, name]);
  };
  search([]);
  return ok(cases, diagnostics);
}
