/**
 * The samples, composed once for all tests of a file.
 *
 * In:  nothing. Out: every document of the samples with what it was made from, in one language.
 */
import { join } from 'node:path';
import type { DocLang } from '../../src/model/index.js';
import { loadProject } from '../../src/load/project.js';
import { loadSchemes } from '../../src/load/scheme.js';
import { schemeKey } from '../../src/load/types.js';
import { assetsOf } from '../../src/make/assets.js';
import { composeFitting, type Composed, type Order } from '../../src/make/document.js';
import { loadKit, type Kit } from '../../src/make/kit.js';
import { versionOf } from '../../src/make/version.js';
import { packageInfo } from '../../src/package-info.js';
import { checkContents } from '../../src/validate/contents.js';
import { documentsOf, type DocumentScope } from '../../src/validate/scope.js';
import { wordingOf } from '../../src/validate/wording.js';
import { createPdfWriter } from '../../src/writers/pdf/index.js';

export interface SampleDocument {
  readonly name: string;
  readonly scope: DocumentScope;
  readonly order: Order;
  readonly composed: Composed;
}

export const samplesFolder = join(packageInfo().root, 'samples');

export async function sampleScopes(): Promise<{ scopes: DocumentScope[]; kits: Map<string, Kit> }> {
  const project = loadProject(samplesFolder).value;
  if (!project) throw new Error('the samples do not load');
  const schemes = loadSchemes(project, packageInfo().root).value ?? new Map();
  const scopes = project.cases.flatMap((c) => documentsOf(project, c, schemes));
  const kits = new Map<string, Kit>();
  for (const { scheme } of scopes) {
    const key = schemeKey(scheme.id, scheme.version);
    if (kits.has(key)) continue;
    const kit = (await loadKit(scheme, packageInfo().root, undefined)).value;
    if (!kit) throw new Error(`no kit for ${key}`);
    kits.set(key, kit);
  }
  return { scopes, kits };
}

export async function sampleDocuments(lang: DocLang = 'zh-en'): Promise<SampleDocument[]> {
  const { scopes, kits } = await sampleScopes();
  const pdf = createPdfWriter();
  const documents: SampleDocument[] = [];
  for (const scope of scopes) {
    const kit = kits.get(schemeKey(scope.scheme.id, scope.scheme.version));
    const assets = assetsOf(scope).value;
    if (!kit || !assets) continue;
    const order: Order = { scope, lang, kit, version: versionOf(scope), contents: checkContents(scope).applying, wording: wordingOf(scope), assets, pdf };
    const { composed, diagnostics } = await composeFitting(order);
    if (!composed) throw new Error(`${scope.case.name} ${scope.outputName}: ${diagnostics.map((d) => d.message.en).join('; ')}`);
    documents.push({ name: [scope.case.name, scope.outputFolder, scope.outputName].filter(Boolean).join('/'), scope, order, composed });
  }
  return documents;
}
