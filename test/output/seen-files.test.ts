/**
 * What a kept result depends on: whatever does changes its key, and nothing else; and which files are read to see that.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scanFiles, scanFolder, type Scan, type Seen } from '../../src/output/seen-files.js';
import { programIdOf } from '../../src/program/program-id.js';

const place = realpathSync(mkdtempSync(join(tmpdir(), 'certpress-key-')));
afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});
const write = (name: string, text: string): void => {
  mkdirSync(join(place, name, '..'), { recursive: true });
  writeFileSync(join(place, name), text);
};
const link = (target: string, name: string): void => {
  rmSync(join(place, name), { force: true });
  symlinkSync(join(place, target), join(place, name));
};

describe('inputs', () => {
  const key = (): string =>
    [join(place, 'project'), join(place, 'house')]
      .map((folder) => scanFolder(folder, { except: new Set([join(place, 'project/out')]) })?.key ?? 'unreadable')
      .join('\n');
  beforeAll(() => {
    write('project/case/case.yaml', 'a: 1');
    write('project/.store/one/plan.yaml', 'a: 1');
    write('project/.store/two/plan.yaml', 'a: 1');
    write('project/out/manifest.json', '{}');
    write('elsewhere/theme.yaml', 'a: 1');
    write('shared/zh.yaml', 'a: 1');
    mkdirSync(join(place, 'house'));
  });

  it.each<[string, () => void]>([
    ['a record', () => write('project/case/case.yaml', 'a: 2')],
    ['a file that comes', () => write('project/case/people.yaml', '')],
    ['a file that goes', () => rmSync(join(place, 'project/case/people.yaml'))],
    ['a file of a house outside of the project', () => write('house/theme.yaml', 'a: 2')],
    ['a picture of it', () => write('house/logo.png', 'pixels')],
    ['a link that comes', () => link('project/.store/one', 'project/linked')],
    ['what lies behind a link', () => write('project/.store/one/plan.yaml', 'a: 2')],
    ['where a link leads', () => link('project/.store/two', 'project/linked')],
    [
      'a link that leads out, where to',
      () => {
        link('shared/zh.yaml', 'house/zh.yaml');
      },
    ],
    [
      'the house itself becomes a link',
      () => {
        rmSync(join(place, 'house'), { recursive: true });
        link('elsewhere', 'house');
      },
    ],
    ['what lies behind that link', () => write('elsewhere/theme.yaml', 'a: 2')],
    ['the house is gone', () => rmSync(join(place, 'house'))],
  ])('%s changes it', (_, change) => {
    const before = key();
    change();
    expect(key()).not.toBe(before);
    expect(key()).toBe(key());
  });
  it.each<[string, () => void]>([
    ['what the build itself wrote', () => write('project/out/manifest.json', '{"outputs":[]}')],
    ['what nobody reads', () => write('project/.git/index', 'x')],
  ])('%s does not', (_, change) => {
    const before = key();
    change();
    expect(key()).toBe(before);
  });
  it('a folder that holds a link to itself has an end', () => {
    link('project', 'project/case/again');
    expect(key()).not.toContain('unreadable');
  });
});

describe('files that were seen before', () => {
  const folder = join(place, 'seen');
  const file = join(folder, 'a.yaml');
  /** More than the coarsest clock of a file system tells apart. */
  const aWhile = 10_000;
  const scan = (before?: Seen): Scan => {
    const found = scanFolder(folder, { before });
    if (!found) throw new Error('it cannot be read');
    return found;
  };
  /** As it is told of files that had been there for a while when they were seen; with a hash that none has, by which reading shows. */
  const seen = (): Seen => {
    const { at, files } = scan();
    return { at: at + aWhile, files: files.map(([name, size, mtime, ctime, ino]) => [name, size, mtime, ctime, ino, 'not read']) };
  };
  const hashOf = (before: Seen): string | undefined => scan(before).files[0]?.[5];
  beforeAll(() => write('seen/a.yaml', 'a: 1'));

  it('are not read where they have not moved', () => {
    expect(hashOf(seen())).toBe('not read');
    expect(scan(seen()).isAsSeen).toBe(true);
  });
  it('are read where they were written just before they were seen: another writing in the same tick would not show', () => {
    const { files } = seen();
    expect(hashOf({ at: statSync(file).mtimeMs + 1, files })).not.toBe('not read');
  });
  it('are read where they were touched; the key is the same, and there is something new to keep', () => {
    const [before, { key }] = [seen(), scan()];
    utimesSync(file, new Date(), new Date(Date.now() - 5_000));
    expect(hashOf(before)).not.toBe('not read');
    expect(scan(before)).toMatchObject({ key, isAsSeen: false });
  });
  it('are read where they were written in the same size and with the same time', () => {
    const [before, { mtime, atime }, { key }] = [seen(), statSync(file), scan()];
    write('seen/a.yaml', 'a: 2');
    utimesSync(file, atime, mtime);
    expect(hashOf(before)).not.toBe('not read');
    expect(scan(before).key).not.toBe(key);
  });
  it('are found by their names where others came or went', () => {
    const before = seen();
    write('seen/0.yaml', '');
    expect(scan(before).files.map(([name, , , , , hash]) => [name, hash === 'not read'])).toEqual([
      ['0.yaml', false],
      ['a.yaml', true],
    ]);
    rmSync(join(folder, '0.yaml'));
    expect(scan({ ...before, files: [['0.yaml', 0, 0, 0, 0, ''], ...before.files] })).toMatchObject({
      isAsSeen: false,
      files: before.files,
    });
  });
  it('are told one by one; nothing where one is gone', () => {
    expect(scanFiles(folder, ['a.yaml'], seen())?.isAsSeen).toBe(true);
    expect(scanFiles(folder, ['a.yaml', 'b.yaml'])).toBeUndefined();
  });
});

