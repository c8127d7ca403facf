/**
 * Sealed documents for independent validators: each kind of key at each level, each look at each level.
 *
 * In:  an output folder of `certpress build` with its manifests, an empty folder. Out: sealed PDFs in that folder, `seals.json`
 * with the level of each, `root.pem`. Certificates, time stamps and revocation data come from services that OpenSSL runs on the
 * loopback address.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { outputsIn } from '../src/output/manifest-files.js';
import type { Output } from '../src/output/manifest.js';
import { loadSigner, readTrust, sealLevels, sealPdf, verifyPdf, type SealLevel } from '../src/seal/index.js';
import { drawnPng } from '../test/seal/pictures.js';
import { makePki, type KeyKind } from '../test/seal/pki.js';

const [out = 'out', folder = '.cache/seals'] = process.argv.slice(2);
const outputs: readonly Output[] = readdirSync(out).flatMap((name) => outputsIn(out, name));
const pdfs = outputs.filter(({ format }) => format === 'pdf');
const withPlace = pdfs.filter(({ seals }) => seals !== undefined);
if (pdfs.length === 0 || withPlace.length === 0) throw new Error(`no documents, or none with a place for a seal, in ${out}`);

mkdirSync(folder, { recursive: true });
const pki = await makePki(join(folder, 'pki'));
copyFileSync(pki.rootPem, join(folder, 'root.pem'));
const trust = readTrust(readFileSync(pki.rootPem, 'utf8'));

/** A JPEG of a page: poppler writes one. */
function jpeg(): Uint8Array {
  const first = join(out, withPlace[0]?.file ?? '');
  execFileSync('pdftoppm', ['-jpeg', '-r', '20', '-f', '1', '-l', '1', first, join(folder, 'picture')]);
  const name = readdirSync(folder).find((one) => one.startsWith('picture') && one.endsWith('.jpg'));
  return readFileSync(join(folder, name ?? 'picture'));
}
const pictures: Record<string, Uint8Array | undefined> = {
  drawn: undefined,
  alpha: drawnPng({ alpha: true }),
  opaque: drawnPng({ alpha: false }),
  jpeg: jpeg(),
};
const looks = ['none', ...Object.keys(pictures)];
const keys: readonly (readonly [KeyKind, 'rsa-pss' | undefined])[] = [
  ['rsa', undefined],
  ['rsa', 'rsa-pss'],
  ['rsa-pss', undefined],
  ['p256', undefined],
  ['p384', undefined],
];
const seals: { readonly file: string; readonly level: SealLevel; readonly look: string }[] = [];

for (const [l, level] of sealLevels.entries()) {
  for (const [k, [kind, scheme]] of keys.entries()) {
    const look = looks[(k + l) % looks.length] ?? 'none';
    // A picture goes where the layout has its circle; what has none is sealed without a picture.
    const pool = look === 'none' ? pdfs : withPlace;
    const from = pool[seals.length % pool.length];
    const [place, ...also] = from?.seals ?? [];
    if (!from) throw new Error('no document');
    const signer = (await loadSigner({ key: readFileSync(pki.signers[kind].p12), password: pki.password, ...(scheme ? { scheme } : {}) }))
      .value;
    if (!signer) throw new Error(`no key ${kind}`);
    const bytes = readFileSync(join(out, from.file));
    const picture = pictures[look];
    const sealed = await sealPdf(bytes, signer, {
      level,
      at: new Date(),
      services: pki.services,
      reason: '归档 archive',
      ...(look === 'none' || !place
        ? {}
        : { appearance: { place, also, description: '认证证书：电子印章 Certificate: electronic seal', ...(picture ? { picture } : {}) } }),
    });
    if (!sealed.value) throw new Error(JSON.stringify(sealed.diagnostics));
    const { seal, unsealed } = await verifyPdf(sealed.value, trust);
    if (!seal?.trusted || seal.level !== level || !unsealed || Buffer.compare(unsealed, bytes) !== 0)
      throw new Error(`${from.file}: ${JSON.stringify(seal)}`);
    const file = `${level}-${kind}${scheme ? '-as-pss' : ''}-${look}.pdf`;
    writeFileSync(join(folder, file), sealed.value);
    seals.push({ file, level, look });
  }
}
writeFileSync(join(folder, 'seals.json'), JSON.stringify(seals, undefined, 1));
await pki.close();
console.log(`certpress: ${seals.length} documents sealed and verified`);
