/**
 * The version of a document: the latest entry of the register for its kind and subject, else a draft.
 *
 * In:  a document's scope. Out: what is printed: the revision, or the word for a draft; of many, which are drafts.
 */
import type { Diagnostic, Prose } from '../diagnostics/index.js';
import { placeIn } from '../load/record-file.js';
import { registeredOf } from './registered.js';
import type { DocumentScope } from './scope.js';

/** Documents that the register does not name as issued: one line for all of them, at the register of the first. */
export function draftsOf(scopes: readonly DocumentScope[]): Diagnostic[] {
  const unregistered = scopes.filter((scope) => registeredOf(scope)?.revision === undefined);
  const [first] = unregistered;
  if (!first) return [];
  const drafts = unregistered.map((scope) => [scope.case.name, scope.outputFolder, scope.outputName].filter(Boolean).join('/'));
  const some = drafts.slice(0, 3);
  const more = drafts.length > some.length;
  return [
    {
      code: 'drafts',
      severity: 'info',
      place: placeIn(first.project.root, first.case.documents ?? first.case.case, []),
      message: {
        zh: `${drafts.length} 份文件标为草稿，documents.yaml 没有登记：${some.join('、')}${more ? ' 等' : ''}`,
        en: `${drafts.length} document(s) are marked as drafts, since documents.yaml does not name them: ${some.join(', ')}${more ? ', …' : ''}`,
      },
    },
  ];
}

export function versionOf(scope: DocumentScope): Prose {
  const latest = registeredOf(scope)?.revision;
  return latest === undefined ? { zh: '草稿', en: 'Draft' } : { zh: latest, en: latest };
}
