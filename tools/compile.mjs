// `npm run compile`: what a user runs. The program and the libraries that it always needs, as few files in dist/code; what starts it, as
// dist/src/cli/main.js; the page of `certpress preview` in dist/workbench; and what a run would read and prove of our own packs each time, read and proved once, in dist/prepared.
// `--where-changed`: nothing is done where all that it is made of, and all that was made, is byte for byte as the last time.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { rolldown } from 'rolldown';

const root = dirname(import.meta.dirname);
const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
// What a user's installation brings along is not bundled: code for one system, faces, tables, and what few commands need.
const brought = Object.keys({ ...dependencies, ...optionalDependencies });
const isBrought = (name) => brought.some((one) => name === one || name.startsWith(`${one}/`));

async function bundle(input, output) {
  const bundled = await rolldown({
    input,
    cwd: root,
    platform: 'node',
    external: (name) => name.startsWith('node:') || isBrought(name),
    logLevel: 'warn',
    // What is not found now would be missing where it is run.
    onLog: (level, log, tell) => tell(log.code === 'UNRESOLVED_IMPORT' ? 'error' : level, log),
    checks: { pluginTimings: false },
  });
  const written = await bundled.write({ format: 'cjs', comments: false, ...output });
  await bundled.close();
  return written.output;
}

const dist = join(root, 'dist');
const stamp = join(root, '.cache', 'compiled-of');
if (process.argv.includes('--where-changed') && existsSync(stamp) && readFileSync(stamp, 'utf8') === hashOfAll()) process.exit(0);
rmSync(stamp, { force: true });
// Beside, and put in its place at the end: somebody may run what is there.
const made = join(root, '.cache', `compiled-${process.pid}`);
rmSync(made, { recursive: true, force: true });
const chunks = await bundle(
  {
    main: 'src/cli/main.ts',
    prepare: 'src/make/prepare.ts',
    // Processes that work for another (src/program/worker-words.ts).
    'make-files': 'src/make/workers/worker.ts',
    'verify-bags': 'src/verify/workers/worker.ts',
    'try-layouts': 'src/preview/workers/worker.ts',
  },
  { dir: join(made, 'code'), entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
);
await bundle({ main: 'src/cli/start/start.ts' }, { dir: join(made, 'src/cli'), entryFileNames: '[name].js' });
await page(join(made, 'workbench'));
writeFileSync(join(made, 'package.json'), '{ "type": "commonjs" }\n');
writeFileSync(join(made, 'LICENSES.txt'), licencesOf(chunks));
// For test/cli/loaded.test.ts: which modules are in which file.
writeFileSync(
  join(root, '.cache', 'chunks.json'),
  JSON.stringify(
    Object.fromEntries(
      chunks.map(({ fileName, moduleIds = [] }) => [fileName, moduleIds.map((id) => relative(root, id).replaceAll('\\', '/'))]),
    ),
  ),
);
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
for (const name of readdirSync(made)) renameSync(join(made, name), join(dist, name));
rmSync(made, { recursive: true, force: true });
await createRequire(import.meta.url)(join(dist, 'code/prepare.js')).prepare();
writeFileSync(stamp, hashOfAll());

/** Of what it is made of, by whichever Node, and what was made. */
function hashOfAll() {
  const hash = createHash('sha256')
    .update(process.version)
    .update(readFileSync(join(root, 'package-lock.json')));
  for (const folder of ['src', 'schemas', 'templates', 'workbench', 'tools', 'dist']) {
    if (!existsSync(join(root, folder))) continue;
    const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    for (const file of files.map((one) => join(one.parentPath, one.name)).sort())
      hash.update(`${relative(root, file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** The page of the workbench, with the licences of what is in it; as it was made before, where nothing of it has changed. */
async function page(to) {
  const sources = join(root, 'workbench');
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  hash.update(readFileSync(join(root, 'src/preview/protocol.ts'))).update(readFileSync(import.meta.filename));
  for (const entry of readdirSync(sources, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())) {
    const file = join(entry.parentPath, entry.name);
    hash.update(relative(sources, file)).update(readFileSync(file));
  }
  const kept = join(root, '.cache', 'workbench', hash.digest('hex'));
  if (!existsSync(kept)) {
    const beside = `${kept}-${process.pid}`;
    const { build } = await import('vite');
    const { output } = await build({ configFile: join(sources, 'vite.config.ts'), build: { outDir: beside } });
    // pdf.js comes as a file as it is, beside what is bundled.
    writeFileSync(
      join(beside, 'LICENSES.txt'),
      licencesOf([...output, { moduleIds: [join(root, 'node_modules/pdfjs-dist/build/pdf.worker.min.mjs')] }]),
    );
    for (const name of readdirSync(dirname(kept)))
      if (join(dirname(kept), name) !== beside) rmSync(join(dirname(kept), name), { recursive: true, force: true });
    renameSync(beside, kept);
  }
  cpSync(kept, to, { recursive: true });
}

/** The licences of the packages whose code is in the bundle, as they ask. */
function licencesOf(output) {
  const folders = new Set(
    output.flatMap(({ moduleIds = [] }) => moduleIds.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0] ?? [])),
  );
  return [...folders]
    .sort()
    .map((folder) => {
      const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
      const text = file === undefined ? `Copyright ${author?.name ?? author ?? ''}\n` : readFileSync(join(folder, file), 'utf8');
      return `${name} ${version} (${license})\n\n${text}`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
