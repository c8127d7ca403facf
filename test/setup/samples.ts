/**
 * The samples, composed once for all tests of a process.
 *
 * In:  nothing. Out: documents of the samples, each with what it was made from, in one language.
 */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { DocLang } from '../../src/model/index.js';
import { loadProject } from '../../src/load/project.js';
import { loadSchemes } from '../../src/packs/schemes-of-project.js';
import { schemeKey } from '../../src/packs/types.js';
import { assetsOf } from '../../src/make/assets.js';
import { composeFitting, type Composed, type Materials } from '../../src/make/document.js';
import { loadSchemeTools, type SchemeTools } from '../../src/make/scheme-tools.js';
import { versionOf } from '../../src/validate/version.js';
import { packageInfo } from '../../src/program/package-info.js';
import { checkContents } from '../../src/validate/contents.js';
import { documentsOf } from '../../src/validate/documents-of-case.js';
import type { DocumentScope } from '../../src/validate/scope.js';
import { wordingOf } from '../../src/validate/wording.js';
import { createPdfWriter } from '../../src/writers/pdf/index.js';
import { swept } from './long.js';

export interface SampleDocument {
  readonly name: string;
  readonly scope: DocumentScope;
  readonly order: Materials;
  readonly composed: Composed;
}

export const samplesFolder = join(packageInfo().root, 'samples');

/** Three cases of two schemes that are closed: a test that counts what they give says 9 bags, whatever samples come. */
export const closedCases = ['wanding/nuantu-heating', 'wanding/qingyu-payment', 'cusc/jieyu-contact-services'] as const;
/** A project of some of the samples, for tests that count or change them. */
export async function copySamples(to: string, cases: readonly string[] = closedCases): Promise<void> {
  for (const part of ['certpress.yaml', 'people.yaml', ...cases]) await cp(join(samplesFolder, part), join(to, part), { recursive: true });
}

export const sampleScopes = (): ReturnType<typeof loadedScopes> => (loading ??= loadedScopes());
let loading: ReturnType<typeof loadedScopes> | undefined;
async function loadedScopes(): Promise<{ scopes: DocumentScope[]; toolsOf: Map<string, SchemeTools> }> {
  const project = loadProject(samplesFolder).value;
  if (!project) throw new Error('the samples do not load');
  const schemes = loadSchemes(project, packageInfo().root).value ?? new Map();
  const scopes = project.cases.flatMap((c) => documentsOf(project, c, schemes));
  const toolsOf = new Map<string, SchemeTools>();
  for (const { scheme } of scopes) {
    const key = schemeKey(scheme.id, scheme.version);
    if (toolsOf.has(key)) continue;
    const tools = (await loadSchemeTools(scheme, packageInfo().root, undefined)).value;
    if (!tools) throw new Error(`no tools for ${key}`);
    toolsOf.set(key, tools);
  }
  return { scopes, toolsOf };
}

const pdf = createPdfWriter();

/**
 * Every document of the samples, each composed once a process, when it is asked for. `every`: of a sweep, what belongs to this run
 * (`long.ts`).
 */
export async function sampleDocuments(lang: DocLang = 'zh-en', every?: number): Promise<readonly SampleDocument[]> {
  const { scopes } = await sampleScopes();
  const documents: SampleDocument[] = [];
  for (const scope of every === undefined ? scopes : swept(scopes, every)) documents.push(...(await composedOnce(scope, lang)));
  return documents;
}
/** The one of that name: `case/audit/document`. */
export async function sampleDocument(name: string, lang: DocLang = 'zh-en'): Promise<SampleDocument> {
  const { scopes } = await sampleScopes();
  const scope = scopes.find((one) => sampleName(one) === name);
  const [document] = (scope && (await composedOnce(scope, lang))) ?? [];
  if (!document) throw new Error(`no sample ${name}`);
  return document;
}

export const sampleName = (scope: DocumentScope): string =>
  [scope.case.name, scope.outputFolder, scope.outputName].filter(Boolean).join('/');
const composed = new Map<string, Promise<readonly SampleDocument[]>>();
/** None where it has pictures that cannot be had. */
function composedOnce(scope: DocumentScope, lang: DocLang): Promise<readonly SampleDocument[]> {
  const key = `${lang} ${sampleName(scope)}`;
  const known = composed.get(key) ?? composedIn(scope, lang);
  composed.set(key, known);
  return known;
}
async function composedIn(scope: DocumentScope, lang: DocLang): Promise<readonly SampleDocument[]> {
  const { toolsOf } = await sampleScopes();
  const tools = toolsOf.get(schemeKey(scope.scheme.id, scope.scheme.version));
  const assets = assetsOf(scope);
  if (!tools) return [];
  const order: Materials = {
    scope,
    lang,
    tools,
    version: versionOf(scope),
    contents: checkContents(scope).applying,
    wording: wordingOf(scope),
    assets,
  };
  const { composed: one, diagnostics } = await composeFitting(order, pdf);
  if (!one) throw new Error(`${scope.case.name} ${scope.outputName}: ${diagnostics.map((d) => d.message.en).join('; ')}`);
  return [{ name: sampleName(scope), scope, order, composed: one }];
}
