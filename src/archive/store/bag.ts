/**
 * A bag as BagIt 1.0 has it (RFC 8493), in memory.
 *
 * In:  what it holds, which revision it is, when it was made, a function that signs. Out: all of its files by path.
 * The same contents, moment and signatures give the same bytes.
 */
import { createHash } from 'node:crypto';
import type { BagContents } from '../types.js';
import { manifestPath, placePath } from './names.js';
import { tagText } from './tags.js';

/** A detached CMS signature (DER, RFC 5652) over `bytes`. */
export type Sign = (bytes: Uint8Array) => Promise<Uint8Array>;

export interface BagMaking {
  /** ISO 8601, UTC, whole seconds. */
  readonly at: string;
  /** Counts from 1. */
  readonly revision: number;
  /** SHA-256, hex, of the tagmanifest-sha256.txt of the revision before. */
  readonly replaces?: string;
  readonly reason?: string;
  /** Program and version: `certpress 0.1.0`. */
  readonly agent: string;
  readonly sign: Sign;
}

export const algorithms = ['sha256', 'sha512'] as const;
export type Algorithm = (typeof algorithms)[number];
/** RFC 8493 section 2.1.1; the bytes are fixed. */
export const declaration = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

const hash = (algorithm: Algorithm, bytes: Uint8Array): string => createHash(algorithm).update(bytes).digest('hex');
const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Throws what `sign` throws. Whether the paths can be held by every file system is for the caller to ask. */
export async function bagFiles(contents: BagContents, making: BagMaking): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  let octets = 0;
  for (const path of [...contents.files.keys()].sort(byCode)) {
    const bytes = contents.files.get(path) ?? new Uint8Array();
    files.set(`data/${path}`, bytes);
    octets += bytes.length;
  }
  const payload = [...files];
  const tags = new Map<string, Uint8Array>([['bagit.txt', bytesOf(declaration)]]);
  tags.set(
    'bag-info.txt',
    bytesOf(
      tagText([
        ['Source-Organization', contents.organization],
        ['Bagging-Date', making.at.slice(0, 10)],
        ['External-Identifier', `${placePath(contents.place) ?? ''}/${making.revision}`],
        ['Payload-Oxum', `${octets}.${payload.length}`],
        ['Bag-Software-Agent', making.agent],
        ['Certpress-Identity', contents.identity],
        ...(making.replaces === undefined ? [] : [['Certpress-Replaces', making.replaces] as const]),
        ...(making.reason === undefined ? [] : [['Certpress-Reason', making.reason] as const]),
        ...(contents.retainUntil === undefined ? [] : [['Certpress-Retain-Until', contents.retainUntil] as const]),
      ]),
    ),
  );
  for (const algorithm of algorithms) tags.set(`manifest-${algorithm}.txt`, manifest(algorithm, payload));
  const listed = [...tags].sort(([a], [b]) => byCode(a, b));
  for (const algorithm of algorithms) tags.set(`tagmanifest-${algorithm}.txt`, manifest(algorithm, listed));
  for (const [path, bytes] of tags) files.set(path, bytes);
  for (const algorithm of algorithms) {
    const name = `tagmanifest-${algorithm}.txt`;
    files.set(`${name}.p7s`, await making.sign(tags.get(name) ?? new Uint8Array()));
  }
  return files;
}

const manifest = (algorithm: Algorithm, files: readonly (readonly [string, Uint8Array])[]): Uint8Array =>
  bytesOf(files.map(([path, bytes]) => `${hash(algorithm, bytes)}  ${manifestPath(path)}\n`).join(''));
