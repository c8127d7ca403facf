/**
 * Manifests of a bag, read back; RFC 8493 sections 2.1.3 and 2.2.1.
 *
 * In:  the file of a manifest. Out: hashes by path, and what is wrong with its lines. Never throws.
 */
import { join } from 'node:path';
import type { Algorithm } from './bag.js';
import { finding, whyNot, type Finding } from './finding.js';
import { linesOf, TooLarge, utf8 } from './lines.js';
import { fromManifestPath, isSafePath, sameName } from './names.js';

export interface Manifest {
  /** Hex, lower case, by path from the bag's root. */
  readonly hashes: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}
/** No path of this program comes near; what is larger was not written by it. */
export const manifestLimits = { bytes: 8 * 1024, lines: 100_000 } as const;
/** Findings of one manifest; a file of garbage has as many as lines. */
const mostFindings = 20;
const digits: Record<Algorithm, number> = { sha256: 64, sha512: 128 };

/** `inData`: paths must lie below `data/` (a payload manifest), or must not (a tag manifest). Undefined: it cannot be read. */
export async function readManifest(bag: string, name: string, algorithm: Algorithm, inData: boolean): Promise<Manifest> {
  const hashes = new Map<string, string>();
  const folded = new Set<string>();
  const findings: Finding[] = [];
  const report = (found: Finding): void => {
    if (findings.length < mostFindings) findings.push(found);
  };
  let n = 0;
  try {
    for await (const line of linesOf(join(bag, name), manifestLimits)) {
      n++;
      const parsed = parseLine(line.bytes, algorithm);
      if (!parsed) {
        report(finding('malformed', name, `第${n}行不是“校验值 路径”`, `line ${n} is not “checksum path”`));
        continue;
      }
      const { path, hash } = parsed;
      if (!isSafePath(path) || path.startsWith('data/') !== inData) {
        report(finding('refused', path, `${name} 中的路径不允许（第${n}行）`, `a path that ${name} may not name (line ${n})`));
      } else if (hashes.has(path)) {
        report(finding('refused', path, `在 ${name} 中出现两次`, `stands twice in ${name}`));
      } else if (folded.has(sameName(path))) {
        report(
          finding(
            'refused',
            path,
            `在 ${name} 中与另一路径仅大小写或编码形式不同`,
            `differs from another path of ${name} only by capitals or by how letters are composed`,
          ),
        );
      } else {
        hashes.set(path, hash);
        folded.add(sameName(path));
      }
    }
  } catch (error) {
    if (error instanceof TooLarge) report(finding('refused', name, '过大，不予读取', 'is too large and is not read on'));
    else if ((error as NodeJS.ErrnoException).code === 'ENOENT') report(finding('missing', name, '缺少', 'is missing'));
    else report(finding('unreadable', name, whyNot(error).zh, whyNot(error).en));
  }
  return { hashes, findings };
}

/** One line without its end. Undefined where it is none of a manifest. */
export function parseLine(bytes: Uint8Array, algorithm: Algorithm): { readonly path: string; readonly hash: string } | undefined {
  const text = utf8(bytes)?.replace(/\r$/, '');
  const found = text === undefined ? null : /^([0-9a-fA-F]+)[ \t]+([^ \t].*)$/su.exec(text);
  const path = fromManifestPath((found?.[2] ?? '').replace(/^\.\//, ''));
  if (found?.[1]?.length !== digits[algorithm] || path === undefined) return undefined;
  return { path, hash: found[1].toLowerCase() };
}
