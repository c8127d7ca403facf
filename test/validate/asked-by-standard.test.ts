/** What a scheme's own text does not ask for, and ISO/IEC 17021-1 does: missing, it is a warning, and the document is made without it. */
import { expect, it } from 'vitest';
import { loadProject } from '../../src/load/project.js';
import { loadSchemes } from '../../src/packs/schemes-of-project.js';
import { packageInfo } from '../../src/program/package-info.js';
import { silencesOf } from '../../src/packs/silences.js';
import { checkContents } from '../../src/validate/contents.js';
import { documentsOf } from '../../src/validate/documents-of-case.js';
import type { DocumentScope } from '../../src/validate/scope.js';
import { samplesFolder } from '../setup/samples.js';
import { schemeIds, schemeOf } from '../setup/schemes.js';

const project = loadProject(samplesFolder).value;
if (!project) throw new Error('the sample does not load');
const folder = project.cases.find(({ name }) => name === 'lanting-ledger');
const schemes = loadSchemes(project, packageInfo().root).value ?? new Map();
if (!folder) throw new Error('no case');
const scopeOf = (kind: string): DocumentScope => {
  const scope = documentsOf(project, folder, schemes).find((one) => one.kind === kind);
  if (!scope) throw new Error(`no ${kind}`);
  return scope;
};
const told = (scope: DocumentScope): { readonly said: string[]; readonly asks: (id: string) => boolean } => {
  const { diagnostics, applying } = checkContents(scope);
  return {
    said: diagnostics.map((d) => `${d.severity} ${d.code} ${d.clause ?? ''}`),
    asks: (id) => applying.some((content) => content.id === id),
  };
};

it('is a warning where the record lacks it, and the document does without', () => {
  const report = scopeOf('audit-report');
  const root = report.roots.report;
  if (!root) throw new Error('no report');
  expect(told(report)).toMatchObject({ said: [] });
  const without = (key: string): DocumentScope => ({
    ...report,
    roots: { ...report.roots, report: { ...root, value: { ...(root.value as object), [key]: undefined } } },
  });
  const unresolved = told(without('unresolved'));
  expect(unresolved.said).toEqual(['warning content-missing ISO/IEC 17021-1 9.4.8.2 m)']);
  expect(unresolved.asks('report.unresolved')).toBe(false);
  // Of what the text itself asks, it is an error, and the document waits.
  const scopeless = told(without('scope'));
  expect(scopeless.said).toEqual(['error content-missing 5.3']);
  expect(scopeless.asks('report.scope')).toBe(true);
});

it('is a warning where the project does not say it of the body', () => {
  const certificate = scopeOf('certificate');
  const { address: _, ...body } = certificate.scheme.body;
  const silent = told({ ...certificate, scheme: { ...certificate.scheme, body } });
  expect(silent.said).toEqual(['warning body-fact-missing ISO/IEC 17021-1 8.2.2 g)']);
  expect(silent.asks('cert.body-address')).toBe(false);
});

it('is said once of a scheme whose text is silent, and of no other', () => {
  expect(schemeIds.filter((id) => silencesOf(schemeOf(id)).length > 0)).toEqual(['zoho']);
  const [said, ...more] = silencesOf(schemeOf('zoho'));
  expect(more).toEqual([]);
  expect(said).toMatchObject({ code: 'scheme-silent', severity: 'info' });
  for (const topic of ['decision', 'validity', 'certificate says', 'suspended', 'appeals', 'records', 'audit time'])
    expect(said?.message.en).toContain(topic);
  expect(said?.help?.en).toContain('ISO/IEC 17021-1 9.5, 9.1.3, 8.2.2');
});
