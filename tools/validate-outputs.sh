#!/usr/bin/env bash
# Checks every produced file with independent validators.
# In: an output folder (default: out); `without-office` where another step has LibreOffice open each Word file. Out: exit 0 when none has
# a finding.
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:-out}
cache=.cache
mapfile -t pdfs < <(find "$out" -name '*.pdf' | sort)
mapfile -t docs < <(find "$out" -name '*.docx' | sort)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ ${#pdfs[@]} -gt 0 ] && [ ${#docs[@]} -gt 0 ] || { echo "no outputs under $out"; exit 1; }

tools/validate-pdfs.sh "${pdfs[@]}"

for f in "${pdfs[@]}"; do
  qpdf --check "$f" > "$work/qpdf.txt" 2>&1 || { echo "$f"; cat "$work/qpdf.txt"; exit 1; }
  if pdffonts "$f" | tail -n +3 | awk '{ if ($(NF-4) != "yes") exit 1 }'; then :; else echo "$f: a font is not embedded"; exit 1; fi
done
echo "qpdf: ${#pdfs[@]} files, no finding; all fonts embedded"

"$cache/validators/bin/openxml-audit" --recursive "$out" > "$work/openxml.txt" 2>&1 || { cat "$work/openxml.txt"; exit 1; }
[ "$(grep -c '^File: ' "$work/openxml.txt")" = "${#docs[@]}" ] || { cat "$work/openxml.txt"; echo "openxml-audit has not read every file"; exit 1; }
"$cache/validators/bin/ooxml-integrity" check "${docs[@]}" > "$work/integrity.txt" 2>&1 || { cat "$work/integrity.txt"; exit 1; }
echo "openxml-audit, ooxml-integrity: ${#docs[@]} files, no finding"

# What another program reads in the Word files is what the PDFs say: numbers can be searched for and copied.
node tools/run-ts.mjs tools/pdf-words.ts "$out" | "$cache/validators/bin/python" tools/docx_words.py "$out"

[ "${2:-}" != without-office ] || exit 0
lo=$work/lo
# Names repeat from case to case; one folder each keeps them apart.
i=0
for f in "${docs[@]}"; do i=$((i+1)); mkdir -p "$lo/in/$i"; cp "$f" "$lo/in/$i/$i.docx"; done
# As text, which takes a quarter of the time of pages: those are set, and counted, by tools/page-counters.ts --word.
# A hundred at a time: one run over many hundreds ends early now and then, and says nothing.
printf '%s\0' "$lo"/in/*/*.docx |
  xargs -0 -n 100 soffice -env:UserInstallation="file://$lo/profile" --headless --convert-to txt:Text --outdir "$lo/text" >/dev/null 2>&1 || true
made=$(find "$lo/text" -name '*.txt' -size +0 | wc -l)
[ "$made" = "${#docs[@]}" ] || { echo "LibreOffice opened $made of ${#docs[@]} files"; exit 1; }
echo "LibreOffice: $made files opened"
