/** Which package of the engine is for which system: the eleven that are published, and no other; what it may remember. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageInfo } from '../../src/program/package-info.js';
import { createPdfWriter, type PdfWriter } from '../../src/writers/pdf/index.js';
import { forgetting } from '../setup/engine-memory.js';
import { certificate, harbour } from './pdf-samples.js';
import { bindingPackage, engineVersion } from '../../src/writers/pdf/engine-in-process.js';

interface Locked {
  readonly version: string;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
}
const { root } = packageInfo();
const read = (name: string): unknown => JSON.parse(readFileSync(join(root, name), 'utf8'));
const { optionalDependencies } = read('package.json') as { optionalDependencies: Record<string, string> };
const { packages } = read('package-lock.json') as { packages: Record<string, Locked> };
const bindings = Object.keys(optionalDependencies).filter((name) => name.includes('typst-ts-node-compiler'));

describe('the binding of the engine', () => {
  it('is found for every system that a package is published for', () => {
    expect(bindings).toHaveLength(11);
    for (const name of bindings) {
      // What the packages say of themselves, as npm recorded it when it locked them.
      const { version, os = [], cpu = [], libc = [] } = packages[`node_modules/${name}`] ?? { version: '' };
      expect(version, name).toBe(optionalDependencies[name]);
      expect(
        [os, cpu].map((list) => list.length),
        name,
      ).toEqual([1, 1]);
      expect(bindingPackage({ platform: os[0] ?? '', arch: cpu[0] ?? '', hasGlibc: libc[0] !== 'musl' }), name).toBe(name);
    }
  });
  it('is none where none is published', () => {
    expect(bindingPackage({ platform: 'freebsd', arch: 'x64', hasGlibc: false })).toBeUndefined();
    expect(bindingPackage({ platform: 'win32', arch: 'ia32', hasGlibc: false })).toBeUndefined();
    // Published for glibc alone: one for the other library would load, and fail somewhere inside.
    expect(bindingPackage({ platform: 'linux', arch: 'arm', hasGlibc: false })).toBeUndefined();
  });
  it.skipIf(platform() !== 'linux' || arch() !== 'x64')('is loaded here', () => {
    expect(engineVersion()).toBe('typst-ts-node-compiler 0.7.0');
  });
});
describe('an engine that remembers', () => {
  it('makes the bytes that one makes which forgets, also of a document with a word changed, and of the first again', async () => {
    const [forgets, remembers] = [createPdfWriter(), createPdfWriter(undefined, 10)];
    const first = certificate(harbour, {}, true);
    const changed = certificate(harbour, { client: '另一家有限公司' }, true);
    const bytesOf = async (writer: PdfWriter, document: typeof first): Promise<string> =>
      createHash('sha256')
        .update((await writer.write(document)).value?.bytes ?? '')
        .digest('hex');
    const wanted = await forgetting(async () => [await bytesOf(forgets, first), await bytesOf(forgets, changed)] as const);
    expect(wanted[0]).not.toBe(wanted[1]);
    for (const [document, bytes] of [
      [first, wanted[0]],
      [changed, wanted[1]],
      [first, wanted[0]],
    ] as const)
      expect(await bytesOf(remembers, document)).toBe(bytes);
  });
});
describe('the lockfile', () => {
  it('names no registry', () => {
    expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toContain('"resolved"');
  });
});
