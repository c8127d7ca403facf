/**
 * A project with many generated cases, all lawful: what speed and memory are measured on.
 *
 *     npm run cases -- --count 1000 --out DIR [--seed 1] [--scheme wanding]
 *
 * In:  how many, where to, and perhaps another seed, or one scheme instead of all four. Out: the project (`test/lawful/write-project.ts`).
 */
import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeProject } from '../test/lawful/write-project.js';
import type { SchemeId } from '../test/lawful/windows.js';

const usage = 'npm run cases -- --count N --out DIR [--seed N] [--scheme wanding|cusc|cqm|zoho]';
const { values } = parseArgs({
  options: { count: { type: 'string' }, out: { type: 'string' }, seed: { type: 'string' }, scheme: { type: 'string' } },
});
const isScheme = (word: string): word is SchemeId => ['wanding', 'cusc', 'cqm', 'zoho'].includes(word);
const { out, scheme } = values;
const count = Number(values.count);
const seed = Number(values.seed ?? 1);
if (out === undefined || !(Number.isInteger(count) && count > 0) || !Number.isInteger(seed) || (scheme !== undefined && !isScheme(scheme)))
  throw new Error(usage);
const folder = resolve(out);
if (existsSync(folder) && readdirSync(folder).length > 0) throw new Error(`${folder} is not empty`);
writeProject(folder, {
  count,
  seed,
  ...(scheme === undefined ? {} : { scheme }),
  progress: (done) => {
    if (done % 500 === 0) console.log(`${done} of ${count}`);
  },
});
console.log(`${count} cases in ${folder}`);
