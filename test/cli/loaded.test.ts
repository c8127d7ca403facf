/** What a command loads: its own code and libraries, and nothing that it does not use. Told by what it keeps of the code that it loaded. */
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { packageInfo } from '../../src/program/package-info.js';
import { long, sweep, swept } from '../setup/long.js';
import { samplesFolder } from '../setup/samples.js';
import { certpress, compile } from '../setup/run.js';

beforeAll(compile);

interface Loaded {
  /** Names of packages. */
  readonly packages: ReadonlySet<string>;
  /** `src/compose`, `schemas/record`. */
  readonly rooms: ReadonlySet<string>;
  /** Files of the bundle, and modules in them. */
  readonly files: number;
  readonly modules: number;
}
async function loadedBy(...args: readonly string[]): Promise<Loaded> {
  const folder = await mkdtemp(join(tmpdir(), 'certpress-loaded-'));
  try {
    const { status } = await certpress(args, { env: { CERTPRESS_CACHE: folder } });
    expect(status, args.join(' ')).toBe(0);
    const [kept = ''] = (await readdir(join(folder, 'compiled'), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const bytes = await readFile(kept);
    const { chunks } = JSON.parse(bytes.subarray(36, 36 + bytes.readUInt32LE(32)).toString()) as { readonly chunks: object };
    const files = Object.keys(chunks);
    const inFile = JSON.parse(await readFile(join(packageInfo().root, '.cache/chunks.json'), 'utf8')) as Readonly<Record<string, string[]>>;
    const modules = files.flatMap((name) => inFile[name] ?? []);
    const packages = modules.flatMap((name) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(name)?.[1] ?? []);
    const rooms = modules.flatMap((name) => /^((?:src|schemas)\/[^/]+)\//.exec(name)?.[1] ?? []);
    expect(files).toContain('main.js');
    return { packages: new Set(packages), rooms: new Set(rooms), files: files.length, modules: modules.length };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
/** By name of the folder in node_modules: `pdf-lib` stands for its fork. */
const ofPages = ['handlebars', 'parse5', 'fflate', 'saxes', 'uqr'];
const aCase = join(samplesFolder, 'wanding', 'qingyu-payment');
/** What it takes to see that nothing has changed. */
const ofReading = ['cli', 'diagnostics', 'files', 'load', 'output', 'plan', 'program'].map((room) => `src/${room}`);
const ofSeals = ['asn1js', 'pkijs'];

describe('what is loaded', () => {
  it('for help: options, and the words of diagnostics', async () => {
    // The list of all commands asks each for its options.
    const { packages, files, modules } = await loadedBy('--help');
    expect([...packages].filter((name) => !['commander', 'picocolors', 'env-paths', 'is-safe-filename'].includes(name))).toEqual([]);
    // A file for each command, and what they share: 42 files for 18 commands.
    expect(files).toBeLessThan(50);
    expect(modules).toBeLessThan(100);
  });
  it.each(swept(['due', 'status', 'time'], 3))('for %s: what judges, and nothing that lays out pages or seals', sweep, async (command) => {
    const { packages, rooms } = await loadedBy(command, aCase);
    expect(
      [...packages].filter((name) =>
        [...ofPages, ...ofSeals, 'pdf-lib', 'culori', 'ical-generator', 'chokidar', 'tinyglobby'].includes(name),
      ),
    ).toEqual([]);
    expect(
      [...rooms].filter((room) =>
        ['src/compose', 'src/writers', 'src/proof', 'src/pdf', 'src/seal', 'src/archive', 'src/verify'].includes(room),
      ),
    ).toEqual([]);
    expect([...packages]).toEqual(expect.arrayContaining(['yaml', 'zod', '@marcbachmann/cel-js']));
  });
  const makesPages = ({ packages, rooms }: Loaded): void => {
    expect(
      [...packages].filter((name) => [...ofSeals, 'pdf-lib', 'culori', 'ical-generator', 'chokidar', 'tinyglobby'].includes(name)),
    ).toEqual([]);
    expect([...rooms].filter((room) => ['src/seal', 'src/archive', 'src/verify', 'src/explain'].includes(room))).toEqual([]);
    expect([...packages]).toEqual(expect.arrayContaining(['handlebars', 'parse5', 'fflate']));
  };
  it('for check: what makes pages, and nothing that seals, takes in or watches', long, async () => {
    makesPages(await loadedBy('check', aCase, '--doc', 'certificate'));
  });
  it('for build: the same; and where nothing has changed, what reads files and no more', async () => {
    const out = await mkdtemp(join(tmpdir(), 'certpress-loaded-out-'));
    try {
      const build = ['build', aCase, '--doc', 'certificate', '--format', 'docx', '--out', out];
      makesPages(await loadedBy(...build));
      const { packages, rooms, files, modules } = await loadedBy(...build);
      expect([...packages].filter((name) => [...ofPages, ...ofSeals, '@marcbachmann/cel-js'].includes(name))).toEqual([]);
      expect([...rooms].filter((room) => !ofReading.includes(room))).toEqual([]);
      expect([...packages].filter((name) => ['yaml', 'zod'].includes(name))).toEqual([]);
      // 20 files with 49 modules when this was written; 530 modules before the stages were loaded when there is something to do.
      expect(files).toBeLessThan(30);
      expect(modules).toBeLessThan(80);
    } finally {
      await rm(out, { recursive: true, force: true });
    }
  });
});
