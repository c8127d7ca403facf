/**
 * Files that were not there before, all of them or none.
 *
 * In:  texts, or bytes, by absolute path. Out: the paths written; where any of them exists already, a complaint and nothing written.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { ok, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import { whyUnreadable } from '../files/read-file.js';

export function writeNew(files: ReadonlyMap<string, string | Uint8Array>): Outcome<readonly string[]> {
  const there = [...files.keys()].filter((file) => existsSync(file));
  if (there.length > 0) {
    return {
      diagnostics: there.map((file): Diagnostic => ({
        code: 'file-exists',
        severity: 'error',
        place: { file },
        message: { zh: `${basename(file)} 已经存在，没有写任何文件`, en: `${basename(file)} exists already; nothing was written` },
      })),
    };
  }
  for (const [file, text] of files) {
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text, { flag: 'wx' });
    } catch (error) {
      return { diagnostics: [{ code: 'output-failed', severity: 'error', place: { file }, message: whyUnreadable(error) }] };
    }
  }
  return ok([...files.keys()]);
}
