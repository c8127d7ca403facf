#!/usr/bin/env bash
# Packs certpress, installs the package in an empty folder, and makes the samples' documents with it.
# In: a compiled checkout with out/. Out: exit 0 when the installed package makes the same bytes of a case of each scheme as the checkout did.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
npm pack --silent --pack-destination "$place" >/dev/null
cd "$place"
printf '{ "name": "elsewhere", "private": true }\n' > package.json
npm install --no-audit --no-fund --silent ./certpress-*.tgz
cp -r "$root/samples" records
npx --no-install certpress --version
cases=()
for scheme in records/*/; do
  for folder in "$scheme"*/; do cases+=("${folder%/}"); break; done
done
npx --no-install certpress build "${cases[@]}" --out made >/dev/null
for folder in "${cases[@]}"; do diff -r "$root/out/${folder##*/}" "made/${folder##*/}"; done
echo "the installed package made $(find made -type f | wc -l) identical files"
