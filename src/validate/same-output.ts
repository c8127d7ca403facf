/**
 * Documents of one case that would be written into one file: by names that differ in case only, which some file systems take for one, or
 * by names that are spelled alike when they are joined to that of their kind.
 *
 * In:  the scopes of a run, what was said before. Out: those that are the first of their name; for each other a diagnostic, with the
 * first as related place, unless something was said of its name already.
 */
import type { Diagnostic } from '../diagnostics/index.js';
import { placeOfAsking, type DocumentScope } from './scope.js';

type Named = Pick<DocumentScope, 'project' | 'asks' | 'case' | 'kind' | 'subject' | 'outputFolder' | 'outputName'>;

export function withOutputsOfTheirOwn<S extends Named>(
  called: readonly S[],
  said: readonly Diagnostic[],
): { readonly scopes: readonly S[]; readonly diagnostics: readonly Diagnostic[] } {
  const at = ({ file, line = 1 }: { file: string; line?: number }): string => `${file}:${line}`;
  const known = new Set(
    said
      .filter(({ code }) => code === 'name-twice' || code === 'certificate-number-twice')
      .flatMap(({ place }) => (place ? [at(place)] : [])),
  );
  const first = new Map<string, S>();
  const diagnostics = called.flatMap((scope): Diagnostic[] => {
    const file = [scope.case.name, scope.outputFolder, scope.outputName].filter(Boolean).join('/');
    const key = file.normalize('NFC').toLowerCase();
    const before = first.get(key);
    if (!before) {
      first.set(key, scope);
      return [];
    }
    const place = placeOfAsking(scope);
    if (known.has(at(place))) return [];
    return [
      {
        code: 'name-twice',
        severity: 'error',
        case: scope.case.name,
        document: scope.kind,
        ...(scope.subject === undefined ? {} : { subject: scope.subject }),
        place,
        related: [placeOfAsking(before)],
        message: { zh: `两份文件会写成同一个输出：${file}`, en: `Two documents would be written to the same output: ${file}` },
      },
    ];
  });
  return { scopes: [...first.values()], diagnostics };
}
