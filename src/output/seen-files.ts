/**
 * The files of a folder: whether they are what they were, without reading those that have not moved.
 *
 * In:  a folder, and what was seen of it before. Out: a key of what its files are called and hold; and, for the next time, each file with
 * size, times, inode and hash. The key is of contents alone, so that a folder that was moved or copied, or files that were only touched,
 * cost their reading and nothing else.
 *
 * A file counts as unmoved where size, both times and inode are what they were, and both times lie well before it was looked at: what is
 * written twice within one tick of a clock has the same times both times (git calls such files racily clean). A link counts with where it
 * leads and with what lies there, as the readers follow it; what lies outside is refused by them, so that only the link itself counts.
 */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, readdirSync, realpathSync, statSync, type Stats } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { isInside } from '../files/read-file.js';

/** Name, size, time of its contents, time of its inode (both in ms, to a quarter of a microsecond), inode, hash. */
export type SeenFile = readonly [name: string, size: number, mtime: number, ctime: number, ino: number, sha256: string];
/** What was seen of some files, and when the look began, in ms. */
export interface Seen {
  readonly at: number;
  readonly files: readonly SeenFile[];
}
export interface Scan extends Seen {
  readonly key: string;
  /** Whether every file had not moved since it was seen before, so that there is nothing new to keep. */
  readonly isAsSeen: boolean;
}
export interface Looked {
  /** Links to what lies in here are followed; real path. Without it, in the folder itself. */
  readonly within?: string;
  /** Only files whose name from the folder ends so. */
  readonly endings?: RegExp;
  /** Folders that do not count, by their real paths. */
  readonly except?: ReadonlySet<string>;
  /** By its real path: whether of a file only that it is there counts for the key, since what it holds counts by itself. */
  readonly isApart?: (path: string) => boolean;
  readonly before?: Seen | undefined;
}

/** The coarsest clock of a file system in use (FAT) counts in two seconds. */
const tick = 2_000;
const maxFiles = 50_000;
/** At once where a file is small, as nearly all are; what is larger goes through the same memory piece by piece. */
const piece = Buffer.allocUnsafe(1 << 18);
const slashes = (path: string): string => path.split('\\').join('/');

export function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

function hashOfFile(path: string): string {
  const hash = createHash('sha256');
  const handle = openSync(path, 'r');
  try {
    for (let read = piece.length; read === piece.length;) {
      read = readSync(handle, piece, 0, piece.length, null);
      hash.update(read === piece.length ? piece : piece.subarray(0, read));
    }
  } finally {
    closeSync(handle);
  }
  return hash.digest('hex');
}

/** Looks at one file after the other, in the order in which they were seen before. */
class Look {
  readonly at = Date.now();
  readonly files: SeenFile[] = [];
  isAsSeen = true;
  private next = 0;
  private named: ReadonlyMap<string, SeenFile> | undefined;
  constructor(private readonly before: Seen | undefined) {}

  file(name: string, path: string, { size, mtimeMs, ctimeMs, ino }: Stats): SeenFile {
    const known = this.known(name);
    const isUnmoved =
      known !== undefined &&
      this.before !== undefined &&
      known[1] === size &&
      known[2] === mtimeMs &&
      known[3] === ctimeMs &&
      known[4] === ino &&
      Math.max(mtimeMs, ctimeMs) < this.before.at - tick;
    if (!isUnmoved) this.isAsSeen = false;
    const seen: SeenFile = isUnmoved ? known : [name, size, mtimeMs, ctimeMs, ino, hashOfFile(path)];
    this.files.push(seen);
    return seen;
  }
  get seen(): Seen & { readonly isAsSeen: boolean } {
    const isAsSeen = this.isAsSeen && this.files.length === this.before?.files.length;
    // What has not moved since stays as it was seen: when it was looked at first is what counts.
    return isAsSeen && this.before ? { ...this.before, isAsSeen } : { at: this.at, files: this.files, isAsSeen };
  }

  private known(name: string): SeenFile | undefined {
    const files = this.before?.files ?? [];
    const likely = files[this.next];
    this.next += 1;
    if (likely?.[0] === name) return likely;
    this.named ??= new Map(files.map((one) => [one[0], one]));
    return this.named.get(name);
  }
}

/**
 * Undefined when there are too many files to tell cheaply, or they cannot be read. In one go: waiting for each file costs several times as
 * much as reading it.
 */
export function scanFolder(folder: string, { within, endings, except, isApart, before }: Looked = {}): Scan | undefined {
  const top = realPath(folder);
  // What the key is of, joined and hashed once: there are many files, and each says little.
  const said: string[] = [top === undefined ? 'none' : 'folder'];
  const look = new Look(before);
  const inside = within ?? top ?? folder;
  const met = new Set<string>();
  let count = 0;
  const add = (name: string, path: string): void => {
    const found = statSync(path);
    if (found.isDirectory()) {
      said.push(`${name}/`);
      visit(name, path);
    } else if (!endings || endings.test(name)) {
      const sha256 = found.isFile() ? look.file(name, path, found)[5] : 'special';
      said.push(name, isApart?.(path) === true ? '' : sha256);
    }
  };
  const visit = (name: string, path: string): void => {
    // A folder that is met on two ways, or in itself, is read once.
    if (except?.has(path) || met.has(path)) return;
    met.add(path);
    const entries = readdirSync(path, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const way = name === '' ? entry.name : `${name}/${entry.name}`;
      if (entry.name.startsWith('.') || entry.name === 'node_modules' || ++count > maxFiles) continue;
      // By hand: joining paths that are in order already takes as long as looking at the file.
      const at = path.endsWith(sep) ? `${path}${entry.name}` : `${path}${sep}${entry.name}`;
      if (!entry.isSymbolicLink()) {
        if (!(entry.isDirectory() && except?.has(at))) add(way, at);
        continue;
      }
      const target = realPath(at);
      said.push(way, target === undefined ? 'nowhere' : slashes(relative(inside, target)));
      if (target !== undefined && isInside(target, inside) && !except?.has(target)) add(way, target);
    }
  };
  try {
    if (top !== undefined) visit('', top);
  } catch {
    return undefined;
  }
  return count > maxFiles ? undefined : { key: createHash('sha256').update(said.join('\0')).digest('hex'), ...look.seen };
}

/** These files of a folder, each with its hash; undefined where one of them cannot be read. */
export function scanFiles(folder: string, names: readonly string[], before?: Seen): (Seen & { readonly isAsSeen: boolean }) | undefined {
  const look = new Look(before);
  try {
    for (const name of names) {
      const path = join(folder, name);
      look.file(name, path, statSync(path));
    }
    return look.seen;
  } catch {
    return undefined;
  }
}
