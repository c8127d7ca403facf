#!/usr/bin/env bash
# Runs docs/word-guide.md: its commands, what a person does in Word (tools/person_in_word.py) and LibreOffice by itself, in their order, on a
# copy of a sample; looks for what the commands say, makes its pictures, and has the files for review looked at by the validators.
# In: the compiled program, the validators, pdftoppm (Poppler), LibreOffice. Out: exit 0 when each command does what it should and the
# pictures are of the size of those that are kept. With --pictures those are made anew (needs ImageMagick's convert).
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/bin" "$work/pictures" "$work/office/cases"
printf '#!/bin/sh\nexec node "%s/dist/src/cli/main.js" "$@"\n' "$root" > "$work/bin/certpress"
printf '#!/bin/sh\nexec "%s/.cache/validators/bin/python" "%s/tools/person_in_word.py" "$@"\n' "$root" "$root" > "$work/bin/person"
chmod +x "$work"/bin/*
cp samples/certpress.yaml samples/people.yaml "$work/office"
cp -r samples/wanding/qingyu-payment "$work/office/cases"
# LibreOffice shows Chinese with the faces of certpress.
{
  printf '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><cachedir>%s/fonts</cachedir>' "$work"
  printf '<dir>%s</dir>' "$root"/node_modules/@expo-google-fonts/*/ /usr/share/fonts
  printf '</fontconfig>'
} > "$work/fonts.conf"

cat > "$work/functions.sh" <<'END'
. "$root/tools/guide-functions.sh"
office() { FONTCONFIG_FILE=$work/fonts.conf soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to "$1" --outdir "$2" "$3" > /dev/null 2>&1; }
# libreoffice FILE: opened and saved again.
libreoffice() { office 'docx:MS Word 2007 XML' "$work/saved" "$1" && mv "$work/saved/$1" "$1"; }
# picture NAME PAGE MM FILE: a page of A4 from its upper edge on, at 68 dpi; of a Word file as LibreOffice shows it.
picture() {
  local pdf=$4
  case $4 in *.docx) office pdf "$work/shown" "$4"; pdf=$work/shown/$(basename "$4" .docx).pdf ;; esac
  pdftoppm -r 68 -f "$2" -l "$2" -W 563 -H $(($3 * 680 / 254)) -x 0 -y 0 -singlefile -png "$pdf" "$work/pictures/$1"
}
END
awk -f tools/guide-blocks.awk docs/word-guide.md > "$work/run.sh"
[ "$(grep -c '^echo "guide:' "$work/run.sh")" -ge 12 ] && [ "$(grep -c '^said ' "$work/run.sh")" -ge 9 ] && [ "$(grep -c '^person ' "$work/run.sh")" -ge 8 ] ||
  { echo "the guide has lost its blocks"; exit 1; }
cd "$work/office"
work=$work root=$root PATH="$work/bin:$PATH" LC_ALL=C.UTF-8 BASH_ENV="$work/functions.sh" bash -euo pipefail "$work/run.sh" > "$work/out.txt" 2>&1 ||
  { tail -n 40 "$work/out.txt"; echo "the guide of Word files does not work"; exit 1; }

cd "$root"
mapfile -t copies < <(find "$work/office/review" -name '*.docx')
"$root/.cache/validators/bin/openxml-audit" "${copies[@]}" > "$work/openxml.txt" 2>&1 || { cat "$work/openxml.txt"; exit 1; }
"$root/.cache/validators/bin/ooxml-integrity" check "${copies[@]}" > "$work/integrity.txt" 2>&1 || { cat "$work/integrity.txt"; exit 1; }
mapfile -t pdfs < <(find "$work/office/review" -name '*.pdf')
tools/validate-pdfs.sh "${pdfs[@]}"

. tools/guide-functions.sh
kept_pictures docs/word-guide.md "${1:-}"
echo "the guide of Word files: $(grep -c '^guide:' "$work/out.txt") blocks of commands, each does and says what it should; $(find "$work/pictures" -name '*.png' | wc -l) pictures"
