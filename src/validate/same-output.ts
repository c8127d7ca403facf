/**
 * Documents of one case that would be written into one file: by names that differ in case only, which some file systems take for one, or
 * by names that are spelled alike when they are joined to that of their kind.
 *
 * In:  the scopes of a run, one case after the other, and what was said before. Out: those that are the first of their name; for each
 * other a diagnostic, with the first as related place, unless something was said of its name already.
 */
import type { Diagnostic, Place } from '../diagnostics/index.js';
import { placeOfAsking, type DocumentScope } from './scope.js';

type Named = Pick<DocumentScope, 'project' | 'asks' | 'case' | 'kind' | 'subject' | 'outputFolder' | 'outputName'>;

export class OutputNames {
  private readonly known: ReadonlySet<string>;
  /** Where the first document of each name is asked for. */
  private readonly first = new Map<string, Place>();

  /** `said`: what was found of files and names before. */
  constructor(said: readonly Diagnostic[]) {
    this.known = new Set(
      said
        .filter(({ code }) => code === 'name-twice' || code === 'certificate-number-twice')
        .flatMap(({ place }) => (place ? [at(place)] : [])),
    );
  }

  own<S extends Named>(called: readonly S[]): { readonly scopes: readonly S[]; readonly diagnostics: readonly Diagnostic[] } {
    const scopes: S[] = [];
    const diagnostics: Diagnostic[] = [];
    for (const scope of called) {
      const file = [scope.case.name, scope.outputFolder, scope.outputName].filter(Boolean).join('/');
      const key = file.normalize('NFC').toLowerCase();
      const place = placeOfAsking(scope);
      const before = this.first.get(key);
      if (!before) {
        this.first.set(key, place);
        scopes.push(scope);
      } else if (!this.known.has(at(place))) {
        diagnostics.push({
          code: 'name-twice',
          severity: 'error',
          case: scope.case.name,
          document: scope.kind,
          ...(scope.subject === undefined ? {} : { subject: scope.subject }),
          place,
          related: [before],
          message: { zh: `两份文件会写成同一个输出：${file}`, en: `Two documents would be written to the same output: ${file}` },
        });
      }
    }
    return { scopes, diagnostics };
  }
}
const at = ({ file, line = 1 }: { readonly file: string; readonly line?: number }): string => `${file}:${line}`;
