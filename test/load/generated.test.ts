/** Bad input that does not lie well in a repository: large files, encodings, links, permissions. */
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadProject } from '../../src/load/project.js';
import { printDiagnostics } from './print.js';

let root = '';
let outside = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'certpress-load-'));
  outside = mkdtempSync(join(tmpdir(), 'certpress-outside-'));
  cpSync(join(import.meta.dirname, 'base'), root, { recursive: true });
});
afterEach(() => {
  for (const folder of [root, outside]) rmSync(folder, { recursive: true, force: true });
});
const audit = (...way: string[]): string => join(root, 'one', 'audits', 'stage-2', ...way);
const report = (content: string | Uint8Array): void => {
  writeFileSync(audit('report.yaml'), content);
};
const found = (): string[] =>
  printDiagnostics(loadProject(root).diagnostics, root)
    .split('\n')
    .filter((line) => /^\S/.test(line));
const R = 'one/audits/stage-2/report.yaml';

describe('encodings', () => {
  test('a byte order mark and CRLF are accepted', () => {
    report('\uFEFFnumber: "R-1"\r\nscope: |\r\n  第一行\r\n  第二行\r\n');
    const { value, diagnostics } = loadProject(root);
    expect(diagnostics).toEqual([]);
    expect(value?.cases[0]?.audits[0]?.report?.value.scope).toEqual({ zh: '第一行\n第二行\n' });
  });
  test('places are right after CRLF', () => {
    report('number: "R-1"\r\nscope: 一\r\nsocpe: 二\r\n');
    expect(found()).toEqual([`${R}:3:1  error  key-unknown  /socpe`]);
  });
  test('GBK is named with its line', () => {
    report(Buffer.concat([Buffer.from('number: "R-1"\nscope: '), Buffer.from([0xd6, 0xa7, 0xb8, 0xb6]), Buffer.from('\n')]));
    expect(found()).toEqual([`${R}:2:9  error  file-not-utf8`]);
  });
  test('UTF-16 is named', () => {
    report(Buffer.from('\uFEFFnumber: "R-1"\n', 'utf16le'));
    expect(found()).toEqual([`${R}:1:1  error  file-not-utf8`]);
  });
});

