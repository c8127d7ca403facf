#!/usr/bin/env bash
# Archives the samples with a key made for the purpose, and checks every bag, signature and document with independent programs.
# In: the compiled program, the validators. Out: exit 0 when none has a finding.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
validators=$PWD/.cache/validators/bin

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj "/C=CN/O=Trial/CN=Trial root" -addext "keyUsage=critical,keyCertSign,cRLSign" -keyout "$work/ca.key" -out "$work/ca.pem" 2>/dev/null
openssl req -newkey rsa:2048 -nodes -subj "/C=CN/O=Trial body/CN=Trial seal" -keyout "$work/body.key" -out "$work/body.csr" 2>/dev/null
printf 'keyUsage=critical,digitalSignature,nonRepudiation\n' > "$work/body.ext"
openssl x509 -req -in "$work/body.csr" -CA "$work/ca.pem" -CAkey "$work/ca.key" -CAcreateserial -days 20 -extfile "$work/body.ext" -out "$work/body.pem" 2>/dev/null
cat "$work/body.pem" "$work/ca.pem" > "$work/chain.pem"
node dist/src/cli/main.js archive samples --key "$work/body.key" --chain "$work/chain.pem" --archive "$work/archive" --visible > "$work/bags"

signed() { openssl cms -verify -binary -inform DER -in "$1.p7s" -content "$1" -CAfile "$work/ca.pem" -purpose any -out /dev/null 2> "$work/openssl" || { echo "$1.p7s"; cat "$work/openssl"; exit 1; }; }
signed "$work/archive/index.head"
mapfile -t bags < "$work/bags"
[ ${#bags[@]} -gt 0 ] || { echo "no bags"; exit 1; }
[ ${#bags[@]} = "$(wc -l < "$work/archive/index.jsonl")" ] || { echo "not every bag has its line"; exit 1; }
"$validators/python" -m bagit --validate --quiet "${bags[@]}" > "$work/bagit" 2>&1 || { cat "$work/bagit"; exit 1; }
for bag in "${bags[@]}"; do
  for algorithm in sha256 sha512; do
    signed "$bag/tagmanifest-$algorithm.txt"
    (cd "$bag" && "${algorithm}sum" --check --quiet "tagmanifest-$algorithm.txt" "manifest-$algorithm.txt")
  done
  if find "$bag" -iname '*.docx' | grep .; then echo "a DOCX is in a bag"; exit 1; fi
  if find "$bag" -perm /222 | grep .; then echo "something in a bag can be written"; exit 1; fi
done
echo "bagit, openssl: ${#bags[@]} bags, no finding"

mapfile -t pdfs < <(find "$work/archive" -path '*/data/documents/*' | sort)
for f in "${pdfs[@]}"; do
  case $f in *.pdf) ;; *) echo "$f is no PDF"; exit 1 ;; esac
done
"$validators/python" tools/validate_sealed.py "$work/ca.pem" "${pdfs[@]}"

# Scans that were taken in, a JPEG and a PNG, are held to the same.
cp -r samples "$work/records"
pdftoppm -jpeg -r 100 -f 1 -l 1 samples/wanding/qingyu-payment/evidence/contract.pdf "$work/scan"
node dist/src/cli/main.js archive intake "$work"/scan*.jpg samples/wanding/qingyu-payment/evidence/recovery-times.png \
  --case "$work/records/wanding/qingyu-payment" --kind permit --title 支付业务许可证 > "$work/entry"
taken=$work/records/wanding/qingyu-payment/evidence/permit.pdf
qpdf --check "$taken" > "$work/qpdf" 2>&1 || { cat "$work/qpdf"; exit 1; }
[ "$(pdfinfo "$taken" | awk '/^Pages:/ { print $2 }')" = 2 ] || { echo "not one page a picture"; exit 1; }
pdfs+=("$taken")
tools/validate-pdfs.sh "${pdfs[@]}"
