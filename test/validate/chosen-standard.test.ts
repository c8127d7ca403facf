/** Where a scheme leaves the choice of the standard, what the records name is what everything printed and judged follows (cqm 5.1). */
import { describe, expect, it } from 'vitest';
import { underStandard } from '../../src/packs/standard-in-use.js';
import { loadProject } from '../../src/load/project.js';
import { loadSchemes } from '../../src/packs/schemes-of-project.js';
import { packageInfo } from '../../src/program/package-info.js';
import { checkStandard, isOpen } from '../../src/validate/chosen-standard.js';
import { documentsOf } from '../../src/validate/documents-of-case.js';
import { samplesFolder } from '../setup/samples.js';
import { schemeOf } from '../setup/schemes.js';

const project = loadProject(samplesFolder).value;
const folder = project?.cases.find((one) => one.case.value.scheme === 'cqm');
if (!project || !folder) throw new Error('no sample of cqm');
const schemes = loadSchemes(project, packageInfo().root).value ?? new Map();
/** What is said of the documents when the case names this standard, each complaint once. */
function said(standard: string | undefined): { standards: string[]; messages: string[] } {
  const named = { ...folder, case: { ...folder?.case, value: { ...folder?.case.value, standard } } } as NonNullable<typeof folder>;
  const scopes = documentsOf(project as NonNullable<typeof project>, named, schemes).filter((scope) => scope.kind !== 'certificate');
  const found = scopes.flatMap((scope) => checkStandard(scope));
  return {
    standards: [...new Set(scopes.map((scope) => scope.scheme.standard.number))],
    messages: [...new Set(found.map((d) => `${d.code}: ${d.message.en} / ${d.help?.en ?? ''}`))],
  };
}

describe('one of two standards', () => {
  it('is the one that the case names', () => {
    expect(said('ISO 22301:2019')).toEqual({ standards: ['ISO 22301:2019'], messages: [] });
    expect(said('GB/T 30146-2023')).toEqual({ standards: ['GB/T 30146-2023'], messages: [] });
  });
  it('has to be named, and to be one of them', () => {
    expect(said(undefined).messages).toEqual([
      'standard-unknown: The records do not say which standard was agreed on / Write one of them as standard in case.yaml: GB/T 30146-2023, ISO 22301:2019.',
    ]);
    expect(said('ISO 22301:2018').messages).toEqual([
      'standard-unknown: The scheme has no standard ISO 22301:2018 / Did you mean ISO 22301:2019?',
    ]);
  });
  it('fills the wording of the pack, and is one object however often it is asked for', () => {
    const cqm = schemeOf('cqm');
    const iso = underStandard(cqm, 'ISO 22301:2019');
    const musts = (scheme: typeof cqm): string[] => [
      ...new Set(scheme.wording.flatMap(({ id, must }) => (id === 'Q-T12' ? (must ?? []) : []))),
    ];
    expect([musts(cqm), musts(iso)]).toEqual([['GB/T 30146-2023'], ['ISO 22301:2019']]);
    expect(underStandard(cqm, 'ISO 22301:2019')).toBe(iso);
    expect(underStandard(schemeOf('cusc'), 'ISO 22301:2019')).toBe(schemeOf('cusc'));
  });
});

describe('a client of which nothing is known', () => {
  const formOf = (value: object): ReturnType<typeof documentsOf> =>
    documentsOf(project, { ...folder, case: { ...folder.case, value } } as typeof folder, schemes, ['application-form']).filter(
      ({ kind }) => kind === 'application-form',
    );
  const open = (value: object): [boolean, string][] =>
    formOf(value).map((scope) => [
      isOpen(scope),
      checkStandard(scope)
        .map((d) => d.code)
        .join(),
    ]);
  it('chooses on its application: no standard need be named', () => {
    expect(open({ scheme: 'cqm' })).toEqual([[true, '']]);
  });
  it('has chosen once the standard is named, and had to once the client is known', () => {
    expect(open({ scheme: 'cqm', standard: 'ISO 22301:2019' })).toEqual([[false, '']]);
    expect(open({ scheme: 'cqm', client: folder.case.value.client })).toEqual([[false, 'standard-unknown']]);
  });
});
