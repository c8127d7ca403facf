#!/usr/bin/env bash
# Seals documents with every kind of key at every level and look, and has other programs judge them.
# In: an output folder of `certpress build` (default: out). Out: one line for each check; exit 0 when none has a finding.
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:-out}
cache=.cache
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
seals=$work/seals
mkdir "$seals"

node tools/run-ts.mjs tools/seal-samples.ts "$out" "$seals"
mapfile -t pdfs < <(find "$seals" -maxdepth 1 -name '*.pdf' | sort)

tools/validate-pdfs.sh "${pdfs[@]}"

"$cache/validators/bin/python" tools/validate_seals.py "$seals"

# Poppler knows no document time stamps: it says so of those, and judges the seal, which is the first signature. The library
# below it finds fault with every signature by a key that is for RSA-PSS alone, OpenSSL's own as well: those are left out.
judged=0
for f in "${pdfs[@]}"; do
  case $f in *-rsa-pss-*) continue ;; esac
  HOME=$seals pdfsig "$f" > "$work/pdfsig.txt" 2>&1 || true
  grep -m1 'Signature Validation' "$work/pdfsig.txt" | grep -q 'Signature is Valid' || { echo "$f"; cat "$work/pdfsig.txt"; exit 1; }
  judged=$((judged+1))
done
echo "pdfsig: $judged files, every seal valid ($((${#pdfs[@]}-judged)) with keys for RSA-PSS alone left out)"

for f in "${pdfs[@]}"; do
  qpdf --check "$f" > "$work/qpdf.txt" 2>&1 || { echo "$f"; cat "$work/qpdf.txt"; exit 1; }
done
echo "qpdf: ${#pdfs[@]} files, no finding"
