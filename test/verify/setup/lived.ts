/**
 * An archive that has been in use: real bags of two samples, a second revision, a hold, its release, a longer term, something
 * destroyed, a time stamp over all.
 *
 * In:  an empty folder, the level of the seals. Out: the archive's folder, its heads after each step, whom to trust. The one of level B-B
 * is made once a run; who alters it works on a copy.
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programId } from '../../../src/program/program-id.js';
import { runArchive } from '../../../src/archive/archive.js';
import { sealingKeyOf, timeStampOf, type SealingKey } from '../../../src/archive/sealing-key.js';
import { headOf, openStore, placePath, type Store } from '../../../src/archive/store/index.js';
import type { BagContents } from '../../../src/archive/types.js';
import { hasErrors, type Outcome } from '../../../src/diagnostics/index.js';
import { loadSigner, readTrust, type SealLevel, type Signer, type Trust } from '../../../src/seal/index.js';
import { makePki, type Pki } from '../../seal/pki.js';
import { once } from '../../setup/once.js';
import { samplesFolder } from '../../setup/samples.js';

/** Keys and services; those of an archive that was made before answer no more. */
export type Keys = Pick<Pki, 'signers' | 'password' | 'services' | 'rootPem'>;
export interface Lived {
  readonly dir: string;
  readonly project: string;
  readonly pki: Keys;
  readonly signer: Signer;
  readonly trust: Trust;
  /** PEM of the root. */
  readonly rootFile: string;
  /** The head of the index after each step. */
  readonly heads: readonly string[];
  readonly end: () => Promise<void>;
}
export const recertification = 'wanding/nuantu-heating/recertification';
export const certificate = 'wanding/nuantu-heating/WD-BC-23-0061-R1';
export const stage2 = 'cusc/jieyu-contact-services/stage-2';
export const destroyed = 'wanding/nuantu-heating/notes';

export function must<T>(outcome: Outcome<T>): T {
  if (outcome.value === undefined || hasErrors(outcome.diagnostics))
    throw new Error(outcome.diagnostics.map((d) => `${d.code} ${d.message.en}`).join('\n'));
  return outcome.value;
}
export const signerFrom = async (pki: Keys, file: string): Promise<Signer> =>
  must(await loadSigner({ key: readFileSync(file), password: pki.password }));

/** Two cases of the samples in a project of their own. */
export function copyProject(to: string, cases: readonly string[] = ['wanding/nuantu-heating', 'cusc/jieyu-contact-services']): string {
  mkdirSync(to, { recursive: true });
  for (const name of ['certpress.yaml', 'people.yaml', ...cases]) cpSync(join(samplesFolder, name), join(to, name), { recursive: true });
  return to;
}

export function keeperAt(signer: Signer, at: Date, level: SealLevel, pki: Keys): SealingKey {
  return sealingKeyOf({ signer, level, at, visible: false, by: 'archivist', services: pki.services });
}
export async function withStore<T>(dir: string, sealingKey: SealingKey, work: (store: Store) => Promise<T>): Promise<T> {
  const store = must(await openStore(dir, sealingKey.store));
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
export async function archiveInto(
  dir: string,
  project: string,
  sealingKey: SealingKey,
  options: { readonly of?: string; readonly reason?: string; readonly change?: (contents: BagContents) => Promise<BagContents> } = {},
): Promise<void> {
  await withStore(dir, sealingKey, async (store) => {
    const { archived, diagnostics } = await runArchive({
      paths: [join(project, options.of ?? '')],
      cwd: project,
      today: '2026-11-01',
      ...(options.reason === undefined ? {} : { reason: options.reason }),
      signal: new AbortController().signal,
      jobs: 1,
      progress: () => undefined,
      seal: sealingKey.seal,
      standing: (place) => store.places().get(placePath(place) ?? ''),
      retain: (bag, until, reason) => store.retain(bag, until, reason),
      add: async (contents, reason) => store.add(options.change ? await options.change(contents) : contents, reason),
    });
    if (hasErrors(diagnostics) || archived.some((one) => one.state !== 'added' && one.state !== 'unchanged'))
      throw new Error(JSON.stringify([archived, diagnostics], null, 1).slice(0, 4000));
  });
}

export async function livedArchive(folder: string, level: SealLevel, cases?: readonly string[]): Promise<Lived> {
  const pki = await makePki(join(folder, 'pki'));
  const signer = await signerFrom(pki, pki.signers.p256.p12);
  const project = copyProject(join(folder, 'project'), cases);
  const dir = join(folder, 'archive');
  const heads: string[] = [];
  // Signatures with a time stamp may not claim a later time than the stamp.
  const sealingKey = (): SealingKey => keeperAt(signer, new Date(), level, pki);
  const step = async (work: () => Promise<unknown>): Promise<void> => {
    await work();
    heads.push((await headOf(dir))?.head.head ?? '');
  };
  await step(() => archiveInto(dir, project, sealingKey()));
  const register = join(project, 'wanding/nuantu-heating/evidence.yaml');
  writeFileSync(register, readFileSync(register, 'utf8').replace('再认证申请书', '再认证申请书（补登）'));
  await step(() => archiveInto(dir, project, sealingKey(), { of: 'wanding/nuantu-heating', reason: '更正登记' }));
  await step(() =>
    withStore(dir, sealingKey(), async (store) => {
      must(await store.hold(recertification, 'a complaint is open'));
      must(await store.release(recertification, 'the complaint is closed'));
      must(await store.retain(certificate, '2045-01-01', 'the client asked for it'));
      const [scheme = '', name = '', subject = ''] = destroyed.split('/');
      must(
        await store.add({
          place: { scheme, case: name, subject },
          files: new Map([['note.txt', new TextEncoder().encode('a note')]]),
          identity: '0'.repeat(64),
          organization: 'x',
          retainUntil: '2020-01-01',
        }),
      );
      must(await store.dispose(destroyed, 'its term is over', '2026-01-01'));
    }),
  );
  await step(() => withStore(dir, sealingKey(), async (store) => must(await store.renew((bytes) => timeStampOf(bytes, pki.services)))));
  return {
    dir,
    project,
    pki,
    signer,
    heads,
    rootFile: pki.rootPem,
    trust: readTrust(readFileSync(pki.rootPem, 'latin1')),
    end: () => pki.close(),
  };
}

/**
 * An archive of level B-B that was made once a run, with its project, for who alters nothing of it. Tests that load our code in another
 * way are another program, by whose id it would be the archive of a stranger.
 */
export async function livedOnce(): Promise<Lived> {
  const { from, heads, keys } = await once(`lived-${programId()}`, async (own) => {
    const lived = await livedArchive(own, 'B-B');
    await lived.end();
    const { signers, password, rootPem } = lived.pki;
    return { from: own, heads: lived.heads, keys: { signers, password, rootPem } };
  });
  const pki: Keys = { ...keys, services: { fetch: () => Promise.reject(new Error('no service is asked here')) } };
  return {
    dir: join(from, 'archive'),
    project: join(from, 'project'),
    pki,
    heads,
    signer: await signerFrom(pki, pki.signers.p256.p12),
    rootFile: pki.rootPem,
    trust: readTrust(readFileSync(pki.rootPem, 'latin1')),
    end: () => Promise.resolve(),
  };
}

/** A copy of it in an empty folder. */
export async function livedCopy(folder: string): Promise<Lived> {
  const lived = await livedOnce();
  const [dir, project] = [join(folder, 'archive'), join(folder, 'project')];
  cpSync(lived.dir, dir, { recursive: true });
  cpSync(lived.project, project, { recursive: true });
  return { ...lived, dir, project };
}
