#!/usr/bin/env bash
# python-docx 1.2.0 (PyPI) reads past content controls (ISO/IEC 29500-1, 17.5.2): rows of a table that stand in one are not among its
# rows, text of a paragraph in one is not in its text, and nothing says so. Forms in Word are made of them.
# Seen: one row of three, and "No. " of "No. WD-1". Fails when that changes. Not part of CI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install -q --disable-pip-version-check python-docx==1.2.0
cat > read.py <<'PY'
import io
import docx
from docx.oxml import parse_xml

names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
run = lambda text: f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
control = lambda inner: f'<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>'
row = lambda *cells: '<w:tr>' + ''.join(f'<w:tc><w:p>{run(cell)}</w:p></w:tc>' for cell in cells) + '</w:tr>'
table = f'<w:tbl {names}><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{row("a", "1")}{control(row("b", "2") + row("c", "3"))}</w:tbl>'
written = docx.Document()
written.element.body.insert(0, parse_xml(table))
written.element.body.insert(1, parse_xml(f'<w:p {names}>{run("No. ")}{control(run("WD-1"))}</w:p>'))
file = io.BytesIO()
written.save(file)
file.seek(0)
read = docx.Document(file)
print(len(read.tables[0].rows), repr(read.paragraphs[0].text))
PY
seen=$(python/bin/python read.py)
echo "python-docx 1.2.0: $seen"
[ "$seen" = "1 'No. '" ] || { echo "changed: content controls may be read now"; exit 1; }
