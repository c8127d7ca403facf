// A line before a code that may not be broken is pulled apart to the full measure; whoever searches it finds spaces. It is set ragged, and
// only it: what is not pulled apart keeps its bytes.
import { expect, test } from 'vitest';
import { layOut } from '../../src/make/lay-out.js';
import { build as b, canon, type Block, type Document } from '../../src/model/index.js';
import { readPdf } from '../../src/proof/read-pdf.js';
import { createPdfWriter } from '../../src/writers/pdf/index.js';
import { harbour } from '../writers/pdf-samples.js';

const p = (text: string): Block => b.paragraph({ style: 'prose', rank: 'main', lang: 'zh', content: [b.text(text, 'zh')] });
const documentWith = (...blocks: readonly Block[]): Document => ({
  type: 'document',
  lang: 'zh',
  variant: 'only',
  theme: harbour,
  meta: {
    kind: 'audit-report',
    title: '报告',
    number: 'N-1',
    version: '1',
    date: '2026-03-02',
    author: '某机构',
    subject: '无',
    keywords: [],
  },
  sections: [
    {
      master: {
        paper: 'a4',
        margins: { top: 22, right: 19, bottom: 19, left: 22 },
        headerFrom: 12,
        footerFrom: 9,
        header: [],
        footer: [],
        frame: 'none',
        fill: false,
      },
      blocks: [b.heading({ level: 1, style: 'title', rank: 'main', lang: 'zh', content: [b.text('报告', 'zh')] }), ...blocks],
    },
  ],
});
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
