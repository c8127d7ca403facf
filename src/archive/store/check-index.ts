/**
 * Whether index and archive agree.
 *
 * In:  the archive's folder; what judges signatures. Out: findings on the chain, the head, on bags without a line and lines
 * without a bag, records of disposals and tokens. The bags' own contents are for `checkBag`; here only the hash of their
 * tag manifest counts. Never throws on garbage.
 */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SignatureVerdict } from '../../seal/types.js';
import { sha256 } from '../../files/write-file.js';
import type { IndexEntry } from '../types.js';
import { parseDisposal } from './dispose.js';
import { headBytes, headName, headSignatureName, indexName, stampName, type IndexHead } from './entry.js';
import { finding, type Finding } from './finding.js';
import { archiveFolders, disposedFolder, renewedFolder } from './folders.js';
import { headState, readIndex } from './index-file.js';
import { unbelieved, verdictOf, type CheckSignature } from './read-bag.js';
import { standingOf, type PlaceState } from './standing.js';
import { hashFile } from './walk.js';

export interface IndexCheck {
  /** Of the lines as they are. */
  readonly head: IndexHead;
  /** Names of locks: a run is writing, or one was stopped. */
  readonly locks: readonly string[];
  readonly entries: readonly IndexEntry[];
  readonly places: ReadonlyMap<string, PlaceState>;
  /** Bags that are entered, not destroyed, and there: what is left to check one by one. */
  readonly bags: readonly string[];
  readonly findings: readonly Finding[];
  /** What `checkSignature` says of `index.head.p7s`. */
  readonly headSignature?: SignatureVerdict;
  /** The last time stamp over the archive, with what it was made over: `index.head` as it was before that line. */
  readonly stamp?: { readonly n: number; readonly token: Uint8Array; readonly stamped: Uint8Array };
}

