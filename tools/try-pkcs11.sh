#!/usr/bin/env bash
# Archives the samples with keys on a PKCS#11 token (SoftHSM), by docs/examples/pkcs11-signer.mjs as the guide describes it.
# In: a compiled checkout. Out: one line for each check; exit 0 when poppler and OpenSSL find the seals and signatures valid.
set -euo pipefail
cd "$(dirname "$0")/.."
need=()
command -v softhsm2-util >/dev/null || need+=(softhsm2)
command -v pkcs11-tool >/dev/null || need+=(opensc)
openssl engine pkcs11 >/dev/null 2>&1 || need+=(libengine-pkcs11-openssl)
if [ ${#need[@]} -gt 0 ]; then
  as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "$*" >&2; exit 1; }

mkdir "$work/tokens"
export SOFTHSM2_CONF=$work/softhsm2.conf PKCS11_TOKEN=seal PKCS11_PIN=3141-5926 PKCS11_CHAIN=$work/chain.pem
printf 'directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n' "$work/tokens" > "$SOFTHSM2_CONF"
PKCS11_MODULE=$(find /usr/lib /usr/local/lib -name libsofthsm2.so 2>/dev/null | head -1)
export PKCS11_MODULE PKCS11_MODULE_PATH=$PKCS11_MODULE
printf %s "$PKCS11_PIN" > "$work/pin.txt"
softhsm2-util --init-token --free --label "$PKCS11_TOKEN" --pin "$PKCS11_PIN" --so-pin "$PKCS11_PIN" >/dev/null
token() { pkcs11-tool --module "$PKCS11_MODULE" --token-label "$PKCS11_TOKEN" --pin env:PKCS11_PIN "$@" 2>/dev/null; }

openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/root.key" -out "$work/root.pem" -days 30 -subj '/CN=root of a trial' -addext keyUsage=critical,keyCertSign,cRLSign 2>/dev/null
printf 'basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation\n' > "$work/signer.ext"
# The private key stays on the token: what asks for a certificate is signed there.
on_token() {
  token --keypairgen --key-type "$2" --id "$1" --label "key $1" --usage-sign >/dev/null
  openssl req -new -engine pkcs11 -keyform engine -key "pkcs11:token=$PKCS11_TOKEN;id=%$1;type=private?pin-source=file:$work/pin.txt" -subj "/CN=a body with a token, $2" -out "$work/signer.csr" 2>/dev/null
  openssl x509 -req -in "$work/signer.csr" -CA "$work/root.pem" -CAkey "$work/root.key" -CAcreateserial -extfile "$work/signer.ext" -days 20 -out "$work/signer.pem" 2>/dev/null
  cat "$work/signer.pem" "$work/root.pem" > "$PKCS11_CHAIN"
  export PKCS11_KEY=$1
}
archive() { node dist/src/cli/main.js --ui en archive "$@" --signer docs/examples/pkcs11-signer.mjs; }

try() {
  archive "$2" --archive "$work/archive-$1" > "$work/said.txt" 2>&1 || { cat "$work/said.txt"; exit 1; }
  local pdf judged=0
  pdf=$(find "$work/archive-$1" -name '*.pdf' -path '*/data/documents/*' | sort | head -1)
  [ -n "$pdf" ] || { cat "$work/said.txt"; fail "no sealed PDF"; }
  HOME=$work pdfsig "$pdf" > "$work/pdfsig.txt" 2>&1 || true
  grep -q 'Signature is Valid' "$work/pdfsig.txt" || { cat "$work/pdfsig.txt"; exit 1; }
  while read -r signature; do
    openssl cms -verify -binary -inform DER -in "$signature" -content "${signature%.p7s}" -CAfile "$work/root.pem" -purpose any -out /dev/null 2> "$work/cms.txt" || { cat "$work/cms.txt"; fail "$signature"; }
    judged=$((judged+1))
  done < <(find "$work/archive-$1" -name 'tagmanifest-*.p7s' -o -name 'index.head.p7s')
  [ "$judged" -gt 0 ] || fail "no signature"
  echo "$1: $(find "$work/archive-$1" -name '*.pdf' -path '*/data/documents/*' | wc -l) documents sealed; pdfsig: valid; openssl: $judged signatures verified"
}
on_token 01 EC:prime256v1
try p256 samples/wanding/nuantu-heating
on_token 02 rsa:2048
try rsa samples/wanding/qingyu-payment
RSA_PSS=1 try rsa-pss samples/wanding/qingyu-payment

# What goes wrong is said, and the PIN is not.
refused() {
  if archive samples/wanding/nuantu-heating --archive "$work/none" > "$work/said.txt" 2>&1; then fail "archived $1"; fi
  grep -q "$2" "$work/said.txt" || { cat "$work/said.txt"; fail "$1: nothing is said of it"; }
  ! grep -q "$PKCS11_PIN" "$work/said.txt" || fail "the PIN is in the output"
  echo "$1: refused"
}
PKCS11_PIN=0000-0000 refused 'a wrong PIN' CKR_PIN_INCORRECT
[ "$(grep -c CKR_PIN_INCORRECT "$work/said.txt")" = 1 ] || fail 'a wrong PIN was tried more than once'
PKCS11_TOKEN=other refused 'another token' 'No slot with token'
PKCS11_KEY=01 refused 'another key than that of the certificate' seal-signing-failed
