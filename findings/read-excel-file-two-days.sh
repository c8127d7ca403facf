#!/usr/bin/env bash
# read-excel-file 9.3.17 (npm) has two ideas of a day: a date that the workbook holds as a number comes as midnight UTC, the same date held
# in ISO 8601 (t="d") as midnight of the machine's zone. East of Greenwich one column then has two days for one, whichever getter is used.
# Seen in Asia/Shanghai: 2026-03-01T00:00:00.000Z and 2026-02-28T16:00:00.000Z. Fails when that changes. Not part of CI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact read-excel-file@9.3.17 fflate@0.8.3 >/dev/null
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
import { readSheet } from 'read-excel-file/node';
import { book } from './book.mjs';
const row = await readSheet(book('<c r="A1" s="1"><v>46082</v></c><c r="B1" s="1" t="d"><v>2026-03-01T00:00:00</v></c>'));
console.log(JSON.stringify(row));
JS
seen=$(TZ=Asia/Shanghai node read.mjs)
echo "read-excel-file 9.3.17: $seen"
[ "$seen" = '[["2026-03-01T00:00:00.000Z","2026-02-28T16:00:00.000Z"]]' ] || { echo "changed: both may be one day now"; exit 1; }
