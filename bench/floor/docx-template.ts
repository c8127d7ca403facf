/**
 * The template for docxtemplater: the report as a person would set it up in Word, once, with tags and loops.
 *
 * In:  the picture that the report shows (the free docxtemplater places none, so it stands in the template). Out: the bytes of
 * a DOCX with `{tags}`: named styles, tables with header rows, running header and footer with page fields.
 */
import PizZip from 'pizzip';

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const root = `xmlns:w="${main}" xmlns:r="${office}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`;

// ---- pieces of WordprocessingML ----
const zh = (tag: string): string =>
  `<w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:lang w:val="zh-CN" w:eastAsia="zh-CN"/></w:rPr><w:t xml:space="preserve">${tag}</w:t></w:r>`;
const en = (tag: string, style = 'English'): string =>
  `<w:r><w:rPr><w:rStyle w:val="${style}"/><w:lang w:val="en-GB"/></w:rPr><w:t xml:space="preserve">${tag}</w:t></w:r>`;
const tab = '<w:r><w:tab/></w:r>';
const p = (style: string, ...runs: string[]): string => `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${runs.join('')}</w:p>`;
/** A tag alone in its paragraph: the paragraph goes, what it opens or closes stays. */
const tag = (text: string): string => p('Prose', zh(text));
const many = (name: string, ...inside: string[]): string => tag(`{#${name}}`) + inside.join('') + tag(`{/${name}}`);
const stacked = (style: string, of = ''): string => p(style, zh(`{${of}zh}`)) + p(`${style}EN`, en(`{${of}en}`));
const line = (style: string, of = ''): string => p(style, zh(`{${of}zh}`), zh(' '), en(`{${of}en}`));
const label = (key: string): string => `labels.${key}.`;
const cell = (width: number, ...content: string[]): string =>
  `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${content.join('')}</w:tc>`;
const row = (header: boolean, ...cells: string[]): string =>
  `<w:tr><w:trPr><w:cantSplit/>${header ? '<w:tblHeader/>' : ''}</w:trPr>${cells.join('')}</w:tr>`;
const table = (widths: readonly number[], ...rows: string[]): string =>
  '<w:tbl><w:tblPr><w:tblStyle w:val="ProseTable"/><w:tblW w:w="0" w:type="auto"/><w:tblInd w:w="1021" w:type="dxa"/></w:tblPr>' +
  `<w:tblGrid>${widths.map((w) => `<w:gridCol w:w="${w}"/>`).join('')}</w:tblGrid>${rows.join('')}</w:tbl>${p('Gap')}`;
/** A row for each element: the loop opens in the first cell and closes in the last. */
const rowFor = (name: string, widths: readonly number[], ...cells: string[]): string =>
  row(
    false,
    ...cells.map((content, i) => {
      const open = i === 0 ? zh(`{#${name}}`) : '';
      const close = i === cells.length - 1 ? zh(`{/${name}}`) : '';
      return cell(widths[i] ?? 1000, content.replace('</w:pPr>', `</w:pPr>${open}`).replace(/<\/w:p>$/, `${close}</w:p>`));
    }),
  );
const heads = (widths: readonly number[], ...keys: string[]): string =>
  row(true, ...keys.map((key, i) => cell(widths[i] ?? 1000, stacked('ColumnHead', label(key)))));

// ---- the report ----
const long = (name: string): string =>
  many(
    name,
    many('p', stacked('Prose')),
    many('list', many('zh', p('Bullet', zh('{mark}{text}'))), many('en', p('BulletEN', en('{mark}{text}')))),
    many(
      'table',
      table(
        [2000],
        row(true, cell(2000, p('ColumnHead', zh('{-w:tc head}{zh}')), p('ColumnHeadEN', en('{en}{/head}')))),
        row(false, cell(2000, p('Cell', zh('{-w:tr rows}{-w:tc cells}{zh}')), p('CellEN', en('{en}{/cells}{/rows}')))),
      ),
    ),
  );
const two = [6800, 2200];
const fields = [1700, 6900];
const four = [1700, 1900, 1500, 3400];
const activities = [1250, 3100, 2850, 1400];
const five = [1150, 1700, 1000, 3200, 1500];
const picture =
  '<w:r><w:drawing><wp:inline><wp:extent cx="3600000" cy="1520000"/><wp:docPr id="1" name="Picture" descr="Figure"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="Picture"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId4"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="3600000" cy="1520000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>';

