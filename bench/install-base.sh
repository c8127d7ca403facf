#!/usr/bin/env bash
# The build that every figure is compared with: commit b5e3223, installed from its lockfile and compiled, in .cache/b5e3223.
# In: a clone with that commit. Out: its dist/. Once made, it is left alone.
set -euo pipefail
cd "$(dirname "$0")/.."
place=.cache/b5e3223
[ -f "$place/installed" ] && exit 0
git worktree prune
[ -d "$place" ] || git worktree add --quiet --detach "$place" b5e3223
cd "$place"
npm ci --no-audit --no-fund --silent
npm run --silent compile
touch installed
