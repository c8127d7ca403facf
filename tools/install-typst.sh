#!/usr/bin/env bash
# Installs the second layout engine, the program `typst`, for tests and CI; users of certpress need it only where their project names it.
# In: nothing. Out: .cache/typst/bin/typst. No registry ships the program itself, so it is built from its crate, once a machine (some
# minutes): quickly and not to run quickly, without the faces and the server that are never used here.
set -euo pipefail
cd "$(dirname "$0")/.."
version=0.15.1
kept=${XDG_CACHE_HOME:-$HOME/.cache}/certpress-tools/typst-$version
is_there() { "$kept/bin/typst" --version 2>/dev/null | grep -q "^typst $version "; }

if ! is_there; then
  command -v cargo > /dev/null || { echo "typst is built with cargo (Rust 1.92 or later), and there is none"; exit 1; }
  if ! pkg-config --exists openssl 2>/dev/null; then
    as_root=()
    [ "$(id -u)" = 0 ] || as_root=(sudo)
    "${as_root[@]}" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends libssl-dev pkg-config > /dev/null
  fi
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    CARGO_TARGET_DIR="$work/target" nice cargo install typst-cli --version "$version" --locked --no-default-features \
    --quiet --no-track --root "$work/installed"
  # Whole or not at all: another run may wait for it.
  mkdir -p "$kept/bin"
  mv "$work/installed/bin/typst" "$kept/bin/typst.$$"
  mv "$kept/bin/typst.$$" "$kept/bin/typst"
  is_there
fi
mkdir -p .cache
ln -sfn "$kept" .cache/typst
echo "typst $version is installed"
