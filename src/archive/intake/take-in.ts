/**
 * One file, or several pictures together, as what lies in `evidence/`.
 *
 * In:  bytes as others made them. Out: the bytes to keep: a PDF as it came, pictures as pages of a PDF/A; and what was found. What
 * can be edited is refused under the scheme's clause.
 */
import type { ArchiveRules } from '../../../schemas/pack/archive.js';
import { failed, hasErrors, ok, type Diagnostic, type Outcome, type Prose } from '../../diagnostics/index.js';
import type { Theme } from '../../model/index.js';
import type { PdfWriter } from '../../writers/pdf/index.js';
import { readPicture, turned } from '../../files/picture.js';
import { formatOf } from '../file-format.js';
import { readPdfFacts, type PdfFacts } from './pdf-facts.js';
import { picturePages, type PagesOf, type Scan } from './picture-pages.js';

export interface Incoming {
  /** As the person named it. */
  readonly path: string;
  readonly bytes: Uint8Array;
}
export interface Taken {
  readonly from: readonly string[];
  readonly bytes: Uint8Array;
  readonly pages: number;
  readonly facts?: PdfFacts;
}
export interface How {
  readonly title: Prose;
  readonly kind: string;
  readonly date: string;
  readonly author: string;
  readonly theme: Theme;
  readonly writer: PdfWriter;
  readonly electronic: ArchiveRules['electronic'] | undefined;
}

/** Each PDF for itself; the pictures, in the order given, as the pages of one PDF. */
export async function takeIn(files: readonly Incoming[], how: How): Promise<Outcome<readonly Taken[]>> {
  const diagnostics: Diagnostic[] = [];
  const taken: Taken[] = [];
  const scans: (Scan & { readonly path: string })[] = [];
  for (const { path, bytes } of files) {
    const { id, name } = formatOf(bytes);
    if (id === 'pdf') {
      const { value, diagnostics: found } = await takePdf(path, bytes, how);
      diagnostics.push(...found);
      if (value) taken.push(value);
    } else if (id === 'png' || id === 'jpeg') {
      const picture = readPicture(bytes, `image/${id}`);
      const wrong = 'zh' in picture ? picture : picture.turn === undefined ? undefined : turned;
      if (wrong) diagnostics.push({ code: 'intake-refused', severity: 'error', place: { file: path }, message: wrong });
      else if (!('zh' in picture))
        scans.push({ ...picture, bytes, path, name: `${String(scans.length + 1).padStart(3, '0')}.${id === 'png' ? 'png' : 'jpg'}` });
    } else diagnostics.push(refused(path, name, how.electronic));
  }
  if (hasErrors(diagnostics)) return failed(...diagnostics);
  if (scans.length > 0) {
    const { title, kind, date, author, theme, writer } = how;
    const order: PagesOf = { scans, title, kind, date, author, theme };
    const pages = await picturePages(order, writer);
    diagnostics.push(...pages.diagnostics);
    if (!pages.value) return failed(...diagnostics);
    taken.push({ from: scans.map((scan) => scan.path), bytes: pages.value, pages: scans.length });
  }
  return ok(taken, diagnostics);
}

function refused(file: string, name: Prose, electronic: How['electronic']): Diagnostic {
  return {
    code: 'intake-refused',
    severity: 'error',
    place: { file },
    ...(electronic ? { clause: electronic.clause, why: { zh: electronic.zh, en: electronic.en } } : {}),
    ...(electronic?.rule === undefined ? {} : { rule: electronic.rule }),
    message: { zh: `这是${name.zh}，归档只收PDF、PNG和JPEG`, en: `It is ${name.en}; the archive takes PDF, PNG and JPEG only` },
    help: {
      zh: '从原程序导出为PDF/A，或扫描签字的纸质件。',
      en: 'Export it as PDF/A from the program that it came from, or scan the signed paper.',
    },
  };
}

async function takePdf(file: string, bytes: Uint8Array, { electronic }: How): Promise<Outcome<Taken>> {
  const reading = await readPdfFacts(bytes);
  const say = (severity: Diagnostic['severity'], message: Prose, help?: Prose, clause?: How['electronic']): Diagnostic => ({
    code: severity === 'error' ? 'intake-refused' : 'intake-note',
    severity,
    place: { file },
    message,
    ...(help ? { help } : {}),
    ...(clause
      ? { clause: clause.clause, why: { zh: clause.zh, en: clause.en }, ...(clause.rule === undefined ? {} : { rule: clause.rule }) }
      : {}),
  });
  if ('broken' in reading)
    return failed(
      say(
        'error',
        { zh: `PDF${reading.broken.zh}`, en: `This is no PDF to keep: ${reading.broken.en}` },
        reading.help ?? { zh: '重新取得或重新扫描该文件。', en: 'Get the file again, or scan it again.' },
      ),
    );
  const { facts } = reading;
  const again: Prose = { zh: '请对方打印为PDF后重新提供，或扫描纸质件。', en: 'Ask for it printed to PDF, or scan the paper.' };
  const errors: Diagnostic[] = [
    ...(facts.hasJavaScript
      ? [
          say(
            'error',
            { zh: 'PDF含有JavaScript，所显示的内容会变', en: 'The PDF holds JavaScript, so what it shows may change' },
            again,
            electronic,
          ),
        ]
      : []),
    ...(facts.hasLaunch
      ? [say('error', { zh: 'PDF会启动程序或打开其他文件', en: 'The PDF starts programs or opens other files' }, again)]
      : []),
    ...(facts.hasXfa
      ? [say('error', { zh: 'PDF是XFA动态表单，可以编辑', en: 'The PDF is an XFA form, which can be edited' }, again, electronic)]
      : []),
  ];
  if (errors.length > 0) return failed(...errors);
  const fonts = facts.looseFonts;
  const seen = {
    zh: `PDF，${facts.pages}页；${facts.claim ? `自称${facts.claim}（未经验证）` : '没有声明PDF/A'}；${facts.signatures}个电子签名`,
    en: `a PDF of ${facts.pages} page(s); ${facts.claim ? `claims to be ${facts.claim}, which nobody has checked here` : 'claims no PDF/A'}; ${facts.signatures} electronic signature(s)`,
  };
  return ok({ from: [file], bytes, pages: facts.pages, facts }, [
    say('info', seen),
    ...(facts.formFields > 0
      ? [
          say(
            'warning',
            { zh: `PDF有${facts.formFields}个可填写的表单域`, en: `The PDF has ${facts.formFields} form field(s) that can be filled in` },
            again,
            electronic,
          ),
        ]
      : []),
    ...(facts.attachments > 0
      ? [
          say(
            'warning',
            {
              zh: `PDF带有${facts.attachments}个附件，附件未经检查`,
              en: `The PDF carries ${facts.attachments} attachment(s), which were not looked into`,
            },
            { zh: '附件须归档的，另行存入。', en: 'What of them must be kept is to be taken in by itself.' },
          ),
        ]
      : []),
    ...(fonts.length > 0
      ? [
          say(
            'warning',
            {
              zh: `未嵌入的字体：${fonts.slice(0, 5).join('、')}；将来可能显示不同`,
              en: `Fonts that are not embedded: ${fonts.slice(0, 5).join(', ')}; it may look different one day`,
            },
            { zh: '请对方以嵌入字体的方式导出，最好是PDF/A。', en: 'Ask for it exported with its fonts, best as PDF/A.' },
          ),
        ]
      : []),
  ]);
}
