#!/usr/bin/env bash
# chinese-days 1.5.7 says without a word that 1 January 2027 is worked: its table ends with the notice of 2026, and a year
# without a notice is counted Monday to Friday. The law makes 1 January a holiday of every year (全国年节及纪念日放假办法).
# Seen: "false" for 2027-01-01 (a Friday), "true" for 2026-01-01. Fails when that changes. Not part of CI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact chinese-days@1.5.7 >/dev/null
seen=$(TZ=Asia/Shanghai node -e 'const { isHoliday } = require("chinese-days"); console.log(isHoliday("2026-01-01"), isHoliday("2027-01-01"))')
echo "chinese-days 1.5.7: isHoliday 2026-01-01, 2027-01-01: $seen"
[ "$seen" = "true false" ] || { echo "changed: look at src/rules/calendar.ts again"; exit 1; }
