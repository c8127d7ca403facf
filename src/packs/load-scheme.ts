/**
 * Reading one scheme: its pack, checked.
 *
 * In:  the folders of packs (certpress's own, a project's), a scheme's id and version.
 * Out: `Scheme`, with every complaint about its files at line and column; what conditions and paths say is checked
 *      against the shape of the records here, once, so that nothing of a pack can fail later without a place. A pack that
 *      this program proved sound before, byte for byte, is not proven again, and those that come with it were when it was
 *      compiled (`prepare.ts`).
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { AddedFields } from '../../schemas/pack/added-fields.js';
import type { DocumentDefinition } from '../../schemas/pack/documents.js';
import {
  bodySchema,
  contentsFileSchema,
  schemeSchema,
  standardSchema,
  wordingFileSchema,
  type SchemeFile,
} from '../../schemas/pack/index.js';
import { auditTimeSchema } from '../../schemas/pack/audit-time.js';
import { archiveSchema } from '../../schemas/pack/archive.js';
import { tablesOfSchemeSchema } from '../../schemas/pack/tables.js';
import { genericFileSchema, rulesFileSchema, rulesOfSchemeSchema, type Rule } from '../../schemas/pack/rules.js';
import { hasErrors, ok, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import { nothingProven, type Proven } from '../program/proven.js';
import { recordSchemas, type RecordOf } from '../../schemas/record/index.js';
import { labelsOfAdded } from '../../schemas/record/added-fields.js';
import { labelsOfFields } from '../../schemas/record/paper.js';
import { calendarFolder, notANotice, yearOfNotice } from '../load/calendars.js';
import { loadAdded } from './added-fields.js';
import { archiveRules } from './archive-rows.js';
import { checkAuditTime } from './check-audit-time.js';
import { unknownEventKinds } from './event-kinds.js';
import { checkPack } from './check-pack.js';
import { checkTables } from './check-tables.js';
import { loadDefinitions, type DefinitionFolder } from './definitions.js';
import { noticeFaults } from './notice-faults.js';
import { listFolder } from '../files/folder.js';
import { placeAt } from '../files/pointer.js';
import { didYouMean } from '../files/shape-issues.js';
import { isPrepared } from '../program/prepared.js';
import { preparedIn } from './prepared.js';
import { unquoted, withOwnWords } from './renderings.js';
import { rowsOf } from './shared-rules.js';
import { filled } from './standard-in-use.js';
import { placesOf, type PackPlace, type Packs } from '../load/pack-places.js';
import { folderOf, type PackFile, type Scheme, type SchemeName } from './types.js';
import { loadYaml } from '../files/yaml-file.js';

const isName = (name: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name);

/** Every scheme and version that there is, in order; of one that is in two folders of packs the first. */
export function listSchemes(packs: Packs): SchemeName[] {
  const found = schemesIn(packs);
  return found.filter((one, i) => found.findIndex(({ id, version }) => id === one.id && version === one.version) === i);
}

/** Whether there is a scheme, in that version where one is said. */
export function isListed(packs: Packs): (scheme: string, version?: string) => boolean {
  let all: SchemeName[] | undefined;
  return (scheme, version) =>
    (all ??= listSchemes(packs)).some((one) => one.id === scheme && (version === undefined || version === one.version));
}

/** Whether there is a standard of this id. */
export const hasStandard = (packs: Packs, id: string): boolean =>
  placesOf(packs).some(({ path }) => existsSync(join(path, 'standards', `${id}.yaml`)));

/** The same with those that hide each other. */
export const schemesIn = (packs: Packs): SchemeName[] =>
  placesOf(packs).flatMap((place) => {
    const schemes = join(place.path, 'schemes');
    if (!existsSync(schemes)) return [];
    return foldersIn(schemes, place).flatMap((id) =>
      foldersIn(join(schemes, id), place).flatMap((folder) => {
        const path = join(schemes, id, folder, 'scheme.yaml');
        if (!isName(id) || !isName(folder) || !existsSync(path)) return [];
        const file = loadYaml({ path, file: path, root: place.root, shape: schemeSchema, known: preparedIn(schemeSchema) });
        return [{ id, version: file.value?.value.version ?? folder, place, folder }];
      }),
    );
  });
/** As many as a body could ever have, and no more: a folder may be anybody's. */
const mostFolders = 500;
const foldersIn = (path: string, { root }: PackPlace): readonly string[] =>
  (listFolder(path, root).value?.folders ?? []).slice(0, mostFolders);

