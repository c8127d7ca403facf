#!/usr/bin/env bash
# Other versions of Node than this machine's, in another folder, time zone and language: the samples are built, checked and verified
# under each, to the same bytes.
# In: exact versions, a compiled checkout with out/. Out: exit 0 when every one of them makes what this one made. The cases are dealt
# out among the versions: each makes its share, and all of them together every case.
# Each comes from npm (what its package `node` would fetch for this system) into .cache/node, once.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
system=$(node -p 'process.platform.replace("win32", "win") + "-" + process.arch')
export CERTPRESS_CACHE=off LC_ALL=C

# What this Node seals, the others must verify, documents made again included.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj "/C=CN/O=Trial/CN=Trial root" -addext "keyUsage=critical,keyCertSign,cRLSign" -keyout "$work/ca.key" -out "$work/ca.pem" 2>/dev/null
openssl req -newkey rsa:2048 -nodes -subj "/C=CN/O=Trial body/CN=Trial seal" -keyout "$work/body.key" -out "$work/body.csr" 2>/dev/null
printf 'keyUsage=critical,digitalSignature,nonRepudiation\n' > "$work/body.ext"
openssl x509 -req -in "$work/body.csr" -CA "$work/ca.pem" -CAkey "$work/ca.key" -CAcreateserial -days 20 -extfile "$work/body.ext" -out "$work/body.pem" 2>/dev/null
cat "$work/body.pem" "$work/ca.pem" > "$work/chain.pem"
archive() { "$1" dist/src/cli/main.js archive samples/wanding/nuantu-heating --key "$work/body.key" --chain "$work/chain.pem" --archive "$2" 2>/dev/null; }
verify() { "$1" dist/src/cli/main.js verify "$2" --trust "$work/ca.pem" > "$work/said" 2>&1 || { cat "$work/said"; exit 1; }; }
archive node "$work/archive" > "$work/bags"
[ -s "$work/bags" ] || { echo "no bags"; exit 1; }
verify node "$work/archive"

turn=0
for version in "$@"; do
  cases=() k=0
  for folder in samples/*/*/; do
    [ $((k++ % $#)) = $turn ] && folder=${folder#samples/} && cases+=("${folder%/}")
  done
  turn=$((turn + 1))
  place=.cache/node/$version
  other=$root/$place/node_modules/node-$system/bin/node
  [ -x "$other" ] || npm install --silent --no-save --no-audit --no-fund --prefix "$place" "node-$system@$version"
  [ "$("$other" --version)" = "v$version" ] || { echo "$other is not $version"; exit 1; }
  # Its V8 knows the flags that it is given: one that is unknown is complained of.
  [ -z "$("$other" dist/src/cli/main.js --version 2>&1 > /dev/null)" ] || { echo "Node $version complains"; exit 1; }
  elsewhere() { (cd samples && TZ=Pacific/Auckland LC_ALL=zh_CN.UTF-8 "$other" ../dist/src/cli/main.js "$@" > "$work/said" 2>&1) || { cat "$work/said"; exit 1; }; }
  elsewhere build "${cases[@]}" --out "$work/out"
  for folder in "${cases[@]}"; do diff -r "out/${folder##*/}" "$work/out/${folder##*/}"; done
  elsewhere check "${cases[@]}" --out "$work/out"
  verify "$other" "$work/archive"
  # And the other way round: what it seals verifies here, where its documents are made again.
  archive "$other" "$work/theirs" > "$work/bags"
  verify node "$work/theirs"
  echo "Node $version: $(find "$work/out" -type f | wc -l) files of ${#cases[@]} cases like those of $(node --version), and each verifies the archive of the other"
  chmod -R u+w "$work/theirs"
  rm -rf "$work/out" "$work/theirs"
done
