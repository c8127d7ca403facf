#!/usr/bin/env bash
# Installs a copy of the checkout from its lockfile with another major of npm. In: the major. Out: exit 0 when it works.
set -euo pipefail
cd "$(dirname "$0")/.."
major=$1
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cp package.json package-lock.json "$place"
cd "$place"
npx --yes "npm@$major" --version
npx --yes "npm@$major" ci --prefer-offline --no-audit --no-fund --ignore-scripts
echo "npm $major installs from the lockfile"
