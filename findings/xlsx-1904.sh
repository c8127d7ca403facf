#!/usr/bin/env bash
# xlsx 0.18.5 (the newest on npm) with `cellDates` forgets that a workbook counts from 1904 (ISO/IEC 29500-1 18.17.4.1, what Excel for Mac
# wrote for long): the date of the cell is four years and a day early, while its text, of the same cell, is right.
# Seen, in UTC: 2022-02-28 beside "3/1/26". Fails when that changes. Not part of CI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact xlsx@0.18.5 fflate@0.8.3 >/dev/null
cat > book.mjs <<'JS'
import { strToU8, zipSync } from 'fflate';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const part = (name, type) => `<Override PartName="/xl/${name}.xml" ContentType="${types}.${type}+xml"/>`;
const to = (id, type, target) => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
const relations = (content) => `<Relationships xmlns="${packages}/relationships">${content}</Relationships>`;
/** A workbook of one row: cells as XML; style 0 is General, 1 the date format 14, 2 the format given. */
export const book = (cells, { date1904 = false, format = '0' } = {}) => {
  const parts = {
    '[Content_Types].xml':
      `<Types xmlns="${packages}/content-types">` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      `${part('workbook', 'sheet.main')}${part('worksheets/sheet1', 'worksheet')}${part('styles', 'styles')}</Types>`,
    '_rels/.rels': relations(to('r1', 'officeDocument', 'xl/workbook.xml')),
    'xl/_rels/workbook.xml.rels': relations(to('r1', 'worksheet', 'worksheets/sheet1.xml') + to('r2', 'styles', 'styles.xml')),
    'xl/workbook.xml':
      `<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr${date1904 ? ' date1904="1"' : ''}/>` +
      '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
    'xl/styles.xml':
      `<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="170" formatCode="${format}"/></numFmts>` +
      '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
      '<cellXfs count="3"><xf xfId="0"/><xf numFmtId="14" xfId="0" applyNumberFormat="1"/><xf numFmtId="170" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>',
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData><row r="1">${cells}</row></sheetData></worksheet>`,
  };
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)]))));
};
JS
cat > read.mjs <<'JS'
import XLSX from 'xlsx';
import { book } from './book.mjs';
// 44,620 days after 1 January 1904.
const bytes = book('<c r="A1" s="1"><v>44620</v></c>', { date1904: true });
const { v, w } = XLSX.read(bytes, { type: 'buffer', cellDates: true }).Sheets.S.A1;
console.log(v.toISOString().slice(0, 10), w);
JS
seen=$(TZ=UTC node read.mjs)
echo "xlsx 0.18.5: $seen"
[ "$seen" = "2022-02-28 3/1/26" ] || { echo "changed: workbooks of 1904 may be read now"; exit 1; }
