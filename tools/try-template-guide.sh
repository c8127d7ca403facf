#!/usr/bin/env bash
# Runs docs/template-guide.md: writes and changes the files that its blocks name, runs its commands, looks for what they say, and makes its
# pictures, in their order, on copies of two samples.
# In: the compiled program, pdftoppm (Poppler), git (`apply`). Out: exit 0 when each command does what it should and the pictures are those
# that are kept. With --pictures those are made anew (needs ImageMagick's convert).
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/bin" "$work/pictures" "$work/office/cases"
printf '#!/bin/sh\nexec node "%s/dist/src/cli/main.js" "$@"\n' "$root" > "$work/bin/certpress"
chmod +x "$work/bin/certpress"
cp samples/certpress.yaml samples/people.yaml test/word/libreoffice/visit-record.docx "$work/office"
cp -r samples/wanding/nuantu-heating samples/cusc/langang-depot "$work/office/cases"

cat > "$work/functions.sh" <<'END'
# change FILE: takes the lines of a block over into the file. It must hold the lines that stay, and those that go.
change() {
  { printf -- '--- a/%s\n+++ b/%s\n@@ -2 +2 @@\n' "$1" "$1"; cat; } | GIT_CEILING_DIRECTORIES="$work" git apply --recount -
}
# said: each line of the block stands in what the commands since the block before have printed.
said() {
  local line
  while IFS= read -r line; do
    line=${line#"${line%%[! ]*}"}
    sed -n '/^guide:/h; /^guide:/!H; ${x;p}' "$work/out.txt" | grep -F -- "$line" > /dev/null || { echo "nothing said: $line"; exit 1; }
  done
}
# picture NAME PAGE MM FILE: a page of A4 from its upper edge on, at 68 dpi.
picture() {
  pdftoppm -r 68 -f "$2" -l "$2" -W 563 -H $(($3 * 680 / 254)) -x 0 -y 0 -singlefile -png "$4" "$work/pictures/$1"
}
END
awk -f tools/guide-blocks.awk docs/template-guide.md > "$work/run.sh"
[ "$(grep -c '^echo "guide:' "$work/run.sh")" -ge 12 ] && [ "$(grep -c '^said ' "$work/run.sh")" -ge 8 ] || { echo "the guide has lost its blocks"; exit 1; }
cd "$work/office"
work=$work PATH="$work/bin:$PATH" LC_ALL=C BASH_ENV="$work/functions.sh" bash -euo pipefail "$work/run.sh" > "$work/out.txt" 2>&1 ||
  { tail -n 40 "$work/out.txt"; echo "the guide of templates does not work"; exit 1; }

# The guide shows the pictures that it makes, and they are of the size of those that are kept, which have a border of one pixel.
cd "$root"
size() { node -e 'const png = require("fs").readFileSync(process.argv[1]); console.log(png.readUInt32BE(16) - 2 * process.argv[2], png.readUInt32BE(20) - 2 * process.argv[2])' "$1" "$2"; }
for made in "$work"/pictures/*.png; do
  kept=docs/pictures/$(basename "$made")
  if [ "${1:-}" = --pictures ]; then
    convert "$made" -bordercolor '#D0D7DE' -border 1 -dither None -colors 48 -strip "PNG8:$kept"
  fi
  grep -qF "(pictures/$(basename "$made"))" docs/template-guide.md || { echo "the guide does not show $kept"; exit 1; }
  [ "$(size "$made" 0)" = "$(size "$kept" 1)" ] || { echo "$kept is of another size than the picture made now: tools/try-template-guide.sh --pictures"; exit 1; }
done
echo "the guide of templates: $(grep -c '^guide:' "$work/out.txt") blocks of commands, each does and says what it should; $(find "$work/pictures" -name '*.png' | wc -l) pictures"
