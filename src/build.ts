/**
 * A build: of each project what an earlier one left, where nothing has changed since; else the stages, which are loaded then.
 *
 * In:  what the command line asks for, with day and folders passed in. Out: what was made, what was found, what waits.
 */
import { join } from 'node:path';
import type { Diagnostic } from './diagnostics/index.js';
import { placedFrom } from './files/places.js';
import { projectsOf } from './load/project-paths.js';
import type { KeptCases } from './plan/kept-cases.js';
import { keptOr, type MadeProject } from './plan/kept-result.js';
import type { BuildOptions, BuildResult } from './plan/options.js';

export async function runBuild(options: BuildOptions): Promise<BuildResult> {
  const { value: projects = [], diagnostics: found } = await projectsOf(options.paths);
  if (projects.length > 1 && options.out !== null) {
    const twice: Diagnostic = {
      code: 'two-projects',
      severity: 'error',
      place: { file: join(projects[1]?.root ?? '', 'certpress.yaml'), line: 1, column: 1 },
      message: { zh: `给出的路径属于 ${projects.length} 个项目`, en: `The paths belong to ${projects.length} projects` },
      help: { zh: '分别运行，或用 --out 给每个项目一个文件夹。', en: 'Run the command for each project, with an --out folder each.' },
    };
    return { diagnostics: [...found, twice], outputs: [], cases: 0, documents: 0, printed: [] };
  }
  const results: BuildResult[] = [];
  for (const project of projects) {
    const make = async (kept?: KeptCases): Promise<MadeProject> =>
      (await import('./pipeline.js')).makeProject(project, seenFrom(options), kept);
    results.push(await keptOr(make, project, options));
  }
  return {
    diagnostics: [
      ...causesOnly([...found, ...results.flatMap((r) => r.diagnostics)].map((d) => placedFrom(wholeFile(d), options.cwd))),
      // Of this run, and not of what a project holds: no later run says it again.
      ...(options.shared?.notes.diagnostics() ?? []),
    ],
    outputs: results.flatMap((r) => r.outputs),
    cases: results.reduce((n, r) => n + r.cases, 0),
    documents: results.reduce((n, r) => n + r.documents, 0),
    printed: results.flatMap((r) => r.printed),
  };
}
/** Documents are told as the whole result is. */
const seenFrom = (options: BuildOptions): BuildOptions => {
  const { told } = options;
  if (!told) return options;
  return { ...options, told: (one) => told({ ...one, diagnostics: one.diagnostics.map((d) => placedFrom(wholeFile(d), options.cwd)) }) };
};
/** What is about a whole file points at its beginning. */
const wholeFile = (d: Diagnostic): Diagnostic =>
  d.place && d.place.line === undefined ? { ...d, place: { ...d.place, line: 1, column: 1 } } : d;

/** A picture that was refused where the record was read is not called missing as well. */
function causesOnly(list: readonly Diagnostic[]): readonly Diagnostic[] {
  const at = ({ place }: Diagnostic): string => `${place?.file ?? ''}:${place?.line ?? 0}:${place?.column ?? 0}`;
  const refused = new Set(list.filter((d) => d.code === 'evidence-wrong' || d.code === 'path-outside').map(at));
  return list.filter((d) => d.code !== 'asset-missing' || !refused.has(at(d)));
}
