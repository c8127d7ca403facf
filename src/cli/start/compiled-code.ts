/**
 * The bundled code of the program, loaded from what V8 made of it before.
 *
 * In:  the folder of the bundle, a folder of the user's or none, the command. Out: modules; and, when the program ends, what V8 made of
 * them, with all functions that ran. Node 22 keeps such a cache by itself, 20 does not.
 *
 * What is kept counts for the same Node, the same flags and the same bytes of the code alone; a file that is cut short or altered
 * is made again. The first runs of a command write it, each with what the ones before did not get to, and so does every run that
 * loads more.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script, constants } from 'node:vm';
import { workerBundles } from '../../program/worker-words.js';

/** Commands of which each keeps a file; what else is typed shares one. */
const commands = [
  'build',
  'check',
  'archive',
  'verify',
  'status',
  'due',
  'time',
  'explain',
  'lint',
  'new',
  'schema',
  ...Object.keys(workerBundles),
];
/** Of how many Nodes and installations something is kept. */
const folders = 6;
/** Runs of a command until what it needs is taken for known. */
const firstRuns = 3;

interface KeptChunk {
  /** Hash of the code. */
  readonly source: string;
  readonly from: number;
  readonly bytes: number;
  /** Hash of those bytes. */
  readonly hash: string;
}
/** The beginning of the file, behind its hash and its length. */
interface Head {
  readonly runs: number;
  readonly chunks: Readonly<Record<string, KeptChunk>>;
}
const nothing: Head = { runs: 0, chunks: {} };
const headAt = 32 + 4;
const longestHead = 1 << 20;

interface Loaded {
  readonly script: Script;
  readonly source: string;
}
type Body = (exports: object, require: (name: string) => unknown, module: object, filename: string, dirname: string) => void;

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export class CompiledCode {
  private readonly file: string | undefined;
  private readonly loaded = new Map<string, Loaded>();
  private readonly modules = new Map<string, { exports: object }>();
  private readonly others: NodeJS.Require;
  private kept = nothing;
  private handle: number | undefined;
  private dataAt = 0;
  private isComplete = true;

  constructor(
    private readonly folder: string,
    keepIn: string | undefined,
    command: string,
  ) {
    this.others = createRequire(join(folder, 'main.js'));
    const name = commands.includes(command) ? command : 'other';
    this.file = keepIn && join(keepIn, `${process.version}-${process.arch}-${sha256(Buffer.from(folder)).slice(0, 12)}`, name);
    if (this.file !== undefined) this.open(this.file);
  }

  load(name: string): unknown {
    if (!name.startsWith('./')) return this.others(name) as unknown;
    const chunk = name.slice(2);
    const known = this.modules.get(chunk);
    if (known) return known.exports;
    const module = { exports: {} };
    this.modules.set(chunk, module);
    const filename = join(this.folder, chunk);
    const body = this.script(chunk, filename).runInThisContext() as Body;
    body.call(module.exports, module.exports, (wanted) => this.load(wanted), module, filename, this.folder);
    return module.exports;
  }

  private script(chunk: string, filename: string): Script {
    const bytes = readFileSync(filename);
    const source = sha256(bytes);
    const kept = this.kept.chunks[chunk];
    const cachedData = kept?.source === source ? this.dataOf(kept) : undefined;
    const script = new Script(`(function (exports, require, module, __filename, __dirname) {${bytes.toString()}\n})`, {
      filename,
      // Of Node's own, whose type is newer than the oldest Node.
      importModuleDynamically: (constants as unknown as { USE_MAIN_CONTEXT_DEFAULT_LOADER: never }).USE_MAIN_CONTEXT_DEFAULT_LOADER,
      ...(cachedData ? { cachedData } : {}),
    });
    if (!cachedData || script.cachedDataRejected) this.isComplete = false;
    this.loaded.set(chunk, { script, source });
    return script;
  }

  private open(file: string): void {
    try {
      this.handle = openSync(file, 'r');
      const start = this.bytesAt(0, headAt);
      const length = start.readUInt32LE(32);
      const head = this.bytesAt(headAt, Math.min(length, longestHead));
      if (start.subarray(0, 32).toString('hex') !== sha256(head)) return;
      this.kept = JSON.parse(head.toString()) as Head;
      this.dataAt = headAt + length;
    } catch {
      // None yet, or of no use.
    }
  }
  private bytesAt(from: number, count: number): Buffer {
    const bytes = Buffer.alloc(count);
    return bytes.subarray(0, this.handle === undefined ? 0 : readSync(this.handle, bytes, 0, count, from));
  }
  private dataOf({ from, bytes, hash }: KeptChunk): Buffer | undefined {
    const data = this.bytesAt(this.dataAt + from, bytes);
    return sha256(data) === hash ? data : undefined;
  }

  /** What was loaded, with what is kept of other chunks of the same bundle. */
  keep(): void {
    try {
      if (this.file !== undefined && (!this.isComplete || this.kept.runs < firstRuns)) this.write(this.file);
    } catch {
      // A memory that cannot be written is no fault of the records.
    } finally {
      if (this.handle !== undefined) closeSync(this.handle);
    }
  }
  private write(file: string): void {
    const chunks: Record<string, KeptChunk> = {};
    const parts: Buffer[] = [];
    let at = 0;
    const add = (chunk: string, source: string, data: Buffer | undefined): void => {
      if (!data) return;
      chunks[chunk] = { source, from: at, bytes: data.length, hash: sha256(data) };
      parts.push(data);
      at += data.length;
    };
    for (const [chunk, { script, source }] of this.loaded) add(chunk, source, script.createCachedData());
    for (const [chunk, kept] of Object.entries(this.kept.chunks))
      if (!this.loaded.has(chunk) && existsSync(join(this.folder, chunk))) add(chunk, kept.source, this.dataOf(kept));
    const head = Buffer.from(JSON.stringify({ runs: this.isComplete ? this.kept.runs + 1 : 1, chunks } satisfies Head));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(head.length);
    const folder = dirname(file);
    mkdirSync(folder, { recursive: true });
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, Buffer.concat([Buffer.from(sha256(head), 'hex'), length, head, ...parts]));
    renameSync(unfinished, file);
    forgetOldest(dirname(folder));
  }
}

/** What was written last stays. */
function forgetOldest(parent: string): void {
  const all = readdirSync(parent).map((name) => ({ path: join(parent, name), ms: statSync(join(parent, name)).mtimeMs }));
  for (const { path } of all.sort((a, b) => b.ms - a.ms).slice(folders)) rmSync(path, { recursive: true, force: true });
}
