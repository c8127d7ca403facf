/**
 * An archive that has been in use: real bags of two samples, a second revision, a hold, its release, a longer term, something
 * destroyed, a time stamp over all.
 *
 * In:  an empty folder, a PKI, the level of the seals. Out: the archive's folder, its heads after each step, whom to trust.
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runArchive } from '../../../src/archive/archive.js';
import { keeperOf, timeStampOf, type Keeper } from '../../../src/archive/keeper.js';
import { headOf, openStore, placePath, type Store } from '../../../src/archive/store/index.js';
import type { BagContents } from '../../../src/archive/types.js';
import { hasErrors, type Outcome } from '../../../src/diagnostics/index.js';
import { loadSigner, readTrust, type SealLevel, type Signer, type Trust } from '../../../src/seal/index.js';
import { makePki, type Pki } from '../../seal/pki.js';
import { samplesFolder } from '../../setup/samples.js';

export interface Lived {
  readonly dir: string;
  readonly project: string;
  readonly pki: Pki;
  readonly signer: Signer;
  readonly trust: Trust;
  /** PEM of the root. */
  readonly rootFile: string;
  /** The head of the index after each step. */
  readonly heads: readonly string[];
}
export const recertification = 'wanding/nuantu-heating/recertification';
export const certificate = 'wanding/nuantu-heating/WD-BC-23-0061-R1';
export const stage2 = 'cusc/jieyu-contact-services/stage-2';
export const destroyed = 'wanding/nuantu-heating/notes';

export function must<T>(outcome: Outcome<T>): T {
  if (outcome.value === undefined || hasErrors(outcome.diagnostics)) throw new Error(outcome.diagnostics.map((d) => `${d.code} ${d.message.en}`).join('\n'));
  return outcome.value;
}
export const signerFrom = async (pki: Pki, file: string): Promise<Signer> => must(await loadSigner({ key: readFileSync(file), password: pki.password }));

/** Two cases of the samples in a project of their own. */
export function copyProject(to: string, cases: readonly string[] = ['wanding/nuantu-heating', 'cusc/jieyu-contact-services']): string {
  mkdirSync(to, { recursive: true });
  for (const name of ['certpress.yaml', 'people.yaml', ...cases]) cpSync(join(samplesFolder, name), join(to, name), { recursive: true });
  return to;
}

export function keeperAt(signer: Signer, at: Date, level: SealLevel, pki: Pki): Keeper {
  return keeperOf({ signer, level, at, visible: false, by: 'archivist', services: pki.services });
}
export async function withStore<T>(dir: string, keeper: Keeper, work: (store: Store) => Promise<T>): Promise<T> {
  const store = must(await openStore(dir, keeper.store));
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
export async function archiveInto(dir: string, project: string, keeper: Keeper, options: { readonly reason?: string; readonly change?: (contents: BagContents) => Promise<BagContents> } = {}): Promise<void> {
  await withStore(dir, keeper, async (store) => {
    const { archived, diagnostics } = await runArchive({
      paths: [project], cwd: project, today: '2026-11-01', ...(options.reason === undefined ? {} : { reason: options.reason }), signal: new AbortController().signal, progress: () => undefined,
      seal: keeper.seal, standing: (place) => store.places().get(placePath(place) ?? ''), retain: (bag, until, reason) => store.retain(bag, until, reason),
      add: async (contents, reason) => store.add(options.change ? await options.change(contents) : contents, reason),
    });
    if (hasErrors(diagnostics) || archived.some((one) => one.state !== 'added' && one.state !== 'unchanged')) throw new Error(JSON.stringify([archived, diagnostics], null, 1).slice(0, 4000));
  });
}

export async function livedArchive(folder: string, level: SealLevel, cases?: readonly string[]): Promise<Lived> {
  const pki = await makePki(join(folder, 'pki'));
  const signer = await signerFrom(pki, pki.signers.p256.p12);
  const project = copyProject(join(folder, 'project'), cases);
  const dir = join(folder, 'archive');
  const heads: string[] = [];
  // Signatures with a time stamp may not claim a later time than the stamp.
  const keeper = (): Keeper => keeperAt(signer, new Date(), level, pki);
  const step = async (work: () => Promise<unknown>): Promise<void> => {
    await work();
    heads.push((await headOf(dir))?.head.head ?? '');
  };
  await step(() => archiveInto(dir, project, keeper()));
  const register = join(project, 'wanding/nuantu-heating/evidence.yaml');
  writeFileSync(register, readFileSync(register, 'utf8').replace('再认证申请书', '再认证申请书（补登）'));
  await step(() => archiveInto(dir, project, keeper(), { reason: '更正登记' }));
  await step(() => withStore(dir, keeper(), async (store) => {
    must(await store.hold(recertification, 'a complaint is open'));
    must(await store.release(recertification, 'the complaint is closed'));
    must(await store.retain(certificate, '2045-01-01', 'the client asked for it'));
    const [scheme = '', name = '', subject = ''] = destroyed.split('/');
    must(await store.add({ place: { scheme, case: name, subject }, files: new Map([['note.txt', new TextEncoder().encode('a note')]]), identity: '0'.repeat(64), organization: 'x', retainUntil: '2020-01-01' }));
    must(await store.dispose(destroyed, 'its term is over', '2026-01-01'));
  }));
  await step(() => withStore(dir, keeper(), async (store) => must(await store.renew((bytes) => timeStampOf(bytes, pki.services)))));
  return { dir, project, pki, signer, heads, rootFile: pki.rootPem, trust: readTrust(readFileSync(pki.rootPem, 'latin1')) };
}
