/**
 * What it is that somebody wants verified.
 *
 * In:  a path. Out: whether a sealed PDF, a bag, all revisions of one bag, or an archive lies there; else a diagnostic.
 */
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { archiveFolders, headName, headSignatureName, indexName } from '../archive/store/index.js';
import { failed, ok, type Outcome } from '../diagnostics/index.js';
import { found } from './finding.js';

export type TargetKind = 'pdf' | 'bag' | 'revisions' | 'archive';
export interface Target {
  readonly kind: TargetKind;
  readonly path: string;
}

/** `path` is absolute. */
export async function targetOf(path: string): Promise<Outcome<Target>> {
  const is = (kind: TargetKind): Outcome<Target> => ok({ kind, path });
  const refused = (zh: string, en: string): Outcome<Target> => failed(found('verify-path', path, zh, en));
  try {
    const stats = await stat(path);
    if (stats.isFile()) return (await beginsAsPdf(path)) ? is('pdf') : refused('不是 PDF', 'This is no PDF');
    if (!stats.isDirectory()) return refused('既不是文件也不是文件夹', 'This is neither a file nor a folder');
    const names = new Set(await readdir(path));
    if ([indexName, headName, headSignatureName].some((name) => names.has(name))) return is('archive');
    if (['bagit.txt', 'bag-info.txt', 'manifest-sha256.txt', 'tagmanifest-sha256.txt'].some((name) => names.has(name))) return is('bag');
    const revisions = revisionsAmong(names);
    if (revisions.length > 0) {
      for (const name of revisions)
        if ((await readdir(join(path, name)).catch(() => [] as string[])).includes('bagit.txt')) return is('revisions');
    }
    // An archive whose index somebody took away altogether.
    if ((await archiveFolders(path)).bags.length > 0) return is('archive');
    return refused('这里没有盖章的 PDF、档案包或档案库', 'There is no sealed PDF, bag or archive here');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    return code === 'ENOENT' || code === 'ENOTDIR'
      ? refused('没有这个文件或文件夹', 'There is no such file or folder')
      : refused(`无法读取（${code}）`, `This cannot be read (${code})`);
  }
}

/** Names of revisions, in their order. */
export const revisionsAmong = (names: Iterable<string>): string[] =>
  [...names].filter((name) => /^[1-9][0-9]{0,5}$/.test(name)).sort((a, b) => Number(a) - Number(b));

async function beginsAsPdf(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const head = Buffer.alloc(1024);
    const { bytesRead } = await handle.read(head, 0, head.length, 0);
    return head.subarray(0, bytesRead).includes('%PDF-');
  } finally {
    await handle.close();
  }
}
