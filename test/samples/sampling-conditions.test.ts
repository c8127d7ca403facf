/** What sampling of sites rests on (clause 9 of the rules of 2023) is printed in the record of the audit time, as it was confirmed. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadProject } from '../../src/load/project.js';
import { loadSchemeTools } from '../../src/make/scheme-tools.js';
import { assetsOf } from '../../src/make/assets.js';
import { composeFitting } from '../../src/make/document.js';
import { versionOf } from '../../src/validate/version.js';
import { textOf } from '../../src/inspect/index.js';
import { loadSchemes } from '../../src/packs/schemes-of-project.js';
import { packageInfo } from '../../src/program/package-info.js';
import { checkContents } from '../../src/validate/contents.js';
import { documentsOf } from '../../src/validate/documents-of-case.js';
import { wordingOf } from '../../src/validate/wording.js';
import { createPdfWriter } from '../../src/writers/pdf/index.js';
import { copySamples } from '../setup/samples.js';

it('each condition, with yes or no', async () => {
  const root = mkdtempSync(join(tmpdir(), 'certpress-sampling-'));
  try {
    await copySamples(root, ['cusc/jieyu-contact-services']);
    const file = join(root, 'cusc/jieyu-contact-services/case.yaml');
    const conditions = '  samplingConditions: {central: true, internalAudit: true, managementReview: true, noRegionalFactor: false}\n';
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(/^auditTime:\n/m, (line) => `${line}${conditions}`),
    );
    const project = loadProject(root).value;
    const schemes = project && loadSchemes(project, packageInfo().root).value;
    const scope =
      project && schemes && project.cases.flatMap((one) => documentsOf(project, one, schemes, ['audit-time-record'])).find(isTime);
    if (!scope) throw new Error('no record of the audit time');
    const tools = (await loadSchemeTools(scope.scheme, packageInfo().root, undefined)).value;
    const assets = assetsOf(scope);
    if (!tools) throw new Error('no tools');
    const { composed } = await composeFitting(
      { scope, lang: 'zh', tools, version: versionOf(scope), contents: checkContents(scope).applying, wording: wordingOf(scope), assets },
      createPdfWriter(),
    );
    const text = textOf(composed?.document.sections.flatMap(({ blocks }) => blocks) ?? []);
    for (const said of [
      '核减49人：同岗座席98人',
      '同一个集中管理的体系下运行☑是☐否',
      '内部审核方案中☑是☐否',
      '管理评审方案中☑是☐否',
      '区域性因素☐是☑否',
    ])
      expect(text).toContain(said);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
const isTime = ({ kind }: { readonly kind: string }): boolean => kind === 'audit-time-record';
