/**
 * The record files that a Word file may change, and what stands in them.
 *
 * In:  the project, and the files that Word files name. Out: the records of their cases by path; the value, the shape and the name of the
 * field at a pointer. What a file names that is no record of a case is not here, and so cannot be changed.
 */
import { childOf, metaOf, type Shape } from '../../schemas/record/index.js';
import { ok, type Diagnostic, type Outcome, type Prose } from '../diagnostics/index.js';
import { pathOf } from '../files/pointer.js';
import { openProject } from '../load/project.js';
import type { CaseFolder, Project, RecordFile } from '../load/types.js';
import { recordsIn } from '../packs/records-of-schemes.js';
import { packageInfo } from '../program/package-info.js';

export interface Records {
  readonly root: string;
  readonly project: Project;
  readonly cases: readonly CaseFolder[];
  /** Those that may be changed, by their path from the project. */
  readonly byFile: ReadonlyMap<string, RecordFile>;
}

export function recordsFor(root: string, files: readonly string[]): Outcome<Records> {
  const opened = openProject(root, [], recordsIn(packageInfo().root));
  if (!opened.value) return { diagnostics: opened.diagnostics };
  const { project, folders, read } = opened.value;
  const diagnostics: Diagnostic[] = [];
  const cases: CaseFolder[] = [];
  for (const { folder } of folders) {
    if (!files.some((file) => file.startsWith(`${folder}/`))) continue;
    const loaded = read(folder);
    if (loaded.value) cases.push(loaded.value);
    // What is wrong with other records is for `check` to say: it keeps nothing from being taken.
    else diagnostics.push(...loaded.diagnostics);
  }
  const byFile = new Map(cases.flatMap(recordsOfCase).map((record) => [record.file, record]));
  return ok({ root, project: { ...project, cases }, cases, byFile }, diagnostics);
}

function recordsOfCase(one: CaseFolder): RecordFile[] {
  const files: (RecordFile | undefined)[] = [one.case, one.certificates, one.events, one.documents, one.register, ...one.papers];
  for (const { audit, plan, notice, report, review, decision, findings, nonconformities, papers } of one.audits)
    files.push(audit, plan, notice, report, review, decision, ...findings, ...nonconformities, ...papers);
  return files.filter((file) => file !== undefined);
}

const isIndex = (step: string): boolean => /^(?:0|[1-9]\d{0,5})$/.test(step);

/** The value at a pointer, as the record means it; a text in one language is said by the pointer of the text and by that of its Chinese. */
export function valueAt({ value }: Pick<RecordFile, 'value'>, pointer: string): unknown {
  let at: unknown = value;
  for (const step of pathOf(pointer)) {
    if (Array.isArray(at)) at = isIndex(step) ? (at as readonly unknown[])[Number(step)] : undefined;
    else if (typeof at === 'object' && at !== null && Object.hasOwn(at, step)) at = (at as Readonly<Record<string, unknown>>)[step];
    else return undefined;
  }
  if (typeof at === 'object' && at !== null && !Array.isArray(at) && Object.hasOwn(at, 'zh')) return (at as { readonly zh?: unknown }).zh;
  return at;
}

/** The shape at a pointer, with those on the way; undefined where the record has no such field. */
export function shapesAt(shape: Shape, pointer: string): readonly Shape[] | undefined {
  const out: Shape[] = [shape];
  for (const step of pathOf(pointer)) {
    const at = out.at(-1) as Shape;
    const next = childOf(at, isIndex(step) ? Number(step) : step) ?? childOf(at, step);
    if (!next) return undefined;
    out.push(next);
  }
  return out;
}

/** The shape of the field that a pointer is of: of a text that of the whole, not of one of its languages. */
export function fieldAt(
  shape: Shape,
  pointer: string,
): { readonly shape: Shape; readonly pointer: string; readonly lang?: 'zh' | 'en' } | undefined {
  const shapes = shapesAt(shape, pointer);
  const own = shapes?.at(-1);
  if (!shapes || !own) return undefined;
  const around = shapes.at(-2);
  const kind = around && metaOf(around)?.kind;
  const [, lang] = /\/(zh|en)$/.exec(pointer) ?? [];
  if (around && (lang === 'zh' || lang === 'en') && (kind === 'text' || kind === 'name' || kind === 'long'))
    return { shape: around, pointer: pointer.slice(0, -3), lang };
  return { shape: own, pointer };
}

/** A field as somebody calls it who has never seen the file: `审核发现 3 › 审核证据`. */
export function fieldName(shape: Shape, pointer: string): Prose {
  const steps = pathOf(pointer);
  const shapes = shapesAt(shape, pointer) ?? [];
  const zh: string[] = [];
  const en: string[] = [];
  steps.forEach((step, i) => {
    const at = shapes[i + 1];
    const meta = at && metaOf(at);
    if (isIndex(step) && zh.length > 0) {
      zh.push(`${zh.pop() ?? ''} ${Number(step) + 1}`);
      en.push(`${en.pop() ?? ''} ${Number(step) + 1}`);
      return;
    }
    zh.push(isIndex(step) ? `第 ${Number(step) + 1} 项` : (meta?.zh ?? step));
    en.push(isIndex(step) ? `entry ${Number(step) + 1}` : (meta?.en ?? step));
  });
  return { zh: zh.join(' › '), en: en.join(' › ') };
}
