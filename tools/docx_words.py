"""Whether other programs read in a DOCX what its PDF says, and those too that know text elements alone (w:t, not w:noBreakHyphen).

In:  an output folder, and on stdin what tools/pdf-words.ts printed of it. Out: a line for each paragraph that reads otherwise;
exit 1 if there is any.
"""
import json
import re
import sys
import unicodedata
from pathlib import Path

import docx


def plain(text):
    # Boxes to tick are content controls, which python-docx passes over.
    return re.sub(r"[\s\u200b\u2060\ufeff\u00ad☐☑☒]+", "", unicodedata.normalize("NFC", text))


def paragraphs(holder):
    yield from holder.paragraphs
    for table in holder.tables:
        # A cell over several columns is listed once for each.
        for cell in dict.fromkeys(cell._tc for row in table.rows for cell in row.cells):
            yield from paragraphs(docx.table._Cell(cell, table))


folder = Path(sys.argv[1])
pdfs = json.load(sys.stdin)
read = 0
differ = []
for file in sorted(folder.rglob("*.docx")):
    words = plain(pdfs[str(file.relative_to(folder).with_suffix(".pdf"))])
    for paragraph in paragraphs(docx.Document(str(file))):
        # Of `paragraph.text` python-docx makes hyphens of elements; many readers do not.
        alone = "".join(t.text or "" for t in paragraph._p.xpath(".//w:t[not(ancestor::w:txbxContent)]"))
        text = plain(paragraph.text)
        if text or alone:
            read += 1
            if text not in words or plain(alone) not in words:
                differ.append(f"{file}: {text[:120]}")
print("\n".join(differ))
print(f"python-docx: {read} paragraphs, {len(differ)} read otherwise than the PDF")
sys.exit(1 if differ or read == 0 else 0)
