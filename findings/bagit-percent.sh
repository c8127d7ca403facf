#!/usr/bin/env bash
# bagit 1.9.0 (PyPI) neither writes nor reads the percent sign of a path as RFC 8493, 2.1.3 has it (LF, CR and % are percent-encoded in
# manifests): a bag that is right by the RFC is "incomplete" for it, and it writes the bare sign into its own manifests.
# Seen: "data/50%25.txt exists in manifest but was not found", and "data/50%.txt" in a manifest of its own. certpress encodes the sign
# and lets no file with it into evidence. Fails when that changes. Not part of CI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install -q --disable-pip-version-check bagit==1.9.0
mkdir -p bag/data own
printf x | tee 'bag/data/50%.txt' > 'own/50%.txt'
printf 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n' > bag/bagit.txt
printf '%s  data/50%%25.txt\n' "$(printf x | sha256sum | cut -d' ' -f1)" > bag/manifest-sha256.txt
read_ours=$(python/bin/python -m bagit --validate bag 2>&1 || true)
python/bin/python -m bagit --quiet --sha256 own
written=$(cut -d' ' -f3 own/manifest-sha256.txt)
echo "$read_ours"
echo "written: $written"
grep -q 'data/50%25.txt exists in manifest but was not found' <<< "$read_ours" && [ "$written" = 'data/50%.txt' ] ||
  { echo "changed: bagit may encode the sign now"; exit 1; }
