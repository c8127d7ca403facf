/** Which package of the engine is for which system: the eleven that are published, and no other. */
import { readFileSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageInfo } from '../../src/program/package-info.js';
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
describe('the lockfile', () => {
  it('names no registry', () => {
    expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toContain('"resolved"');
  });
});
