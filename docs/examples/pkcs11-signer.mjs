// A signer for certpress whose key lies on a card, a token or an HSM, reached through PKCS#11 by `pkcs11-tool` (OpenSC).
//
//   export PKCS11_MODULE=/usr/lib/softhsm/libsofthsm2.so   the maker's library
//   export PKCS11_TOKEN=seal                               label of the token
//   export PKCS11_KEY=01                                   id of the private key, hexadecimal
//   export PKCS11_CHAIN=chain.pem                          the key's certificate, then those that lead to the root
//   read -rs PKCS11_PIN && export PKCS11_PIN               never on the command line
//   certpress archive cases --signer pkcs11-signer.mjs
//
// The key never leaves the token: certpress hands over a digest and gets a signature back. For a remote service, put its call
// in the place of `onToken`; nothing else changes. What comes back is verified against the certificate before it is written.
import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** Set RSA_PSS=1 to sign with RSA-PSS where the key is RSA. */
const wantsPss = process.env.RSA_PSS === '1';
/** RFC 8017, 9.2: what stands before a SHA-256 digest in a PKCS#1 v1.5 signature. */
const digestInfo = Buffer.from('3031300d060960864801650304020105000420', 'hex');

export async function createSigner() {
  const chain = await readChain(setting('PKCS11_CHAIN'));
  setting('PKCS11_PIN');
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = chain[0].publicKey;
  const der = chain.map((certificate) => new Uint8Array(certificate.raw));
  if (type === 'ec') {
    const digest = { prime256v1: 'SHA-256', secp384r1: 'SHA-384', secp521r1: 'SHA-512' }[details.namedCurve];
    // Tokens give r and s one after the other; certpress wants SEQUENCE { r, s }: that is the format "openssl".
    return { chain: der, scheme: 'ecdsa', digest, sign: (hash) => onToken(hash, '--mechanism', 'ECDSA', '--signature-format', 'openssl') };
  }
  if (wantsPss) {
    return { chain: der, scheme: 'rsa-pss', digest: 'SHA-256', sign: (hash) => onToken(hash, '--mechanism', 'RSA-PKCS-PSS', '--hash-algorithm', 'SHA256', '--mgf', 'MGF1-SHA256', '--salt-len', '32') };
  }
  return { chain: der, scheme: 'rsa-pkcs1', digest: 'SHA-256', sign: (hash) => onToken(Buffer.concat([digestInfo, hash]), '--mechanism', 'RSA-PKCS') };
}

/** Signs on the token. What is to be signed goes in by stdin, the PIN by the environment. */
function onToken(input, ...how) {
  const args = ['--module', setting('PKCS11_MODULE'), '--token-label', setting('PKCS11_TOKEN'), '--pin', 'env:PKCS11_PIN', '--sign', '--id', setting('PKCS11_KEY'), ...how];
  return new Promise((resolve, reject) => {
    const tool = execFile('pkcs11-tool', args, { encoding: 'buffer', timeout: 60_000 }, (error, signature, said) => {
      if (error) reject(new Error(`pkcs11-tool: ${said.toString().trim() || error.message}`));
      else resolve(new Uint8Array(signature));
    });
    tool.stdin.on('error', () => undefined);
    tool.stdin.end(input);
  });
}

function setting(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}
async function readChain(file) {
  const found = (await readFile(file, 'utf8')).match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (found.length === 0) throw new Error(`${file} holds no certificate`);
  return found.map((pem) => new X509Certificate(pem));
}
