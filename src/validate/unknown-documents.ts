/**
 * Kinds of document that nobody defines.
 *
 * In:  a project, the schemes that it names, the kinds asked for on the command line. Out: an error for each that no scheme of the project
 * has, and for each entry of documents.yaml or evidence.yaml whose scheme does not have it (evidence may also be of what is no
 * document), with what was probably meant.
 */
import { recordKinds } from '../../schemas/record/kinds.js';
import type { DocumentKind } from '../../schemas/pack/index.js';
import type { Diagnostic } from '../diagnostics/index.js';
import { didYouMean } from '../files/shape-issues.js';
import { placeIn } from '../load/record-file.js';
import type { Project } from '../load/types.js';
import type { SchemeTable } from '../packs/types.js';

export function unknownDocuments(project: Project, schemes: SchemeTable, asked: readonly DocumentKind[] = []): Diagnostic[] {
  const kindsOf = (id: string | undefined): string[] => [
    ...new Set([...schemes.values()].filter((scheme) => id === undefined || scheme.id === id).flatMap((one) => [...one.documents.keys()])),
  ];
  const every = kindsOf(undefined);
  // Without a scheme, that is what is said.
  const ofCommand = every.length === 0 ? [] : asked.filter((kind) => !every.includes(kind)).map((kind) => unknown(kind, every));
  const entered = project.cases.flatMap((folder) => {
    const documents = kindsOf(folder.case.value.scheme ?? '');
    const file = folder.register;
    if (!file || documents.length === 0) return [];
    const known = [...recordKinds, ...documents];
    return file.value.flatMap(({ kind }, i): Diagnostic[] =>
      kind === undefined || known.includes(kind)
        ? []
        : [{ ...unknown(kind, known), case: folder.name, place: placeIn(project.root, file, [i, 'kind']) }],
    );
  });
  const registered = project.cases.flatMap((folder) => {
    const known = kindsOf(folder.case.value.scheme ?? '');
    const file = folder.documents;
    if (!file || known.length === 0) return [];
    return file.value.flatMap(({ kind }, i): Diagnostic[] =>
      kind === undefined || known.includes(kind)
        ? []
        : [{ ...unknown(kind, known), case: folder.name, place: placeIn(project.root, file, [i, 'kind']) }],
    );
  });
  return [...ofCommand, ...registered, ...entered];
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
