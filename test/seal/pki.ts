/**
 * A public key infrastructure made by OpenSSL for a test, with its services on the loopback address.
 *
 * In:  an empty folder. Out: root, keys and certificates, a time stamp service, OCSP responders and revocation lists that answer.
 * OpenSSL itself answers each request, so what certpress sends and reads is judged by another implementation.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { httpFetcher, type Services } from '../../src/seal/index.js';
import { openssl as askOpenssl } from './openssl.js';

export type KeyKind = 'rsa' | 'rsa-pss' | 'p256' | 'p384';
type OtherKind = 'rsa1024' | 'sm2';

export interface Pki {
  readonly folder: string;
  /** Paths. */
  readonly rootPem: string;
  readonly chainPem: string;
  /** The signer with an RSA key. */
  readonly p12: string;
  readonly password: string;
  /** `p12` and PEM files of each kind of key. */
  readonly signers: Readonly<Record<KeyKind, { readonly p12: string; readonly key: string; readonly certificate: string }>>;
  /** Time stamps, and whatever addresses certificates name. */
  readonly services: Services;
  /** Requests so far, as paths. */
  readonly asked: string[];
  readonly issue: (name: string, options: IssueOptions) => Promise<{ p12: string; key: string; certificate: string }>;
  /** Enters the certificate of that name as revoked, now or at the time given. */
  readonly revoke: (name: string, at?: Date) => Promise<void>;
  readonly close: () => Promise<void>;
}
export interface IssueOptions {
  readonly key: KeyKind | OtherKind;
  readonly usage?: string;
  readonly purpose?: string;
  readonly days?: number;
  readonly digest?: string;
  readonly issuer?: 'root' | 'issuing';
  readonly extra?: string;
}
const keyArguments: Record<KeyKind | OtherKind, string[]> = {
  rsa: ['RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  rsa1024: ['RSA', '-pkeyopt', 'rsa_keygen_bits:1024'],
  'rsa-pss': [
    'RSA-PSS',
    '-pkeyopt',
    'rsa_keygen_bits:2048',
    '-pkeyopt',
    'rsa_pss_keygen_md:sha256',
    '-pkeyopt',
    'rsa_pss_keygen_mgf1_md:sha256',
    '-pkeyopt',
    'rsa_pss_keygen_saltlen:32',
  ],
  p256: ['EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  p384: ['EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  sm2: ['EC', '-pkeyopt', 'ec_paramgen_curve:SM2'],
};

export async function makePki(folder: string): Promise<Pki> {
  await mkdir(folder, { recursive: true });
  const file = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): Promise<void> => askOpenssl(folder, args);
  const password = 'Sëal 印 1';
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      asked.push(request.url ?? '');
      answer(request.url ?? '', Buffer.concat(parts)).then(
        (bytes) => response.end(bytes),
        (error: unknown) => {
          response.statusCode = 500;
          response.end(String(error));
        },
      );
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // It keeps no process alive that has nothing else to do.
  server.unref();
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let requests = 0;
  let serial = 4096;
  const lines: Record<'root' | 'issuing', string[]> = { root: [], issuing: [] };
  const serials = new Map<string, readonly ['root' | 'issuing', string]>();
  const short = (date: Date): string => `${date.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`;
  const writeIndex = async (issuer: 'root' | 'issuing'): Promise<void> => {
    await writeFile(file(`${issuer}.index`), lines[issuer].map((line) => `${line}\n`).join(''));
    await openssl('ca', '-config', `${issuer}.cnf`, '-gencrl', '-out', `${issuer}.crl.pem`);
    await openssl('crl', '-in', `${issuer}.crl.pem`, '-outform', 'DER', '-out', `${issuer}.crl`);
  };
  async function answer(url: string, body: Buffer): Promise<Buffer> {
    const n = `request-${++requests}`;
    const issuer = url.endsWith('root') ? 'root' : 'issuing';
    if (url.startsWith('/crl/')) return readFile(file(`${issuer}.crl`));
    await writeFile(file(`${n}.req`), body);
    if (url === '/tsa') await openssl('ts', '-reply', '-queryfile', `${n}.req`, '-config', 'tsa.cnf', '-out', `${n}.res`);
    else
      await openssl(
        'ocsp',
        '-index',
        `${issuer}.index`,
        '-CA',
        `${issuer}.pem`,
        '-rsigner',
        `ocsp-${issuer}.pem`,
        '-rkey',
        `ocsp-${issuer}.key`,
        '-reqin',
        `${n}.req`,
        '-respout',
        `${n}.res`,
        '-ndays',
        '30',
      );
    return readFile(file(`${n}.res`));
  }
  const makeKey = (name: string, kind: KeyKind | OtherKind): Promise<void> =>
    openssl('genpkey', '-algorithm', ...keyArguments[kind], '-out', `${name}.key`);
  const certify = async (
    name: string,
    issuer: 'root' | 'issuing' | undefined,
    days: number,
    extensions: string,
    digest = 'sha256',
  ): Promise<void> => {
    const number = (serial++).toString(16).toUpperCase();
    await writeFile(file(`${name}.ext`), `${extensions}\nauthorityKeyIdentifier=keyid\n`);
    await openssl('req', '-new', '-key', `${name}.key`, '-subj', `/C=CN/O=Mingqiao Certification/CN=${name}`, '-out', `${name}.csr`);
    await openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      `-${digest}`,
      '-days',
      String(days),
      '-extfile',
      `${name}.ext`,
      '-set_serial',
      `0x${number}`,
      '-out',
      `${name}.pem`,
      ...(issuer ? ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`] : ['-signkey', `${name}.key`]),
    );
    if (!issuer) return;
    lines[issuer].push(
      ['V', short(new Date(Date.now() + days * 86400_000)), '', number, 'unknown', `/C=CN/O=Mingqiao Certification/CN=${name}`].join('\t'),
    );
    serials.set(name, [issuer, number]);
  };
  const sources = (issuer: 'root' | 'issuing'): string =>
    `authorityInfoAccess=OCSP;URI:${base}/ocsp/${issuer}\ncrlDistributionPoints=URI:${base}/crl/${issuer}\n`;
  const authority = 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n';

  await Promise.all([
    makeKey('root', 'rsa'),
    makeKey('issuing', 'p384'),
    makeKey('tsa', 'rsa'),
    makeKey('ocsp-root', 'p256'),
    makeKey('ocsp-issuing', 'p256'),
  ]);
  await certify('root', undefined, 3650, authority);
  // A revocation list alone for the authority between: both kinds of source are asked.
  await certify('issuing', 'root', 3000, `${authority}crlDistributionPoints=URI:${base}/crl/root\n`);
  await certify(
    'tsa',
    'issuing',
    2000,
    `keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n${sources('issuing')}`,
  );
  for (const issuer of ['root', 'issuing'] as const)
    await certify(`ocsp-${issuer}`, issuer, 1000, 'keyUsage=critical,digitalSignature\nextendedKeyUsage=OCSPSigning\nnoCheck=ignored');
  await writeFile(file('chain.pem'), (await readFile(file('issuing.pem'), 'utf8')) + (await readFile(file('root.pem'), 'utf8')));
  for (const issuer of ['root', 'issuing'] as const) {
    await writeFile(
      file(`${issuer}.cnf`),
      `[ca]\ndefault_ca=x\n[x]\ndatabase=${issuer}.index\ncertificate=${issuer}.pem\nprivate_key=${issuer}.key\ndefault_md=sha256\ndefault_crl_days=30\ncrlnumber=${issuer}.number\n`,
    );
    await writeFile(file(`${issuer}.number`), '1000\n');
  }
  await writeFile(file('tsa.serial'), '01\n');
  await writeFile(
    file('tsa.cnf'),
    '[tsa]\ndefault_tsa=t\n[t]\nserial=tsa.serial\nsigner_cert=tsa.pem\ncerts=chain.pem\nsigner_key=tsa.key\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\n' +
      'digests=sha256,sha384,sha512,sm3\naccuracy=secs:1\ness_cert_id_chain=no\ness_cert_id_alg=sha256\n',
  );

  const made: Pki['issue'] = async (
    name,
    { key, usage = 'critical,digitalSignature,nonRepudiation', purpose, days = 700, digest, issuer = 'issuing', extra = '' },
  ) => {
    await makeKey(name, key);
    await certify(
      name,
      issuer,
      days,
      `basicConstraints=CA:FALSE\n${usage === '' ? '' : `keyUsage=${usage}\n`}${purpose === undefined ? '' : `extendedKeyUsage=${purpose}\n`}${sources(issuer)}${extra}`,
      digest,
    );
    await openssl(
      'pkcs12',
      '-export',
      '-inkey',
      `${name}.key`,
      '-in',
      `${name}.pem`,
      '-certfile',
      'chain.pem',
      '-out',
      `${name}.p12`,
      '-passout',
      `pass:${password}`,
    );
    return { p12: file(`${name}.p12`), key: file(`${name}.key`), certificate: file(`${name}.pem`) };
  };
  const issue: Pki['issue'] = async (name, options) => {
    const issued = await made(name, options);
    await writeIndex(options.issuer ?? 'issuing');
    return issued;
  };
  const kinds: readonly KeyKind[] = ['rsa', 'rsa-pss', 'p256', 'p384'];
  const signers = {} as Record<KeyKind, { p12: string; key: string; certificate: string }>;
  for (const kind of kinds) signers[kind] = await made(`signer-${kind}`, { key: kind });
  for (const issuer of ['root', 'issuing'] as const) await writeIndex(issuer);
  return {
    folder,
    password,
    asked,
    signers,
    issue,
    rootPem: file('root.pem'),
    chainPem: file('chain.pem'),
    p12: signers.rsa.p12,
    services: { fetch: httpFetcher(), timeStampUrl: `${base}/tsa` },
    revoke: async (name, at = new Date()) => {
      const [issuer, number] = serials.get(name) ?? ['issuing', ''];
      lines[issuer] = lines[issuer].map((line) => {
        const parts = line.split('\t');
        return parts[3] === number ? ['R', parts[1], short(at), ...parts.slice(3)].join('\t') : line;
      });
      await writeIndex(issuer);
    },
    close: () =>
      new Promise<void>((resolve, reject) => {
        server.close((error) => {
          if (error) reject(error);
          else resolve();
        });
        server.closeAllConnections();
      }),
  };
}
