/**
 * The index of an archive, read in a stream, and its head.
 *
 * In:  the archive's folder. Out: entries, what the head says, findings on the chain. Never throws on garbage.
 */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { IndexEntry } from '../types.js';
import { hashOfLine, headBytes, headName, headSignatureName, indexName, noLine, parseEntry, parseHead, type IndexHead } from './entry.js';
import { finding, whyNot, type Finding } from './finding.js';
import { linesOf, TooLarge } from './lines.js';

export const indexLimits = { bytes: 32 * 1024, lines: 2_000_000 } as const;
const mostFindings = 50;

export interface IndexReading {
  readonly entries: readonly IndexEntry[];
  /** Of the lines that are there, whole and closed: what `index.head` should say. */
  readonly head: IndexHead;
  /** Of the lines up to the last but one: what it says where a run was stopped before the head was written. */
  readonly headBefore: IndexHead;
  /** Bytes of whole lines; what comes after them in the file was not finished. */
  readonly size: number;
  /** A last line without a line feed. */
  readonly torn: boolean;
  /** The file `index.head`, and its signature; undefined where they cannot be read. */
  readonly headFile?: Uint8Array;
  readonly headSignature?: Uint8Array;
  /** On the chain alone: not on the head, nor on bags. */
  readonly findings: readonly Finding[];
  /** There is an index at all. */
  readonly exists: boolean;
}

export async function readIndex(dir: string): Promise<IndexReading> {
  const entries: IndexEntry[] = [];
  const findings: Finding[] = [];
  const report = (kind: Finding['kind'], zh: string, en: string): void => {
    if (findings.length < mostFindings) findings.push(finding(kind, indexName, zh, en));
  };
  let n = 0;
  let previous: string = noLine;
  let before: string = noLine;
  let at = '';
  let size = 0;
  let torn = false;
  let exists = true;
  try {
    for await (const line of linesOf(join(dir, indexName), indexLimits)) {
      if (!line.closed) {
        torn = true;
        break;
      }
      n++;
      size = line.from + line.bytes.length + 1;
      const entry = parseEntry(line.bytes);
      if (!entry) report('malformed', `第${n}行不是索引行`, `line ${n} is no line of an index`);
      else {
        if (entry.n !== n) report('chain', `第${n}行的序号是 ${entry.n}`, `line ${n} counts itself as ${entry.n}`);
        if (entry.previous !== previous)
          report(
            'chain',
            `第${n}行所指的前一行不是现在的前一行：有行被改动、删除或插入`,
            `line ${n} names another line before it: a line was altered, removed or put in`,
          );
        if (entry.at < at) report('chain', `第${n}行的时间早于前一行`, `line ${n} is dated before the line before it`);
        at = entry.at;
        entries.push(entry);
      }
      before = previous;
      previous = hashOfLine(line.bytes);
    }
  } catch (error) {
    if (error instanceof TooLarge) report('refused', '过大，不再读取', 'is too large and is not read on');
    else if ((error as NodeJS.ErrnoException).code === 'ENOENT') exists = false;
    else report('unreadable', whyNot(error).zh, whyNot(error).en);
  }
  const headFile = await small(join(dir, headName));
  const headSignature = await small(join(dir, headSignatureName));
  return {
    entries,
    findings,
    size,
    torn,
    exists,
    head: { lines: n, head: previous },
    headBefore: { lines: Math.max(0, n - 1), head: before },
    ...(headFile ? { headFile } : {}),
    ...(headSignature ? { headSignature } : {}),
  };
}

async function small(file: string): Promise<Uint8Array | undefined> {
  try {
    return (await stat(file)).size <= 1024 * 1024 ? await readFile(file) : undefined;
  } catch {
    return undefined;
  }
}

/** How `index.head` stands to the lines: it is theirs; theirs but for the last line; or neither. */
export function headState(reading: IndexReading): 'right' | 'behind' | 'missing' | 'wrong' {
  if (!reading.headFile) return 'missing';
  const said = parseHead(reading.headFile);
  if (!said) return 'wrong';
  const is = (head: IndexHead): boolean => said.lines === head.lines && said.head === head.head;
  return is(reading.head) ? 'right' : reading.head.lines > 0 && is(reading.headBefore) ? 'behind' : 'wrong';
}

/** `index.head` as it ought to be, or undefined where the archive has no line yet. */
export async function headOf(dir: string): Promise<{ readonly head: IndexHead; readonly bytes: Uint8Array } | undefined> {
  const { head } = await readIndex(dir);
  return head.lines === 0 ? undefined : { head, bytes: headBytes(head) };
}
