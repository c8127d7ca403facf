// Runs a TypeScript file of this repository without compiling it first: node tools/run-ts.mjs tools/mutate-rules.ts [arguments]
import { resolve } from 'node:path';
import { runnerImport } from 'vite';

const [file, ...rest] = process.argv.slice(2);
process.argv = [process.argv[0], resolve(file), ...rest];
await runnerImport(resolve(file), { logLevel: 'error', configFile: false });
