/**
 * Floors A and B: the report by a hand-written Typst template, and that file read back.
 *
 * In:  the report's plain data. Out: A: the bytes of a PDF/A-3a file with the appended PDF/UA patch, from the engine and the
 * faces that certpress uses; B: its texts, gathered along the structure tree that pdfjs gives.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Document } from '../../src/model/index.js';
import { loadPdfJs, type PdfJs } from '../../tools/pdfjs.js';
import { isEngineError, type Engine } from '../../src/writers/pdf/engine.js';
import { createEngineInProcess } from '../../src/writers/pdf/engine-in-process.js';
import { facesOf } from '../../src/writers/pdf/faces.js';
import { finish } from '../../src/writers/pdf/finish.js';
import type { ReportData } from './data.js';

export interface TypstFloor {
  write(data: ReportData, pictures: ReadonlyMap<string, Uint8Array>): Promise<{ readonly bytes: Uint8Array; readonly pages: number }>;
}

let pdfjs: Promise<PdfJs> | undefined;
let template: string | undefined;
let engine: Engine | null | undefined;

/** `like`: a document whose theme names the faces, and whose pages have no frame. */
export function typstFloor(root: string, like: Document): TypstFloor {
  template ??= readFileSync(join(root, 'bench', 'floor', 'report.typ'), 'utf8');
  engine ??= createEngineInProcess(facesOf(like.theme).folders);
  if (!engine) throw new Error('the Typst engine is not installed');
  const [typst, source] = [engine, template];
  return {
    async write(data, pictures) {
      const date = Date.parse(`${data.date}T00:00:00Z`) / 1000;
      const laid = await typst.layOut({ program: source, data: JSON.stringify(data), pictures, date });
      if (isEngineError(laid)) throw new Error(laid.message);
      return { bytes: await finish(laid.pdf ?? new Uint8Array(), like, [], [1]), pages: laid.pages };
    },
  };
}

interface Content {
  readonly type: 'content';
  readonly id: string;
}
interface Element {
  readonly role: string;
  readonly children: readonly (Element | Content)[];
}

/** The texts of a tagged file, element by element of its structure tree; what stands outside it is page furniture. */
export async function readByTree(bytes: Uint8Array): Promise<string[]> {
  const { getDocument, VerbosityLevel } = await (pdfjs ??= loadPdfJs());
  const task = getDocument({
    data: Uint8Array.from(bytes),
    disableFontFace: true,
    useSystemFonts: false,
    isEvalSupported: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  const file = await task.promise;
  const texts: string[] = [];
  for (let n = 1; n <= file.numPages; n++) {
    const page = await file.getPage(n);
    const [tree, { items }] = await Promise.all([
      page.getStructTree(),
      page.getTextContent({ includeMarkedContent: true, disableNormalization: true }),
    ]);
    const marked = new Map<string, string>();
    const open: string[] = [];
    for (const item of items) {
      if ('str' in item) {
        const id = open.findLast((key) => key !== '');
        if (id !== undefined) marked.set(id, (marked.get(id) ?? '') + item.str);
      } else if (item.type === 'endMarkedContent') open.pop();
      else open.push(item.id ?? '');
    }
    const visit = (element: Element): void => {
      let own = '';
      for (const child of element.children) {
        if ('role' in child) visit(child);
        else own += marked.get(child.id) ?? '';
      }
      if (own !== '') texts.push(own);
    };
    if (tree) visit(tree as Element);
  }
  await task.destroy();
  return texts;
}
