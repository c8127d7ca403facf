#!/bin/sh
# Makes the pictures of the README from the samples. Needs pdftoppm (Poppler) and convert (ImageMagick).
#   npm run compile && sh tools/pictures.sh
set -eu
cd "$(dirname "$0")/.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
node dist/src/cli/main.js build samples/wanding/qingyu-payment samples/cusc/jieyu-contact-services --lang zh-en --format pdf --out "$out" >/dev/null

# picture NAME PAGE FILE: one page at 68 dpi, in 48 colours, with a thin border.
picture() {
  pdftoppm -r 68 -f "$2" -l "$2" -singlefile -png "$out/$3" "$out/$1"
  convert "$out/$1.png" -bordercolor '#D0D7DE' -border 1 -dither None -colors 48 -strip "PNG8:docs/pictures/$1.png"
}
mkdir -p docs/pictures
picture certificate 1 qingyu-payment/certificate-WD-BC-26-0093-R0.zh-en.pdf
picture certificate-pine 1 jieyu-contact-services/certificate-CUSC-BC-2025-0412-R0.zh-en.pdf
picture report 8 qingyu-payment/stage-2/audit-report.zh-en.pdf
