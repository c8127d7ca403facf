/** Whom a project takes at their word: roots for people's signatures in `certpress.yaml`, as loading, archiving and verifying see them. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkSignatures, peopleTrust } from '../../src/archive/evidence-signatures.js';
import type { BagCheck } from '../../src/archive/store/read-bag.js';
import { sha256 } from '../../src/files/write-file.js';
import { loadProject } from '../../src/load/project.js';
import { asDer } from '../../src/seal/others/as-der.js';
import { readSignedDataOfOthers } from '../../src/seal/others/read-signed-data.js';
import { BagFiles } from '../../src/verify/bag-files.js';
import { checkPeople } from '../../src/verify/people.js';
import { makePki, type Pki } from '../seal/pki.js';
import { samplesFolder } from '../setup/samples.js';

const caseFolder = 'cusc/jieyu-contact-services';
const signed = 'evidence/surveillance-1-audit-report-signed.pdf';
let root: string;
let pki: Pki;
/** The certificate of the person who signed: named itself, or the root of others. */
let person: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'certpress-people-'));
  for (const name of ['people.yaml', caseFolder]) cpSync(join(samplesFolder, name), join(root, name), { recursive: true });
  pki = await makePki(join(root, '..', `${root.split('/').at(-1) ?? ''}-pki`));
  const [der] = readSignedDataOfOthers(await asDer(readFileSync(join(root, caseFolder, `${signed}.p7s`)))).certificates;
  person = `-----BEGIN CERTIFICATE-----\n${Buffer.from(der ?? []).toString('base64')}\n-----END CERTIFICATE-----\n`;
  mkdirSync(join(root, 'trust'));
  writeFileSync(join(root, 'trust/person.pem'), person);
  writeFileSync(join(root, 'trust/others.pem'), readFileSync(pki.rootPem));
  writeFileSync(join(root, 'trust/key.pem'), '-----BEGIN CERTIFICATE-----\nbm90aGluZw==\n-----END CERTIFICATE-----\n');
  writeFileSync(join(root, 'trust/words.pem'), 'whoever\n');
  symlinkSync(pki.rootPem, join(root, 'trust/link.pem'));
}, 120_000);
afterAll(async () => {
  await pki.close();
  for (const folder of [root, `${root}-pki`]) rmSync(folder, { recursive: true, force: true });
});

function naming(...files: readonly string[]) {
  writeFileSync(
    join(root, 'certpress.yaml'),
    files.length === 0 ? 'asOf: 2026-10-15\n' : `asOf: 2026-10-15\npeopleRoots: [${files.join(', ')}]\n`,
  );
  const { value: project, diagnostics } = loadProject(root);
  const folder = project?.cases[0];
  if (!project || !folder) throw new Error('the project does not load');
  const wrong = diagnostics.filter((d) => d.place?.file.endsWith('certpress.yaml')).map((d) => `${d.code}: ${d.message.en}`);
  return { project, folder, wrong };
}

it('files that hold no certificate, are not there or lie elsewhere are errors at their line', () => {
  expect(naming('trust/person.pem', 'trust/others.pem').wrong).toEqual([]);
  expect(naming('trust/none.pem', 'trust/key.pem', 'trust/words.pem', '../other.pem', 'trust/link.pem').wrong).toEqual([
    expect.stringMatching(/^evidence-wrong: trust\/none\.pem: /),
    'evidence-wrong: trust/key.pem: it holds no certificate in PEM',
    'evidence-wrong: trust/words.pem: it holds no certificate in PEM',
    'path-outside: “../other.pem” is not inside the folder of the project',
    expect.stringMatching(/^evidence-wrong: trust\/link\.pem: /),
  ]);
});

it('archiving says nothing where a named root vouches, warns where none does, and asks nobody where none is named', async () => {
  const said = async (...files: readonly string[]): Promise<string[]> => {
    const { project, folder } = naming(...files);
    return (await checkSignatures(project, folder, folder.register?.value ?? [])).map((d) => `${d.severity} ${d.message.en}`);
  };
  expect(await said()).toEqual([]);
  expect(await said('trust/person.pem')).toEqual([]);
  expect(await said('trust/others.pem', 'trust/person.pem')).toEqual([]);
  expect(await said('trust/others.pem')).toEqual([
    expect.stringMatching(/^warning .*\.p7s: CN=纪望舒.*; no root of peopleRoots vouches for the signer: no path leads from/),
  ]);
});

it('verifying tells the roots of the verifier from those that the body named', async () => {
  const noteWith = async (trust: string | undefined, ...named: readonly string[]): Promise<string> => {
    const { project, folder } = naming(...named);
    const files = new Map(
      [signed, `${signed}.p7s`].map((file) => {
        const bytes = readFileSync(join(root, caseFolder, file));
        const at = join(root, 'bag/data/evidence', file);
        mkdirSync(dirname(at), { recursive: true });
        writeFileSync(at, bytes);
        return [`data/evidence/${file}`, { size: bytes.length, hashes: { sha256: sha256(bytes) } }];
      }),
    );
    const bag = new BagFiles(join(root, 'bag'), { files } as unknown as BagCheck);
    const roots =
      trust === undefined ? [] : (peopleTrust({ peopleRoots: [{ file: '', sha256: '', bytes: Buffer.from(trust) }] })?.roots ?? []);
    const { notes, findings } = await checkPeople({ folder, project }, bag, { trust: { roots }, render: false });
    expect(findings).toEqual([]);
    return notes.map((note) => note.en).join();
  };
  expect(await noteWith(person)).toContain('the signature is intact and trusted (');
  expect(await noteWith(undefined, 'trust/person.pem')).toContain(
    'a root that the body named in its record vouches for the signer, and none of --trust does (',
  );
  expect(await noteWith(readFileSync(pki.rootPem, 'utf8'), 'trust/others.pem')).toContain('nobody vouches for the signer here (');
});
