/**
 * Forms of different make, as certification bodies have them; names are invented.
 *
 * In:  nothing. Out: for each its bytes. What must come of it stands in `forms.test.ts`, written by looking at the form, not at the
 * program.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bold, docx, field, namespaces, p, partsOf, picture, png, r, sectPr, strict, tbl, tc, tr, transitional, zipped } from './made.js';

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

/** WPS Office: its own namespace, empty properties, a floating table, boxes of a symbol font, a text box as a drawing with a fallback. */
export const wpsNonconformity = (): Uint8Array => {
  const box = (char: string): string => `<w:r><w:rPr/><w:sym w:font="Wingdings 2" w:char="${char}"/></w:r>`;
  const textBox = `<w:r><w:rPr/><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr id="4" name="文本框 4"/><a:graphic><a:graphicData uri="x"><wps:wsp><wps:txbx><w:txbxContent>${p('密级：内部')}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>${p('密级：内部')}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
  const body = [
    p(`${textBox}${r('不 符 合 报 告', '<w:rFonts w:hint="eastAsia"/><w:b/><w:sz w:val="36"/>')}`, '<w:jc w:val="center"/><w:rPr/>'),
    tbl(
      [25, 60, 25, 60],
      [
        tr(['受审核方', '', '编 号', '']),
        tr([
          '严重程度',
          tc(p(`${box('00A3')}${r('严重不符合', '<w:rFonts w:hint="eastAsia"/>')}${r('  ')}${box('0052')}${r('轻微不符合')}`), { span: 3 }),
        ]),
        tr([tc('不符合事实描述：', { span: 4 })], '<w:trHeight w:val="2268"/>'),
      ],
      '<w:tblpPr w:leftFromText="180" w:vertAnchor="text" w:horzAnchor="page"/><w:tblStyle w:val="8"/>',
    ),
    p('', '<w:rPr/>'),
    sectPr([25, 20, 20, 20]),
  ].join('');
  const document = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document ${namespaces} xmlns:wpsCustomData="http://www.wps.cn/officeDocument/2013/wpsCustomData" mc:Ignorable="w14 wpsCustomData"><w:body>${body}<wpsCustomData:x/></w:body></w:document>`;
  return docx({ document });
};

