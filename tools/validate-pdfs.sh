#!/usr/bin/env bash
# PDF/A-3a and PDF/UA-1, by veraPDF. In: PDF files. Out: exit 0 when every one of them claims both and keeps both.
set -euo pipefail
report=$(mktemp)
trap 'rm -f "$report"' EXIT
here=$(dirname "$0")
# Flavour 0 is all that a file claims. All files, and both flavours of each, in one call: the start of the virtual machine and the
# reading of the files are most of the time.
java -XX:+UseSerialGC -cp "$here/../.cache/verapdf/*" org.verapdf.apps.GreenfieldCliWrapper -f 0 --format json "$@" > "$report" || true
node "$here/verapdf-result.mjs" "$report" $#
