/**
 * The rounds: the same report by certpress and by each floor, in turn, from words that no round had before.
 *
 * In:  how many rounds, after how many to warm up. Out: the times of every step, and the pages of both PDFs. What both sides
 * print is compared in the first round.
 */
import type { Diagnostic, Outcome } from '../src/diagnostics/index.js';
import { compose, variantsOf } from '../src/compose/index.js';
import { inspect } from '../src/inspect/index.js';
import { judge } from '../src/judge/judge.js';
import { composeInput, layoutName } from '../src/make/document.js';
import { canon, settleToc, type CanonEntry, type Document } from '../src/model/index.js';
import { readDocx } from '../src/proof/read-docx.js';
import { readPdf } from '../src/proof/read-pdf.js';
import { proveSame } from '../src/proof/same.js';
import { writeDocx } from '../src/writers/docx/index.js';
import { createPdfWriter } from '../src/writers/pdf/index.js';
import { orderOf, packsOf, plainReport, type SampleCase } from './case.js';
import { docxTemplate } from './floor/docx-template.js';
import { renderTemplate, templateData } from './floor/docxtemplater.js';
import { readByTree, typstFloor } from './floor/typst.js';
import { Rounds } from './rounds.js';
import { mustPrintTheSame } from './words.js';

export interface Measured {
  readonly rounds: Rounds<Step>;
  readonly pages: { readonly ours: number; readonly floor: number };
}
export type Step =
  | 'load'
  | 'judge'
  | 'compose'
  | 'inspect'
  | 'pdf write'
  | 'pdf proof'
  | 'docx write'
  | 'docx proof'
  | 'typst'
  | 'typst read back'
  | 'docxtemplater';

export async function measure(sample: SampleCase, root: string, count: number, warmUps: number): Promise<Measured> {
  const { schemes, tools } = await packsOf(sample, root);
  // One that remembers nothing: the same report was laid out the round before.
  const writer = createPdfWriter(undefined, 0);
  const rounds = new Rounds<Step>();
  const pages = { ours: 0, floor: 0 };

  for (let round = 0; round < warmUps + count; round++) {
    if (round === warmUps) rounds.clear();
    rounds.begin();
    sample.renew(round);
    const loaded = await rounds.time('load', () => sample.load(() => schemes));
    const { project } = loaded.scope;
    const judgement = await rounds.time('judge', () => judge(project, schemes, { asOf: project.config?.value.asOf ?? '' }));
    mustBeSilent(judgement.diagnostics.filter((d) => d.severity === 'error'));
    const order = orderOf(loaded, tools);
    const { data, pictures } = plainReport(order);
    const tagged = templateData(data);
    const template = docxTemplate([...pictures.values()][0] ?? new Uint8Array());
    const [variant = 'only'] = variantsOf(order.tools.layouts, order.scope.kind);
    const composed = valueOf(
      await rounds.time('compose', () => compose(order.tools.layouts, order.scope.kind, composeInput(order, variant))),
    );
    // The floors have no table of contents: as on paper where the document is short.
    const document = settleToc(composed, 1);
    await rounds.time('inspect', () => mustBeSilent(inspect(document, order.contents, layoutName(order))));
    const floor = typstFloor(root, document);
    const texts = { pdf: '', floor: new Uint8Array(), docx: '', peer: new Uint8Array() };

    const steps = [
      async () => {
        const pdf = valueOf(await rounds.time('pdf write', () => writer.write(document)));
        texts.pdf = await rounds.time('pdf proof', async () => {
          const read = valueOf(readPdf(pdf.bytes));
          mustAgree(document, read.entries, 'pdf');
          return read.pages.join('');
        });
        pages.ours = pdf.pages;
      },
      async () => {
        const made = await rounds.time('typst', () => floor.write(data, pictures));
        await rounds.time('typst read back', () => readByTree(made.bytes));
        texts.floor = Uint8Array.from(made.bytes);
        pages.floor = made.pages;
      },
      async () => {
        const bytes = valueOf(await rounds.time('docx write', () => writeDocx(document, { shares: document.sections.map(() => 0) })));
        texts.docx = await rounds.time('docx proof', () => {
          const read = valueOf(readDocx(bytes));
          mustAgree(document, read.entries, 'docx');
          return read.text;
        });
      },
      async () => {
        texts.peer = Uint8Array.from(await rounds.time('docxtemplater', () => renderTemplate(template, tagged)));
      },
    ];
    // What was measured first in one round comes last in the next.
    for (const step of round % 2 === 0 ? steps : steps.reverse()) await step();
    if (round === 0) {
      mustPrintTheSame(texts.pdf, valueOf(readPdf(texts.floor)).pages.join(''), 'The Typst floor');
      mustPrintTheSame(texts.docx, valueOf(readDocx(texts.peer)).text, 'The template of docxtemplater');
    }
  }
  return { rounds, pages };
}

function mustAgree(document: Document, read: readonly CanonEntry[], format: 'docx' | 'pdf'): void {
  mustBeSilent(proveSame(document, canon(document), read, format));
}
function mustBeSilent(diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.length > 0) throw new Error(said(diagnostics));
}
function valueOf<T>({ value, diagnostics }: Outcome<T>): T {
  if (value === undefined) throw new Error(said(diagnostics));
  return value;
}
const said = (diagnostics: readonly Diagnostic[]): string => diagnostics.map((d) => d.message.en).join('; ');
