/**
 * One bag: complete, signed, and still what its own record gives.
 *
 * In:  its folder, what the archive's index says of it where there is one, whom to trust. Out: a `BagVerdict`. What lies behind a
 * broken manifest is not looked at: nothing there can be relied on.
 */
import { join } from 'node:path';
import { checkBag, type BagCheck } from '../archive/store/read-bag.js';
import type { Diagnostic, Prose } from '../diagnostics/index.js';
import { sha256 } from '../files/write-file.js';
import { verifyDetached } from '../seal/index.js';
import { compareAgain } from './again.js';
import { BagFiles, fileLimits } from './bag-files.js';
import { bounded, found, ofStore } from './finding.js';
import { checkPdf, sealOf, unbelieved } from './pdf.js';
import { checkPeople } from './people.js';
import { checkRecord, type Described } from './record.js';
import { readBuild, readRetention, readTrace } from './shapes.js';
import { checkStray } from './stray.js';
import { stateOf, type BagVerdict, type Comparison, type DocumentVerdict, type VerifyOptions } from './types.js';
import { asOfProgram } from './other-program.js';
import { openBagProject } from './bag-project.js';

/** What the index says of a bag. */
export interface Expected {
  readonly bag: string;
  readonly tagManifest: string;
  readonly signature: string;
  readonly identity: string;
  readonly replaces?: string;
  readonly reason?: string;
  readonly retainUntil?: string;
}

export async function verifyBag(folder: string, options: VerifyOptions, expected?: Expected): Promise<BagVerdict> {
  const { trust } = options;
  const check = await checkBag(folder, (bytes, cms) => Promise.resolve(verifyDetached(bytes, cms, trust)));
  const findings: Diagnostic[] = check.findings
    .filter((one) => one.kind !== 'signature' || !check.signatures.has(one.path.replace(/\.p7s$/, '')))
    .map((one) => ofStore('verify-bag', folder, one));
  for (const [name, verdict] of check.signatures)
    findings.push(...unbelieved(verdict, join(folder, `${name}.p7s`), name, 'verify-signature'));
  if (expected) findings.push(...asExpected(check, expected, folder));
  const signature = check.signatures.get('tagmanifest-sha256.txt');
  const other = check.signatures.get('tagmanifest-sha512.txt');
  if (signature && other && signature.signedBy !== other.signedBy) {
    findings.push(
      found(
        'verify-other-signer',
        folder,
        `两份清单的签名者不同：${signature.signedBy}、${other.signedBy}`,
        `the two manifests are signed by different signers: ${signature.signedBy} and ${other.signedBy}`,
        'warning',
      ),
    );
  }
  const within = stateOf(findings) === 'faulty' ? undefined : await checkWithin(folder, check, signature?.signedBy, options);
  findings.push(...(within?.findings ?? []));
  const documents = within?.documents ?? [];
  return {
    bag: expected?.bag ?? check.info.identifier ?? '?',
    state: stateOf([...findings, ...documents.flatMap((one) => one.findings)]),
    ...(signature ? { seal: sealOf(signature) } : {}),
    ...(check.tagManifest === undefined ? {} : { tagManifest: check.tagManifest }),
    ...(check.info.replaces === undefined ? {} : { replaces: check.info.replaces }),
    documents,
    comparison: within?.comparison ?? 'not-done',
    notes: within?.notes ?? [],
    findings: bounded(findings, folder),
  };
}

function asExpected(check: BagCheck, expected: Expected, folder: string): Diagnostic[] {
  const findings: Diagnostic[] = [];
  const differs = (zh: string, en: string): void => {
    findings.push(found('verify-replaced', folder, `与索引不符：${zh}`, `it is not what the index says: ${en}`));
  };
  if (check.tagManifest !== expected.tagManifest) differs('清单不是索引所列的那一份', 'its manifest is another');
  if (check.signature !== expected.signature) differs('签名不是索引所列的那一份', 'its signature is another');
  const { info } = check;
  if (info.identifier !== expected.bag) differs(`自称为 ${info.identifier ?? '—'}`, `it calls itself ${info.identifier ?? '—'}`);
  if (info.identity !== expected.identity) differs('Certpress-Identity 不同', 'its Certpress-Identity differs');
  if (info.replaces !== expected.replaces) differs('所替代的版次不同', 'it replaces another revision');
  if (squeezed(info.reason) !== squeezed(expected.reason)) differs('新版次的理由不同', 'the reason for the new revision differs');
  if (info.retainUntil !== expected.retainUntil) differs('保存期限不同', 'the term of keeping differs');
  return findings;
}
/** Lines of `bag-info.txt` are folded. */
const squeezed = (text: string | undefined): string | undefined => text?.replace(/[\p{Cc}\p{Z}]+/gu, ' ').trim();

interface Within {
  readonly documents: readonly DocumentVerdict[];
  readonly comparison: Comparison;
  readonly notes: readonly Prose[];
  readonly findings: readonly Diagnostic[];
}

