/** Patterns in paths: what they match, what they do not reach, and how a path with signs in its name is taken. */
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix, relative, win32 } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expanded, patternOf } from '../../src/files/path-patterns.js';
import { projectsOf } from '../../src/load/project-paths.js';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'certpress-patterns-'));
  for (const folder of [
    'cases/2025-old',
    'cases/2026-b',
    'cases/2026-a',
    'cases/[2026] signs',
    'cases/deep/2026-c/audits',
    'cases/.hidden',
    'cases/node_modules/2026-x',
    'elsewhere/2026-z',
  ]) {
    await mkdir(join(root, folder), { recursive: true });
  }
  await symlink(join(root, 'elsewhere'), join(root, 'cases', '2026-link'), 'junction');
});
afterAll(() => rm(root, { recursive: true, force: true }));

const from = async (...paths: readonly string[]): Promise<string[]> =>
  (await expanded(paths, root)).map((path) => relative(root, path).split('\\').join('/'));

describe('a pattern', () => {
  it('stands for the folders that it matches, in order, each once', async () => {
    expect(await from('cases/2026-*')).toEqual(['cases/2026-a', 'cases/2026-b']);
    expect(await from('cases/202?-{old,a}', 'cases/2026-a')).toEqual(['cases/2025-old', 'cases/2026-a']);
    expect(await from('c*s/2026-[!a]')).toEqual(['cases/2026-b']);
  });
  it('with ** looks at any depth, but into no hidden folder, no node_modules and no link', async () => {
    expect(await from('**/2026-*')).toEqual(['cases/2026-a', 'cases/2026-b', 'cases/deep/2026-c', 'elsewhere/2026-z']);
    expect(await from('cases/**/2026-z')).toEqual(['cases/**/2026-z']);
    expect(await from('cases/2026-link/*')).toEqual(['cases/2026-link/2026-z']);
  });
  it('may begin anywhere', async () => {
    expect((await expanded([join(root, 'cases').split('\\').join('/') + '/2026-*'], tmpdir())).map((path) => relative(root, path))).toEqual(
      [join('cases', '2026-a'), join('cases', '2026-b')],
    );
    expect(await expanded(['../cases/2026-a*'], join(root, 'elsewhere'))).toEqual([join(root, 'cases', '2026-a')]);
  });
  it('is a name where something has that name, and a plain path is itself, there or not', async () => {
    expect(await from('cases/[2026] signs')).toEqual(['cases/[2026] signs']);
    expect(await from('cases', 'nothing/here')).toEqual(['cases', 'nothing/here']);
  });
  it('that matches nothing stays, and is said to match nothing', async () => {
    const [path = ''] = await expanded(['cases/2027-*'], root);
    const { value, diagnostics } = await projectsOf([path]);
    expect(value).toEqual([]);
    expect(diagnostics.map(({ code, severity, message }) => [code, severity, message.en])).toEqual([
      ['path-unknown', 'error', 'No folder matches this pattern'],
    ]);
    expect((await projectsOf([join(root, 'nothing')])).diagnostics.map(({ message }) => message.en)).toEqual(['There is no such folder']);
  });
});

describe('where a pattern begins', () => {
  it('is the folder before its first sign, on each system by its own separators', async () => {
    expect(await patternOf('cases/2026-*/x', '/home/a', posix)).toEqual({ base: '/home/a/cases', pattern: '2026-*/x' });
    expect(await patternOf('/*/x', '/home/a', posix)).toEqual({ base: '/', pattern: '*/x' });
    expect(await patternOf('*', '/home/a', posix)).toEqual({ base: '/home/a', pattern: '*' });
    expect(await patternOf('cases\\2026-*\\x', 'D:\\records', win32)).toEqual({ base: 'D:\\records\\cases', pattern: '2026-*/x' });
    expect(await patternOf('C:\\cases\\2026-*', 'D:\\records', win32)).toEqual({ base: 'C:\\cases', pattern: '2026-*' });
    expect(await patternOf('C:/cases/2026-*', 'D:\\records', win32)).toEqual({ base: 'C:\\cases', pattern: '2026-*' });
    expect(await patternOf('\\\\server\\share\\2026-*', 'D:\\records', win32)).toEqual({ base: '\\\\server\\share\\', pattern: '2026-*' });
  });
});
