/**
 * What lies in an archive, by its folders.
 *
 * In:  the archive's folder. Out: paths of bags, names of leftovers, and what does not belong there. Never throws.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { headName, headSignatureName, indexName, stampName } from './entry.js';
import { finding, whyNot, type Finding } from './finding.js';
import { bagPath } from './names.js';

/** Whatever is not in its place yet, folder or file, begins so. */
export const unfinishedPrefix = '.unfinished-';
export const lockPrefix = '.lock-';
export const disposedFolder = 'disposed';
export const renewedFolder = 'renewed';
const known = new Set([indexName, headName, headSignatureName, stampName]);

export interface ArchiveFolders {
  /** `<scheme>/<case>/<subject>/<revision>`, sorted. */
  readonly bags: readonly string[];
  /** Names in the root that a stopped run left, or a running one needs. */
  readonly unfinished: readonly string[];
  readonly locks: readonly string[];
  /** Folders above bags that hold nothing: of what was destroyed, or left by a run that was stopped before its bag. */
  readonly empty: readonly string[];
  /** Paths below `disposed/` and `renewed/`. */
  readonly kept: readonly string[];
  readonly findings: readonly Finding[];
}

export async function archiveFolders(dir: string): Promise<ArchiveFolders> {
  const bags: string[] = [];
  const unfinished: string[] = [];
  const locks: string[] = [];
  const empty: string[] = [];
  const kept: string[] = [];
  const findings: Finding[] = [];
  const into = async (below: string, depth: number): Promise<void> => {
    let entries;
    try {
      entries = await readdir(join(dir, below), { withFileTypes: true });
    } catch (error) {
      if (below !== '' || (error as NodeJS.ErrnoException).code !== 'ENOENT')
        findings.push(finding('unreadable', below || '.', whyNot(error).zh, whyNot(error).en));
      return;
    }
    if (entries.length === 0 && depth > 0) empty.push(below);
    for (const entry of entries) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (depth === 0 && entry.name.startsWith(unfinishedPrefix)) unfinished.push(entry.name);
      else if (depth === 0 && entry.name.startsWith(lockPrefix)) locks.push(entry.name);
      else if (depth === 0 && entry.isFile() && known.has(entry.name)) continue;
      else if (depth === 0 && entry.isDirectory() && [disposedFolder, renewedFolder].includes(entry.name)) await flat(entry.name);
      else if (!entry.isDirectory() || entry.name.startsWith('.'))
        findings.push(finding('added', path, '不属于档案库', 'does not belong to the archive'));
      else if (depth < 3) await into(path, depth + 1);
      else if (bagPath(path)) bags.push(path);
      else findings.push(finding('added', path, '不是版次，不属于档案库', 'is no revision and does not belong to the archive'));
    }
  };
  const flat = async (name: string): Promise<void> => {
    try {
      for (const entry of await readdir(join(dir, name), { withFileTypes: true })) {
        const path = `${name}/${entry.name}`;
        if (entry.isFile()) kept.push(path);
        else findings.push(finding('added', path, '不属于档案库', 'does not belong to the archive'));
      }
    } catch (error) {
      findings.push(finding('unreadable', name, whyNot(error).zh, whyNot(error).en));
    }
  };
  await into('', 0);
  return { bags: bags.sort(), unfinished, locks, empty, kept, findings };
}
