/**
 * The version of a document: the latest entry of the register for its kind and subject, else a draft.
 *
 * In:  a document's scope. Out: what is printed: the revision, or the word for a draft; of many, which are drafts.
 */
import type { Diagnostic, Place, Prose } from '../diagnostics/index.js';
import { placeIn } from '../load/record-file.js';
import { registeredOf } from './registered.js';
import type { DocumentScope } from './scope.js';

/** Documents that the register does not name as issued: one line for all of them, at the register of the first. */
export function draftsOf(scopes: readonly DocumentScope[]): Diagnostic[] {
  return draftsTold([draftsAmong(scopes)]);
}
/** Drafts among the documents of a case: plain values, which are kept from one build to the next. */
export interface DraftsOfCase {
  readonly count: number;
  /** The first of them. */
  readonly some: readonly string[];
  /** The register of the first, or where it is missed. */
  readonly place?: Place;
}
const atMost = 3;
export function draftsAmong(scopes: readonly DocumentScope[]): DraftsOfCase {
  const drafts = scopes.filter((scope) => registeredOf(scope)?.revision === undefined);
  const [first] = drafts;
  return {
    count: drafts.length,
    some: drafts.slice(0, atMost).map((scope) => [scope.case.name, scope.outputFolder, scope.outputName].filter(Boolean).join('/')),
    ...(first ? { place: placeIn(first.project.root, first.case.documents ?? first.case.case, []) } : {}),
  };
}
export function draftsTold(cases: readonly DraftsOfCase[]): Diagnostic[] {
  const place = cases.find((one) => one.place !== undefined)?.place;
  if (!place) return [];
  const count = cases.reduce((sum, one) => sum + one.count, 0);
  const some = cases.flatMap((one) => one.some).slice(0, atMost);
  const more = count > some.length;
  return [
    {
      code: 'drafts',
      severity: 'info',
      place,
      message: {
        zh: `${count} 份文件标为草稿，documents.yaml 没有登记：${some.join('、')}${more ? ' 等' : ''}`,
        en: `${count} document(s) are marked as drafts, since documents.yaml does not name them: ${some.join(', ')}${more ? ', …' : ''}`,
      },
    },
  ];
}

export function versionOf(scope: DocumentScope): Prose {
  const latest = registeredOf(scope)?.revision;
  return latest === undefined ? { zh: '草稿', en: 'Draft' } : { zh: latest, en: latest };
}