async function checkWithin(folder: string, check: BagCheck, signer: string | undefined, options: VerifyOptions): Promise<Within> {
  const files = new BagFiles(folder, check);
  const findings: Diagnostic[] = await checkStray(files);
  const notes: Prose[] = [];
  const documents: DocumentVerdict[] = [];
  const unsealed = new Map<string, Uint8Array>();
  for (const path of files.paths('documents/')) {
    const bytes = await files.read(path, fileLimits.pdf);
    if (!bytes) {
      findings.push(
        found(
          'verify-seal',
          files.place(path),
          `${path} 过大或已改变，未予查验`,
          `${path} is too large, or has changed since, and was not verified`,
        ),
      );
      continue;
    }
    const pdf = await checkPdf(bytes, files.place(path), options);
    documents.push(pdf.verdict);
    if (pdf.verdict.findings.some((d) => d.code === 'verify-not-ours')) {
      findings.push(
        found(
          'verify-seal',
          files.place(path),
          `${path} 不是由 certpress 盖章的：档案包中的文件须由本机构盖章`,
          `${path} was not sealed by certpress: the documents of a bag are sealed by the body`,
        ),
      );
    }
    const { seal } = pdf.verdict;
    if (seal && pdf.verdict.state !== 'faulty' && signer !== undefined && seal.signedBy !== signer) {
      findings.push(
        found(
          'verify-other-signer',
          files.place(path),
          `${path} 由“${seal.signedBy}”盖章，档案包由“${signer}”签名`,
          `${path} is sealed by “${seal.signedBy}”, the bag is signed by “${signer}”`,
          'warning',
        ),
      );
    }
    if (pdf.unsealed) unsealed.set(path, pdf.unsealed);
  }
  const nothing: Within = { documents, comparison: 'not-done', notes, findings };
  const said = await describe(files, check, findings);
  if (!said) return nothing;
  const { build } = said;
  findings.push(...sameDocuments(build.documents, files, unsealed));
  if (stateOf([...findings, ...documents.flatMap((one) => one.findings)]) === 'faulty') return nothing;

  const bagProject = await openBagProject(files, build.case, options.workshop);
  if (!bagProject) {
    findings.push(
      found(
        'verify-record',
        files.place('record'),
        '记录无法展开：路径不正确，或文件过大',
        'the record cannot be laid out: its paths are wrong, or a file is too large',
      ),
    );
    return nothing;
  }
  try {
    const record = checkRecord(bagProject, files, said);
    findings.push(...record.firm);
    const ofProgram = [...record.findings];
    const all = (): Diagnostic[] => [...findings, ...asOfProgram(build.certpress, check.info.agent, folder, ofProgram)];
    if (!record.loaded) return { ...nothing, findings: all() };
    const people = await checkPeople(record.loaded, files, options);
    findings.push(...people.findings);
    notes.push(...people.notes);
    if (!options.render || stateOf(all()) === 'faulty')
      return { ...nothing, comparison: options.render ? 'not-done' : 'left-out', findings: all() };
    const again = await compareAgain({ bagProject, files, loaded: record.loaded, build, trace: said.trace, unsealed });
    ofProgram.push(...again.findings);
    findings.push(...again.firm);
    return { ...nothing, comparison: again.comparison, findings: all() };
  } finally {
    await bagProject.close();
  }
}

async function describe(files: BagFiles, check: BagCheck, findings: Diagnostic[]): Promise<Described | undefined> {
  const build = readBuild(await files.read('build.json', fileLimits.described));
  const trace = readTrace(await files.read('trace.json', fileLimits.described));
  const retention = readRetention(await files.read('retention.json', fileLimits.described));
  for (const [name, value] of Object.entries({ build, trace, retention })) {
    if (!value)
      findings.push(
        found('verify-shape', files.place(`${name}.json`), `缺少 ${name}.json，或其格式不正确`, `${name}.json is missing or malformed`),
      );
  }
  return build && trace && retention
    ? { build, trace, retention, identity: check.info.identity, identifier: check.info.identifier, retainUntil: check.info.retainUntil }
    : undefined;
}

/** The documents of `build.json` and no others, each with the hash that it had before its seal. */
function sameDocuments(
  entries: readonly { readonly file: string; readonly sha256: string }[],
  files: BagFiles,
  unsealed: ReadonlyMap<string, Uint8Array>,
): Diagnostic[] {
  const findings: Diagnostic[] = [];
  const named = new Set(entries.map((entry) => `documents/${entry.file}`));
  if (named.size !== entries.length)
    findings.push(found('verify-shape', files.place('build.json'), '同一文件列出两次', 'names a document twice'));
  const there = files.paths('documents/');
  for (const path of named)
    if (!there.includes(path))
      findings.push(found('verify-shape', files.place('build.json'), `${path} 不在档案包中`, `${path} is not in the bag`));
  for (const path of there)
    if (!named.has(path))
      findings.push(found('verify-stray', files.place(path), `${path} 不在 build.json 中`, `${path} is not in build.json`));
  for (const entry of entries) {
    const bytes = unsealed.get(`documents/${entry.file}`);
    if (bytes && sha256(bytes) !== entry.sha256)
      findings.push(
        found(
          'verify-differs',
          files.place(`documents/${entry.file}`),
          `${entry.file} 盖章前不是 build.json 所列的文件`,
          `${entry.file}, before it was sealed, was not the file that build.json names`,
        ),
      );
  }
  return findings;
}
