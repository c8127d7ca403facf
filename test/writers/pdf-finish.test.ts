/** What is done to the engine's file, and the slower way to do it. */
import { describe, expect, it, vi } from 'vitest';
import { papers } from '../../schemas/stationery.js';
import { canon } from '../../src/model/index.js';
import { PdfObjects } from '../../src/proof/pdf-objects.js';
import { readPdf } from '../../src/proof/read-pdf.js';
import { ClassicFile, UnknownShape } from '../../src/writers/pdf/classic-file.js';
import { encode } from '../../src/writers/pdf/encode.js';
import type { RowCells } from '../../src/writers/pdf/items.js';
import { isEngineError } from '../../src/writers/pdf/engine.js';
import { createEngineInProcess } from '../../src/writers/pdf/engine-in-process.js';
import { charactersOf, facesOf, shows } from '../../src/writers/pdf/faces.js';
import { reaches, spansOf } from '../../src/writers/pdf/spans.js';
import { finishWithPdfLib } from '../../src/writers/pdf/finish-with-pdf-lib.js';
import { frameOf } from '../../src/writers/pdf/frame.js';
import { program } from '../../src/writers/pdf/program.js';
import { certificate, form, harbour, pine } from './pdf-samples.js';

// Slow machines are not wrong.
vi.setConfig({ testTimeout: 300_000 });

const raw = async (document: ReturnType<typeof form>): Promise<{ bytes: Uint8Array; rowHeaders: readonly RowCells[] }> => {
  const { data, pictures, rowHeaders } = encode(document);
  const laid = await createEngineInProcess(facesOf(document.theme).folders)?.layOut({ program, data, pictures, date: 0 });
  if (!laid || isEngineError(laid)) throw new Error(laid ? laid.message : 'no engine');
  if (!laid.pdf) throw new Error('no file');
  return { bytes: laid.pdf, rowHeaders };
};

describe('the finish through pdf-lib', () => {
  it('says the same as the appended update', async () => {
    const document = certificate(harbour, {}, true);
    const { bytes, rowHeaders } = await raw(document);
    const frame = frameOf('guilloche', harbour, papers.a4);
    const file = await finishWithPdfLib(bytes, { ofPage: () => frame, isOver: false }, rowHeaders);
    const { value } = await readPdf(file);
    expect(value?.entries).toEqual(canon(document));
    const text = Buffer.from(file).toString('latin1');
    expect(text.match(/\/CertpressFrame \d+ 0 R/g)).toHaveLength(3);
    expect(text).toContain('<pdfuaid:part');
    expect(text.match(/\/Scope \/Row/g)).toHaveLength(5);
    expect(text).toContain('/DisplayDocTitle true');
  });
});

describe('a classic file', () => {
  it('is refused when it has another shape', () => {
    expect(() => new ClassicFile(Buffer.from('%PDF-1.7\nstartxref\n9\n%%EOF\n'))).toThrow(UnknownShape);
  });
  it('is read through its updates, newest first', async () => {
    const { bytes } = await raw(form());
    const file = new ClassicFile(bytes);
    const catalog = file.object(file.root);
    file.put(file.root, catalog.replace('<<', '<< /Certpress 7'));
    const added = file.add('[1 2 3]');
    const objects = new PdfObjects(file.save());
    expect(objects.dict(objects.trailer['Root'])['Certpress']).toBe(7);
    expect(added).toBeGreaterThan(file.root);
  });
});

describe('faces', () => {
  it('are all installed for both themes', () => {
    expect(facesOf(harbour).missing).toEqual([]);
    expect(facesOf(pine).missing).toEqual([]);
    expect(facesOf({ ...harbour, faces: { ...harbour.faces, sans: { ...harbour.faces.sans, zh: 'No Such Face' } } }).missing).toContain(
      'No Such Face 400',
    );
  });
  it('know their characters', () => {
    const characters = charactersOf(harbour, { face: 'serif', weight: 400, italic: false });
    for (const c of '业务A1é—☑') expect(shows(characters, c.codePointAt(0) ?? 0), c).toBe(c !== '☑' || shows(characters, 0x2611));
    expect(shows(characters, 0x20bb7)).toBe(false);
  });
  it('have those of their ranges and no other, in whatever order a font has them', () => {
    const spans = spansOf([
      [0x4e00, 0x4e02],
      [0x41, 0x5a],
      [0x10ffff, 0x10ffff],
      [0x50, 0x5c],
      [0x5d, 0x5d],
      [0x43, 0x44],
      [0x30, 0x2f],
    ]);
    expect([...spans]).toEqual([0x41, 0x5d, 0x4e00, 0x4e02, 0x10ffff, 0x10ffff]);
    const among = (c: number): boolean => (c >= 0x41 && c <= 0x5d) || (c >= 0x4e00 && c <= 0x4e02) || c === 0x10ffff;
    for (const c of [0, 0x2f, 0x30, 0x40, 0x41, 0x42, 0x5c, 0x5d, 0x5e, 0x4dff, 0x4e00, 0x4e02, 0x4e03, 0x10fffe, 0x10ffff])
      expect(reaches(spans, c), c.toString(16)).toBe(among(c));
    expect(reaches(spansOf([]), 0x41)).toBe(false);
  });
});
