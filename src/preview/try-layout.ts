/**
 * A piece of a layout, tried with the records of a document.
 *
 * In:  what the document is made of, the PDF writer, the text. Out: its pages, or what is wrong, with the line in the text. Nothing is kept
 * or written. It is checked, composed and set as every layout, with the same bounds, and with one more: what is tried is short.
 */
import { hasErrors, type Diagnostic } from '../diagnostics/index.js';
import type { Roots } from '../files/places.js';
import { compositionOf } from '../make/document.js';
import { triedFile, withTried } from '../make/tried-layout.js';
import { eachBlock } from '../model/index.js';
import { readinessOf } from '../plan/readiness.js';
import type { PdfWriter } from '../writers/pdf/index.js';
import { materialsOf, type Asked } from './pages.js';
import { problemOf } from './problems.js';
import type { LayoutTried, TriedProblem } from './protocol.js';

/** More are not read. */
const mostProblems = 100;
/** Set in about a second. */
const mostBlocks = 3_000;

export async function tryLayout(
  { work: { scope, judgement }, order, tools, houseFaults }: Asked,
  text: string,
  writer: PdfWriter,
  roots: Roots,
): Promise<LayoutTried> {
  const told = (found: readonly Diagnostic[]): LayoutTried => ({
    problems: found.slice(0, mostProblems).map((d) => problemInText(d, roots)),
  });
  if (!tools || hasErrors(houseFaults)) return told(houseFaults);
  const tried = withTried(tools, scope.kind, text);
  const faults = tried.checked(scope.kind);
  if (hasErrors(faults)) return told(faults);
  const ready = readinessOf(scope, judgement, tried, undefined, (found) => found);
  const materials = materialsOf({ scope, lang: order.lang }, tried, ready, []);
  if (!materials) return told(ready.diagnostics);
  const { value: variant, diagnostics } = compositionOf(materials).at(0);
  const found = [...faults, ...diagnostics];
  if (!variant) return told(found);
  let blocks = 0;
  eachBlock(variant.document, () => {
    blocks += 1;
  });
  if (blocks > mostBlocks) return told([...found, tooLong(blocks)]);
  const pdf = await writer.write(variant.document);
  return { ...told([...found, ...pdf.diagnostics]), ...(pdf.value ? { pdf: Buffer.from(pdf.value.bytes).toString('base64') } : {}) };
}

const tooLong = (blocks: number): Diagnostic => ({
  code: 'document-too-large',
  severity: 'error',
  message: {
    zh: `试排最多 ${mostBlocks} 段，这里有 ${blocks} 段`,
    en: `What is tried has at most ${mostBlocks} paragraphs, and this has ${blocks}`,
  },
  help: { zh: '缩短循环，或写成版式文件后生成。', en: 'Shorten its loops, or write it into a layout and build that.' },
});

/** What stands in the text is in no file that an editor could open. */
function problemInText({ place, related = [], ...rest }: Diagnostic, roots: Roots): TriedProblem {
  const inText = place?.file === triedFile;
  const problem = problemOf(
    { ...rest, related: related.filter(({ file }) => file !== triedFile), ...(place && !inText ? { place } : {}) },
    roots,
  );
  const at = [place, ...related].find((one) => one?.file === triedFile && one.line !== undefined);
  return { ...problem, ...(at?.line === undefined ? {} : { at: { line: at.line, column: at.column ?? 1 } }) };
}