describe('the program', () => {
  const id = (): string =>
    programIdOf({ root: join(place, 'certpress'), code: ['src', 'schemas'].map((folder) => join(place, 'certpress/dist', folder)) });
  const installed = (name: string, rest: object = {}): void =>
    write(`certpress/node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', ...rest }));
  /** An OpenType file begins with a directory of its tables and their checksums; all that follows stands for outlines. */
  const face = (checksum: string): string => `\0\x01\0\0 glyf ${checksum}`.padEnd(5000, 'o');
  beforeAll(() => {
    write(
      'certpress/package.json',
      JSON.stringify({
        name: 'certpress',
        version: '0.1.0',
        dependencies: { handlebars: '^4', '@expo-google-fonts/noto-serif-sc': '*' },
        optionalDependencies: { binding: '1', 'not-here': '1' },
      }),
    );
    write('certpress/dist/src/cli/main.js', 'run()');
    write('certpress/dist/schemas/record/fields.js', 'export const maxText = 60000');
    installed('handlebars', { dependencies: { wordwrap: '^1' } });
    installed('wordwrap');
    installed('binding');
    installed('@expo-google-fonts/noto-serif-sc');
    write('certpress/node_modules/@expo-google-fonts/noto-serif-sc/400Regular/face.ttf', face('1'));
  });

  it.each<[string, () => void]>([
    ['code', () => write('certpress/dist/src/cli/main.js', 'run(1)')],
    ['a shape', () => write('certpress/dist/schemas/record/fields.js', 'export const maxText = 5')],
    ['a library', () => installed('handlebars', { version: '1.0.1', dependencies: { wordwrap: '^1' } })],
    ['a library of a library', () => installed('wordwrap', { version: '1.0.1' })],
    ['the engine', () => installed('binding', { version: '1.0.1' })],
    ['a package of faces', () => installed('@expo-google-fonts/noto-serif-sc', { version: '1.0.1' })],
    [
      'a face put in by hand, as large as the one before',
      () => write('certpress/node_modules/@expo-google-fonts/noto-serif-sc/400Regular/face.ttf', face('2')),
    ],
    [
      'a face that a theme may name from now on',
      () => {
        installed('@expo-google-fonts/lora');
        write('certpress/node_modules/@expo-google-fonts/lora/400Regular/lora.ttf', face('1'));
      },
    ],
  ])('%s changes it', (_, change) => {
    const before = id();
    change();
    expect(id()).not.toBe(before);
  });
  it('what makes no document does not', () => {
    const before = id();
    installed('vitest');
    expect(id()).toBe(before);
    expect(id()).toMatch(/^0\.1\.0\+[0-9a-f]{12}$/);
  });
});