/** Where the files of a scheme's version lie. */
export const packFolder = ({ id, place, folder }: SchemeName): string => join(place.path, 'schemes', id, folder);

function namedScheme(id: string, version: string, packs: Packs): SchemeName | undefined {
  const folder = folderOf(version);
  if (!isName(id) || !isName(folder)) return undefined;
  const place = placesOf(packs).find(({ path }) => existsSync(join(path, 'schemes', id, folder, 'scheme.yaml')));
  // A folder that is not called after its version is found by what it says, and complained of.
  return place ? { id, version, place, folder } : listSchemes(packs).find((one) => one.id === id && one.version === version);
}

/**
 * What a scheme says of records alone: the definitions of its documents, and the fields that are added; in the newest version where none
 * is named. What is wrong with them is said when the scheme is loaded.
 */
export function recordsOfScheme(
  id: string,
  version: string | undefined,
  packs: Packs,
  house: DefinitionFolder | undefined,
): { readonly documents: ReadonlyMap<string, DocumentDefinition>; readonly adds?: AddedFields; readonly from: string } | undefined {
  const names = version === undefined ? listSchemes(packs).filter((one) => one.id === id) : [namedScheme(id, version, packs)];
  const found = names.flatMap((name) => {
    if (!name) return [];
    const path = join(packFolder(name), 'scheme.yaml');
    const shown = [name.place.shown, 'schemes', id, name.folder].join('/');
    const file = loadYaml({
      path,
      file: `${shown}/scheme.yaml`,
      root: name.place.root,
      shape: schemeSchema,
      known: preparedIn(schemeSchema),
    }).value;
    return file ? [{ name, shown, file: { ...file, path } }] : [];
  });
  const [newest] = found.sort((a, b) => (a.file.value.from < b.file.value.from ? 1 : -1));
  if (!newest) return undefined;
  const { name, shown, file } = newest;
  const own = { path: packFolder(name), shown };
  const { adds, diagnostics } = loadAdded(id, own, house);
  const read = loadDefinitions(file, placesOf(packs)[0]?.root ?? name.place.root, own, house, nothingProven, adds);
  if (hasErrors(diagnostics) || hasErrors(read.diagnostics)) return undefined;
  return { documents: read.byId, from: file.value.from, ...(adds ? { adds } : {}) };
}

