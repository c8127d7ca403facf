/**
 * What an interrupted run had verified, so that the next one goes on from there.
 *
 * In:  a file outside the archive, what the run depends on, a secret of this user. Out: verdicts of bags that need no second
 * look; and a file to which each new one is added. It is gone once a run comes to its end: a run without an interrupted one
 * before it reads every byte.
 *
 * Nobody can write a verdict into it who does not have the secret: every line carries an HMAC over itself and the line before.
 * It counts for one state of one archive (the head of its index), one set of roots, one program, one set of options, and a bag
 * only while its signed manifest is the same. That files changed after they were read, no run can exclude; it says
 * when the earlier one began.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { open, readFile, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import { failed, ok, type Outcome } from '../diagnostics/index.js';
import { sha256 } from '../files/write-file.js';
import { found } from './finding.js';
import type { BagVerdict, VerifyOptions } from './types.js';

export interface Checkpoint {
  /** When the first of the runs began. */
  readonly since: string;
  /** The earlier verdict on a bag whose manifest is this. */
  taken(bag: string, tagManifest: string): BagVerdict | undefined;
  keep(verdict: BagVerdict): Promise<void>;
  /** Takes the file away where all is done. */
  close(done: boolean): Promise<void>;
}
export interface CheckpointInput {
  readonly file: string;
  readonly secret: Uint8Array;
  readonly archive: string;
  readonly head: string;
  readonly options: VerifyOptions;
  /** Version and hash of the code. */
  readonly program: string;
  /** ISO 8601: now. */
  readonly now: string;
}

const headerSchema = z.strictObject({ certpress: z.literal('checkpoint 1'), since: z.iso.datetime(), of: z.string() });
/** What is in a line was written by this program: its HMAC says so. */
const lineSchema = z.strictObject({
  mac: z.string().regex(/^[0-9a-f]{64}$/),
  verdict: z.looseObject({ bag: z.string(), state: z.enum(['sound', 'otherwise', 'untrusted']), tagManifest: z.string() }),
});
const largest = 512 * 1024 * 1024;

export async function openCheckpoint(input: CheckpointInput): Promise<Outcome<Checkpoint>> {
  const {
    file,
    secret,
    archive,
    head,
    options: { trust, render },
    program,
  } = input;
  const refused = (zh: string, en: string): Outcome<Checkpoint> => failed(found('verify-resume', file, zh, en));
  const of = sha256(
    JSON.stringify({
      archive,
      head,
      roots: trust.roots.map((root) => sha256(root)).sort(),
      at: trust.at?.toISOString() ?? null,
      render,
      program,
    }),
  );
  const macOf = (before: string, verdict: string): string => createHmac('sha256', secret).update(`${before}\n${verdict}`).digest('hex');
  let text: string | undefined;
  try {
    const bytes = await readFile(file);
    if (bytes.length > largest) return refused('文件过大', 'It is too large');
    text = bytes.toString('utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      return refused(
        `无法读取（${(error as NodeJS.ErrnoException).code ?? '?'}）`,
        `It cannot be read (${(error as NodeJS.ErrnoException).code ?? '?'})`,
      );
  }
  const verdicts = new Map<string, BagVerdict>();
  let size = 0;
  let last = '';
  let since = input.now;
  if (text !== undefined) {
    // A run that was killed may have left half a line.
    const lines = text.split('\n').slice(0, -1);
    const [first, firstMac] = (lines[0] ?? '').split('\t');
    const header = parsed(headerSchema, first);
    if (!header || !isMac(firstMac, macOf('', first ?? '')))
      return refused('不是本机此用户的中断记录', 'It is not a checkpoint that this user wrote on this machine');
    if (header.of !== of)
      return refused(
        '它属于另一次查验：档案库、头值、根证书、选项或程序不同',
        'It belongs to another verification: of another archive or head, or with other roots, options or program',
      );
    since = header.since;
    last = firstMac ?? '';
    size = Buffer.byteLength(`${lines[0]}\n`);
    for (const line of lines.slice(1)) {
      const one = parsed(lineSchema, line);
      const verdict = line.slice(line.indexOf('"verdict":') + '"verdict":'.length, -1);
      if (!one || !isMac(one.mac, macOf(last, verdict)))
        return refused('有的行不是 certpress 所写', 'A line in it was not written by certpress');
      verdicts.set(one.verdict.bag, one.verdict as unknown as BagVerdict);
      last = one.mac;
      size += Buffer.byteLength(`${line}\n`);
    }
  }
  let handle: FileHandle;
  try {
    if (text === undefined) {
      const header = JSON.stringify({ certpress: 'checkpoint 1', since, of });
      last = macOf('', header);
      await writeFile(file, `${header}\t${last}\n`, { flag: 'wx', mode: 0o600 });
      handle = await open(file, 'a');
    } else {
      handle = await open(file, 'a');
      await handle.truncate(size);
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    return refused(`无法写入（${code}）`, `It cannot be written (${code})`);
  }
  return ok({
    since,
    taken(bag, tagManifest) {
      const verdict = verdicts.get(bag);
      return verdict?.tagManifest === tagManifest ? { ...verdict, resumed: true } : undefined;
    },
    async keep(verdict) {
      const line = JSON.stringify(verdict);
      last = macOf(last, line);
      await handle.appendFile(`{"mac":"${last}","verdict":${line}}\n`);
    },
    async close(done) {
      await handle.close();
      if (done) await rm(file, { force: true });
    },
  });
}

function parsed<T>(shape: z.ZodType<T>, text: string | undefined): T | undefined {
  try {
    const result = shape.safeParse(JSON.parse(text ?? ''));
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
}
const isMac = (given: string | undefined, due: string): boolean =>
  given?.length === due.length && timingSafeEqual(Buffer.from(given), Buffer.from(due));
