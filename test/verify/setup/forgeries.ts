/**
 * Forgers who mend everything that can be mended: without the key, with a key of their own, and those within the body who have it.
 *
 * In:  the archive, its PKI. Out: alterations of one real bag.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealPdf, loadSigner, type Signer } from '../../../src/seal/index.js';
import { sha256 } from '../../../src/files/write-file.js';
import { built } from '../../setup/built.js';
import { PdfFile } from '../../../src/pdf/file.js';
import { withPdf, type Alteration } from './alterations.js';
import { mendBag, mendIndex } from './forge.js';
import { must, recertification, signerFrom, stage2, type Lived } from './lived.js';
import type { Tree } from './tree.js';

const bag = `${recertification}/1`;
const report = `${bag}/data/documents/audit-report.zh-en.pdf`;
const reportRecord = `${bag}/data/record/wanding/nuantu-heating/audits/recertification/report.yaml`;

/** A certificate that nobody issued, in the very name of the body's own. */
async function strangerOf(folder: string): Promise<Signer> {
  mkdirSync(folder, { recursive: true });
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-keyout',
      'own.key',
      '-out',
      'own.pem',
      '-days',
      '700',
      '-subj',
      '/C=CN/O=Mingqiao Certification/CN=signer-p256',
      '-addext',
      'keyUsage=critical,digitalSignature,nonRepudiation',
      '-addext',
      'basicConstraints=critical,CA:FALSE',
    ],
    { cwd: folder, stdio: 'ignore' },
  );
  return must(await loadSigner({ key: readFileSync(join(folder, 'own.key')), chain: readFileSync(join(folder, 'own.pem')) }));
}
const seal = async (bytes: Uint8Array, signer: Signer): Promise<Uint8Array> =>
  must(await sealPdf(bytes, signer, { level: 'B-B', at: new Date() }));
const unsealed = (bytes: Buffer): Uint8Array => bytes.subarray(0, new PdfFile(bytes).revisions.at(-2)?.end);

/** An edit that keeps the record lawful: a word of a sentence that the report prints. */
const editRecord = (text: string): string => text.replace('经受了一次真实的主管泄漏事件', '经受了一次真实的支管泄漏事件');