/** `house`: a folder of the body's own layouts, which may define documents besides the scheme's. */
export function loadScheme(
  id: string,
  version: string,
  packs: Packs,
  proven: Proven = nothingProven,
  house?: DefinitionFolder,
): Outcome<Scheme> {
  const name = namedScheme(id, version, packs);
  if (!name) return { diagnostics: [unknownScheme(id, version, packs)] };
  const diagnostics: Diagnostic[] = [];
  const files: { file: string; sha256: string }[] = [];
  const readFrom = <S extends z.ZodType>(place: PackPlace, shape: S, ...way: readonly string[]): PackFile<z.output<S>> | undefined => {
    const path = join(place.path, ...way);
    const file = [place.shown, ...way].join('/');
    const loaded = loadYaml({ path, file, root: place.root, shape, known: preparedIn(shape) });
    diagnostics.push(...loaded.diagnostics);
    if (!loaded.value) return undefined;
    files.push({ file, sha256: loaded.value.sha256 });
    return { ...loaded.value, path };
  };
  const read = <S extends z.ZodType>(shape: S, ...way: readonly string[]): PackFile<z.output<S>> | undefined =>
    readFrom(name.place, shape, ...way);
  const own = ['schemes', id, name.folder];
  const asWritten = read(schemeSchema, ...own, 'scheme.yaml');
  const isEnglish = asWritten?.value.original === 'en';
  const quoting = <T>(file: PackFile<T> | undefined): PackFile<T> | undefined =>
    file && isEnglish ? { ...file, value: withOwnWords(file.value) } : file;
  const scheme = quoting(asWritten);
  const contents = quoting(read(contentsFileSchema, ...own, 'contents.yaml'));
  const wording = quoting(read(wordingFileSchema, ...own, 'wording.yaml'));
  // A scheme may have no rules yet, and another house's packs no checks over many records.
  const readIf = <S extends z.ZodType>(shape: S, ...way: readonly string[]): PackFile<z.output<S>> | undefined =>
    existsSync(join(name.place.path, ...way)) ? read(shape, ...way) : undefined;
  const rules = quoting(readIf(rulesOfSchemeSchema, ...own, 'rules.yaml'));
  const archive = quoting(readIf(archiveSchema, ...own, 'archive.yaml'));
  // Not every scheme's text has a table.
  const auditTime = quoting(readIf(auditTimeSchema, ...own, 'audit-time.yaml'));
  const tables = quoting(readIf(tablesOfSchemeSchema, ...own, 'tables.yaml'));
  // What every scheme may use is certpress's own too, where the folder of the pack has none.
  const firstWith = (...way: readonly string[]): PackPlace | undefined =>
    [name.place, ...placesOf(packs)].find(({ path }) => existsSync(join(path, ...way)));
  const namesIn = (kind: string): string[] =>
    placesOf(packs).flatMap(({ path, root }) =>
      existsSync(join(path, kind))
        ? (listFolder(join(path, kind), root).value?.files ?? []).map((file) => file.replace(/\.yaml$/, ''))
        : [],
    );
  const readFirst = <S extends z.ZodType>(shape: S, ...way: readonly string[]): PackFile<z.output<S>> | undefined => {
    const place = firstWith(...way);
    return place && readFrom(place, shape, ...way);
  };
  const generic = readFirst(genericFileSchema, 'schemes', 'generic.yaml');
  const named = <S extends z.ZodType>(
    shape: S,
    of: string | undefined,
    at: readonly (string | number)[],
    kind: 'bodies' | 'standards',
  ): PackFile<z.output<S>> | undefined => {
    if (!scheme || of === undefined) return undefined;
    if (isName(of) && firstWith(kind, `${of}.yaml`)) return readFirst(shape, kind, `${of}.yaml`);
    const near = didYouMean(of, namesIn(kind));
    diagnostics.push({
      code: 'pack-wrong',
      severity: 'error',
      scheme: id,
      place: placeAt(scheme.source, at, scheme.path),
      message: { zh: `${name.place.shown}/${kind}/ 中没有 ${of}.yaml`, en: `${name.place.shown}/${kind}/ has no ${of}.yaml` },
      ...(near === undefined ? {} : { help: { zh: `是否应为 ${near}？`, en: `Did you mean ${near}?` } }),
    });
    return undefined;
  };
  const body = named(bodySchema, scheme?.value.body, ['body'], 'bodies');
  const choice = scheme?.value.standard ?? [];
  const standards =
    typeof choice === 'string'
      ? [named(standardSchema, choice, ['standard'], 'standards')]
      : choice.map((one, i) => named(standardSchema, one, ['standard', i], 'standards'));
  const [standard] = standards;
  const calendars = new Map<number, RecordOf<'calendar'>>();
  const notices = join(name.place.path, ...own, calendarFolder);
  for (const file of existsSync(notices) ? (listFolder(notices, name.place.root).value?.files ?? []) : []) {
    const year = yearOfNotice(file);
    const notice = year === undefined ? undefined : read(recordSchemas.calendar, ...own, calendarFolder, file);
    if (year === undefined) diagnostics.push(notANotice(join(notices, file)));
    else if (notice) {
      calendars.set(year, notice.value);
      diagnostics.push(...noticeFaults(year, notice.value, notice.source, notice.path));
    }
  }
  const rows =
    rules && scheme
      ? rowsOf(rules, scheme.value, { names: namesIn('rules'), read: (one) => readFirst(rulesFileSchema, 'rules', `${one}.yaml`) })
      : { rows: [], diagnostics: [] };
  diagnostics.push(...rows.diagnostics);
  if (!scheme || !contents || !wording || !body || !standard) return { diagnostics };
  const ownFolder = { path: packFolder(name), shown: [name.place.shown, ...own].join('/') };
  const added = loadAdded(id, ownFolder, house);
  const { adds } = added;
  const definitions = loadDefinitions(scheme, placesOf(packs)[0]?.root ?? name.place.root, ownFolder, house, proven, adds);
  diagnostics.push(...added.diagnostics, ...definitions.diagnostics);
  const placed = rows.rows.map((one) => ({ ...one, row: withFields(one.row, definitions.byId, adds) }));
  files.push(...added.files, ...definitions.files);
  // A pack that lost parts of its shape would ask for less than its scheme does.
  if (hasErrors(diagnostics)) return { diagnostics };
  const key = JSON.stringify(['pack', id, version, files]);
  if (!isPrepared(key) && !proven.has(key)) {
    const faults = checkPack({
      id,
      folder: name.folder,
      scheme,
      contents,
      wording,
      body,
      documents: definitions.byId,
      rows: placed,
      ...(archive ? { archive } : {}),
    });
    faults.push(...unknownEventKinds(scheme, adds));
    if (auditTime) faults.push(...checkAuditTime(auditTime, id));
    if (tables)
      faults.push(...checkTables(tables, { scheme: id, adds, documents: definitions.byId, labels: Object.keys(scheme.value.labels) }));
    const quotingFiles = [scheme, contents, wording, rules, archive, auditTime, tables, ...placed.map(({ file }) => file)];
    faults.push(
      ...unquoted(
        id,
        quotingFiles.flatMap((file) => file ?? []),
      ),
    );
    if (faults.length === 0) proven.add(key);
    diagnostics.push(...faults);
  }
  if (hasErrors(diagnostics)) return { diagnostics };
  const documents = titled(scheme.value.documents, definitions.byId);
  return ok(
    filled({
      ...name,
      scheme: {
        ...scheme.value,
        documents,
        labels: { ...labelsOfAdded(adds ?? {}), ...labelsOf(definitions.byId), ...scheme.value.labels },
      },
      ...(adds ? { adds } : {}),
      documents: definitions.byId,
      body: body.value,
      standard: standard.value,
      standards: standards.flatMap((one) => one?.value ?? []),
      contents: contents.value,
      wordingAsWritten: wording.value,
      rules: placed.map(({ row }) => row),
      generic: generic?.value ?? [],
      calendars,
      ...(archive ? { archive: archiveRules(archive.value, definitions.byId, documents) } : {}),
      ...(auditTime ? { auditTime: auditTime.value } : {}),
      ...(tables ? { tables: tables.value } : {}),
      files,
    }),
    diagnostics,
  );
}

