/**
 * Files that were not there before, all of them or none.
 *
 * In:  texts, or bytes, by absolute path; texts that go behind what other files say. Out: the paths written; where any of the new ones
 * exists already, or the system refuses one, a complaint, and what was there is as it was.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { ok, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import { whyUnreadable } from '../files/read-file.js';

export function writeNew(
  files: ReadonlyMap<string, string | Uint8Array>,
  behind: ReadonlyMap<string, string> = new Map(),
): Outcome<readonly string[]> {
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
  const undo: (() => void)[] = [];
  let at = '';
  try {
    for (const [file, text] of files) {
      at = file;
      const made = mkdirSync(dirname(file), { recursive: true });
      if (made !== undefined) undo.push(() => rmSync(made, { recursive: true, force: true }));
      writeFileSync(file, '', { flag: 'wx' });
      undo.push(() => rmSync(file, { force: true }));
      writeFileSync(file, text);
    }
    for (const [file, text] of behind) {
      at = file;
      const length = statSync(file).size;
      undo.push(() => truncateSync(file, length));
      appendFileSync(file, text);
    }
  } catch (error) {
    // A file that could not be opened cannot be put back either, and need not be.
    for (const one of undo.reverse()) {
      try {
        one();
      } catch {
        continue;
      }
    }
    return { diagnostics: [{ code: 'output-failed', severity: 'error', place: { file: at }, message: whyUnreadable(error) }] };
  }
  return ok([...files.keys(), ...behind.keys()]);
}

/** What goes behind the last line of a file, which may have no end yet. */
export const asOwnLines = (file: string, text: string): string => (/(?:^|\n)$/.test(readFileSync(file, 'utf8')) ? text : `\n${text}`);
