/**
 * Forms of different make, as certification bodies have them; names are invented.
 *
 * In:  nothing. Out: for each its bytes. What must come of it stands in `forms.test.ts`, written by looking at the form, not at the
 * program.
 */
import { bold, docx, field, p, picture, png, r, sectPr, tbl, tc, tr } from './made.js';

/** Word: a table of labels and empty cells, both languages, header with picture, page numbers as fields. */
export const planConfirmation = (): Uint8Array =>
  docx({
    body: [
      p(bold('审核计划确认表', '<w:sz w:val="36"/>'), '<w:jc w:val="center"/>'),
      p(bold('Confirmation of the audit plan', '<w:sz w:val="28"/>'), '<w:jc w:val="center"/>'),
      tbl(
        [35, 50, 35, 50],
        [
          tr([tc(p('受审核方名称') + p('Name of the auditee')), tc('', { span: 3 })]),
          tr([tc(p('注册地址') + p('Registered address')), tc('', { span: 3 })]),
          tr(['联系人 Contact person', '', '电话 Phone', '']),
          tr([tc('审核目的 Purpose', { merge: 'restart' }), tc('□初次认证 □监督审核 ☑再认证', { span: 3 })]),
          tr([tc('', { merge: 'continue' }), tc('其他（请说明）：________________', { span: 3 })]),
        ],
        '<w:tblBorders><w:top w:val="single" w:sz="4"/><w:left w:val="single" w:sz="4"/><w:bottom w:val="single" w:sz="4"/><w:right w:val="single" w:sz="4"/><w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/></w:tblBorders>',
      ),
      p(),
      p('一、我方已收到审核计划，对审核组成员无异议。'),
      p(`${r('受审核方代表（签字）：')}${r('            ', '<w:u w:val="single"/>')}${r('    日期：      年   月   日')}`),
      sectPr([30, 20, 20, 20], '<w:headerReference w:type="default" r:id="header1"/><w:footerReference w:type="default" r:id="footer1"/>'),
    ].join(''),
    styles: '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>',
    running: {
      'header1.xml': p(
        `${picture('logo', 24, 8, '澄岳认证标识')}${r('澄岳认证有限公司')}<w:r><w:ptab w:alignment="right"/></w:r>${r('CY-QR-017')}`,
      ),
      'footer1.xml': p(`${r('第 ')}${field('PAGE', '1')}${r(' 页 共 ')}${field('NUMPAGES', '2')}${r(' 页')}`),
    },
    files: { 'media/logo.png': png(48, 16) },
    relations: { logo: ['image', 'media/logo.png'] },
  });