const finding =
  p('Clause', en('{clauses}', 'Mark'), tab, zh('{title.zh}'), zh(' '), en('{title.en}')) +
  p(
    'ProseLabel',
    zh('{unit.zh}'),
    zh(' '),
    en('{unit.en}'),
    tab,
    en('{answers}', 'Mark'),
    zh(' {result.zh}'),
    zh(' '),
    en('{result.en} {nc}'),
  ) +
  many('hasEvidence', line('ProseLabel', label('finding_evidence'))) +
  long('evidence') +
  many('hasFinding', line('ProseLabel', label('finding_finding'))) +
  long('finding') +
  many('figure', p('Prose', picture), stacked('FigureCaption', 'caption.'));

const part = [
  many('long', long('blocks')),
  many('short', line('Prose', 'text.')),
  many(
    'objectives',
    table(
      two,
      heads(two, 'report_objective', 'report_achieved'),
      rowFor(
        'rows',
        two,
        stacked('Cell', 'text.'),
        p(
          'Cell',
          zh(
            `{yes} {${label('yes-no_true')}zh} {${label('yes-no_true')}en} {no} {${label('yes-no_false')}zh} {${label('yes-no_false')}en}`,
          ),
        ),
      ),
    ),
  ),
  many('fields', table(fields, rowFor('rows', fields, stacked('Label', 'label.'), stacked('Cell', 'text.')))),
  many(
    'team',
    table(
      four,
      heads(four, 'team_name', 'team_role', 'team_field', 'team_registration'),
      rowFor('rows', four, stacked('Cell', 'name.'), stacked('Cell', 'role.'), stacked('Cell', 'field.'), p('Cell', en('{number}'))),
    ),
  ),
  many(
    'activities',
    table(
      activities,
      heads(activities, 'activity_date', 'activity_activity', 'activity_place', 'activity_mode'),
      rowFor(
        'rows',
        activities,
        p('Cell', en('{date}')),
        stacked('Cell', 'what.'),
        stacked('Cell', 'place.') + line('Cell', 'siteKind.'),
        line('Cell', 'mode.'),
      ),
    ),
  ),
  many('findings', long('summary'), many('findings', finding)),
  many('gaps', long('blocks')),
  many(
    'nonconformities',
    table(
      five,
      heads(five, 'table_no', 'nc_grade', 'nc_clause', 'nc_summary', 'nc_due'),
      rowFor(
        'rows',
        five,
        p('Cell', en('{nc}')),
        stacked('Cell', 'grade.'),
        p('Cell', en('{clause}')),
        stacked('Cell', 'summary.'),
        p('Cell', en('{due}')),
      ),
    ),
  ),
  many('recommendation', many('options', p('Option', zh('{box} {text.zh}'), zh(' '), en('{text.en}'))), long('blocks')),
  many(
    'signature',
    table(
      [4300, 4300],
      row(false, cell(4300, stacked('Label', label('sign_report-leader'))), cell(4300, stacked('Label', label('sign_client-receipt')))),
      row(false, cell(4300, line('Cell', 'name.')), cell(4300, p('Cell'))),
      row(
        false,
        cell(4300, p('Cell', zh(`{${label('elements_date')}zh} `), en(`{${label('elements_date')}en} {signedOn}`))),
        cell(4300, line('Cell', label('elements_date'))),
      ),
    ),
  ),
].join('');

const summaryWidths = [3700, 1950, 1950, 1950];
const identification = [1020, 2380, 6180];
const body = [
  p('MastheadBody', zh('{body.zh}')),
  p('MastheadBody', en('{body.en}')),
  p('Masthead', zh(`{${label('document_number')}zh} `), en(`{${label('document_number')}en}`), tab, en('{number}')),
  p(
    'Masthead',
    zh(`{${label('document_version')}zh} `),
    en(`{${label('document_version')}en}`),
    tab,
    zh('{version.zh} '),
    en('{version.en}'),
  ),
  p('Masthead', zh(`{${label('document_date')}zh} `), en(`{${label('document_date')}en}`), tab, en('{date}')),
  line('Title', 'title.'),
  p('Subtitle', zh('{kindOfAudit.zh} '), en('{kindOfAudit.en} · {standard}')),
  table(
    identification,
    rowFor(
      'identification',
      identification,
      p('Cell', en('{mark}', 'Mark')),
      stacked('Label', 'label.'),
      many('lines', stacked('Cell')) + p('Cell'),
    ),
  ),
  table(
    summaryWidths,
    heads(summaryWidths, 'report_recommendation', 'grade_major', 'grade_minor', 'report_opportunities'),
    row(
      false,
      cell(3700, stacked('Cell', 'result.recommendation.')),
      cell(1950, p('Number', en('{result.major}'))),
      cell(1950, p('Number', en('{result.minor}'))),
      cell(1950, p('Number', en('{result.opportunities}'))),
    ),
  ),
  stacked('Note', 'about.'),
  many(
    'groups',
    line('Group', 'title.'),
    many('items', p('Item', en('{mark}', 'Mark'), tab, zh('{title.zh} '), en('{title.en}')), many('part', part)),
  ),
].join('');
const field = (name: string): string => `<w:fldSimple w:instr=" ${name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>`;
const runningHeader = p(
  'Header',
  zh('{title.zh} '),
  en('{title.en}'),
  tab,
  en('{number} '),
  zh(`{${label('document_version-is')}zh} `),
  en(`{${label('document_version-is')}en}`),
);
const runningFooter = p(
  'Footer',
  zh('{body.zh} '),
  en('{body.en}'),
  tab,
  zh('第'),
  field('PAGE'),
  zh('页，共'),
  field('NUMPAGES'),
  zh('页'),
  zh(' '),
  en('Page '),
  field('PAGE'),
  en(' of '),
  field('NUMPAGES'),
);

