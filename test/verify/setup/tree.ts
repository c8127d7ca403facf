/**
 * A folder that a forger works on, and that is put back afterwards.
 *
 * In:  a folder of the test's own. Out: the changes that a forger makes, each of which can be taken back.
 */
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

export class Tree {
  private readonly undo: (() => void)[] = [];
  constructor(readonly dir: string) {
    // What is read-only is so for honest people; a forger is root.
    chmodSync(dir, 0o755);
    for (const name of readdirSync(dir, { recursive: true }) as string[])
      chmodSync(join(dir, name), lstatSync(join(dir, name)).isDirectory() ? 0o755 : 0o644);
  }
  path(name: string): string {
    return join(this.dir, name);
  }
  has(name: string): boolean {
    return existsSync(this.path(name));
  }
  read(name: string): Buffer {
    return readFileSync(this.path(name));
  }
  text(name: string): string {
    return this.read(name).toString('utf8');
  }
  /** Paths of files below a folder, from the root, sorted. */
  files(below = ''): string[] {
    return (readdirSync(this.path(below), { recursive: true }) as string[])
      .map((name) => (below === '' ? name : `${below}/${name}`))
      .filter((name) => lstatSync(this.path(name)).isFile())
      .sort();
  }
  write(name: string, content: string | Uint8Array): void {
    const path = this.path(name);
    const before = existsSync(path) ? readFileSync(path) : undefined;
    this.undo.push(() => {
      if (before) writeFileSync(path, before);
      else rmSync(path, { force: true });
    });
    for (let folder = dirname(path); !existsSync(folder); folder = dirname(folder))
      this.undo.splice(-1, 0, () => rmSync(folder, { recursive: true, force: true }));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  edit(name: string, change: (text: string) => string): void {
    const before = this.text(name);
    const after = change(before);
    if (after === before) throw new Error(`nothing to change in ${name}`);
    this.write(name, after);
  }
  /** A file or a whole folder; gone until it is taken back. */
  remove(name: string): void {
    this.rename(name, `../gone-${this.undo.length}`);
  }
  rename(from: string, to: string): void {
    renameSync(this.path(from), this.path(to));
    this.undo.push(() => renameSync(this.path(to), this.path(from)));
  }
  swap(a: string, b: string): void {
    const aside = '../aside';
    this.rename(a, aside);
    this.rename(b, a);
    this.rename(aside, b);
  }
  folder(name: string): void {
    mkdirSync(this.path(name));
    this.undo.push(() => rmSync(this.path(name), { recursive: true }));
  }
  link(name: string, target: string): void {
    symlinkSync(target, this.path(name));
    this.undo.push(() => rmSync(this.path(name)));
  }
  restore(): void {
    for (const step of this.undo.splice(0).reverse()) step();
  }
}