export async function checkIndex(dir: string, checkSignature?: CheckSignature): Promise<IndexCheck> {
  const reading = await readIndex(dir);
  const { places, findings: odd } = standingOf(reading.entries);
  const folders = await archiveFolders(dir);
  const findings: Finding[] = [...reading.findings, ...odd, ...folders.findings];
  const stopped = (path: string, zh: string, en: string): void => void findings.push(finding('unfinished', path, zh, en));
  if (!reading.exists) findings.push(finding('missing', indexName, '缺少索引', 'the index is missing'));
  if (reading.torn) stopped(indexName, '最后一行没有写完', 'the last line is not finished');
  for (const name of folders.unfinished) stopped(name, '中断的运行留下的', 'was left by a run that was stopped, or one is running');

  const state = headState(reading);
  if (state === 'behind') stopped(headName, '缺最后一行，下一次运行会补上', 'is without the last line; the next run adds it');
  else if (state === 'missing' && reading.head.lines > 0) findings.push(finding('missing', headName, '缺少', 'is missing'));
  else if (state === 'wrong')
    findings.push(
      finding('chain', headName, '与索引的各行不符：索引被改动或截短', 'is not the head of the lines: the index was altered or cut short'),
    );
  let headSignature: SignatureVerdict | undefined;
  if (reading.headFile && !reading.headSignature)
    findings.push(finding('missing', headSignatureName, '缺少签名', 'the signature is missing'));
  if (reading.headFile && reading.headSignature && checkSignature) {
    headSignature = await verdictOf(checkSignature, reading.headFile, reading.headSignature);
    // A run that is stopped between signature and head leaves a signature of the head to come.
    if (!headSignature.intact && state === 'behind')
      headSignature = await verdictOf(checkSignature, headBytes(reading.head), reading.headSignature);
    findings.push(...unbelieved(headSignatureName, headSignature));
  }

  const there = new Set(folders.bags);
  const bags: string[] = [];
  for (const place of places.values()) {
    for (const { bag, n, tagManifest, signature } of place.revisions) {
      const found = there.delete(bag);
      if (place.disposed) {
        if (found)
          findings.push(
            finding(
              'added',
              bag,
              `索引第${place.disposed.n}行说它已销毁，它却还在`,
              `line ${place.disposed.n} of the index says it was destroyed, but it is there`,
            ),
          );
      } else if (!found)
        findings.push(finding('missing', bag, `索引第${n}行登记的档案包不在了`, `the bag that line ${n} of the index enters is missing`));
      else {
        bags.push(bag);
        for (const [name, hash] of [
          ['tagmanifest-sha256.txt', tagManifest],
          ['tagmanifest-sha256.txt.p7s', signature],
        ] as const) {
          const hashed = await hashFile(join(dir, bag, name));
          const path = `${bag}/${name}`;
          if (!('hashes' in hashed)) findings.push(finding('missing', path, '缺少或无法读取', 'is missing or cannot be read'));
          else if (hashed.hashes.sha256 !== hash)
            findings.push(finding('altered', path, `不是索引第${n}行登记的`, `is not the one that line ${n} of the index enters`));
        }
      }
    }
  }
  for (const bag of there) findings.push(finding('added', bag, '索引中没有这个档案包', 'no line of the index enters this bag'));
  const destroyed = [...places.values()].filter((place) => place.disposed).map(({ place }) => place);
  for (const folder of folders.empty) {
    if (!destroyed.includes(folder))
      stopped(
        folder,
        '空文件夹：中断的运行留下的，下一次运行会去掉',
        'is empty: left by a run that was stopped; the next run takes it away',
      );
  }
  const due = new Set(
    reading.entries.flatMap((entry) =>
      entry.kind === 'disposed'
        ? [`${disposedFolder}/${entry.n}.json`, `${disposedFolder}/${entry.n}.json.p7s`]
        : entry.kind === 'renewed'
          ? [`${renewedFolder}/${entry.n}.tsr`]
          : [],
    ),
  );
  const next = [
    `${disposedFolder}/${reading.head.lines + 1}.json`,
    `${disposedFolder}/${reading.head.lines + 1}.json.p7s`,
    `${renewedFolder}/${reading.head.lines + 1}.tsr`,
  ];
  for (const path of folders.kept) {
    if (next.includes(path)) stopped(path, '其索引行尚未写入：中断的运行留下的', 'is without its line: left by a run that was stopped');
    else if (!due.has(path)) findings.push(finding('added', path, '索引中没有与它对应的行', 'no line of the index names it'));
  }

  let stamp: IndexCheck['stamp'];
  for (const entry of reading.entries) {
    if (entry.kind === 'disposed') findings.push(...(await disposalFindings(dir, entry, checkSignature)));
    if (entry.kind !== 'renewed') continue;
    const stamped = headBytes({ lines: entry.n - 1, head: entry.previous });
    const path = `${renewedFolder}/${entry.n}.tsr`;
    const token = await small(join(dir, path));
    if (sha256(stamped) !== entry.head)
      findings.push(
        finding(
          'chain',
          indexName,
          `第${entry.n}行的时间戳不是对其前各行的`,
          `the time stamp of line ${entry.n} is not one over the lines before it`,
        ),
      );
    if (!token) findings.push(finding('missing', path, '时间戳不在了', 'the time stamp is missing'));
    else if (sha256(token) !== entry.token)
      findings.push(finding('altered', path, `不是索引第${entry.n}行登记的`, `is not the one that line ${entry.n} of the index names`));
    else stamp = { n: entry.n, token, stamped };
  }
  const copy = await small(join(dir, stampName));
  if (!copy && stamp) stopped(stampName, '缺少，下一次运行会补上', 'is missing; the next run makes up for it');
  if (copy && sha256(copy) !== (stamp && sha256(stamp.token)))
    findings.push(finding('altered', stampName, '不是最后一个时间戳', 'is not the last time stamp'));
  return {
    head: reading.head,
    locks: folders.locks,
    entries: reading.entries,
    places,
    bags,
    findings,
    ...(headSignature ? { headSignature } : {}),
    ...(stamp ? { stamp } : {}),
  };
}

async function disposalFindings(
  dir: string,
  entry: IndexEntry & { kind: 'disposed' },
  checkSignature: CheckSignature | undefined,
): Promise<Finding[]> {
  const path = `${disposedFolder}/${entry.n}.json`;
  const bytes = await small(join(dir, path));
  const cms = await small(join(dir, `${path}.p7s`));
  if (!bytes) return [finding('missing', path, '销毁记录不在了', 'the record of the disposal is missing')];
  if (sha256(bytes) !== entry.record)
    return [finding('altered', path, `不是索引第${entry.n}行登记的`, `is not the one that line ${entry.n} of the index names`)];
  const record = parseDisposal(bytes);
  const findings: Finding[] = [];
  if (record?.n !== entry.n || record.bag !== entry.bag)
    findings.push(finding('disagree', path, '与索引的说法不同', 'does not say what the index says'));
  if (!cms) findings.push(finding('missing', `${path}.p7s`, '缺少签名', 'the signature is missing'));
  else if (checkSignature) findings.push(...unbelieved(`${path}.p7s`, await verdictOf(checkSignature, bytes, cms)));
  return findings;
}

async function small(file: string): Promise<Uint8Array | undefined> {
  try {
    return (await stat(file)).size <= 64 * 1024 * 1024 ? await readFile(file) : undefined;
  } catch {
    return undefined;
  }
}
