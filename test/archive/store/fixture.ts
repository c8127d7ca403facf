/** Bags to store, a signer that needs no key material, and a disk that fails or dies at a step. */
import { createHash, createHmac } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { nodeDisk, type CheckSignature, type Disk, type Sign, type StoreOptions } from '../../../src/archive/store/index.js';
import type { BagContents } from '../../../src/archive/types.js';

export const text = (value: string): Uint8Array => new TextEncoder().encode(value);
export const sha = (value: Uint8Array | string): string => createHash('sha256').update(value).digest('hex');

const mark = (bytes: Uint8Array): string => createHmac('sha256', 'a key of the tests').update(bytes).digest('hex');
export const sign: Sign = async (bytes) => text(`signed ${mark(bytes)}`);
export const checkSignature: CheckSignature = async (bytes, cms) => {
  const intact = Buffer.from(cms).toString() === `signed ${mark(bytes)}`;
  return {
    intact,
    trusted: intact,
    signedBy: 'the tests',
    level: 'B-B',
    problems: intact ? [] : [{ zh: '签名不符', en: 'the signature is another' }],
  };
};

export const options = (more: Partial<StoreOptions> = {}): StoreOptions => ({
  sign,
  checkSignature,
  at: '2026-03-01T08:00:00Z',
  agent: 'certpress 0.0.0',
  by: 'tests',
  ...more,
});

/** A small bag; `version` makes it another. */
export function contents(version = 1, more: Partial<BagContents> = {}): BagContents {
  const files = new Map([
    ['documents/audit-report.zh-en.pdf', text(`%PDF-1.7 report ${version}`)],
    ['record/people.yaml', text(`people: ${version}\n`)],
    ['evidence/scans/签到表 1.pdf', text('%PDF-1.4 scan')],
    ['retention.json', text(JSON.stringify({ until: '2029-03-01', clause: '8.4.2' }))],
  ]);
  return {
    place: { scheme: 'wanding', case: 'nuantu-heating', subject: 'initial' },
    files,
    identity: sha(`identity ${version}`),
    organization: '万鼎认证',
    retainUntil: '2029-03-01',
    ...more,
  };
}

export async function withFolder<T>(work: (dir: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'archive-'));
  try {
    return await work(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Every file with its hash; what locks and unfinished writes leave is left out. */
export function snapshot(dir: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(dir, path);
    if (entry.isFile() && !name.startsWith('.')) files.set(name, sha(readFileSync(path)));
  }
  return new Map([...files].sort());
}

export type Step = keyof Disk;
export class Crash extends Error {
  readonly code = 'CRASH';
}

/**
 * Counts steps. At the chosen one `how` happens: `crash` (half of the step is done, and nothing after it), `lost` (the step
 * is not done at all, and nothing after it), or an error code (the step fails, the next ones work).
 */
export function failingDisk(
  at: number,
  how: 'crash' | 'lost' | 'ENOSPC' | 'EACCES',
): Disk & { readonly steps: Step[]; readonly died: () => boolean } {
  const steps: Step[] = [];
  let dead = false;
  const half = async (step: Step, args: readonly unknown[]): Promise<void> => {
    const [file, bytes] = args as [string, Uint8Array];
    if (step === 'create') {
      await nodeDisk.create(file, bytes.subarray(0, bytes.length >> 1), 0o644).catch(() => undefined);
    } else if (step === 'append') {
      const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
      await nodeDisk.append(file, bytes);
      truncateSync(file, size + (bytes.length >> 1));
    }
  };
  const wrap =
    <A extends readonly unknown[]>(step: Step, run: (...args: A) => Promise<void>) =>
    async (...args: A): Promise<void> => {
      if (dead) throw new Crash(step);
      const n = steps.push(step);
      if (n === at) {
        if (how === 'crash') await half(step, args);
        if (how === 'ENOSPC' && step === 'append') await half(step, args);
        if (how === 'crash' || how === 'lost') {
          dead = true;
          throw new Crash(step);
        }
        throw Object.assign(new Error(how), { code: how });
      }
      await run(...args);
    };
  return {
    steps,
    died: () => dead,
    create: wrap('create', nodeDisk.create),
    append: wrap('append', nodeDisk.append),
    cut: wrap('cut', nodeDisk.cut),
    makeFolder: wrap('makeFolder', nodeDisk.makeFolder),
    syncFolder: wrap('syncFolder', nodeDisk.syncFolder),
    rename: wrap('rename', nodeDisk.rename),
    removeFile: wrap('removeFile', nodeDisk.removeFile),
    removeFolder: wrap('removeFolder', nodeDisk.removeFolder),
    folderMode: wrap('folderMode', nodeDisk.folderMode),
  };
}
