/** What a command loads: its own code and libraries, and nothing that it does not use. Counted from what V8 saw run. */
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { long, sweep, swept } from '../setup/long.js';
import { samplesFolder } from '../setup/samples.js';
import { certpress, compile } from '../setup/run.js';

beforeAll(compile);

interface Loaded {
  /** Names of packages. */
  readonly packages: ReadonlySet<string>;
  /** `src/compose`, `schemas/record`. */
  readonly rooms: ReadonlySet<string>;
  readonly files: number;
}
async function loadedBy(...args: readonly string[]): Promise<Loaded> {
  const folder = await mkdtemp(join(tmpdir(), 'certpress-loaded-'));
  try {
    const { status } = await certpress(args, { env: { NODE_V8_COVERAGE: folder } });
    expect(status, args.join(' ')).toBe(0);
    const reports = await Promise.all(
      (await readdir(folder)).map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as { result: { url: string }[] }),
    );
    const urls = new Set(reports.flatMap(({ result }) => result.map(({ url }) => url)).filter((url) => url.startsWith('file:')));
    const packages = [...urls].flatMap((url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? []);
    const rooms = [...urls].flatMap((url) => /\/dist\/((?:src|schemas)\/[^/]+)\//.exec(url)?.[1] ?? []);
    return { packages: new Set(packages), rooms: new Set(rooms), files: urls.size };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
/** By name of the folder in node_modules: `pdf-lib` stands for its fork. */
const ofPages = ['handlebars', 'parse5', 'fflate', 'saxes', 'uqr', 'pdfjs-dist', '@myriaddreamin/typst-ts-node-compiler-linux-x64-gnu'];
const aCase = join(samplesFolder, 'wanding', 'qingyu-payment');
/** What it takes to see that nothing has changed. */
const ofReading = ['cli', 'diagnostics', 'files', 'load', 'make', 'output', 'plan', 'program']
  .map((room) => `src/${room}`)
  .concat('schemas/record', 'schemas/pack');
const ofSeals = ['asn1js', 'pkijs'];

describe('what is loaded', () => {
  it('for help: options, and the words of diagnostics', async () => {
    // The list of all commands asks each for its options.
    const { packages, files } = await loadedBy('--help');
    expect([...packages].filter((name) => !['commander', 'picocolors', 'env-paths', 'is-safe-filename'].includes(name))).toEqual([]);
    // 65 when this was written; 1,004 before commands loaded their work when they begin it.
    expect(files).toBeLessThan(90);
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
      const { packages, rooms, files } = await loadedBy(...build);
      expect([...packages].filter((name) => [...ofPages, ...ofSeals, '@marcbachmann/cel-js'].includes(name))).toEqual([]);
      expect([...rooms].filter((room) => !ofReading.includes(room))).toEqual([]);
      // 246 when this was written; 530 before the stages were loaded when there is something to do.
      expect(files).toBeLessThan(290);
    } finally {
      await rm(out, { recursive: true, force: true });
    }
  });
});
