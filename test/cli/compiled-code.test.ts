/** What V8 made of the code in an earlier run is used again; where it is damaged, or the code is another, it is made anew. */
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packageInfo } from '../../src/program/package-info.js';
import { sweep, swept } from '../setup/long.js';
import { compile } from '../setup/run.js';

const { root, version } = packageInfo();
const place = mkdtempSync(join(tmpdir(), 'certpress-compiled-'));
const cache = join(place, 'cache');
const said = (): string => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(place, 'dist/src/cli/main.js'), '--version'], {
    env: { ...process.env, CERTPRESS_CACHE: cache },
    encoding: 'utf8',
  });
  return `${status} ${stdout}${stderr}`;
};
/** The file that is kept, and when it was written. */
const kept = (): { readonly path: string; readonly written: number } => {
  const [path = ''] = readdirSync(join(cache, 'compiled'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return { path, written: statSync(path).mtimeMs };
};
/** As often as it is written before it is left alone. */
const settle = (): void => {
  for (let run = 0; run < 4; run++) expect(said()).toBe(right);
};
const right = `0 ${version}\n`;

beforeAll(async () => {
  await compile();
  for (const name of ['dist', 'package.json']) cpSync(join(root, name), join(place, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'));
});
afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});

it('is kept by the first runs and left alone by the next', () => {
  settle();
  const { written } = kept();
  expect(said()).toBe(right);
  expect(kept().written).toBe(written);
});
it.each(
  swept<[string, (path: string, bytes: Buffer) => void]>(
    [
      ['is cut short', (path, bytes) => truncateSync(path, bytes.length >> 1)],
      ['is empty', (path) => truncateSync(path, 0)],
      ['is altered in its table', (path, bytes) => writeFileSync(path, bytes.fill(0x20, 60, 70))],
      ['is altered in what V8 made', (path, bytes) => writeFileSync(path, bytes.fill(0x20, bytes.length - 4000, bytes.length - 3000))],
    ],
    4,
  ),
)('where it %s, it is made again', sweep, (_, damage) => {
  settle();
  const { path } = kept();
  const whole = readFileSync(path);
  damage(path, Buffer.from(whole));
  const damaged = readFileSync(path);
  expect(said()).toBe(right);
  expect(readFileSync(path).equals(damaged)).toBe(false);
  expect(readFileSync(path).length).toBeGreaterThan(whole.length / 2);
});
it('other code of the same length is what runs', () => {
  settle();
  const main = join(place, 'dist/code/main.js');
  const code = readFileSync(main, 'utf8');
  const other = code.replace('Turns a certification body', 'Turns a certificatioN body');
  expect(other).not.toBe(code);
  writeFileSync(main, other);
  const { stdout } = spawnSync(process.execPath, [join(place, 'dist/src/cli/main.js'), '--help'], {
    env: { ...process.env, LC_ALL: 'C', CERTPRESS_CACHE: cache },
    encoding: 'utf8',
  });
  expect(stdout).toContain('Turns a certificatioN body');
});
