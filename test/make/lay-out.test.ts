// A line before a code that may not be broken is pulled apart to the full measure; whoever searches it finds spaces. It is set ragged, and
// only it: what is not pulled apart keeps its bytes.
import { expect, test } from 'vitest';
import { layOut } from '../../src/make/lay-out.js';
import { build as b, canon, type Block, type Document, type Row } from '../../src/model/index.js';
import { readPdf } from '../../src/proof/read-pdf.js';
import { createPdfWriter } from '../../src/writers/pdf/index.js';
import { plainReport } from '../writers/pdf-samples.js';

const p = (text: string): Block => b.paragraph({ style: 'prose', rank: 'main', lang: 'zh', content: [b.text(text, 'zh')] });
const documentWith = (...blocks: readonly Block[]): Document =>
  plainReport([b.heading({ level: 1, style: 'title', rank: 'main', lang: 'zh', content: [b.text('报告', 'zh')] }), ...blocks]);
const writer = createPdfWriter();
// 41 characters make a line: 33 of them, and a code that has no room beside them.
const loose = `${'演练方案已由业务连续性办公室按季度评审并报总经理批准实施演练记录和'.slice(0, 33)}QY-BCM-EXERCISE-PROGRAMME-AND-RECORD均已归档。`;

test('a line that a code would pull apart is set ragged', async () => {
  const document = documentWith(p('无。'), p(loose));
  const plain = (await writer.write(document)).value?.bytes ?? new Uint8Array();
  expect((await readPdf(plain)).value?.pulled).toHaveLength(1);
  const { pdf, readBack } = await layOut(writer, document);
  expect(readBack.value?.pulled).toEqual([]);
  expect(readBack.value?.entries).toEqual(canon(document));
  expect(pdf.value?.pages).toBe(1);
});

test('other documents are laid out once, and have the same bytes', async () => {
  const document = documentWith(p('演练记录均已归档。'));
  const { pdf } = await layOut(writer, document);
  expect(Buffer.compare(pdf.value?.bytes ?? new Uint8Array(), (await writer.write(document)).value?.bytes ?? new Uint8Array())).toBe(0);
});

test('signatures that would stand alone on a page bring the last rows of the table along, under its header and their day', async () => {
  const row = (words: string, rest: { keepNext?: boolean; repeats?: boolean } = {}): Row =>
    b.row({ ...rest, cells: [b.cell({ columns: 1, rows: 1, blocks: [p(words)] })] });
  const sessions = (count: number): Row[] => Array.from({ length: count }, (_, n) => row(`第${n + 1}场`));
  const table = (count: number): Block =>
    b.table({
      style: 'form',
      indent: 0,
      widths: [169],
      headerRows: 1,
      keep: 'rows',
      rows: [row('时间'), row('7月21日', { keepNext: true, repeats: true }), ...sessions(count)],
    });
  const signing = b.keep([
    b.heading({ level: 2, style: 'item', rank: 'main', lang: 'zh', content: [b.text('确认', 'zh')] }),
    b.grid({
      indent: 0,
      widths: [60],
      gutter: 0,
      rows: [b.gridRow({ cells: [b.gridCell({ blocks: [b.space(40), b.rule('signature')] })] })],
    }),
  ]);
  // A document too long to be set closer. As many sessions as fill a page so far that the signatures have no room on it.
  const longer = (...blocks: readonly Block[]): Document =>
    documentWith(p('无。'), b.pageBreak(), p('无。'), b.pageBreak(), p('无。'), b.pageBreak(), ...blocks);
  let [sessionsOfPage, alone] = [20, false];
  for (; !alone && sessionsOfPage < 40; sessionsOfPage++) {
    const plain = (await writer.write(longer(table(sessionsOfPage), signing))).value;
    alone = plain?.pages === 5 && (plain.headingTops.at(-1) ?? 99) < 30;
  }
  expect(alone).toBe(true);
  const written = longer(table(sessionsOfPage - 1), signing);
  const { document, pdf, readBack } = await layOut(writer, written);
  expect(pdf.value?.pages).toBe(5);
  // The same file for both formats: header and day are said again, no session is lost or told twice.
  const words = canon(document).map((entry) => JSON.stringify(entry));
  expect(readBack.value?.entries).toEqual(canon(document));
  for (const [said, times] of [
    ['时间', 2],
    ['7月21日', 2],
    ['第1场', 1],
    [`第${sessionsOfPage - 1}场`, 1],
  ] as const)
    expect(
      words.filter((one) => one.includes(`"${said}"`)),
      said,
    ).toHaveLength(times);
  expect(pdf.value?.headingTops.at(-1)).toBeGreaterThan(40);
  // Signatures that share their page are left alone, and so is a table too short to give rows away.
  for (const left of [longer(table(6), signing), longer(p('无。'), signing), documentWith(table(6), signing)])
    expect((await layOut(writer, left)).document).toBe(left);
});

/** So many paragraphs of a line, each under a heading: white enough to be had. */
const parts = (count: number): Block[] =>
  Array.from({ length: count }, (_, n) => [
    b.heading({ level: 2, style: 'item', rank: 'main', lang: 'zh', content: [b.text(`第${n + 1}项`, 'zh')] }),
    p('已确认。'),
  ]).flat();
/** How many parts fill the first page: one more begins the second. */
const partsOfPage = async (): Promise<number> => {
  for (let count = 10; count < 40; count++) if ((await writer.write(documentWith(...parts(count)))).value?.pages === 2) return count - 1;
  return 0;
};

test('a short document that needs little more than a page is set closer, with room left at its end', async () => {
  const count = (await partsOfPage()) + 1;
  const written = documentWith(...parts(count));
  const { document, pdf, readBack } = await layOut(writer, written);
  expect(pdf.value?.pages).toBe(1);
  // Word and others set the same text a little wider: 297 mm less the lower margin of 19, less 8.
  expect(pdf.value?.end).toBeLessThanOrEqual(297 - (document.sections[0]?.master.margins.bottom ?? 0) - 8);
  expect(readBack.value?.entries).toEqual(canon(written));
});

test('so is one that fills its page to the last line; one with room on it, and one that would need its page all the same, stay as they are', async () => {
  const count = await partsOfPage();
  const full = await layOut(writer, documentWith(...parts(count)));
  expect(full.pdf.value?.pages).toBe(1);
  expect(full.pdf.value?.end).toBeLessThanOrEqual(297 - (full.document.sections[0]?.master.margins.bottom ?? 0) - 8);
  for (const written of [documentWith(...parts(count - 3)), documentWith(...parts(Math.round(count * 1.6)))])
    expect((await layOut(writer, written)).document).toBe(written);
});
