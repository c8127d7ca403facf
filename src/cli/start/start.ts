#!/usr/bin/env node
/**
 * Starts the compiled program (`dist/src/cli/main.js` is this file, alone in a bundle).
 *
 * In:  argv and the environment (a word of ours starts one of the processes that work for another, `program/worker-words.ts`); the
 * program's code beside it, as `tools/compile.mjs` bundled it. Out: the command line runs, from what V8 made of that code in an earlier
 * run of the same command, where it is kept (commands that have no file of their own there share one).
 */
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { lateOptimization } from '../../program/late-optimization.js';
import { isWorkerWord, workerBundles } from '../../program/worker-words.js';
import { cacheFolder } from '../cache-folder.js';
import { CompiledCode } from './compiled-code.js';

const late = lateOptimization(process.versions.node);
if (late !== undefined) setFlagsFromString(late);
// The heap grows by half before it is cleared, in every Node whose flags are known: what the engine holds of a document goes with its
// wrapper, and V8 knows nothing of its size. A process that makes 93 documents takes 450 MB at most so, and up to 750 otherwise. Where
// somebody waits for each save, an answer takes 0.8 of the time without it.
const isWaitedFor = process.argv[2] === 'preview';
if (late !== undefined && !isWaitedFor) setFlagsFromString('--heap-growing-percent=50');
// What runs once is wanted again by the next run.
setFlagsFromString('--no-flush-bytecode');

const folder = cacheFolder(process.env);
const code = new CompiledCode(join(__dirname, '..', '..', 'code'), folder && join(folder, 'compiled'), process.argv[2] ?? '');
const [, , word] = process.argv;
code.load(isWorkerWord(word) ? workerBundles[word] : './main.js');
process.once('exit', () => {
  code.keep();
});
