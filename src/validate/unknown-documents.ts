/**
 * Kinds of document that nobody defines.
 *
 * In:  the schemes that a project names, the kinds asked for on the command line, a case. Out: an error for each that no
 * scheme of the project has, and for each entry of documents.yaml or evidence.yaml whose scheme does not have it (evidence may also be
 * of what is no document), with what was probably meant.
 */
import { recordKinds } from '../../schemas/record/kinds.js';
import type { DocumentKind } from '../../schemas/pack/index.js';
import type { Diagnostic } from '../diagnostics/index.js';
import { didYouMean } from '../files/shape-issues.js';
import { placeIn } from '../load/record-file.js';
import type { CaseFolder } from '../load/types.js';
import type { SchemeTable } from '../packs/types.js';

const kindsOf = (schemes: SchemeTable, id?: string): string[] => [
  ...new Set([...schemes.values()].filter((scheme) => id === undefined || scheme.id === id).flatMap((one) => [...one.documents.keys()])),
];

/** Of the command line. Without a scheme, that is what is said. */
export function unknownAsked(schemes: SchemeTable, asked: readonly DocumentKind[] = []): Diagnostic[] {
  const every = kindsOf(schemes);
  return every.length === 0 ? [] : asked.filter((kind) => !every.includes(kind)).map((kind) => unknown(kind, every));
}

/** Of one of the registers of a case: `documents`, or `register` of its evidence. */
export function unknownDocuments(root: string, folder: CaseFolder, schemes: SchemeTable, which: 'documents' | 'register'): Diagnostic[] {
  const kinds = kindsOf(schemes, folder.case.value.scheme ?? '');
  const file = folder[which];
  if (!file || kinds.length === 0) return [];
  const known = which === 'register' ? [...recordKinds, ...kinds] : kinds;
  return file.value.flatMap(({ kind }, i): Diagnostic[] =>
    kind === undefined || known.includes(kind)
      ? []
      : [{ ...unknown(kind, known), case: folder.name, place: placeIn(root, file, [i, 'kind']) }],
  );
}

function unknown(kind: DocumentKind, known: readonly DocumentKind[]): Diagnostic {
  const near = didYouMean(kind, known);
  return {
    code: 'document-unknown',
    severity: 'error',
    message: { zh: `没有文件 ${kind}`, en: `There is no document ${kind}` },
    help:
      near === undefined
        ? { zh: `现有：${known.join('、')}。`, en: `There are: ${known.join(', ')}.` }
        : { zh: `是否应为 ${near}？`, en: `Did you mean ${near}?` },
  };
}
