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
  // As many sessions as fill the first page so far that the signatures have no room on it.
  let [sessionsOfPage, alone] = [20, false];
  for (; !alone && sessionsOfPage < 40; sessionsOfPage++) {
    const plain = (await writer.write(documentWith(table(sessionsOfPage), signing))).value;
    alone = plain?.pages === 2 && (plain.headingTops.at(-1) ?? 99) < 30;
  }
  expect(alone).toBe(true);
  const written = documentWith(table(sessionsOfPage - 1), signing);
  const { document, pdf, readBack } = await layOut(writer, written);
  expect(pdf.value?.pages).toBe(2);
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
  for (const left of [documentWith(table(6), signing), documentWith(p('无。'), signing)])
    expect((await layOut(writer, left)).document).toBe(left);
});
