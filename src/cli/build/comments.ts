/**
 * `certpress build --comments FILE…`: copies for review, with the comments of Word files that came back beside the text.
 *
 * In:  the paths and files asked for, flags. Out: files in a folder of their own, `review` unless another is named; their names end in
 * `.review.docx` and `.review.pdf`. A Word file in which somebody has typed since is not overwritten without `--force`.
 */
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { hasErrors, type Diagnostic, type Prose } from '../../diagnostics/index.js';
import { placedFrom } from '../../files/places.js';
import type { ReviewFile } from '../../review/review.js';
import { casePaths, localToday } from '../options.js';
import type { Terminal } from '../terminal.js';
import type { Flags } from './run.js';

/** Flags of `build` that a copy for review has no use for. */
const useless = ['doc', 'asOf', 'watch', 'to', 'json', 'sarif', 'queue', 'cache'] as const;

/** `isTyped`: whether somebody gave the flag, which the environment may have set as well. */
export async function buildReview(
  typed: readonly string[],
  asked: readonly string[],
  flags: Flags,
  isTyped: (flag: string) => boolean,
  terminal: Terminal,
): Promise<void> {
  const cwd = process.cwd();
  const wrong = useless.find(isTyped);
  if (wrong !== undefined) {
    const option = `--${wrong.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    usage(terminal, { zh: `${option} 不能与 --comments 同用。`, en: `${option} cannot be used with --comments.` });
    return;
  }
  // Folders behind the files are cases, as before them.
  const isFolder = (path: string): boolean => existsSync(resolve(cwd, path)) && statSync(resolve(cwd, path)).isDirectory();
  const paths = [...typed, ...asked.filter(isFolder)];
  const [{ openForms }, { reviewCopies }] = await Promise.all([import('../../take/open.js'), import('../../review/review.js')]);
  const named = asked.filter((path) => !isFolder(path));
  if (named.length === 0) {
    usage(terminal, {
      zh: '--comments 后面写退回的 Word 文件；案卷文件夹写在它前面。',
      en: 'After --comments name the Word files that came back; case folders stand before it.',
    });
    return;
  }
  const opened = openForms(named, cwd);
  const files = opened.value ?? [];
  const diagnostics: Diagnostic[] = [...opened.diagnostics];
  const copies =
    files.length > 0
      ? await reviewCopies({ paths: await casePaths(paths, cwd), files, langs: flags.lang, formats: flags.format, today: localToday() })
      : undefined;
  diagnostics.push(...(copies?.diagnostics ?? []));
  for (const copy of copies?.value ?? []) {
    const written = await write(resolve(cwd, flags.out), copy, flags.force ?? false);
    diagnostics.push(...written);
    if (!hasErrors(written)) terminal.out(join(flags.out, copy.file));
  }
  terminal.diagnostics(diagnostics.map((d) => placedFrom(d, cwd)));
  if (hasErrors(diagnostics)) process.exitCode = 1;
}

function usage(terminal: Terminal, prose: Prose): void {
  terminal.say(prose);
  process.exitCode = 2;
}

async function write(out: string, { file, bytes }: ReviewFile, isForced: boolean): Promise<readonly Diagnostic[]> {
  const [{ writeWhole }, { isTypedIn }] = await Promise.all([import('../../files/write-file.js'), import('../../review/typed-in.js')]);
  const path = join(out, file);
  if (!isForced && isTypedIn(path))
    return [
      {
        code: 'output-edited',
        severity: 'error',
        place: { file: path },
        message: { zh: '这个文件在生成后被修改过，没有覆盖', en: 'This file was edited after it was built, and is not overwritten' },
        help: {
          zh: '先用 certpress take 取回其中所填；修改的内容不再需要时用 --force 覆盖。',
          en: 'Take what was typed in it first (certpress take); use --force if the edits are not needed.',
        },
      },
    ];
  return (await writeWhole(path, bytes)).diagnostics;
}
