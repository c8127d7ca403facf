/** A project of a few lines, judged by rows of the test: the rest of the scheme is wanding's. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { rulesFileSchema, type Rule } from '../../schemas/pack/rules.js';
import { judge } from '../../src/judge/judge.js';
import type { JudgeOptions, Judgement } from '../../src/judge/types.js';
import { loadProject } from '../../src/load/project.js';
import { loadSchemes } from '../../src/packs/schemes-of-project.js';
import type { Project } from '../../src/load/types.js';
import type { SchemeTable } from '../../src/packs/types.js';
import type { Verdict } from '../../src/judge/verdict.js';
import { documentsOf } from '../../src/validate/documents-of-case.js';
import type { DocumentScope } from '../../src/validate/scope.js';
import { packageInfo } from '../../src/program/package-info.js';
import { runFolder } from '../setup/once.js';

export interface Small {
  readonly project: Project;
  readonly schemes: SchemeTable;
  readonly judge: (asOf: string, options?: Partial<JudgeOptions>) => Judgement;
  readonly scopes: readonly DocumentScope[];
}

/** `files`: text by path from the project's folder; the case is `c`. */
export function small(files: Readonly<Record<string, string>>, rows = '[]', only?: readonly string[]): Small {
  const root = mkdtempSync(join(runFolder(), 'certpress-judge-'));
  const all = {
    'certpress.yaml': 'lang: zh\n',
    'people.yaml': 'p1: {name: 甲}\np2: {name: 乙}\n',
    'c/case.yaml': 'scheme: wanding\n',
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const loaded = loadProject(
    root,
    only?.map((folder) => join(root, folder)),
  );
  const project = loaded.value;
  if (!project) throw new Error('the project does not load');
  const rules = rowsOf(rows);
  const schemes: SchemeTable = new Map(
    [...(loadSchemes(project, packageInfo().root).value ?? [])].map(([key, scheme]) => [key, { ...scheme, rules }]),
  );
  return {
    project,
    schemes,
    judge: (asOf, options) => judge(project, schemes, { asOf, ...options }),
    scopes: project.cases.flatMap((one) => documentsOf(project, one, schemes)),
  };
}

/** Rows without the words that every row has to have. */
export function rowsOf(text: string): Rule[] {
  const words = {
    rule: 'T-01',
    clause: '1',
    severity: 'error',
    zh: '要求',
    en: 'the requirement',
    message: { zh: '不符', en: 'not kept' },
  };
  return rulesFileSchema.parse((parse(text) as object[]).map((row, i) => ({ id: `row-${i}`, ...words, ...row })));
}

/** State of the verdict of a row; of those on an audit, that of stage 2. */
export const stateOf = ({ verdicts }: Judgement, id = 'row-0', name = 'stage-2'): Verdict['state'] | undefined => {
  const found = verdicts.filter((verdict) => verdict.row.id === id);
  const named = found.length > 1 ? found.filter((verdict) => verdict.subject.name === name) : found;
  if (named.length > 1) throw new Error(`${named.length} verdicts of ${id}`);
  return named[0]?.state;
};
