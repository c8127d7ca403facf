/**
 * A composed document into the output folder.
 *
 * In:  the document with its materials, the formats asked for, the output folder. Out: what the manifest proves is reused, the rest is
 * written, read back and proved; both go to the folder with their trace. What is found on the way.
 */
import { placeOfAsking, type DocumentScope } from '../validate/scope.js';
import type { Diagnostic } from '../diagnostics/index.js';
import type { OutputFolder } from '../output/output-folder.js';
import { traceRows } from '../output/trace.js';
import type { Proven } from '../program/proven.js';
import type { Answer } from '../validate/contents.js';
import { makeFiles, type Composed, type Format, type Materials } from './document.js';
import { madeFrom } from './made-from.js';

/** How the manifest and the trace call it. */
interface Called {
  readonly scheme: string;
  readonly case: string;
  readonly audit: string | null;
  readonly document: string;
  readonly subject: string | null;
  readonly lang: 'zh' | 'en' | 'zh-en';
}

export async function deliver(
  called: Called,
  materials: Materials,
  composed: Composed,
  formats: readonly Format[],
  answers: readonly Answer[],
  outputFolder: OutputFolder,
  proven: Proven,
): Promise<Diagnostic[]> {
  const { scope, tools } = materials;
  const diagnostics: Diagnostic[] = [];
  const sources = madeFrom(scope, tools.files);
  const file = (format: Format): string =>
    [scope.case.name, scope.outputFolder, `${scope.outputName}.${called.lang}.${format}`].filter(Boolean).join('/');
  const known = await outputFolder.reusable(formats.map(file), composed.model, sources, diagnostics);
  let contentPages = known?.contentPages;
  // Where nothing is written, all that is wanted of the files is their proof.
  const proof = JSON.stringify(['files', composed.model, materials.wording]);
  if (!known && proven.has(proof)) return diagnostics;
  if (!known) {
    const { made, diagnostics: found } = await makeFiles(materials, composed, formats);
    diagnostics.push(...placed(scope, found));
    if (!made) return diagnostics;
    if (found.length === 0) proven.add(proof);
    contentPages = made.contentPages;
    for (const f of made.files) {
      diagnostics.push(
        ...(await outputFolder.add(
          {
            ...called,
            file: file(f.format),
            format: f.format,
            pages: made.pages,
            variant: composed.variant,
            model: composed.model,
            words: composed.words,
            contentPages: made.contentPages,
            madeFrom: sources,
            ...(f.format === 'pdf' && made.seals.length > 0 ? { seals: [...made.seals] } : {}),
          },
          f.bytes,
        )),
      );
    }
  }
  outputFolder.trace(scope.case.name, traceRows(called, answers, composed.templates, contentPages ?? {}));
  return diagnostics;
}

/** What has no place of its own is about the record that asks for the document. */
export const placed = (scope: DocumentScope, list: readonly Diagnostic[]): readonly Diagnostic[] =>
  list.map((d) => (d.place ? d : { ...d, place: placeOfAsking(scope) }));
