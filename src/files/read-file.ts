/**
 * Reading one file of a project, safely.
 *
 * In:  an absolute path, the folder that it must not lead out of, and the most bytes that it may have.
 * Out: its bytes, or a diagnostic: unreadable, too large, not a file, or a link that leads elsewhere.
 */
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { platform } from 'node:os';
import nodePath, { type PlatformPath } from 'node:path';
import { failed, ok, type Diagnostic, type Outcome, type Prose } from '../diagnostics/index.js';

export function readInside(file: string, root: string, maxBytes: number): Outcome<Uint8Array> {
  let handle: number | undefined;
  try {
    const within = realpathOf(root);
    if (!isInside(realpathOf(file), within)) return failed(leadsOut(file));
    // Not blocking: a pipe or a device must not hold the build up before it is refused. (Windows has no such flag.)
    handle = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stat = fstatSync(handle, { bigint: true });
    if (!stat.isFile()) {
      return failed({
        code: 'file-unreadable',
        severity: 'error',
        place: { file, line: 1, column: 1 },
        message: { zh: '这里应当是一个普通文件', en: 'This should be an ordinary file' },
      });
    }
    // Numbers of files have 64 bits on Windows, more than a double holds.
    // The link may have been changed between the look and the opening: what is open must be what the path leads to, inside.
    const real = realpathOf(file);
    const found = lstatSync(real, { bigint: true });
    if (!isInside(real, within) || !isSameFile(found, stat)) return failed(leadsOut(file));
    const size = Number(stat.size);
    if (size > maxBytes) {
      return failed({
        code: 'file-too-large',
        severity: 'error',
        place: { file, line: 1, column: 1 },
        message: {
          zh: `文件有${mb(size)} MB，上限为${mb(maxBytes)} MB`,
          en: `The file has ${mb(size)} MB; the most is ${mb(maxBytes)} MB`,
        },
      });
    }
    const bytes = new Uint8Array(size);
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

/** By the system, which is quicker; where it cannot (a musl without /proc), by Node. */
function realpathOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return realpathSync(path);
  }
}

const leadsOut = (file: string): Diagnostic => ({
  code: 'link-outside',
  severity: 'error',
  place: { file, line: 1, column: 1 },
  message: { zh: '这个链接指向项目文件夹以外', en: 'This link leads out of the project folder' },
});

/**
 * Whether a path and an open file are one file. On Windows by its number alone: some versions of Node (22.12 to 22.16, 24.0 and
 * 24.1) give another number of the volume for a path than for an open file (libuv/libuv#4698).
 */
export const isSameFile = (one: FileNumbers, other: FileNumbers, system: NodeJS.Platform = platform()): boolean =>
  one.ino === other.ino && (system === 'win32' || one.dev === other.dev);
interface FileNumbers {
  readonly dev: bigint;
  readonly ino: bigint;
}

/** Whether `path` is `root` or below it; both absolute. `system` is node:path, or that of another system. */
export function isInside(path: string, root: string, system: PlatformPath = nodePath): boolean {
  const way = system.relative(root, path);
  return way === '' || (!system.isAbsolute(way) && way !== '..' && !way.startsWith(`..${system.sep}`));
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
