/**
 * Whether a bag is complete and valid, RFC 8493 section 3, and written as this program writes bags.
 *
 * In:  the bag's folder. Out: findings, each with the path and what changed; its `bag-info.txt`; the hashes of its files.
 * Files are read in a stream, each once. Never throws: garbage is a finding.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SignatureVerdict } from '../../seal/types.js';
import { algorithms, declaration, type Algorithm } from './bag.js';
import { finding, whyNot, type Finding } from './finding.js';
import { utf8 } from './lines.js';
import { readManifest, type Manifest } from './manifest.js';
import { readTags } from './tags.js';
import { hashFile, walk, type HashedFile } from './walk.js';

/** Judges a detached CMS signature over `bytes`. */
export type CheckSignature = (bytes: Uint8Array, cms: Uint8Array) => Promise<SignatureVerdict>;

export interface BagInfo {
  readonly organization?: string;
  /** YYYY-MM-DD. */
  readonly date?: string;
  /** `<scheme>/<case>/<subject>/<revision>`, as folders are named. */
  readonly identifier?: string;
  readonly agent?: string;
  readonly identity?: string;
  readonly replaces?: string;
  readonly reason?: string;
  readonly retainUntil?: string;
}
export interface BagCheck {
  /** None: complete and valid. */
  readonly findings: readonly Finding[];
  readonly info: BagInfo;
  /** SHA-256, hex, of tagmanifest-sha256.txt and of its signature: what the index says of a bag. */
  readonly tagManifest?: string;
  readonly signature?: string;
  /** Every file that could be read, by path from the bag's root. */
  readonly files: ReadonlyMap<string, HashedFile>;
  /** For each tag manifest with a signature what `checkSignature` says; empty without it. */
  readonly signatures: ReadonlyMap<string, SignatureVerdict>;
}

const tagManifests = algorithms.map((algorithm) => `tagmanifest-${algorithm}.txt`);
const unlisted = new Set([...tagManifests, ...tagManifests.map((name) => `${name}.p7s`)]);
/** Tag files are read whole; none of a real bag comes near. */
const mostTagBytes = 1024 * 1024;

export async function checkBag(bag: string, checkSignature?: CheckSignature): Promise<BagCheck> {
  const walked = await walk(bag);
  const findings: Finding[] = [...walked.findings];
  const files = new Map<string, HashedFile>();
  const listed = new Set<string>();
  const refused = new Set<string>();
  const spoken = new Set(walked.findings.map((found) => found.path));

  const small = async (name: string): Promise<Uint8Array | undefined> => {
    const size = walked.files.get(name);
    if (size === undefined) return undefined;
    if (size > mostTagBytes) {
      findings.push(finding('refused', name, '过大，不予读取', 'is too large and is not read'));
      return undefined;
    }
    return readFile(join(bag, name)).catch(() => undefined);
  };

  if (walked.files.has('fetch.txt')) {
    refused.add('fetch.txt');
    findings.push(finding('refused', 'fetch.txt', '档案包不得从别处取文件', 'a bag of an archive fetches nothing from elsewhere'));
  }
  const declared = await small('bagit.txt');
  const text = declared && utf8(declared)?.replace(/\r\n?/g, '\n');
  if (text !== declaration) {
    findings.push(
      declared
        ? finding('malformed', 'bagit.txt', '不是 BagIt 1.0、UTF-8 的声明', 'does not declare BagIt 1.0 in UTF-8')
        : finding('missing', 'bagit.txt', '缺少', 'is missing'),
    );
  }

  // Payload and tags alike: each manifest names every file of its kind, and the two of a kind agree.
  for (const kind of ['manifest', 'tagmanifest'] as const) {
    const manifests = new Map<Algorithm, Manifest>();
    for (const algorithm of algorithms) {
      const manifest = await readManifest(bag, `${kind}-${algorithm}.txt`, algorithm, kind === 'manifest');
      findings.push(...manifest.findings);
      manifests.set(algorithm, manifest);
    }
    const paths = new Set([...manifests.values()].flatMap((manifest) => [...manifest.hashes.keys()]));
    for (const path of [...paths].sort()) {
      listed.add(path);
      if (unlisted.has(path))
        findings.push(finding('refused', path, '标签清单不得列出自身', 'a tag manifest names neither itself nor a signature'));
      for (const [algorithm, { hashes, findings: broken }] of manifests) {
        if (!hashes.has(path) && broken.length === 0) {
          findings.push(
            finding(
              'disagree',
              path,
              `${kind}-${algorithm}.txt 没有列出它，另一份清单列出了`,
              `${kind}-${algorithm}.txt does not name it, the other manifest does`,
            ),
          );
        }
      }
      if (!walked.files.has(path)) {
        // A link, say, is a finding already.
        if (!spoken.has(path)) findings.push(finding('missing', path, '缺少', 'is missing'));
        continue;
      }
      const hashed = await hashFile(join(bag, path));
      if ('error' in hashed) {
        findings.push(finding('unreadable', path, whyNot(hashed.error).zh, whyNot(hashed.error).en));
        continue;
      }
      files.set(path, hashed);
      const verdicts = [...manifests].flatMap(([algorithm, { hashes }]) =>
        hashes.has(path) ? [hashes.get(path) === hashed.hashes[algorithm]] : [],
      );
      if (verdicts.includes(true) && verdicts.includes(false)) {
        findings.push(
          finding('disagree', path, 'SHA-256 与 SHA-512 清单对它的说法不同', 'the SHA-256 and SHA-512 manifests contradict each other'),
        );
      } else if (verdicts.includes(false)) {
        findings.push(
          hashed.size === 0
            ? finding('shortened', path, '已被清空', 'has been emptied')
            : finding('altered', path, `内容已改变（现为 ${hashed.size} 字节）`, `has been altered (it has ${hashed.size} bytes now)`),
        );
      }
    }
  }
  for (const path of walked.files.keys()) {
    if (!listed.has(path) && !unlisted.has(path) && !refused.has(path))
      findings.push(finding('added', path, '多出的文件，清单中没有', 'has been added; no manifest names it'));
  }

  const infoBytes = await small('bag-info.txt');
  const tags = infoBytes && readTags(utf8(infoBytes) ?? '');
  if (infoBytes && !tags) findings.push(finding('malformed', 'bag-info.txt', '格式不正确', 'is malformed'));
  const only = (label: string): string | undefined => {
    const values = (tags ?? []).filter(([name]) => name.toLowerCase() === label.toLowerCase());
    if (values.length > 1) findings.push(finding('malformed', 'bag-info.txt', `“${label}”出现多次`, `“${label}” stands more than once`));
    return values[0]?.[1];
  };
  const info = Object.fromEntries(
    Object.entries(infoLabels).flatMap(([key, label]) => {
      const value = only(label);
      return value === undefined ? [] : [[key, value]];
    }),
  ) as BagInfo;
  if (tags) oxum(only('Payload-Oxum'), walked.files, findings);

  const signatures = new Map<string, SignatureVerdict>();
  for (const name of tagManifests) {
    const content = await small(name);
    const cms = await small(`${name}.p7s`);
    if (!cms) findings.push(finding('missing', `${name}.p7s`, '缺少签名', 'the signature is missing'));
    if (!content || !cms || !checkSignature) continue;
    const verdict = await verdictOf(checkSignature, content, cms);
    signatures.set(name, verdict);
    findings.push(...unbelieved(`${name}.p7s`, verdict));
  }
  const own = async (name: string): Promise<string | undefined> => {
    const hashed = walked.files.has(name) ? await hashFile(join(bag, name)) : undefined;
    return hashed && 'hashes' in hashed ? hashed.hashes.sha256 : undefined;
  };
  const tagManifest = await own('tagmanifest-sha256.txt');
  const signature = await own('tagmanifest-sha256.txt.p7s');
  return {
    findings: lengths(findings, files, only('Payload-Oxum')),
    info,
    files,
    signatures,
    ...(tagManifest === undefined ? {} : { tagManifest }),
    ...(signature === undefined ? {} : { signature }),
  };
}

