/**
 * The layout engine of the tests' own processes remembers what it set for many documents: file after file asks for the pages of the same
 * samples, and what is remembered takes a tenth of the time. It is the same engine with the same bytes (`test/writers/engine.test.ts`
 * holds that, with one that forgets).
 *
 * In:  nothing. Out: `forgetting` runs a work in which nothing is remembered but what the writer asks for.
 */
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { bindingPackage } from '../../src/writers/pdf/engine-in-process.js';

interface Binding {
  readonly NodeCompiler: { readonly prototype: { evictCache(maxAge: number): void } };
}
/** Some 6 MB each. */
const manySheets = 40;
let sheets = manySheets;
/** To look for what is old takes the longer the more is remembered, a tenth of a layout: it is done for some sheets at once. */
const atOnce = 8;
let since = 0;

const compiler = [true, false]
  .map((hasGlibc) => bindingOf(bindingPackage({ platform: platform(), arch: arch(), hasGlibc })))
  .find((binding) => binding !== undefined)?.NodeCompiler.prototype;
if (compiler) {
  const { evictCache } = compiler;
  compiler.evictCache = function (this: object, maxAge) {
    if (sheets === 0) return evictCache.call(this, maxAge);
    since = (since + 1) % atOnce;
    // An age is a number of such looks.
    if (since === 0) evictCache.call(this, Math.max(maxAge, sheets / atOnce));
  };
}

function bindingOf(name: string | undefined): Binding | undefined {
  try {
    return name === undefined ? undefined : (createRequire(import.meta.url)(name) as Binding);
  } catch {
    // Not installed: then there is another engine, or none.
    return undefined;
  }
}

export async function forgetting<T>(work: () => Promise<T>): Promise<T> {
  sheets = 0;
  try {
    return await work();
  } finally {
    sheets = manySheets;
  }
}
