/**
 * What `take` begins with: Word files from disk, and the project whose records they are of.
 *
 * In:  paths as they were typed. Out: the bytes of each file, by a name that tells it from the others; the project's folder.
 */
import { basename, dirname, resolve } from 'node:path';
import { failed, ok, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import { readInside } from '../files/read-file.js';
import { projectAbove } from '../load/project-paths.js';
import { wordLimits } from '../word/limits.js';
import type { TakeOptions } from './take.js';

export function openForms(paths: readonly string[], cwd: string): Outcome<TakeOptions['forms']> {
  const diagnostics: Diagnostic[] = [];
  const forms = [...new Set(paths)].flatMap((path) => {
    const file = resolve(cwd, path);
    const bytes = readInside(file, dirname(file), wordLimits.fileBytes);
    diagnostics.push(...bytes.diagnostics);
    const isAlone = paths.filter((other) => basename(other) === basename(path)).length === 1;
    return bytes.value ? [{ name: isAlone ? basename(path) : path, bytes: bytes.value }] : [];
  });
  return ok(forms, diagnostics);
}

export function projectOf(folder: string): Outcome<string> {
  const root = projectAbove(folder);
  if (root !== undefined) return ok(root);
  return failed({
    code: 'path-unknown',
    severity: 'error',
    place: { file: folder },
    message: { zh: '此处及其上级没有 certpress.yaml', en: 'There is no certpress.yaml here or above' },
    help: { zh: '用 --project 指出项目文件夹。', en: 'Name the folder of the project with --project.' },
  });
}
