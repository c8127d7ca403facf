/**
 * Reading one file of a project, safely.
 *
 * In:  an absolute path, the folder that it must not lead out of, and the most bytes that it may have.
 * Out: its bytes, or a diagnostic: unreadable, too large, not a file, or a link that leads elsewhere.
 */
import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import { failed, ok, type Outcome, type Prose } from '../diagnostics/index.js';

export function readInside(file: string, root: string, maxBytes: number): Outcome<Uint8Array> {
  let handle: number | undefined;
  try {
    if (!isInside(realpathSync(file), realpathSync(root))) {
      return failed({
        code: 'link-outside', severity: 'error', place: { file, line: 1, column: 1 },
        message: { zh: '这个链接指向项目文件夹以外', en: 'This link leads out of the project folder' },
      });
    }
    // Not blocking: a pipe or a device must not hold the build up before it is refused.
    handle = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = fstatSync(handle);
    if (!stat.isFile()) {
      return failed({
        code: 'file-unreadable', severity: 'error', place: { file, line: 1, column: 1 },
        message: { zh: '这里应当是一个普通文件', en: 'This should be an ordinary file' },
      });
    }
    if (stat.size > maxBytes) {
      return failed({
        code: 'file-too-large', severity: 'error', place: { file, line: 1, column: 1 },
        message: { zh: `文件有${mb(stat.size)} MB，上限为${mb(maxBytes)} MB`, en: `The file has ${mb(stat.size)} MB; the most is ${mb(maxBytes)} MB` },
      });
    }
    const bytes = new Uint8Array(stat.size);
    let read = 0;
    while (read < bytes.length) {
      const more = readSync(handle, bytes, read, bytes.length - read, read);
      if (more === 0) break;
      read += more;
    }
    return ok(bytes.subarray(0, read));
  } catch (error) {
    return failed({ code: 'file-unreadable', severity: 'error', place: { file, line: 1, column: 1 }, message: whyUnreadable(error) });
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** Whether `path` is `root` or below it; both absolute. */
export function isInside(path: string, root: string): boolean {
  const way = relative(root, path);
  return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`));
}

const mb = (bytes: number): string => (bytes / 1024 / 1024).toFixed(bytes < 10 * 1024 * 1024 ? 1 : 0).replace(/\.0$/, '');

/** The reason that the operating system gives, in words. */
export function whyUnreadable(error: unknown): Prose {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  const known: Readonly<Record<string, Prose>> = {
    ENOENT: { zh: '文件不存在', en: 'There is no such file' },
    EACCES: { zh: '没有读取权限', en: 'Permission to read it is missing' },
    EPERM: { zh: '没有读取权限', en: 'Permission to read it is missing' },
    ELOOP: { zh: '链接互相指向，没有尽头', en: 'Links lead to each other without end' },
    ENOTDIR: { zh: '路径中有一段不是文件夹', en: 'A part of the path is not a folder' },
    EISDIR: { zh: '这里应当是文件，却是文件夹', en: 'This should be a file, but is a folder' },
    ENAMETOOLONG: { zh: '路径太长', en: 'The path is too long' },
  };
  return known[code] ?? { zh: `无法读取（${code}）`, en: `It cannot be read (${code})` };
}