/** The report as the program itself makes it of the changed record. */
async function rendered(tree: Tree): Promise<Uint8Array> {
  const work = mkdtempSync(join(tmpdir(), 'certpress-forged-'));
  try {
    cpSync(tree.path(`${bag}/data/record`), work, { recursive: true });
    cpSync(tree.path(`${bag}/data/evidence`), join(work, 'wanding/nuantu-heating'), { recursive: true });
    const { outputs } = await built({
      paths: [work],
      cwd: work,
      out: join(work, 'out'),
      formats: ['pdf'],
      langs: ['zh-en'],
      today: '2026-11-01',
    });
    const made = outputs.find((output) => output.document === 'audit-report');
    if (!made) throw new Error('the forger cannot print the report');
    return readFileSync(join(work, 'out', made.file));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** A changed record with the report made anew from it, and what `build.json` says of both. */
async function rewriteHistory(tree: Tree, signer: Signer): Promise<void> {
  const before = sha256(tree.read(reportRecord));
  tree.edit(reportRecord, editRecord);
  const made = await rendered(tree);
  const oldBytes = sha256(unsealed(tree.read(report)));
  tree.write(report, await seal(made, signer));
  tree.edit(`${bag}/data/build.json`, (text) =>
    text.replaceAll(before, sha256(tree.read(reportRecord))).replaceAll(oldBytes, sha256(made)),
  );
}

export async function forgeries(tree: Tree, lived: Lived): Promise<Alteration[]> {
  const stranger = await strangerOf(join(lived.dir, '..', 'stranger'));
  const all = async (t: Tree, signer?: Signer): Promise<void> => {
    await mendBag(t, bag, signer);
    await mendIndex(t, undefined, signer);
  };
  const list: Alteration[] = [];
  const edits: readonly [string, string, (text: string) => string][] = [
    ['the record', reportRecord, editRecord],
    ['people', `${bag}/data/record/people.yaml`, (text) => text.replace(/[aeiou]/, 'o')],
    ['the scheme', `${bag}/data/scheme/schemas/schemes/wanding/B-1/archive.yaml`, (text) => text.replace(/months: \d+/, 'months: 1')],
    ['a layout', `${bag}/data/layouts/templates/audit-report.hbs`, (text) => `${text}\n`],
    ['the term', `${bag}/data/retention.json`, (text) => text.replace(/"until": "\d{4}/, '"until": "2026')],
    ['the term in bag-info', `${bag}/bag-info.txt`, (text) => text.replace(/Retain-Until: \d{4}/, 'Retain-Until: 2026')],
    ['the trace', `${bag}/data/trace.json`, (text) => text.replace(/"line": \d+/, '"line": 1')],
    ['when it was judged', `${bag}/data/build.json`, (text) => text.replace(/"asOf": "\d{4}/, '"asOf": "2027')],
    ['the engine', `${bag}/data/build.json`, (text) => text.replace(/"engine": "[^"]+/, '"engine": "another')],
    ['the reason of a revision', `${recertification}/2/bag-info.txt`, (text) => text.replace('更正登记', '笔误')],
  ];
  for (const [what, file, change] of edits) {
    const own = file.split('/').slice(0, 4).join('/');
    list.push({
      kind: `${what} edited, all mended without a key`,
      act: async (t) => {
        t.edit(file, change);
        await mendBag(t, own);
        await mendIndex(t);
      },
      bags: [own],
      code: 'verify-signature',
    });
  }
  list.push(
    {
      kind: 'an evidence file replaced, all mended without a key',
      act: async (t) => {
        t.write(evidence(t), 'another');
        await all(t);
      },
      bags: [bag],
      code: 'verify-signature',
    },
    {
      kind: 'the attachment inside a PDF replaced, all mended without a key',
      act: (t) => withPdf(t, stage2, (pdf) => Buffer.concat([pdf.subarray(0, 4000), Buffer.from('x'), pdf.subarray(4001)])),
      bags: [`${stage2}/1`],
      code: 'verify-signature',
    },
    {
      kind: 'record edited, report made anew, all mended without a key',
      act: async (t) => {
        await rewriteHistory(t, stranger);
        await all(t);
      },
      bags: [bag],
      code: 'verify-signature',
    },
    { kind: "all signed anew with a key of one's own", act: (t) => all(t, stranger), bags: [bag], code: 'verify-untrusted', due: 'faulty' },
    {
      kind: "record edited, report made anew and sealed, all signed with a key of one's own",
      act: async (t) => {
        await rewriteHistory(t, stranger);
        await all(t, stranger);
      },
      bags: [bag],
      code: 'verify-untrusted',
    },
    {
      kind: 'the report of another record, all mended without a key',
      act: async (t) => {
        t.write(report, t.read(`${stage2}/1/data/documents/audit-report.zh-en.pdf`));
        await all(t);
      },
      bags: [bag],
      code: 'verify-signature',
    },
    {
      kind: "only the index signed with a key of one's own",
      act: (t) => mendIndex(t, (entries) => entries.filter((entry) => entry.kind !== 'disposed' && entry.kind !== 'renewed'), stranger),
      bags: [],
      code: 'verify-untrusted',
    },
  );
  return list;
}
/** Changed, with its hash in `build.json`. */
function editBound(t: Tree, file: string, change: (text: string) => string): void {
  const before = sha256(t.read(file));
  t.edit(file, change);
  t.edit(`${bag}/data/build.json`, (text) => text.replaceAll(before, sha256(t.read(file))));
}
const lateReview = (t: Tree): void =>
  editBound(t, `${bag}/data/record/wanding/nuantu-heating/audits/recertification/review.yaml`, (text) =>
    text.replace(/^date: .*$/m, 'date: 2026-02-20'),
  );
/** A version of the program that has a name as versions have, and is not this one. */
const named = (t: Tree, program = '0.1.0+0123456789ab'): void =>
  t.edit(`${bag}/data/build.json`, (text) => text.replace(/"certpress": "[^"]+/, `"certpress": "${program}`));
const evidence = (tree: Tree): string => tree.files(`${bag}/data/evidence`)[0] ?? '';

export async function insiders(tree: Tree, lived: Lived): Promise<Alteration[]> {
  const { signer } = lived;
  const act = (
    kind: string,
    code: Alteration['code'],
    change: (t: Tree) => void | Promise<void>,
    due: Alteration['due'] = 'faulty',
  ): Alteration => ({
    kind: `with the key: ${kind}`,
    act: async (t) => {
      await change(t);
      await mendBag(t, bag, signer);
    },
    bags: [bag],
    due,
    ...(code ? { code } : {}),
  });
  return [
    act('the record edited', 'verify-shape', (t) => t.edit(reportRecord, editRecord)),
    act('the record edited, and build.json to match', 'verify-differs', (t) => {
      const before = sha256(t.read(reportRecord));
      t.edit(reportRecord, editRecord);
      // What makes another revision is not compared with what another program says of it.
      t.edit(`${bag}/data/build.json`, (text) =>
        text.replaceAll(before, sha256(t.read(reportRecord))).replace(/"certpress": "[^"]+/, '"certpress": "0.0.9'),
      );
    }),
    act('another version named, and nothing else', undefined, (t) => named(t), 'sound'),
    act('another version named, the record edited, and build.json to match', 'verify-differs', (t) => {
      editBound(t, reportRecord, editRecord);
      named(t);
    }),
    act('another version named, evidence taken away', 'verify-evidence', (t) => {
      t.remove(evidence(t));
      named(t);
    }),
    act('another version named, a shorter term', 'verify-shape', (t) => {
      t.edit(`${bag}/data/retention.json`, (text) => text.replace(/"until": "\d{4}/, '"until": "2026'));
      named(t);
    }),
    act('a version named that bag-info.txt does not name', 'rule-violated', (t) => {
      lateReview(t);
      named(t, '9.9.9+0123456789ab');
    }),
    // Another version may have judged otherwise; what this one finds is told, and the bag is not called sound.
    act(
      'another version named, a review after its decision',
      'verify-otherwise',
      (t) => {
        lateReview(t);
        named(t);
      },
      'otherwise',
    ),
    act('the report of another record', 'verify-differs', (t) =>
      t.write(report, t.read(`${stage2}/1/data/documents/audit-report.zh-en.pdf`)),
    ),
    act('a report without its seal', 'verify-seal', (t) => t.write(report, unsealed(t.read(report)))),
    act(
      'a report sealed by somebody else',
      'verify-untrusted',
      async (t) => t.write(report, await seal(unsealed(t.read(report)), await strangerOf(join(lived.dir, '..', 'stranger')))),
      'untrusted',
    ),
    act('a report sealed with another key of the body', 'verify-other-signer', async (t) =>
      t.write(report, await seal(unsealed(t.read(report)), await signerFrom(lived.pki, lived.pki.signers.p384.p12))),
    ),
    act('the bag of an audit that the record does not know', 'verify-record', (t) =>
      t.edit(`${bag}/data/build.json`, (text) => text.replace('"audit": "recertification"', '"audit": "surveillance-9"')),
    ),
    act('strangers without end', 'verify-many', (t) => {
      for (let i = 0; i < 130; i++) t.write(`${bag}/data/stranger-${i}`, 'x');
    }),
    act('evidence replaced', 'verify-evidence', (t) => t.write(evidence(t), 'another')),
    act('evidence taken away', undefined, (t) => t.remove(evidence(t))),
    act('a word-processing file among the evidence', 'verify-stray', (t) =>
      t.write(`${bag}/data/evidence/evidence/report.docx`, Buffer.from([0x50, 0x4b, 3, 4])),
    ),
    act('a shorter term', 'verify-shape', (t) =>
      t.edit(`${bag}/data/retention.json`, (text) => text.replace(/"until": "\d{4}/, '"until": "2026')),
    ),
    act('a layout that is none', undefined, (t) => t.write(`${bag}/data/layouts/templates/audit-report.hbs`, '{{#each')),
    act('a key twice in build.json', 'verify-shape', (t) =>
      t.edit(`${bag}/data/build.json`, (text) => text.replace('{', '{"asOf":"2020-01-01",')),
    ),
    act('another case beside', 'verify-stray', (t) => t.write(`${bag}/data/record/wanding/other.yaml`, 'a: 1\n')),
    act('a decision against the rules', undefined, (t) =>
      t.edit(`${bag}/data/record/wanding/nuantu-heating/audits/recertification/decision.yaml`, (text) =>
        text.replace(/^date: .*$/m, 'date: 2020-01-01'),
      ),
    ),
    act('the trace edited', 'verify-shape', (t) =>
      t.edit(`${bag}/data/trace.json`, (text) => text.replace(/"page": 1,?/, (found) => found.replace('1', '2'))),
    ),
    act('a number in bag-info that says another case', 'verify-shape', (t) =>
      t.edit(`${bag}/bag-info.txt`, (text) => text.replace(/(External-Identifier: wanding\/nuantu)-heating/, '$1')),
    ),
  ];
}