/** A row with what it is typed by besides the records: of papers their fields, and what is added to the records. */
const withFields = (row: Rule, documents: ReadonlyMap<string, DocumentDefinition>, adds: AddedFields | undefined): Rule => {
  const document = row.paper === undefined ? undefined : documents.get(row.paper);
  const isOfPaper = document?.of === 'paper';
  if (!isOfPaper && !adds) return row;
  return { ...row, ...(isOfPaper ? { fields: document.fields ?? {} } : {}), ...(adds ? { adds } : {}) };
};
/** What the fields of papers are called; words that the scheme has under such a group come before. */
const labelsOf = (documents: ReadonlyMap<string, DocumentDefinition>): SchemeFile['labels'] =>
  Object.assign({}, ...[...documents.values()].map(({ id, fields }) => (fields ? labelsOfFields(id, fields) : {}))) as SchemeFile['labels'];

/** The scheme's own titles, and for what it does not name (a house's documents) those of the definitions. */
const titled = (named: SchemeFile['documents'], byId: ReadonlyMap<string, DocumentDefinition>): SchemeFile['documents'] => ({
  ...Object.fromEntries([...byId].map(([id, { title, for: kinds }]) => [id, { title, ...(kinds ? { for: kinds } : {}) }])),
  ...named,
});

/** What is said of a scheme or version that no folder holds, with the nearest name. */
export function unknownScheme(id: string, version: string, packs: Packs): Diagnostic {
  const all = listSchemes(packs);
  const versions = all.filter((scheme) => scheme.id === id).map((scheme) => scheme.version);
  const near =
    versions.length > 0
      ? undefined
      : didYouMean(
          id,
          all.map((scheme) => scheme.id),
        );
  const there = versions.length > 0 ? versions : [...new Set(all.map((scheme) => scheme.id))];
  return {
    code: 'scheme-unknown',
    severity: 'error',
    message:
      versions.length > 0
        ? { zh: `认证方案 ${id} 没有版本 ${version}`, en: `The scheme ${id} has no version ${version}` }
        : { zh: `没有认证方案 ${id}`, en: `There is no scheme ${id}` },
    help:
      near !== undefined
        ? { zh: `是否应为 ${near}？`, en: `Did you mean ${near}?` }
        : { zh: `现有：${there.join('、')}。`, en: `There are: ${there.join(', ')}.` },
  };
}
