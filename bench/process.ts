/**
 * A command as a process: what it costs.
 *
 * In:  the main module of an installation, arguments, the folder in which it remembers. Out: CPU time of it and of all processes that it
 * waited for (user and system, seconds), the time by the clock, the most memory that one of them had, and what it printed.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Cost {
  readonly cpu: number;
  readonly seconds: number;
  readonly peakMB: number;
  readonly status: number | null;
  readonly out: string;
}

/** Loaded into every Node process under it, which says at its end how much memory it had. */
const hook =
  "process.on('exit', () => require('fs').writeFileSync(`${__dirname}/${process.pid}.kb`, String(process.resourceUsage().maxRSS)));\n";

export function run(main: string, args: readonly string[], cache: string, options: { readonly peaks?: boolean } = {}): Cost {
  const peaks = mkdtempSync(join(tmpdir(), 'certpress-bench-peaks-'));
  try {
    const hookFile = join(peaks, 'hook.cjs');
    writeFileSync(hookFile, hook);
    const started = performance.now();
    // The shell counts what the process and its children used; Node tells it of itself alone.
    const { status, stdout, stderr } = spawnSync(
      'bash',
      ['-c', 'TIMEFORMAT="%U %S"; time "$@" 2>/dev/null', 'bash', process.execPath, main, ...args],
      {
        env: { ...process.env, LC_ALL: 'C', CERTPRESS_CACHE: cache, ...(options.peaks ? { NODE_OPTIONS: `--require ${hookFile}` } : {}) },
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      },
    );
    const seconds = (performance.now() - started) / 1000;
    const [user = NaN, system = NaN] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
    const kilobytes = readdirSync(peaks).map((name) => (name.endsWith('.kb') ? Number(readFileSync(join(peaks, name), 'utf8')) : 0));
    return { cpu: user + system, seconds, peakMB: Math.round(Math.max(...kilobytes) / 1024), status, out: stdout };
  } finally {
    rmSync(peaks, { recursive: true, force: true });
  }
}
