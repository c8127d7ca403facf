// Vitest's global setup: our own packs read and proved once for all processes of a run, as `tools/compile.mjs` has it done for those that run
// what is compiled (`src/make/prepare.ts`). In: the JavaScript that `as-javascript.mjs` made. Out: files beside it, which count for these very
// bytes of code and packs; not made again where neither code nor packs nor layouts have changed since.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = dirname(import.meta.dirname);
const folder = join(root, '.cache', 'javascript');
const stamp = join(folder, 'prepared-of');

export default function prepareJavaScript() {
  const hash = createHash('sha256');
  for (const place of [join(folder, 'src'), join(folder, 'schemas'), join(root, 'schemas'), join(root, 'templates')])
    for (const name of filesBelow(place)) hash.update(`${name}\0`).update(readFileSync(join(place, name)));
  const made = hash.digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === made) return;
  const module = pathToFileURL(join(folder, 'src/make/prepare.js')).href;
  const run = `const { prepare } = await import(${JSON.stringify(module)}); await prepare();`;
  const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', run], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error('our own packs cannot be prepared');
  writeFileSync(stamp, made);
}

const filesBelow = (place) =>
  readdirSync(place, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(js|ya?ml|hbs)$/.test(name))
    .sort();
