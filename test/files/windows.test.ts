/**
 * What is otherwise on Windows: paths, names, files that are looked at, numbers of files, line ends. By functions that are told the system.
 */
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix, win32 } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderName, isPortablePath } from '../../src/archive/store/names.js';
import { isDeviceName } from '../../src/files/device-name.js';
import { isInside, isSameFile } from '../../src/files/read-file.js';
import { whileBusy } from '../../src/files/while-busy.js';
import { loadProject } from '../../src/load/project.js';
import { filesOf } from '../../src/load/walk.js';
import { shownName } from '../../src/files/places.js';
import { samplesFolder } from '../setup/samples.js';

describe('paths', () => {
  it('lie inside each other by their parts, on a drive, a share, and in any case of letters', () => {
    expect(isInside('C:\\records\\acme\\case.yaml', 'C:\\records', win32)).toBe(true);
    expect(isInside('c:\\Records\\acme', 'C:\\records', win32)).toBe(true);
    expect(isInside('C:\\records', 'C:\\records\\', win32)).toBe(true);
    expect(isInside('C:\\', 'C:\\', win32)).toBe(true);
    expect(isInside('C:\\records', 'C:\\', win32)).toBe(true);
    expect(isInside('C:\\records-2', 'C:\\records', win32)).toBe(false);
    expect(isInside('D:\\records', 'C:\\records', win32)).toBe(false);
    expect(isInside('\\\\server\\share\\records\\a', '\\\\server\\share\\records', win32)).toBe(true);
    expect(isInside('\\\\server\\other\\a', '\\\\server\\share', win32)).toBe(false);
    expect(isInside('/records/..a', '/records', posix)).toBe(true);
    expect(isInside('/record', '/records', posix)).toBe(false);
  });
  it('of a house have one name, however they were typed', () => {
    expect(['house', 'house/', 'house\\', './house', '.\\house\\', 'x/../house'].map(shownName)).toEqual(Array(6).fill('house'));
    expect(['..\\shared\\house', '../shared/house/', '.', '/'].map(shownName)).toEqual(['../shared/house', '../shared/house', '.', '/']);
  });
});

describe('names', () => {
  it.each([
    'con',
    'PRN',
    'Aux',
    'nul',
    'COM0',
    'com9',
    'LPT1',
    'com¹',
    'LPT³',
    'CONIN$',
    'conout$',
    'nul.yaml',
    'con.2026.pdf',
    'aux .txt',
  ])('%s is a device', (name) => {
    expect(isDeviceName(name)).toBe(true);
    expect(isPortablePath(`evidence/${name}`)).toBe(false);
    expect(isDeviceName(folderName(name))).toBe(false);
  });
  it.each(['console', 'com', 'com10', 'lpt', 'a.nul', 'nul-1', 'auxiliary.yaml', 'prn_2', '案卷'])('%s is none', (name) =>
    expect(isDeviceName(name)).toBe(false),
  );
});

describe('a file that another program looks at', () => {
  const failing = (code: string, times: number): { act: () => Promise<string>; tried: () => number } => {
    let tried = 0;
    return {
      act: () => (++tried <= times ? Promise.reject(Object.assign(new Error(code), { code })) : Promise.resolve('done')),
      tried: () => tried,
    };
  };
  it.each(['EPERM', 'EACCES', 'EBUSY'])('%s passes on Windows', async (code) => {
    const busy = failing(code, 3);
    expect([await whileBusy(busy.act, 'win32'), busy.tried()]).toEqual(['done', 4]);
  });
  it('is said to be so when it stays', async () => {
    const busy = failing('EBUSY', Infinity);
    await expect(whileBusy(busy.act, 'win32')).rejects.toThrow('EBUSY');
    expect(busy.tried()).toBe(9);
  });
  it('is asked once where the answer is final', async () => {
    const elsewhere = failing('EPERM', 1);
    await expect(whileBusy(elsewhere.act, 'linux')).rejects.toThrow('EPERM');
    const full = failing('ENOSPC', 1);
    await expect(whileBusy(full.act, 'win32')).rejects.toThrow('ENOSPC');
    expect([elsewhere.tried(), full.tried()]).toEqual([1, 1]);
  });
});

describe('one file', () => {
  // 2^53 and the next whole number are one as doubles; numbers on NTFS are that large after a few thousand reuses of a place.
  const one = { dev: 1n, ino: 9007199254740992n };
  it('is known by its number, exactly', () => {
    expect(isSameFile(one, { ...one }, 'linux')).toBe(true);
    expect([
      isSameFile(one, { dev: 1n, ino: 9007199254740993n }, 'linux'),
      isSameFile(one, { dev: 1n, ino: 9007199254740993n }, 'win32'),
    ]).toEqual([false, false]);
  });
  it('is one on Windows also where the volume has two numbers (libuv/libuv#4698), and not elsewhere', () => {
    expect([isSameFile(one, { ...one, dev: 0n }, 'win32'), isSameFile(one, { ...one, dev: 0n }, 'linux')]).toEqual([true, false]);
  });
});

describe('records with line ends of Windows', () => {
  let root = '';
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'certpress-crlf-'));
    await cp(samplesFolder, root, { recursive: true });
    for (const name of await readdir(root, { recursive: true })) {
      if (name.endsWith('.yaml')) await writeFile(join(root, name), (await readFile(join(root, name), 'utf8')).replace(/\n/g, '\r\n'));
    }
  });
  afterAll(() => rm(root, { recursive: true, force: true }));
  it('say what they say with those of others', () => {
    const read = (folder: string): { values: unknown; codes: string[] } => {
      const { value, diagnostics } = loadProject(folder);
      return {
        values: value?.cases.map((one) => filesOf(one).map((file) => [file.file, file.value])),
        codes: diagnostics.map((d) => d.code),
      };
    };
    const plain = read(samplesFolder);
    expect(read(root)).toEqual(plain);
    expect(JSON.stringify(plain.values).length).toBeGreaterThan(100_000);
  });
});
