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
. "$root/tools/guide-functions.sh"
# picture NAME PAGE MM FILE: a page of A4 from its upper edge on, at 68 dpi.
picture() {
  pdftoppm -r 68 -f "$2" -l "$2" -W 563 -H $(($3 * 680 / 254)) -x 0 -y 0 -singlefile -png "$4" "$work/pictures/$1"
}
END
awk -f tools/guide-blocks.awk docs/template-guide.md > "$work/run.sh"
[ "$(grep -c '^echo "guide:' "$work/run.sh")" -ge 12 ] && [ "$(grep -c '^said ' "$work/run.sh")" -ge 8 ] || { echo "the guide has lost its blocks"; exit 1; }
cd "$work/office"
work=$work root=$root PATH="$work/bin:$PATH" LC_ALL=C BASH_ENV="$work/functions.sh" bash -euo pipefail "$work/run.sh" > "$work/out.txt" 2>&1 ||
  { tail -n 40 "$work/out.txt"; echo "the guide of templates does not work"; exit 1; }

cd "$root"
. tools/guide-functions.sh
kept_pictures docs/template-guide.md "${1:-}"
echo "the guide of templates: $(grep -c '^guide:' "$work/out.txt") blocks of commands, each does and says what it should; $(find "$work/pictures" -name '*.png' | wc -l) pictures"
