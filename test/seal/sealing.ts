/**
 * What tests of sealed PDFs share.
 *
 * In:  nothing. Out: services and keys, documents, and functions that seal and judge them.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  loadSigner,
  readTrust,
  sealLevels,
  sealPdf,
  verifyPdf,
  type PdfVerdict,
  type SealLevel,
  type SealOptions,
  type Signer,
  type Trust,
} from '../../src/seal/index.js';
import { writtenDocuments, type Documents } from './documents.js';
import { runFolder } from '../setup/once.js';
import { makePki, type Pki } from './pki.js';

export const levels = sealLevels;

export interface Sealing {
  readonly pki: Pki;
  readonly documents: Documents;
  readonly trust: Trust;
  readonly signerOf: (p12: string, more?: object) => Promise<Signer>;
  /** Sealed at each level by one key: the certificate where it is visible, else the form. */
  readonly sealed: (bytes: Uint8Array, signer: Signer, options: Partial<SealOptions> & { level: SealLevel }) => Promise<Uint8Array>;
  readonly end: () => Promise<void>;
}
/** The same for all tests of a process, which may issue and revoke what they want, under names of their own. */
let shared: Promise<Sealing> | undefined;
export const sharedSealing = (): Promise<Sealing> => (shared ??= makeSealing(runFolder()));

export async function makeSealing(within = tmpdir()): Promise<Sealing> {
  const folder = await mkdtemp(join(within, 'certpress-seals-'));
  const [pki, documents] = await Promise.all([makePki(folder), writtenDocuments()]);
  return {
    pki,
    documents,
    trust: readTrust(await readFile(pki.rootPem, 'utf8')),
    signerOf: async (p12, more = {}) => {
      const { value, diagnostics } = await loadSigner({ key: await readFile(p12), password: pki.password, ...more });
      if (!value) throw new Error(JSON.stringify(diagnostics));
      return value;
    },
    sealed: async (bytes, signer, options) => {
      const { value, diagnostics } = await sealPdf(bytes, signer, { at: new Date(), services: pki.services, ...options });
      if (!value) throw new Error(JSON.stringify(diagnostics));
      return value;
    },
    end: async () => {
      await pki.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
/** Whether a verifier would let the file pass as what it was sealed as. */
export const passes = ({ seal }: PdfVerdict, level: SealLevel): boolean =>
  seal !== undefined &&
  seal.intact &&
  seal.trusted &&
  seal.level === level &&
  seal.after !== 'changes' &&
  seal.permission === 1 &&
  seal.problems.length === 0;
export const judged = async (bytes: Uint8Array, trust: Trust, level: SealLevel): Promise<boolean> =>
  passes(await verifyPdf(bytes, trust), level);
