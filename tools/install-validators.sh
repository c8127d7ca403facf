#!/usr/bin/env bash
# Installs what tests and CI check the produced files with; users of certpress need none of it.
# In: nothing. Out: Debian packages (a browser among them), .cache/verapdf (Java archives), .cache/validators (a Python environment).
set -euo pipefail
cd "$(dirname "$0")/.."
cache=.cache
mkdir -p "$cache"

need=()
command -v pdftotext >/dev/null || need+=(poppler-utils)
command -v qpdf >/dev/null || need+=(qpdf)
command -v soffice >/dev/null || need+=(libreoffice-writer-nogui)
/usr/bin/python3 -c 'import uno' 2>/dev/null || need+=(python3-uno)
fc-list 2>/dev/null | grep -q 'Liberation Serif' || need+=(fonts-liberation fontconfig)
command -v xmllint >/dev/null || need+=(libxml2-utils)
command -v redis-server >/dev/null || need+=(redis-server)
command -v chromium >/dev/null || need+=(chromium)
if [ ${#need[@]} -gt 0 ]; then
  as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null
fi

if [ ! -e "$cache/verapdf/.done" ]; then
  mvn -q -B -f tools/verapdf/pom.xml dependency:copy-dependencies -DoutputDirectory="$PWD/$cache/verapdf"
  touch "$cache/verapdf/.done"
fi

if ! cmp -s tools/validators.txt "$cache/validators/.done"; then
  python3 -m venv "$cache/validators"
  "$cache/validators/bin/pip" install -q --disable-pip-version-check -r tools/validators.txt
  cp tools/validators.txt "$cache/validators/.done"
fi
echo "validators are installed"
