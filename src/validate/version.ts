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
  const drafts = new Drafts();
  for (const scope of scopes) drafts.add(scope);
  return drafts.told();
}
/** Takes one document after the other. */
export class Drafts {
  private count = 0;
  private readonly some: string[] = [];
  private place: Place | undefined;

  add(scope: DocumentScope): void {
    if (registeredOf(scope)?.revision !== undefined) return;
    this.count += 1;
    this.place ??= placeIn(scope.project.root, scope.case.documents ?? scope.case.case, []);
    if (this.some.length < 3) this.some.push([scope.case.name, scope.outputFolder, scope.outputName].filter(Boolean).join('/'));
  }
  told(): Diagnostic[] {
    const { count, some, place } = this;
    if (!place) return [];
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
}

export function versionOf(scope: DocumentScope): Prose {
  const latest = registeredOf(scope)?.revision;
  return latest === undefined ? { zh: '草稿', en: 'Draft' } : { zh: latest, en: latest };
}
