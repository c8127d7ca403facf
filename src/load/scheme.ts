/**
 * Schemes: reading the packs that cases name.
 *
 * In:  the folder that holds `schemas/` (the package's own), a scheme's id and version.
 * Out: `Scheme`, with every complaint about its files at line and column; what conditions and paths say is checked
 *      against the shape of the records here, once, so that nothing of a pack can fail later without a place.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { bodySchema, contentsFileSchema, schemeSchema, standardSchema, wordingFileSchema } from '../../schemas/pack/index.js';
import { archiveSchema } from '../../schemas/pack/archive.js';
import { genericFileSchema, rulesFileSchema } from '../../schemas/pack/rules.js';
import { hasErrors, ok, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import { checkPack } from '../validate/pack.js';
import { listFolder } from './folder.js';
import { placeAt } from './pointer.js';
import { placeIn } from './record-file.js';
import { didYouMean } from './shape-issues.js';
import { schemeKey, type Project, type Scheme, type SchemeTable } from './types.js';
import { loadYaml, type YamlFile } from './yaml-file.js';

export interface SchemeName {
  readonly id: string;
  readonly version: string;
}
/** A file of a pack, and where it lies. */
export interface PackFile<T> extends YamlFile<T> {
  /** Absolute. */
  readonly path: string;
}

/** `B/1` lies in a folder `B-1`. */
const folderOf = (version: string): string => version.replaceAll('/', '-');
const isName = (name: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name);

/** Every scheme and version that there is, in order. */
export function listSchemes(root: string): SchemeName[] {
  const schemes = join(root, 'schemas', 'schemes');
  if (!existsSync(schemes)) return [];
  return (listFolder(schemes, root).value?.folders ?? []).flatMap((id) =>
    (listFolder(join(schemes, id), root).value?.folders ?? []).flatMap((folder) => {
      const path = join(schemes, id, folder, 'scheme.yaml');
      if (!existsSync(path)) return [];
      const file = loadYaml({ path, file: path, root, shape: schemeSchema });
      return [{ id, version: file.value?.value.version ?? folder }];
    }));
}

export function loadScheme(id: string, version: string, root: string): Outcome<Scheme> {
  const schemas = join(root, 'schemas');
  const folder = join(schemas, 'schemes', id, folderOf(version));
  if (!isName(id) || !isName(folderOf(version)) || !existsSync(join(folder, 'scheme.yaml'))) return { diagnostics: [unknownScheme(id, version, root)] };
  const diagnostics: Diagnostic[] = [];
  const files: { file: string; sha256: string }[] = [];
  const read = <S extends z.ZodType>(shape: S, ...way: readonly string[]): PackFile<z.output<S>> | undefined => {
    const path = join(schemas, ...way);
    const file = ['schemas', ...way].join('/');
    const loaded = loadYaml({ path, file, root, shape });
    diagnostics.push(...loaded.diagnostics);
    if (!loaded.value) return undefined;
    files.push({ file, sha256: loaded.value.sha256 });
    return { ...loaded.value, path };
  };
  const own = ['schemes', id, folderOf(version)];
  const scheme = read(schemeSchema, ...own, 'scheme.yaml');
  const contents = read(contentsFileSchema, ...own, 'contents.yaml');
  const wording = read(wordingFileSchema, ...own, 'wording.yaml');
  // A scheme may have no rules yet, and another house's packs no checks over many records.
  const readIf = <S extends z.ZodType>(shape: S, ...way: readonly string[]): PackFile<z.output<S>> | undefined =>
    existsSync(join(schemas, ...way)) ? read(shape, ...way) : undefined;
  const rules = readIf(rulesFileSchema, ...own, 'rules.yaml');
  const archive = readIf(archiveSchema, ...own, 'archive.yaml');
  const generic = readIf(genericFileSchema, 'schemes', 'generic.yaml');
  const named = <S extends z.ZodType>(shape: S, key: 'body' | 'standard', kind: 'bodies' | 'standards'): PackFile<z.output<S>> | undefined => {
    const name = scheme?.value[key];
    if (!scheme || name === undefined) return undefined;
    if (isName(name) && existsSync(join(schemas, kind, `${name}.yaml`))) return read(shape, kind, `${name}.yaml`);
    const there = (listFolder(join(schemas, kind), root).value?.files ?? []).map((file) => file.replace(/\.yaml$/, ''));
    const near = didYouMean(name, there);
    diagnostics.push({
      code: 'pack-wrong', severity: 'error', scheme: id, place: placeAt(scheme.source, [key], scheme.path),
      message: { zh: `schemas/${kind}/ 中没有 ${name}.yaml`, en: `schemas/${kind}/ has no ${name}.yaml` },
      ...(near === undefined ? {} : { help: { zh: `是否应为 ${near}？`, en: `Did you mean ${near}?` } }),
    });
    return undefined;
  };
  const body = named(bodySchema, 'body', 'bodies');
  const standard = named(standardSchema, 'standard', 'standards');
  if (!scheme || !contents || !wording || !body || !standard) return { diagnostics };
  // A pack that lost parts of its shape would ask for less than its scheme does.
  if (hasErrors(diagnostics)) return { diagnostics };
  diagnostics.push(...checkPack({ id, version, scheme, contents, wording, body, standard, ...(rules ? { rules } : {}) }));
  if (hasErrors(diagnostics)) return { diagnostics };
  return ok({
    id, version, scheme: scheme.value, body: body.value, standard: standard.value, contents: contents.value, wording: wording.value,
    rules: rules?.value ?? [], generic: generic?.value ?? [], ...(archive ? { archive: archive.value } : {}), files,
  }, diagnostics);
}

