#!/usr/bin/env bash
# Checks every produced file with independent validators.
# In: an output folder (default: out). Out: exit 0 when none has a finding.
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:-out}
cache=.cache
mapfile -t pdfs < <(find "$out" -name '*.pdf' | sort)
mapfile -t docs < <(find "$out" -name '*.docx' | sort)
[ ${#pdfs[@]} -gt 0 ] && [ ${#docs[@]} -gt 0 ] || { echo "no outputs under $out"; exit 1; }

# Many files in one call: the start of the virtual machine is most of the time.
for flavour in 3a ua1; do
  java -cp "$cache/verapdf/*" org.verapdf.apps.GreenfieldCliWrapper -f "$flavour" --format json "${pdfs[@]}" > "$cache/verapdf-$flavour.json" || true
  node tools/verapdf-result.mjs "$cache/verapdf-$flavour.json" "$flavour" "${#pdfs[@]}"
done

for f in "${pdfs[@]}"; do
  qpdf --check "$f" > "$cache/qpdf.txt" 2>&1 || { echo "$f"; cat "$cache/qpdf.txt"; exit 1; }
  if pdffonts "$f" | tail -n +3 | awk '{ if ($(NF-4) != "yes") exit 1 }'; then :; else echo "$f: a font is not embedded"; exit 1; fi
done
echo "qpdf: ${#pdfs[@]} files, no finding; all fonts embedded"

for f in "${docs[@]}"; do
  "$cache/validators/bin/openxml-audit" "$f" > "$cache/openxml.txt" 2>&1 || { echo "$f"; cat "$cache/openxml.txt"; exit 1; }
  "$cache/validators/bin/ooxml-integrity" check "$f" > "$cache/integrity.txt" 2>&1 || { echo "$f"; cat "$cache/integrity.txt"; exit 1; }
done
echo "openxml-audit, ooxml-integrity: ${#docs[@]} files, no finding"

lo=$(mktemp -d)
trap 'rm -rf "$lo"' EXIT
# Names repeat from case to case; one folder each keeps them apart.
i=0
for f in "${docs[@]}"; do i=$((i+1)); mkdir -p "$lo/in/$i"; cp "$f" "$lo/in/$i/$i.docx"; done
soffice -env:UserInstallation="file://$lo/profile" --headless --convert-to pdf --outdir "$lo/pdf" "$lo"/in/*/*.docx >/dev/null 2>&1
made=$(find "$lo/pdf" -name '*.pdf' | wc -l)
[ "$made" = "${#docs[@]}" ] || { echo "LibreOffice opened $made of ${#docs[@]} files"; exit 1; }
echo "LibreOffice: $made files opened"
