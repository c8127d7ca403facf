/**
 * The files of a bag, and their hashes.
 *
 * In:  a folder. Out: its files with sizes; links and what else is no file, as findings. Hashes of a file of any size, with
 * flat memory. Neither throws.
 */
import { createHash } from 'node:crypto';
import { lstat, open, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { algorithms, type Algorithm } from './bag.js';
import { finding, whyNot, type Finding } from './finding.js';

export const walkLimits = { files: 100_000, depth: 40 } as const;

export interface Walked {
  /** Size in bytes by path from the root, forward slashes. */
  readonly files: ReadonlyMap<string, number>;
  readonly findings: readonly Finding[];
}

export async function walk(root: string): Promise<Walked> {
  const files = new Map<string, number>();
  const findings: Finding[] = [];
  let seen = 0;
  const into = async (below: string, depth: number): Promise<void> => {
    let entries = 0;
    for await (const entry of await opendir(join(root, below))) {
      entries++;
      if (++seen > walkLimits.files) return;
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      try {
        const stat = await lstat(join(root, path));
        if (stat.isSymbolicLink()) findings.push(finding('refused', path, '是链接', 'is a link'));
        else if (stat.isFile()) files.set(path, stat.size);
        else if (!stat.isDirectory()) findings.push(finding('refused', path, '不是普通文件', 'is not a plain file'));
        else if (depth >= walkLimits.depth) findings.push(finding('refused', path, '文件夹层数过多', 'lies too many folders deep'));
        else await into(path, depth + 1);
      } catch (error) {
        findings.push(finding('unreadable', path, whyNot(error).zh, whyNot(error).en));
      }
    }
    // A manifest cannot name an empty folder, so nobody would miss it, and nobody put it there with the bag.
    if (entries === 0 && below !== '' && below !== 'data')
      findings.push(finding('added', below, '多出的空文件夹', 'an empty folder that does not belong here'));
  };
  try {
    await into('', 0);
  } catch (error) {
    findings.push(finding('unreadable', '.', whyNot(error).zh, whyNot(error).en));
  }
  if (seen > walkLimits.files)
    findings.push(finding('refused', '.', `文件多于 ${walkLimits.files} 个`, `holds more than ${walkLimits.files} files`));
  return { files, findings };
}

export interface HashedFile {
  readonly size: number;
  readonly hashes: Readonly<Record<Algorithm, string>>;
}

/** A file is read by as much at a time. */
const mostAtOnce = 1024 * 1024;

/** Both hashes in one pass; or why it cannot be read. */
export async function hashFile(file: string): Promise<HashedFile | { readonly error: unknown }> {
  const hashes = algorithms.map((algorithm) => createHash(algorithm));
  let size = 0;
  try {
    const handle = await open(file);
    try {
      // Most files are small: a stream takes as much for each of them as for the largest.
      const { size: expected } = await handle.stat();
      const chunk = Buffer.allocUnsafe(Math.min(expected + 1, mostAtOnce));
      for (;;) {
        const { bytesRead } = await handle.read(chunk, 0, chunk.length, null);
        if (bytesRead === 0) break;
        size += bytesRead;
        for (const hash of hashes) hash.update(chunk.subarray(0, bytesRead));
      }
    } finally {
      await handle.close();
    }
  } catch (error) {
    return { error };
  }
  const [sha256 = '', sha512 = ''] = hashes.map((hash) => hash.digest('hex'));
  return { size, hashes: { sha256, sha512 } };
}
