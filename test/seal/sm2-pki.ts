/**
 * Keys and certificates of SM2 alone, made by OpenSSL with the identifier that GM/T 0009 fixes.
 *
 * In:  an empty folder. Out: root, authority, signer, revocation lists and an OCSP responder; and OpenSSL as signer and verifier of single
 * messages.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fetcher } from '../../src/seal/index.js';

export const identifier = 'distid:1234567812345678';
export interface Sm2Pki {
  readonly rootPem: string;
  readonly chainPem: string;
  readonly p12: string;
  readonly key: string;
  readonly certificate: string;
  readonly password: string;
  /** Answers for the addresses that these certificates name, and hands on the others. */
  readonly fetch: (others: Fetcher) => Fetcher;
  /** OpenSSL's signature over a message, with the identifier given. */
  readonly sign: (message: Uint8Array, options?: readonly string[]) => Uint8Array;
  readonly verifies: (message: Uint8Array, signature: Uint8Array) => boolean;
  /** OpenSSL's signature over a digest as it stands. */
  readonly signDigest: (digest: Uint8Array) => Uint8Array;
}
export function makeSm2Pki(folder: string): Sm2Pki {
  mkdirSync(folder, { recursive: true });
  const file = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): Buffer => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const address = 'http://sm2.invalid/';
  const make = (name: string, issuer: string, extensions: string): void => {
    openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:SM2', '-out', `${name}.key`);
    openssl(
      'req',
      '-new',
      '-sm3',
      '-sigopt',
      identifier,
      '-key',
      `${name}.key`,
      '-subj',
      `/C=CN/O=Mingqiao Certification/CN=sm2-${name}`,
      '-out',
      `${name}.csr`,
    );
    writeFileSync(file(`${name}.ext`), `${extensions}\ncrlDistributionPoints=URI:${address}${issuer}\nauthorityKeyIdentifier=keyid\n`);
    openssl(
      'x509',
      '-req',
      '-sm3',
      '-vfyopt',
      identifier,
      '-sigopt',
      identifier,
      '-in',
      `${name}.csr`,
      '-days',
      '700',
      '-extfile',
      `${name}.ext`,
      '-out',
      `${name}.pem`,
      ...(issuer === name ? ['-signkey', `${name}.key`] : ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`, '-CAcreateserial']),
    );
  };
  const authority = 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash';
  make('root', 'root', authority);
  make('issuing', 'root', authority);
  make(
    'signer',
    'issuing',
    `basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation\nauthorityInfoAccess=OCSP;URI:${address}ocsp`,
  );
  for (const name of ['root', 'issuing']) {
    const serial = openssl('x509', '-in', 'signer.pem', '-noout', '-serial').toString().trim().split('=')[1] ?? '';
    writeFileSync(file(`${name}.index`), name === 'issuing' ? `V\t401231000000Z\t\t${serial}\tunknown\t/CN=sm2-signer\n` : '');
    writeFileSync(file(`${name}.number`), '1000\n');
    writeFileSync(
      file(`${name}.cnf`),
      `[ca]\ndefault_ca=x\n[x]\ndatabase=${name}.index\ncertificate=${name}.pem\nprivate_key=${name}.key\ndefault_md=sm3\ndefault_crl_days=30\ncrlnumber=${name}.number\n`,
    );
    openssl('ca', '-config', `${name}.cnf`, '-gencrl', '-sigopt', identifier, '-out', `${name}.crl.pem`);
    openssl('crl', '-in', `${name}.crl.pem`, '-outform', 'DER', '-out', `${name}.crl`);
  }
  writeFileSync(file('chain.pem'), readFileSync(file('issuing.pem'), 'utf8') + readFileSync(file('root.pem'), 'utf8'));
  const answer = (body: Uint8Array): Uint8Array => {
    writeFileSync(file('ocsp.req'), body);
    openssl(
      'ocsp',
      '-index',
      'issuing.index',
      '-CA',
      'issuing.pem',
      '-rsigner',
      'issuing.pem',
      '-rkey',
      'issuing.key',
      '-rmd',
      'sm3',
      '-rsigopt',
      identifier,
      '-reqin',
      'ocsp.req',
      '-respout',
      'ocsp.res',
      '-ndays',
      '30',
    );
    return new Uint8Array(readFileSync(file('ocsp.res')));
  };
  const own = (name: string, body: Uint8Array | undefined): Uint8Array =>
    name === 'ocsp' ? answer(body ?? new Uint8Array()) : new Uint8Array(readFileSync(file(`${name}.crl`)));
  const password = '国密 SM2';
  openssl(
    'pkcs12',
    '-export',
    '-inkey',
    'signer.key',
    '-in',
    'signer.pem',
    '-certfile',
    'chain.pem',
    '-out',
    'signer.p12',
    '-passout',
    `pass:${password}`,
  );
  openssl('pkey', '-in', 'signer.key', '-pubout', '-out', 'signer.pub');
  return {
    rootPem: file('root.pem'),
    chainPem: file('chain.pem'),
    p12: file('signer.p12'),
    key: file('signer.key'),
    certificate: file('signer.pem'),
    password,
    fetch: (others) => (url, type, body) =>
      url.startsWith(address) ? Promise.resolve(own(url.slice(address.length), body)) : others(url, type, body),
    sign: (message, options = ['-pkeyopt', identifier]) => {
      writeFileSync(file('message'), message);
      return openssl('pkeyutl', '-sign', '-inkey', 'signer.key', '-rawin', '-digest', 'sm3', '-in', 'message', ...options);
    },
    verifies: (message, signature) => {
      writeFileSync(file('message'), message);
      writeFileSync(file('signature'), signature);
      try {
        openssl(
          'pkeyutl',
          '-verify',
          '-pubin',
          '-inkey',
          'signer.pub',
          '-rawin',
          '-digest',
          'sm3',
          '-in',
          'message',
          '-sigfile',
          'signature',
          '-pkeyopt',
          identifier,
        );
        return true;
      } catch {
        return false;
      }
    },
    signDigest: (digest) => {
      writeFileSync(file('digest'), digest);
      return openssl('pkeyutl', '-sign', '-inkey', 'signer.key', '-in', 'digest');
    },
  };
}
