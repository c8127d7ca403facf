/**
 * OpenSSL's command line, asked many times: by one small shell, since starting a process copies what the asking one holds in memory,
 * which in a test is hundreds of megabytes.
 *
 * In:  a folder, arguments. Out: nothing when OpenSSL ended well; else what it complained of.
 */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';

interface Waiting {
  readonly ended: () => void;
  readonly failed: (error: Error) => void;
  readonly what: string;
}
let shell: ChildProcessByStdio<Writable, Readable, null> | undefined;
/** In the order in which they were asked, which is that of the answers. */
const waiting: Waiting[] = [];
let said = '';

function started(): ChildProcessByStdio<Writable, Readable, null> {
  if (shell) return shell;
  const child = spawn('sh', [], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (part: string) => {
    said += part;
    for (let end = /\u0001(\d+)\n/.exec(said); end; end = /\u0001(\d+)\n/.exec(said)) {
      const complaint = said.slice(0, end.index);
      said = said.slice(end.index + end[0].length);
      const one = waiting.shift();
      if (waiting.length === 0) socketOf(child).unref();
      if (end[1] === '0') one?.ended();
      else one?.failed(new Error(`${one.what}: ${complaint}`));
    }
  });
  child.on('exit', () => {
    shell = undefined;
    for (const one of waiting.splice(0)) one.failed(new Error(`${one.what}: the shell ended`));
  });
  // It keeps no process alive, but for one that waits for an answer.
  child.unref();
  (child.stdin as unknown as Socket).unref();
  socketOf(child).unref();
  return (shell = child);
}

const socketOf = ({ stdout }: { readonly stdout: Readable }): Socket => stdout as unknown as Socket;
const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

export const openssl = (folder: string, args: readonly string[]): Promise<void> =>
  new Promise((ended, failed) => {
    const child = started();
    const { stdin } = child;
    socketOf(child).ref();
    waiting.push({ ended, failed, what: `openssl ${args.join(' ')}` });
    stdin.write(
      `(cd ${quoted(folder)} && exec openssl ${args.map(quoted).join(' ')}) </dev/null 2>&1 >/dev/null; printf '\\001%d\\n' "$?"\n`,
    );
  });