const infoLabels: Record<keyof BagInfo, string> = {
  organization: 'Source-Organization',
  date: 'Bagging-Date',
  identifier: 'External-Identifier',
  agent: 'Bag-Software-Agent',
  identity: 'Certpress-Identity',
  replaces: 'Certpress-Replaces',
  reason: 'Certpress-Reason',
  retainUntil: 'Certpress-Retain-Until',
};

/** What `check` says; garbage that it throws on is a signature of nobody. */
export async function verdictOf(check: CheckSignature, bytes: Uint8Array, cms: Uint8Array): Promise<SignatureVerdict> {
  try {
    return await check(bytes, cms);
  } catch {
    return {
      intact: false,
      trusted: false,
      signedBy: '',
      level: 'none',
      problems: [{ zh: '签名无法读取', en: 'the signature cannot be read' }],
    };
  }
}

/** Why a signature is not believed, as findings. */
export function unbelieved(path: string, verdict: SignatureVerdict): Finding[] {
  if (verdict.intact && verdict.trusted) return [];
  const why =
    verdict.problems.length > 0
      ? verdict.problems
      : [
          {
            zh: verdict.intact ? '签名人不受信任' : '签名与内容不符',
            en: verdict.intact ? 'the signer is not trusted' : 'the signature is not that of the content',
          },
        ];
  return why.map(({ zh, en }) => finding('signature', path, zh, en));
}

/** RFC 8493 section 2.2.2: octets and number of the payload's files. */
function oxum(written: string | undefined, files: ReadonlyMap<string, number>, findings: Finding[]): void {
  const payload = [...files].filter(([path]) => path.startsWith('data/'));
  const found = `${payload.reduce((sum, [, size]) => sum + size, 0)}.${payload.length}`;
  if (written !== found) {
    findings.push(
      finding(
        'disagree',
        'bag-info.txt',
        `Payload-Oxum 为 ${shownOxum(written)}，实际为 ${found}`,
        `Payload-Oxum says ${shownOxum(written)}, there is ${found}`,
      ),
    );
  }
}
const shownOxum = (written: string | undefined): string => (written === undefined ? '—' : written.slice(0, 40));

/** Where one file of the payload is altered and nothing else is, Payload-Oxum tells how long it was. */
function lengths(findings: readonly Finding[], files: ReadonlyMap<string, HashedFile>, written: string | undefined): readonly Finding[] {
  const changed = findings.filter((found) => found.path.startsWith('data/'));
  const one = changed[0];
  const octets = /^(\d{1,15})\.\d+$/.exec(written ?? '')?.[1];
  if (changed.length !== 1 || !one || (one.kind !== 'altered' && one.kind !== 'shortened') || octets === undefined) return findings;
  const all = [...files].filter(([path]) => path.startsWith('data/')).reduce((sum, [, { size }]) => sum + size, 0);
  const by = all - Number(octets);
  if (by === 0) return findings;
  const more =
    by < 0
      ? finding('shortened', one.path, `内容已改变，短了 ${-by} 字节`, `has been altered and is ${-by} bytes shorter`)
      : finding('lengthened', one.path, `内容已改变，长了 ${by} 字节`, `has been altered and is ${by} bytes longer`);
  return findings.map((found) => (found === one ? more : found));
}