/** Google Docs: English, switches written out, headings and lists by style, hard spaces. */
export const googleMeeting = (): Uint8Array =>
  docx({
    body: [
      p(r('Opening meeting record', '<w:rtl w:val="0"/>'), '<w:pStyle w:val="Title"/>'),
      p(r('Attendance', '<w:rtl w:val="0"/>'), '<w:pStyle w:val="Heading1"/>'),
      p(
        r('Company name:\u00a0', '<w:rtl w:val="0"/>') +
          r('\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0', '<w:u w:val="single"/><w:rtl w:val="0"/>'),
      ),
      p(r('Agenda', '<w:rtl w:val="0"/>'), '<w:pStyle w:val="Heading2"/>'),
      p(r('Introduction of the team', '<w:rtl w:val="0"/>'), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
      p(r('Scope and criteria', '<w:rtl w:val="0"/>'), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
      p(r('of each site', '<w:rtl w:val="0"/>'), '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'),
      p(r('Questions', '<w:rtl w:val="0"/>'), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
      tbl([60, 60, 50], [tr(['Participant', 'Function', 'Signature']), tr(['', '', '']), tr(['', '', ''])]),
      sectPr([25.4, 25.4, 25.4, 25.4]),
    ].join(''),
    styles: [
      '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="normal"/></w:style>',
      '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/></w:style>',
      '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/></w:style>',
      '<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Heading1"/></w:style>',
    ].join(''),
    numbering:
      '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="○"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
  });

/** A template of docxtemplater: tags in braces, one parted between runs, a loop over rows. */
export const taggedLetter = (): Uint8Array =>
  docx({
    body: [
      p(bold('证书交付单', '<w:sz w:val="32"/>'), '<w:jc w:val="center"/>'),
      p(`${r('致：{client_')}${r('name}')}`),
      p('统一社会信用代码 {uscc}，联系电话 {contactPhone}。'),
      p('收件地址：{delivery_note}'),
      tbl([80, 80], [tr(['名称', '份数']), tr(['{#items}{title}', '{count}{/items}'])]),
      sectPr([25, 25, 25, 25]),
    ].join(''),
  });

/** Strict OOXML (ISO/IEC 29500-1): other namespaces, lengths with units. */
export const strictApplication = (): Uint8Array => {
  const parts = partsOf({
    body: [
      p(bold('认证申请登记表', '<w:sz w:val="36"/>'), '<w:jc w:val="center"/>'),
      '<w:tbl><w:tblGrid><w:gridCol w:w="40mm"/><w:gridCol w:w="3.5in"/></w:tblGrid>',
      tr(['单位名称', '']),
      tr(['邮编', '']),
      tr(['法人代表', '']),
      '</w:tbl>',
      '<w:sectPr><w:pgSz w:w="210mm" w:h="297mm"/><w:pgMar w:top="1in" w:right="20mm" w:bottom="1in" w:left="20mm" w:header="0.5in" w:footer="0.5in"/></w:sectPr>',
    ].join(''),
  });
  const text = Buffer.from(parts['word/document.xml'] ?? []).toString('utf8');
  return zipped({
    ...parts,
    'word/document.xml': Buffer.from(
      text
        .replaceAll(`${transitional}/wordprocessingml/2006/main`, `${strict}/wordprocessingml/main`)
        .replaceAll(`${transitional}/officeDocument/2006/relationships`, `${strict}/officeDocument/relationships`),
    ),
    '_rels/.rels': Buffer.from(
      Buffer.from(parts['_rels/.rels'] ?? [])
        .toString('utf8')
        .replaceAll(`${transitional}/officeDocument/2006/relationships`, `${strict}/officeDocument/relationships`),
    ),
  });
};

/** Word 2003 kept as DOCX: form fields of old, a picture in VML, page number as a simple field. */
export const oldFields = (): Uint8Array => {
  const form = (data: string, instruction: string, result: string): string =>
    `<w:r><w:fldChar w:fldCharType="begin"><w:ffData>${data}</w:ffData></w:fldChar></w:r><w:r><w:instrText xml:space="preserve"> ${instruction} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${r(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
  const text = (name: string): string =>
    form(`<w:name w:val="${name}"/><w:enabled/><w:textInput/>`, 'FORMTEXT', '\u2002\u2002\u2002\u2002\u2002');
  const tick = (checked: boolean): string =>
    form(`<w:name w:val="Check1"/><w:checkBox><w:sizeAuto/><w:default w:val="${checked ? 1 : 0}"/></w:checkBox>`, 'FORMCHECKBOX', '');
  const list = form(
    '<w:name w:val="Lang"/><w:ddList><w:listEntry w:val="中文"/><w:listEntry w:val="英文"/></w:ddList>',
    'FORMDROPDOWN',
    '',
  );
  return docx({
    body: [
      p(bold('客户反馈表', '<w:sz w:val="32"/>'), '<w:jc w:val="center"/>'),
      p(`${r('企业名称：')}${text('Text1')}`),
      p(`${r('对审核组是否满意：')}${tick(true)}${r('是')}${tick(false)}${r('否')}`),
      p(`${r('希望的报告语言：')}${list}`),
      sectPr([25, 25, 25, 25], '<w:footerReference w:type="default" r:id="footer1"/>'),
    ].join(''),
    running: {
      'footer1.xml': p(
        `<w:r><w:pict><v:shape style="width:56.7pt;height:28.35pt"><v:imagedata r:id="mark" o:title="标志"/></v:shape></w:pict></w:r>${r('- ')}<w:fldSimple w:instr=" PAGE ">${r('1')}</w:fldSimple>${r(' -')}`,
      ),
    },
    files: { 'media/mark.png': png(40, 20) },
    relations: { mark: ['image', 'media/mark.png'] },
  });
};

/** Content controls: text, date, choice, boxes; around a row and around blocks; some asking, some filled in. */
export const contentControls = (): Uint8Array => {
  const sdt = (says: string, content: string): string => `<w:sdt><w:sdtPr>${says}</w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`;
  const asks = '<w:showingPlcHdr/>';
  const tick = (checked: boolean): string =>
    sdt(
      `<w14:checkbox><w14:checked w14:val="${checked ? 1 : 0}"/></w14:checkbox>`,
      r(checked ? '☒' : '☐', '<w:rFonts w:ascii="MS Gothic"/>'),
    );
  return docx({
    body: [
      p(bold('证书信息确认单', '<w:sz w:val="32"/>'), '<w:jc w:val="center"/>'),
      tbl(
        [50, 110],
        [
          tr(['证书编号', tc(p(sdt(`<w:alias w:val="cert no"/><w:text/>${asks}`, r('单击此处输入'))))]),
          sdt('<w:tag w:val="row"/>', tr(['认证范围', tc(p(sdt(`<w:tag w:val="scope"/>${asks}`, r('请填写'))))])),
          tr([
            '证书语言',
            tc(
              p(
                sdt(
                  '<w:tag w:val="x"/><w:dropDownList><w:listItem w:displayText="中文" w:value="zh"/><w:listItem w:displayText="中英文" w:value="both"/></w:dropDownList>',
                  r('中文'),
                ),
              ),
            ),
          ]),
          tr(['内容是否正确', tc(p(`${tick(true)}${r('是')} ${tick(false)}${r('否')}`))]),
        ],
      ),
      sdt('<w:docPartObj/>', p('本单一式两份。') + p('请在五日内确认。')),
      p(`${r('确认日期：')}${sdt(`<w:alias w:val="confirmed"/><w:date/>${asks}`, r('单击选择日期'))}`),
      sectPr([25, 25, 25, 25]),
    ].join(''),
  });
};

/** Tables in tables, a floating heading in a merged cell, dotted lines, an own header on the first page, landscape. */
export const nestedChecklist = (): Uint8Array =>
  docx({
    body: [
      p(bold('文件审查清单', '<w:sz w:val="36"/>'), '<w:jc w:val="center"/>'),
      tbl(
        [20, 80, 147],
        [
          tr([tc(p(bold('一、体系文件')), { span: 3, fill: 'D9D9D9' })]),
          tr([tc('1', { merge: 'restart' }), '业务影响分析', tc(tbl([40, 60], [tr(['版本', '……']), tr(['日期', '……'])]) + p())]),
          tr([tc('', { merge: 'continue' }), '结论', '符合□　不符合□']),
        ],
      ),
      p('审查人员：…………………………'),
      '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:headerReference w:type="first" r:id="header2"/><w:titlePg/><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1440" w:right="1418" w:bottom="1440" w:left="1418" w:header="720" w:footer="720"/></w:sectPr>',
    ].join(''),
    running: { 'header1.xml': p('续页'), 'header2.xml': p('首页') },
  });

/**
 * A library's own template: styles by name, list styles with numbering of their own, no grid of its own, a signature as a tab with a line.
 */
export const libraryReport = (): Uint8Array =>
  docx({
    body: [
      p('Site visit report', '<w:pStyle w:val="Title"/>'),
      p('Findings', '<w:pStyle w:val="Heading1"/>'),
      p('Backup site was visited', '<w:pStyle w:val="ListNumber"/>'),
      p('Exercise log was read', '<w:pStyle w:val="ListNumber"/>'),
      p('Details', '<w:pStyle w:val="Heading3"/>'),
      '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr>',
      tr(['Registered address', '']),
      tr(['Post code', '']),
      '</w:tbl>',
      p(`${r('Auditor signature')}<w:r><w:tab/></w:r>`, '<w:tabs><w:tab w:val="left" w:leader="underscore" w:pos="6000"/></w:tabs>'),
    ].join(''),
    styles: [
      '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>',
      '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="Heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>',
      '<w:style w:type="paragraph" w:styleId="Heading3"><w:name w:val="Heading 3"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>',
      '<w:style w:type="paragraph" w:styleId="ListNumber"><w:name w:val="List Number"/><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>',
    ].join(''),
    numbering:
      '<w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="4"/></w:num>',
  });

/** LibreOffice: its DOCX of `libreoffice/visit-record.fodt` (soffice --headless --convert-to docx). */
export const libreOfficeVisit = (): Uint8Array =>
  new Uint8Array(readFileSync(join(import.meta.dirname, 'libreoffice', 'visit-record.docx')));

/** A list to fill in: columns that are what the members of the audit team have, three empty rows; a date with little white in it. */
export const teamList = (): Uint8Array =>
  docx({
    body: [
      p(bold('审核组名单 Audit team', '<w:sz w:val="32"/>'), '<w:jc w:val="center"/>'),
      p('审核开始日期：  年  月  日'),
      tbl(
        [20, 40, 40, 60],
        [
          tr(['序号', '姓名', '组内职责', '备注'], '<w:tblHeader/>'),
          tr(['', '', '', ''], '<w:trHeight w:val="567"/>'),
          tr(['', '', '', '']),
        ],
      ),
      p('审核组长（签名）：          '),
      sectPr([25, 25, 25, 25]),
    ].join(''),
  });

/** A list that only one record has, for a document of the case. */
export const feeList = (): Uint8Array =>
  docx({
    body: [
      p(bold('认证费用确认单', '<w:sz w:val="32"/>'), '<w:jc w:val="center"/>'),
      tbl(
        [15, 55, 40, 50],
        [tr(['序号', '项目', '金额', '说明'], '<w:tblHeader/>'), tr(['', '', '', ''], '<w:trHeight w:val="567"/>'), tr(['', '', '', ''])],
      ),
      sectPr([25, 25, 25, 25]),
    ].join(''),
  });
