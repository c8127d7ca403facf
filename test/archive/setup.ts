/**
 * The samples that are closed, built once a run, and their closings after a change of what the records say.
 *
 * In:  nothing. Out: `samples()`; `closings` with the register, the events or the certificates of a case changed in memory.
 */
import { basename, join } from 'node:path';
import { closingsOf, type Closing, type EvidenceEntry } from '../../src/archive/closing.js';
import { judge } from '../../src/judge/judge.js';
import type { Judgement } from '../../src/judge/types.js';
import { loadProject } from '../../src/load/project.js';
import { loadSchemes } from '../../src/packs/schemes-of-project.js';
import type { CaseFolder, Project } from '../../src/load/types.js';
import type { SchemeTable } from '../../src/packs/types.js';
import type { DocLang } from '../../src/model/index.js';
import { outputsIn } from '../../src/output/manifest-files.js';
import type { Output } from '../../src/output/manifest.js';
import { packageInfo } from '../../src/program/package-info.js';
import { built } from '../setup/built.js';
import { once } from '../setup/once.js';
import { closedCases, samplesFolder } from '../setup/samples.js';

type Of<K extends 'certificates' | 'events'> = NonNullable<CaseFolder[K]>['value'];
export interface Change {
  readonly register?: (entries: readonly EvidenceEntry[]) => readonly EvidenceEntry[];
  readonly events?: (events: Of<'events'>) => Of<'events'>;
  readonly certificates?: (certificates: Of<'certificates'>) => Of<'certificates'>;
  readonly folder?: (folder: CaseFolder) => CaseFolder;
  readonly schemes?: (schemes: SchemeTable) => SchemeTable;
  readonly outputs?: (outputs: readonly Output[]) => readonly Output[];
  readonly asOf?: string;
  readonly judgement?: (judgement: Judgement) => Judgement;
}
export interface Samples {
  readonly project: Project;
  readonly schemes: SchemeTable;
  readonly outputs: readonly Output[];
  readonly closings: (name: string, change?: Change) => Closing[];
  /** Of one audit or certificate. */
  readonly closing: (name: string, subject: string, change?: Change) => Closing;
}

/** Some cases of the samples, their PDFs built once a run under this name. */
export async function builtCases(
  name: string,
  paths: readonly string[],
  more: { readonly langs?: readonly DocLang[] } = {},
): Promise<Pick<Samples, 'project' | 'outputs'>> {
  const outputs = await once(name, async (out): Promise<readonly Output[]> => {
    await built({
      paths: paths.map((path) => join(samplesFolder, path)),
      cwd: samplesFolder,
      out,
      formats: ['pdf'],
      today: '2026-11-01',
      ...more,
    });
    return paths
      .map((path) => basename(path))
      .sort()
      .flatMap((name) => outputsIn(out, name));
  });
  const whole = loadProject(samplesFolder).value;
  if (!whole) throw new Error('the samples do not load');
  return { outputs, project: { ...whole, cases: whole.cases.filter((one) => paths.includes(one.folder)) } };
}

export async function samples(): Promise<Samples> {
  const { outputs, project } = await builtCases('closings', closedCases);
  const schemes: SchemeTable = loadSchemes(project, packageInfo().root).value ?? new Map();
  const asOf = project.config?.value.asOf ?? '';
  const judgement = judge(project, schemes, { asOf });
  const closings = (name: string, change: Change = {}): Closing[] => {
    const found = project.cases.find((one) => one.name === name);
    if (!found) throw new Error(`no case ${name}`);
    const { register, events, certificates } = found;
    const changed: CaseFolder = {
      ...found,
      ...(register && change.register ? { register: { ...register, value: [...change.register(register.value)] } } : {}),
      ...(events && change.events ? { events: { ...events, value: change.events(events.value) } } : {}),
      ...(certificates && change.certificates ? { certificates: { ...certificates, value: change.certificates(certificates.value) } } : {}),
    };
    return closingsOf({
      project,
      folder: change.folder?.(changed) ?? changed,
      schemes: change.schemes?.(schemes) ?? schemes,
      hasErrors: false,
      judgement: change.judgement?.(judgement) ?? (change.asOf === undefined ? judgement : { ...judgement, asOf: change.asOf }),
      outputs: (change.outputs?.(outputs) ?? outputs).filter((output) => output.case === name),
    });
  };
  return {
    project,
    schemes,
    outputs,
    closings,
    closing(name, subject, change) {
      const one = closings(name, change).find((closing) => closing.place.subject === subject);
      if (!one) throw new Error(`no ${subject} in ${name}`);
      return one;
    },
  };
}

/** What an archivist reads of each diagnostic. */
export const said = (closing: Closing): string[] => closing.diagnostics.map((d) => `${d.code} ${d.severity} ${d.clause ?? ''}`.trim());