const names = [
  'Prose',
  'Bullet',
  'Cell',
  'Label',
  'ColumnHead',
  'Note',
  'FigureCaption',
  'Title',
  'Subtitle',
  'Group',
  'Item',
  'Clause',
  'ProseLabel',
  'Option',
  'Header',
  'Footer',
  'MastheadBody',
  'Masthead',
  'Number',
  'Gap',
];
const paragraphStyle = (id: string, size: number, colour: string): string =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${id}"/><w:pPr><w:spacing w:before="40" w:line="${size * 15}" w:lineRule="exact"/><w:tabs><w:tab w:val="right" w:pos="9580"/></w:tabs></w:pPr>` +
  `<w:rPr><w:rFonts w:ascii="Source Serif 4" w:hAnsi="Source Serif 4" w:eastAsia="Noto Serif SC"/><w:color w:val="${colour}"/><w:sz w:val="${size}"/></w:rPr></w:style>`;
const characterStyle = (id: string, colour: string): string =>
  `<w:style w:type="character" w:styleId="${id}"><w:name w:val="${id}"/><w:rPr><w:color w:val="${colour}"/><w:sz w:val="18"/></w:rPr></w:style>`;
const styles =
  `${head}<w:styles xmlns:w="${main}">${names.flatMap((n) => [paragraphStyle(n, 20, '1A1F26'), paragraphStyle(`${n}EN`, 18, '45505C')]).join('')}` +
  `${characterStyle('English', '45505C')}${characterStyle('Mark', '1D3F66')}<w:style w:type="table" w:styleId="ProseTable"><w:name w:val="Prose Table"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="6"/><w:bottom w:val="single" w:sz="6"/><w:insideH w:val="single" w:sz="4"/></w:tblBorders></w:tblPr></w:style></w:styles>`;

const type = (name: string): string => `application/vnd.openxmlformats-officedocument.wordprocessingml.${name}+xml`;
export function docxTemplate(picture_: Uint8Array): Uint8Array {
  const zip = new PizZip();
  zip.file(
    '[Content_Types].xml',
    `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>` +
      [
        ['document', 'document.main'],
        ['styles', 'styles'],
        ['header1', 'header'],
        ['footer1', 'footer'],
      ]
        .map(([file, kind]) => `<Override PartName="/word/${file}.xml" ContentType="${type(kind ?? '')}"/>`)
        .join('') +
      '</Types>',
  );
  const relationships = (list: readonly (readonly [id: string, kind: string, target: string])[]): string =>
    `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.map(([id, kind, target]) => `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`).join('')}</Relationships>`;
  zip.file('_rels/.rels', relationships([['rId1', 'officeDocument', 'word/document.xml']]));
  zip.file(
    'word/_rels/document.xml.rels',
    relationships([
      ['rId1', 'styles', 'styles.xml'],
      ['rId2', 'header', 'header1.xml'],
      ['rId3', 'footer', 'footer1.xml'],
      ['rId4', 'image', 'media/image1.png'],
    ]),
  );
  zip.file('word/styles.xml', styles);
  zip.file('word/header1.xml', `${head}<w:hdr ${root}>${runningHeader}</w:hdr>`);
  zip.file('word/footer1.xml', `${head}<w:ftr ${root}>${runningFooter}</w:ftr>`);
  zip.file('word/media/image1.png', picture_);
  zip.file(
    'word/document.xml',
    `${head}<w:document ${root}><w:body>${body}<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1247" w:right="1077" w:bottom="1077" w:left="1247" w:header="680" w:footer="539" w:gutter="0"/></w:sectPr></w:body></w:document>`,
  );
  return zip.generate({ type: 'uint8array', compression: 'DEFLATE' });
}