function unknownScheme(id: string, version: string, root: string): Diagnostic {
  const all = listSchemes(root);
  const versions = all.filter((scheme) => scheme.id === id).map((scheme) => scheme.version);
  const near = versions.length > 0 ? undefined : didYouMean(id, all.map((scheme) => scheme.id));
  const there = versions.length > 0 ? versions : [...new Set(all.map((scheme) => scheme.id))];
  return {
    code: 'scheme-unknown', severity: 'error',
    message: versions.length > 0
      ? { zh: `认证方案 ${id} 没有版本 ${version}`, en: `The scheme ${id} has no version ${version}` }
      : { zh: `没有认证方案 ${id}`, en: `There is no scheme ${id}` },
    help: near !== undefined
      ? { zh: `是否应为 ${near}？`, en: `Did you mean ${near}?` }
      : { zh: `现有：${there.join('、')}。`, en: `There are: ${there.join(', ')}.` },
  };
}

/** Every scheme in every version that the cases of a project name; one that does not exist is an error where it is named. */
export function loadSchemes(project: Project, root: string): Outcome<SchemeTable> {
  const table = new Map<string, Scheme>();
  const diagnostics: Diagnostic[] = [];
  const seen = new Map<string, readonly Diagnostic[]>();
  for (const folder of project.cases) {
    const id = folder.case.value.scheme;
    if (id === undefined) continue;
    const named = [
      ...folder.audits.flatMap((audit) => (audit.audit.value.version === undefined ? [] : [{ version: audit.audit.value.version, file: audit.audit, path: ['version'] }])),
      ...(folder.certificates?.value ?? []).flatMap((certificate, i) =>
        certificate.version !== undefined && folder.certificates ? [{ version: certificate.version, file: folder.certificates, path: [String(i), 'version'] }] : []),
    ];
    // Before its first audit a case is judged by the newest version in force; which that is depends on the day.
    if (named.length === 0) {
      for (const { version } of listSchemes(root).filter((scheme) => scheme.id === id)) {
        const key = schemeKey(id, version);
        if (seen.has(key)) continue;
        const loaded = loadScheme(id, version, root);
        if (loaded.value) table.set(key, loaded.value);
        seen.set(key, loaded.diagnostics);
        diagnostics.push(...loaded.diagnostics);
      }
    }
    let isComplained = false;
    for (const { version, file, path } of named) {
      const key = schemeKey(id, version);
      let found = seen.get(key);
      if (!found) {
        const loaded = loadScheme(id, version, root);
        if (loaded.value) table.set(key, loaded.value);
        found = loaded.diagnostics;
        seen.set(key, found);
        diagnostics.push(...found.filter((d) => d.code !== 'scheme-unknown'));
      }
      const unknown = found.find((d) => d.code === 'scheme-unknown');
      if (!unknown) continue;
      // A scheme that does not exist is said once a case; a version, wherever it is named.
      const isScheme = !listSchemes(root).some((scheme) => scheme.id === id);
      if (isScheme && isComplained) continue;
      isComplained = true;
      diagnostics.push({ ...unknown, case: folder.name, place: isScheme ? placeIn(project.root, folder.case, ['scheme']) : placeIn(project.root, file, path) });
    }
  }
  return ok(table, diagnostics);
}
