// Runs a TypeScript file of this repository without compiling it first: node tools/run-ts.mjs tools/mutate-rules.ts [arguments]
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { asJavaScript } from './as-javascript.mjs';

const [name, ...rest] = process.argv.slice(2);
const file = resolve(name);
const made = join(asJavaScript(), relative(dirname(import.meta.dirname), file).replace(/ts$/, 'js'));
process.argv = [process.argv[0], file, ...rest];
process.setSourceMapsEnabled(true);
await import(pathToFileURL(made).href);
