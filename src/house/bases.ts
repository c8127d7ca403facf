/**
 * What the files of a house were made from: kept in the house itself, so that it is found years later and on every machine.
 *
 * In:  the house's folder. Out: for a layout or partial the text that it began as (`.base/<its name>`, listed in `.base/files.yaml` with
 * hash and origin); for labels and values of the theme, key by key, what they were (`.base/locales/zh.yaml`). `lint` and the archive pass
 * over `.base`: it makes no document.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { ok, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import { readInside } from '../files/read-file.js';
import { loadYaml } from '../files/yaml-file.js';
import { sha256 } from '../files/write-file.js';
import { packageInfo } from '../program/package-info.js';
import { problem } from '../compose/problem.js';
import { writeInHouse } from './write-in-house.js';

export const baseFolder = '.base';
const list = `${baseFolder}/files.yaml`;
const maxFile = 512 * 1024;

const fileSchema = z.strictObject({ from: z.string(), sha256: z.string(), certpress: z.string() });
const filesSchema = z.record(z.string(), fileSchema);
const keySchema = z.strictObject({
  was: z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.unknown())]),
  from: z.string(),
  certpress: z.string(),
});
const keysSchema = z.record(z.string(), keySchema);

export interface BaseText {
  readonly text: string;
  /** `templates/audit-plan.hbs`. */
  readonly from: string;
  /** The version of certpress that it came with. */
  readonly certpress: string;
}
export type BaseOfKey = z.output<typeof keySchema>;

/** What is kept of files, by their names in the house. A list that cannot be read is told, and nothing taken from it. */
function listed(house: string): Outcome<Readonly<Record<string, z.output<typeof fileSchema>>>> {
  const path = join(house, list);
  if (!existsSync(path)) return ok({});
  const { value, diagnostics } = loadYaml({ path, file: path, root: house, shape: filesSchema, empty: {} });
  return value && diagnostics.length === 0 ? ok(value.value) : { diagnostics };
}

/** No value where none was kept, or where it is not what was kept, which is told. */
export function baseOf(house: string, name: string): Outcome<BaseText> {
  const { value, diagnostics } = listed(house);
  const entry = value && Object.hasOwn(value, name) ? value[name] : undefined;
  if (!entry) return { diagnostics };
  const file = join(house, baseFolder, name);
  const { value: bytes } = readInside(file, house, maxFile);
  if (!bytes || sha256(bytes) !== entry.sha256)
    return {
      diagnostics: [
        problem(
          'base-changed',
          { file },
          bytes ? '这个文件已不是当初取用的文本' : '这个文件已不在',
          bytes ? 'This is no longer the text that was taken' : 'This file is gone',
          { severity: 'warning' },
        ),
      ],
    };
  return ok({ text: new TextDecoder().decode(bytes), from: entry.from, certpress: entry.certpress });
}
/** `text`: what stands below the house now. The text first: a list that names what is not there would be a fault. */
export async function keepBase(house: string, name: string, from: string, text: string): Promise<Diagnostic[]> {
  const { value, diagnostics } = listed(house);
  if (!value) return [...diagnostics];
  const entry = { from, sha256: sha256(text), certpress: packageInfo().version };
  const kept = await writeInHouse(house, `${baseFolder}/${name}`, text);
  return kept.length === 0 ? written(house, list, { ...value, [name]: entry }, headOfFiles) : kept;
}

/** By key: `client.name`, `colours.accent`. */
export function keyBasesOf(house: string, name: string): Outcome<Readonly<Record<string, BaseOfKey>>> {
  const path = join(house, baseFolder, name);
  if (!existsSync(path)) return ok({});
  const { value, diagnostics } = loadYaml({ path, file: path, root: house, shape: keysSchema, empty: {} });
  return value && diagnostics.length === 0 ? ok(value.value) : { diagnostics };
}
export async function keepKeyBases(
  house: string,
  name: string,
  keys: Readonly<Record<string, Omit<BaseOfKey, 'certpress'>>>,
): Promise<Diagnostic[]> {
  const { value, diagnostics } = keyBasesOf(house, name);
  if (!value) return [...diagnostics];
  const { version: certpress } = packageInfo();
  const added = Object.fromEntries(Object.entries(keys).map(([key, one]) => [key, { ...one, certpress }]));
  return written(house, `${baseFolder}/${name}`, { ...value, ...added }, headOfKeys);
}

const headOfFiles =
  '# 本机构的版式取自何处（certpress templates 维护）/ What the layouts of the house were made from; kept by certpress templates.\n';
const headOfKeys = '# 取用时的内容（certpress templates 维护）/ What stood there when it was taken; kept by certpress templates.\n';
function written(house: string, way: string, value: object, head: string): Promise<Diagnostic[]> {
  const sorted = Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  return writeInHouse(house, way, head + stringify(sorted, { lineWidth: 0 }));
}
