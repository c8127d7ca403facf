/** Which program is taken for `typst`, and which engine a project gets. */
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { platform, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseEngine } from '../../src/writers/pdf/choose-engine.js';
import { engineId } from '../../src/writers/pdf/engine-id.js';
import { findTypst, typstEnvironment } from '../../src/writers/pdf/typst-program.js';

let root = '';
/** A program that says this of its version, as a script of this system. */
async function saying(name: string, version: string): Promise<string> {
  const folder = join(root, name);
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'typst');
  await writeFile(path, `#!/bin/sh\necho '${version}'\n`);
  await chmod(path, 0o755);
  return path;
}
beforeAll(async () => void (root = await mkdtemp(join(tmpdir(), 'certpress-engines-'))));
afterAll(() => rm(root, { recursive: true, force: true }));

describe.skipIf(platform() === 'win32')('a typst', () => {
  it('is taken from 0.15 on, with all that it says of itself', async () => {
    for (const version of ['typst 0.15.0 (a1b2c3d4)', 'typst 0.15.1 (unknown commit)', 'typst 0.16.0', 'typst 1.0.0-rc.1 (a)']) {
      const path = await saying(version.replace(/\W/g, '-'), version);
      expect(findTypst(path)).toEqual({ path, version });
    }
  });
  it('is not, when it is older: one of those makes one standard at a time', async () => {
    for (const version of ['typst 0.14.2 (b33de9de)', 'typst 0.9.0'])
      expect(findTypst(await saying(version.replace(/\W/g, '-'), version))).toEqual({ why: 'too-old', what: version });
  });
  it('is not, when it is another program, no program, or no whole path', async () => {
    expect(findTypst(process.execPath)).toEqual({ why: 'no-typst', what: process.execPath });
    expect(findTypst(await saying('odd', 'typst of sorts'))).toMatchObject({ why: 'no-typst' });
    await writeFile(join(root, 'text'), 'typst 0.15.0');
    expect(findTypst(join(root, 'text'))).toEqual({ why: 'not-found', what: join(root, 'text') });
    expect(findTypst(root)).toEqual({ why: 'not-found', what: root });
    expect(findTypst('typst-0.15/typst')).toEqual({ why: 'not-whole', what: 'typst-0.15/typst' });
  });
  it('is looked for in the whole folders of the PATH, in their order, and nowhere else', async () => {
    const first = await saying('first', 'typst 0.15.0');
    await saying('second', 'typst 0.15.1');
    await mkdir(join(root, 'third', 'typst'), { recursive: true });
    const path = (...folders: string[]): string => folders.join(delimiter);
    expect(findTypst(undefined, { PATH: path(join(root, 'third'), join(root, 'first'), join(root, 'second')) })).toMatchObject({
      path: first,
    });
    expect(findTypst(undefined, { PATH: path('', '.', 'first') })).toEqual({ why: 'not-found' });
    expect(findTypst(undefined, {})).toEqual({ why: 'not-found' });
  });
  it('is told nothing by the environment, and finds no way to fetch anything', () => {
    const env = typstEnvironment({
      PATH: '/bin',
      TYPST_FONT_PATHS: '/fonts',
      TYPST_ROOT: '/',
      SOURCE_DATE_EPOCH: '1',
      https_proxy: 'http://proxy',
      NO_PROXY: '*',
    });
    expect(Object.keys(env).sort()).toEqual(['ALL_PROXY', 'HTTPS_PROXY', 'HTTP_PROXY', 'PATH', 'TYPST_IGNORE_EMBEDDED_FONTS']);
    expect(env['HTTPS_PROXY']).toBe('http://127.0.0.1:9');
  });
});

describe.skipIf(platform() === 'win32')('the engine of a project', () => {
  const place = { file: 'certpress.yaml', line: 3, column: 1 };
  const choose = (name: string, project = join(root, 'project')) => chooseEngine({ name, place, project });
  it('is the built-in one, unless it names another', async () => {
    expect(chooseEngine()).toMatchObject({ id: '', version: 'typst-ts-node-compiler 0.7.0' });
    expect(choose('built-in')).toMatchObject({ id: '' });
    expect([await engineId(), await engineId({ name: 'built-in', project: root })]).toEqual(['', '']);
    const path = await saying('named', 'typst 0.15.1 (unknown commit)');
    expect(choose(path)).toMatchObject({ id: ' typst 0.15.1 (unknown commit)', version: 'typst 0.15.1 (unknown commit)' });
    expect(await engineId({ name: path, project: root + '-elsewhere' })).toBe(' typst 0.15.1 (unknown commit)');
  });
  it.each([
    ['word', /built-in.*typst.*“tyspt”/, 'tyspt'],
    ['program that is not there', /is not a program that can be run/, '/nowhere/typst'],
  ])('is none where it names a %s, said at its place', (_, message, name) => {
    const { problem, version } = choose(name);
    expect(version).toBeNull();
    expect(problem).toMatchObject({ code: 'engine-unfit', severity: 'error', place });
    expect(problem?.message.en).toMatch(message);
  });
  it('is never a program that the project brings along, by whatever way', async () => {
    const inside = await saying('project/tools', 'typst 0.15.1');
    await symlink(inside, join(root, 'to-typst'));
    for (const path of [inside, join(root, 'to-typst'), join(root, 'other', '..', 'project', 'tools', 'typst')])
      expect(choose(path).problem?.message.en).toMatch(/lies in the project/);
  });
});
