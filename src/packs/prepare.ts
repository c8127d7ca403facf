/**
 * Reads and proves the packs that come with the program, once, when it is compiled (`tools/compile.mjs`).
 *
 * In:  nothing but them. Out: files beside the compiled code, for `prepared.ts`: the value of each file, and the keys of proofs that found
 *      nothing. What JSON would not give back as it was is left out, and so is what has a fault: both are read as ever.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { writeWhole } from '../files/write-file.js';
import { readSoFar, rememberYaml } from '../files/yaml-file.js';
import { packsOf } from '../load/pack-places.js';
import { packageInfo } from '../program/package-info.js';
import { nothingProven, type Proven } from '../program/proven.js';
import { listSchemes, loadScheme } from './load-scheme.js';
import { hashOfKey, preparedFolder, preparedName, proofsFile, type Proofs, type WorkedOut } from '../program/prepared.js';
import { codeId } from '../program/program-id.js';
import { shapesByName } from './prepared.js';

/** `others`: what was worked out, and proven, of other files of ours. */
export async function preparePacks(others: WorkedOut): Promise<number> {
  // What an earlier compilation left proves nothing of this one.
  rmSync(preparedFolder, { recursive: true, force: true });
  mkdirSync(preparedFolder, { recursive: true });
  const keys: string[] = [...others.sound];
  const proven: Proven = { ...nothingProven, add: (key) => keys.push(key) };
  const packs = packsOf(packageInfo().root, undefined);
  rememberYaml(Infinity);
  for (const { id, version } of listSchemes(packs)) loadScheme(id, version, packs, proven);
  for (const { shape, file } of readSoFar()) {
    const name = Object.keys(shapesByName).find((one) => shapesByName[one] === shape);
    const json = JSON.stringify(file.value);
    if (name === undefined || !isDeepStrictEqual(JSON.parse(json), file.value)) continue;
    const kept = preparedName(name, file.sha256);
    await writeWhole(join(preparedFolder, kept), new TextEncoder().encode(json));
    keys.push(kept);
  }
  for (const [name, json] of others.values) {
    await writeWhole(join(preparedFolder, name), new TextEncoder().encode(json));
    keys.push(name);
  }
  const proofs: Proofs = { reader: codeId(), sound: [...new Set(keys.map(hashOfKey))].sort() };
  await writeWhole(proofsFile, new TextEncoder().encode(`${JSON.stringify(proofs)}\n`));
  return proofs.sound.length;
}
