/**
 * A real server for queues, and processes that work with it.
 *
 * In:  a folder. Out: `redis-server` (Debian; `tools/install-validators.sh` installs it) on a port of its own, stopped and begun again as
 * a test likes; certpress as processes that go on until they are ended.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { freePort } from '../setup/free-port.js';
import { briefly, main } from '../setup/run.js';

export const hasServer = process.platform !== 'win32' && spawnSync('redis-server', ['--version']).status === 0;

export class Server {
  private child: ChildProcess | undefined;
  private constructor(
    private readonly folder: string,
    readonly port: number,
  ) {}

  static async at(folder: string): Promise<Server> {
    return new Server(folder, await freePort());
  }
  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }
  /** `keeps`: what it is told is on the disk before it answers. */
  async begin(keeps: boolean): Promise<void> {
    const options = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.folder, '--save', ''];
    const child = spawn('redis-server', [...options, '--appendonly', keeps ? 'yes' : 'no', '--appendfsync', 'always']);
    this.child = child;
    await saying(child, 'Ready to accept connections');
  }
  /** As a machine that loses its power. */
  async end(): Promise<void> {
    const { child } = this;
    if (!child) return;
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGKILL');
    await ended;
    this.child = undefined;
  }
}

export interface Process {
  readonly child: ChildProcess;
  /** What it has said so far, on both streams. */
  said(): string;
  /** Its exit status, or the signal that ended it. */
  readonly ended: Promise<number | string | null>;
}
export function started(args: readonly string[], cwd: string): Process {
  const child = spawn(process.execPath, [...briefly, main, ...args, '--ui', 'en'], { cwd });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (text += data.toString()));
  return { child, said: () => text, ended: new Promise((resolve) => child.once('close', (status, signal) => resolve(signal ?? status))) };
}
export async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await what())) await new Promise((resolve) => setTimeout(resolve, 50));
}

const saying = (child: ChildProcess, words: string): Promise<void> =>
  new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (data: Buffer) => {
      text += data.toString();
      if (text.includes(words)) resolve();
    });
    child.once('close', () => reject(new Error(text)));
  });
