#!/usr/bin/env bash
# docx-templates 4.15.0 (npm): a loop over content controls that hold whole paragraphs (a form with a control for each finding) leaves one
# control more than there are entries: the first, with empty content, which stands in no entry.
# Seen: two findings, three controls, the first <w:sdtContent/>. Fails when that changes. Not part of CI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact docx-templates@4.15.0 fflate@0.8.3 >/dev/null
cat > make.mjs <<'JS'
import { createReport } from 'docx-templates';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
const office = 'http://schemas.openxmlformats.org';
const paragraph = (text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
const control = (content) => `<w:sdt><w:sdtPr><w:alias w:val="Finding"/></w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`;
const body = paragraph('{{FOR f IN findings}}') + control(paragraph('{{INS $f}}')) + paragraph('{{END-FOR f}}');
const parts = {
  '[Content_Types].xml':
    `<Types xmlns="${office}/package/2006/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
  '_rels/.rels':
    `<Relationships xmlns="${office}/package/2006/relationships">` +
    `<Relationship Id="r1" Type="${office}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
  'word/document.xml': `<w:document xmlns:w="${office}/wordprocessingml/2006/main"><w:body>${body}<w:sectPr/></w:body></w:document>`,
};
const template = zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
const made = await createReport({ template, data: { findings: ['one', 'two'] }, cmdDelimiter: ['{{', '}}'] });
const xml = strFromU8(unzipSync(made)['word/document.xml']).replace(/\s*\n\s*/g, '');
console.log((xml.match(/<w:sdt>/g) ?? []).length, (xml.match(/<w:sdtContent\/>/g) ?? []).length);
JS
seen=$(node make.mjs)
echo "docx-templates 4.15.0: controls, and empty ones: $seen"
[ "$seen" = "3 1" ] || { echo "changed: loops may leave no control behind now"; exit 1; }
