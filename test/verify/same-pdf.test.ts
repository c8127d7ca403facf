/** Two PDFs that differ by nothing but how their streams were deflated, and two that differ by more. */
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { isSameInflated } from '../../src/verify/same-pdf.js';

/** One page with two streams, spelled anew each time: places and lengths follow from what is put in. */
function pdf(streams: readonly (Uint8Array | string)[], { width = 200, id = 'aa', extra = '' } = {}): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} 200] /Contents [4 0 R 5 0 R] >>`,
    ...streams.map((one) =>
      Buffer.concat([
        Buffer.from(`<< ${typeof one === 'string' ? '' : '/Filter /FlateDecode '}/Length ${one.length} >>\nstream\n`),
        Buffer.from(one as string),
        Buffer.from('\nendstream'),
      ]),
    ),
    ...(extra === '' ? [] : [extra]),
  ];
  let file = Buffer.from('%PDF-1.7\n');
  const places: number[] = [];
  objects.forEach((one, i) => {
    places.push(file.length);
    file = Buffer.concat([file, Buffer.from(`${i + 1} 0 obj\n`), Buffer.from(one as string), Buffer.from('\nendobj\n')]);
  });
  const lines = ['0000000000 65535 f \n', ...places.map((one) => `${String(one).padStart(10, '0')} 00000 n \n`)];
  return Buffer.concat([
    file,
    Buffer.from(
      `xref\n0 ${lines.length}\n${lines.join('')}trailer\n<< /Size ${lines.length} /Root 1 0 R /ID [<00> <${id}>] >>\nstartxref\n${file.length}\n%%EOF\n`,
    ),
  ]);
}
const drawing = '0 0 m 10 10 l S\n'.repeat(60);
const at = (level: number, text = drawing): Buffer => deflateSync(text, { level });

describe('the same file', () => {
  it('is one whose streams were deflated at another level, whatever follows from that', () => {
    const one = pdf([at(9), 'BT ET'], { id: 'aa' });
    for (const level of [0, 1, 6]) {
      const other = pdf([at(level), 'BT ET'], { id: 'bb' });
      expect(one.equals(other)).toBe(false);
      expect(isSameInflated(one, other), `level ${level}`).toBe(true);
    }
  });
  it.each<[string, Buffer]>([
    ['one letter of a deflated stream is another', pdf([at(1, drawing.replace('10', '11')), 'BT ET'])],
    ['one of a plain stream is', pdf([at(1), 'BT Et'])],
    ['a value is', pdf([at(1), 'BT ET'], { width: 201 })],
    ['it has an object more', pdf([at(1), 'BT ET'], { extra: '<< /Type /Page >>' })],
    ['a stream is not deflated', pdf([drawing, 'BT ET'])],
    ['a stream cannot be inflated', pdf([Buffer.from('nothing'), 'BT ET'])],
    ['it is cut off', pdf([at(1), 'BT ET']).subarray(0, -30)],
    ['it is no PDF', Buffer.from('text')],
  ])('is not one where %s', (_, other) => {
    expect(isSameInflated(pdf([at(9), 'BT ET']), other)).toBe(false);
    expect(isSameInflated(other, pdf([at(9), 'BT ET']))).toBe(false);
  });
});
