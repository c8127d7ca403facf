// TypeScript of this repository as JavaScript, file by file and unchecked, so that Node runs it by itself: tests and tools then run as
// fast as what is compiled. In: nothing. Out: the folder below .cache where it lies, as the sources lie in the repository; files of which
// the text is the same are left alone, those that have no source any more are taken away.
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformSync } from 'rolldown/utils';

const root = dirname(import.meta.dirname);
const folder = join(root, '.cache', 'javascript');
/** What lies beside tests and tools is found where it is; the program lies wherever its code does. */
const own = { src: false, schemas: false, test: true, tools: true, bench: true };

export function asJavaScript() {
  const made = new Set();
  for (const [room, staysInPlace] of Object.entries(own)) {
    for (const name of filesBelow(join(root, room), /(?<!\.d|\.test)\.ts$/)) {
      const file = join(root, room, name);
      const define = staysInPlace
        ? { 'import.meta.url': JSON.stringify(pathToFileURL(file).href), 'import.meta.dirname': JSON.stringify(dirname(file)) }
        : {};
      const { code, map, errors } = transformSync(file, readFileSync(file, 'utf8'), { target: 'es2022', sourcemap: true, define });
      if (errors.length > 0) throw errors[0];
      const known = Buffer.from(JSON.stringify({ ...map, sourcesContent: undefined })).toString('base64');
      const to = join(folder, room, name.replace(/ts$/, 'js'));
      keep(to, `${code}\n//# sourceMappingURL=data:application/json;base64,${known}\n`);
      made.add(to);
    }
    for (const name of filesBelow(join(folder, room), /\.js$/))
      if (!made.has(join(folder, room, name))) rmSync(join(folder, room, name), { force: true });
  }
  return folder;
}

function filesBelow(place, names) {
  try {
    return readdirSync(place, { recursive: true, encoding: 'utf8' }).filter((name) => names.test(name));
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}
/** Beside, then renamed: another run may read it now. */
function keep(file, text) {
  try {
    if (readFileSync(file, 'utf8') === text) return;
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, text);
  renameSync(`${file}.${process.pid}`, file);
}
