/**
 * What can go wrong in the PDF writer, as diagnostics.
 *
 * In:  what was noticed, with the document where it helps. Out: a diagnostic with the closest place.
 */
import type { Diagnostic, Place, Prose } from '../../diagnostics/index.js';
import { eachBlock, type Document } from '../../model/index.js';

export const engineMissing = (place?: Place): Diagnostic => ({
  code: 'engine-missing',
  severity: 'error',
  ...(place ? { place } : {}),
  message: { zh: '没有可用的排版引擎，不能生成PDF', en: 'there is no layout engine on this system, so no PDF can be made' },
});
/** What nobody has looked at where Word files are made by themselves. */
export const docxUnproved = (): Diagnostic => ({
  code: 'docx-unproved',
  severity: 'warning',
  message: {
    zh: '没有排版引擎：Word文件的文字已核对；未核对：证书等的文字是否放得下一页、与PDF是否一致。目录不印，因为页码未知',
    en:
      'Without a layout engine the words of the Word files are proved, and not: whether what must stand on one page does, and that a PDF says ' +
      'the same. Tables of contents are left out, since no page is known',
  },
});
/** An engine that a project names, and that cannot be used. */
export const engineUnfit = (message: Prose, place?: Place): Diagnostic => ({
  code: 'engine-unfit',
  severity: 'error',
  ...(place ? { place } : {}),
  message,
});
export const fontsMissing = (faces: readonly string[]): Diagnostic => ({
  code: 'font-missing',
  severity: 'error',
  message: { zh: `缺少字体：${faces.join('、')}`, en: `missing faces: ${faces.join(', ')}` },
});
export const styleUnknown = (error: Error): Diagnostic => ({
  code: 'style-unknown',
  severity: 'error',
  message: { zh: `主题中没有所用的样式：${error.message}`, en: error.message },
});

/** Pictures that are not what they say they are. */
export function undecodable(document: Document): Diagnostic[] {
  const out: Diagnostic[] = [];
  eachBlock(document, (block) => {
    if (block.type !== 'image') return;
    const bytes = Buffer.from(block.data.slice(0, 16), 'base64');
    const png = bytes.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47]));
    const jpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
    if (block.mime === 'image/png' ? png : jpeg) return;
    const place = block.origin?.record?.[0] ?? block.origin?.template;
    out.push({
      code: 'image-undecodable',
      severity: 'error',
      message: {
        zh: `图片“${block.alt}”不是有效的${block.mime === 'image/png' ? 'PNG' : 'JPEG'}`,
        en: `the picture “${block.alt}” is not a valid ${block.mime === 'image/png' ? 'PNG' : 'JPEG'}`,
      },
      ...(place ? { place } : {}),
    });
  });
  return out;
}

/** What the engine says, told as well as it can be: its own messages are about its program, not about the record. */
export function engineFailure(message: string, document: Document): Diagnostic {
  if (/decode image|failed to load file|image/i.test(message)) {
    let place;
    eachBlock(document, (b) => {
      if (b.type === 'image') place ??= b.origin?.record?.[0];
    });
    return {
      code: 'image-undecodable',
      severity: 'error',
      message: { zh: `有图片无法读取：${message}`, en: `a picture cannot be decoded: ${message}` },
      ...(place ? { place } : {}),
    };
  }
  const glyph = /glyph|character|codepoint/i.test(message);
  return {
    code: glyph ? 'glyph-missing' : 'pdf-failed',
    severity: 'error',
    message: glyph
      ? { zh: `没有字体能显示某个字符：${message}`, en: `no font has a character: ${message}` }
      : { zh: `排版引擎报告：${message}`, en: `the layout engine says: ${message}` },
  };
}