describe('size', () => {
  test('a file of 50 MB is not read', () => {
    report('');
    truncateSync(audit('report.yaml'), 50 * 1024 * 1024);
    expect(found()).toEqual([`${R}:1:1  error  file-too-large`]);
  });
  test.each([
    ['[', ''],
    ['{a: ', ''],
    ['- ', 'a'],
    ['? ', 'a'],
  ])('nesting with %s', (open, end) => {
    report(open.repeat(100_000) + end);
    const [first] = found();
    expect(first).toMatch(/^one\/audits\/stage-2\/report\.yaml:1:\d+ {2}error {2}yaml-too-deep/);
  });
  test('nesting by indentation', () => {
    report(Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'));
    expect(found()[0]).toMatch(/yaml-too-deep/);
  });
  test('60 levels are only unknown keys', () => {
    report(`number: ${'['.repeat(60)}1${']'.repeat(60)}\n`);
    expect(found()).toEqual([`${R}:1:9  error  value-type  /number`]);
  });
  test('too many values', () => {
    report(`sites: [${'S1, '.repeat(400_000)}S1]\n`);
    expect(found()[0]).toMatch(/yaml-too-large/);
  });
  test('aliases that grow beyond bounds', () => {
    const list = (of: string, n: number): string => `[${Array.from({ length: n }, () => of).join(', ')}]`;
    report(`k0: &a0 ${list('x', 2000)}\nk1: &a1 ${list('*a0', 9)}\n`);
    expect(found().some((line) => line.includes('yaml-alias'))).toBe(true);
  });
  test('a thousand mistakes are bounded for each file', () => {
    report('a: "\n'.repeat(1000));
    expect(found().length).toBeLessThanOrEqual(20);
  });
});

describe('links and permissions', () => {
  test('a file that is a link out of the project', () => {
    writeFileSync(join(outside, 'r.yaml'), 'number: "R-1"\n');
    rmSync(audit('report.yaml'));
    symlinkSync(join(outside, 'r.yaml'), audit('report.yaml'));
    expect(found()).toEqual([`${R}:1:1  error  link-outside`]);
  });
  test('a folder that is a link out of the project', () => {
    mkdirSync(join(outside, 'two'));
    writeFileSync(join(outside, 'two', 'case.yaml'), 'scheme: wanding\n');
    symlinkSync(join(outside, 'two'), join(root, 'two'));
    expect(found()).toEqual(['two  error  link-outside']);
  });
  test('a link inside the project is followed, a loop is not', () => {
    symlinkSync(join(root, 'one'), join(root, 'again'));
    symlinkSync(root, join(root, 'one', 'audits', 'up'));
    const { value, diagnostics } = loadProject(root);
    expect(diagnostics).toEqual([]);
    expect(value?.cases.map((one) => one.folder)).toEqual(['again']);
  });
  test('a link to nothing', () => {
    symlinkSync(join(root, 'nothing.yaml'), audit('plan.yaml'));
    expect(found()).toEqual(['one/audits/stage-2/plan.yaml:1:1  error  file-unreadable']);
  });
  test('evidence that is a link out of the project', () => {
    writeFileSync(join(outside, 'x.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    mkdirSync(join(root, 'one', 'evidence'));
    symlinkSync(join(outside, 'x.png'), join(root, 'one', 'evidence', 'x.png'));
    mkdirSync(audit('findings'));
    writeFileSync(audit('findings', 'lin.yaml'), 'findings: [{ figure: { file: evidence/x.png } }]\n');
    expect(found()).toEqual(['one/audits/stage-2/findings/lin.yaml:1:30  error  path-outside  /findings/0/figure/file']);
  });
  test('a folder where a file is due', () => {
    rmSync(audit('report.yaml'));
    mkdirSync(audit('report.yaml'));
    expect(found()).toEqual([]);
  });
  // Root reads everything.
  test.skipIf(process.getuid?.() === 0)('a file and a folder without permission', () => {
    chmodSync(audit('report.yaml'), 0);
    mkdirSync(join(root, 'shut'));
    chmodSync(join(root, 'shut'), 0);
    expect(found()).toEqual(['shut:1:1  error  file-unreadable', `${R}:1:1  error  file-unreadable`]);
    chmodSync(join(root, 'shut'), 0o700);
  });
});

describe.skipIf(process.platform === 'win32')('names', () => {
  test.each(['a:b', 'x\u202Ey', 'line\nbreak', 'dot.', 'con'])('%j', (name) => {
    mkdirSync(join(root, 'one', 'audits', name));
    writeFileSync(join(root, 'one', 'audits', name, 'audit.yaml'), 'kind: S\nversion: B/1\n');
    expect(loadProject(root).diagnostics.map((d) => d.code)).toEqual(['file-name-refused']);
  });
});

describe('cases asked for', () => {
  test('others are compared, not reported', () => {
    for (const name of ['two', 'three']) {
      mkdirSync(join(root, name));
      writeFileSync(join(root, name, 'case.yaml'), 'scheem: wanding\n');
      writeFileSync(join(root, name, 'certificates.yaml'), '- { number: "C-1" }\n');
    }
    writeFileSync(join(root, 'one', 'certificates.yaml'), '- { number: "C-1" }\n');
    const one = loadProject(root, [join(root, 'one')]);
    expect(one.value?.cases.map((c) => c.name)).toEqual(['one']);
    expect(
      printDiagnostics(one.diagnostics, root)
        .split('\n')
        .filter((line) => /^\S/.test(line)),
    ).toEqual([
      'three/certificates.yaml:1:13  error  certificate-number-twice  /0/number',
      'two/certificates.yaml:1:13  error  certificate-number-twice  /0/number',
    ]);
  });
});
