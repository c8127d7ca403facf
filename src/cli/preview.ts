/**
 * `certpress preview [paths…]`: the documents in a browser, as they change.
 *
 * In:  options. Out: an address on stdout; a server on the loopback until it is told to end, or until whoever started it has gone.
 */
import { spawn } from 'node:child_process';
import { fstatSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Prose } from '../diagnostics/index.js';
import { asOfOption, casePaths, localToday, withCasePaths } from './options.js';
import { untilStopped } from './stop-signals.js';
import type { Terminal } from './terminal.js';

interface Flags {
  open: boolean;
  port: number;
  asOf?: string;
}

export function previewCommand(program: Command, terminal: Terminal): void {
  const say = (prose: Prose): string => prose[terminal.lang];
  withCasePaths(program.command('preview'), say)
    .description(
      say({
        zh: '在浏览器中查看文件：保存记录或版式后立即更新，并说明有什么问题',
        en: 'see the documents in a browser, as they change with each save, and what is wrong with them',
      }),
    )
    .option('--no-open', say({ zh: '不打开浏览器，只打印地址', en: 'open no browser; only print the address' }))
    .addOption(
      new Option('--port <n>', say({ zh: '端口；0 为任一空闲端口', en: 'the port; 0 is any that is free' })).argParser(portOf).default(0),
    )
    .addOption(asOfOption(say))
    .action((paths: string[], flags: Flags) => run(paths, flags, terminal));
}

const portOf = (value: string): number => {
  const port = Number(value);
  if (!/^\d{1,5}$/.test(value) || port > 65_535) throw new InvalidArgumentError('0 – 65535');
  return port;
};

async function run(typed: readonly string[], flags: Flags, terminal: Terminal): Promise<void> {
  const [{ inputFoldersOf }, { watchAndRun }, { openPreview }, { cacheFolder }] = await Promise.all([
    import('../plan/input-folders.js'),
    import('./watch.js'),
    import('../preview/preview.js'),
    import('./cache-folder.js'),
  ]);
  const stopping = untilStopped();
  const paths = await casePaths(typed, process.cwd());
  const provenIn = cacheFolder(process.env);
  const opened = await openPreview({
    paths,
    port: flags.port,
    today: localToday(),
    ...(flags.asOf === undefined ? {} : { asOf: flags.asOf }),
    ...(provenIn === undefined ? {} : { provenIn }),
    signal: stopping.signal,
  });
  if ('problems' in opened) {
    stopping.end();
    terminal.diagnostics(opened.problems);
    process.exitCode = 1;
    return;
  }
  const { workbench } = opened;
  const left = untilLeft();
  terminal.out(workbench.address);
  if (flags.open) openBrowser(workbench.address);
  await watchAndRun(
    {
      folders: () => inputFoldersOf(paths),
      outputs: join(process.cwd(), 'out'),
      until: AbortSignal.any([stopping.signal, left.signal]),
      atOnce: (saved) => workbench.saved(saved, lastSaved(saved)),
    },
    { say: () => undefined },
    () => workbench.reload(),
  );
  left.end();
  await workbench.close();
  stopping.end();
  if (stopping.signal.aborted) process.exitCode = stopping.exitCode();
}

/** When the last of these files was saved; one that was taken away, now. */
function lastSaved(files: ReadonlySet<string>): number {
  const days = [...files].flatMap((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? []);
  return days.length > 0 ? Math.max(...days) : Date.now();
}

const lookMs = 1_000;
/** Whoever started it has gone: an input that they held open has ended, or another process has taken their place. */
function untilLeft(): { readonly signal: AbortSignal; end(): void } {
  const abort = new AbortController();
  const parent = process.ppid;
  const leave = (): void => abort.abort();
  const look = setInterval(() => {
    if (process.ppid !== parent) leave();
  }, lookMs);
  // What ends by itself at once (`/dev/null`) says nothing about anybody.
  const input = fstatSync(0);
  const isHeld = input.isFIFO() || input.isSocket();
  if (isHeld) process.stdin.on('end', leave).on('close', leave).on('error', leave).resume();
  return {
    signal: abort.signal,
    end() {
      clearInterval(look);
      if (isHeld) process.stdin.off('end', leave).off('close', leave).destroy();
    },
  };
}

/** With what the system opens addresses with; where there is nothing, the address is printed all the same. */
function openBrowser(address: string): void {
  const [command, args]: readonly [string, readonly string[]] =
    process.platform === 'darwin'
      ? ['open', [address]]
      : process.platform === 'win32'
        ? ['rundll32', ['url.dll,FileProtocolHandler', address]]
        : ['xdg-open', [address]];
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}
