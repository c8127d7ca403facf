/**
 * What the subcommands of `certpress archive` share: their flags, and the archive opened for writing.
 *
 * In:  options. Out: flags; the store with the body's key, or why it stays shut.
 */
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import type { SealingKey } from '../../archive/sealing-key.js';
import type { Store } from '../../archive/store/index.js';
import { failed, hasErrors, ok, type Diagnostic, type Outcome, type Prose } from '../../diagnostics/index.js';
import { placedFrom } from '../../files/places.js';
import type { DocLang } from '../../model/index.js';
import { readIfThere } from '../options.js';
import type { Terminal } from '../terminal.js';
import { levelOf, servicesOf, signerOf, trustOf, type KeyFlags } from './key.js';

export interface ArchiveFlags extends KeyFlags {
  archive: string;
  jobs: number;
  cache?: string;
  json?: boolean;
  visible?: boolean;
  picture?: string;
  reason?: string;
  lang?: DocLang[];
  asOf?: string;
}

export const archiveOption = (say: (prose: Prose) => string): Option =>
  new Option('--archive <dir>', say({ zh: '档案库文件夹', en: 'folder of the archive' })).default('archive');

/** The archive opened for writing with the body's key; or not, and why. */
export async function openKept(
  flags: ArchiveFlags,
  terminal: Terminal,
): Promise<Outcome<{ readonly store: Store; readonly sealingKey: SealingKey }>> {
  const cwd = process.cwd();
  const diagnostics: Diagnostic[] = [];
  const keep = <T>(outcome: Outcome<T>): T | undefined => {
    diagnostics.push(...outcome.diagnostics);
    return outcome.value;
  };
  const [{ sealingKeyOf }, { openStore }] = await Promise.all([
    import('../../archive/sealing-key.js'),
    import('../../archive/store/index.js'),
  ]);
  const trust = keep(await trustOf(flags.trust));
  const services = keep(await servicesOf(flags, trust));
  const picture = flags.picture === undefined ? undefined : readIfThere(flags.picture);
  if (flags.picture !== undefined && !picture) {
    diagnostics.push({
      code: 'archive-key',
      severity: 'error',
      place: { file: flags.picture },
      message: { zh: '不能读取印章图片', en: 'The picture of the seal cannot be read' },
    });
  }
  const signer = hasErrors(diagnostics) ? undefined : keep(await signerOf(flags, terminal));
  const sealingKey =
    signer &&
    sealingKeyOf({
      signer,
      level: levelOf(flags),
      at: new Date(),
      visible: flags.visible ?? false,
      by: userName(),
      ...(services ? { services } : {}),
      ...(trust ? { trust } : {}),
      ...(picture ? { picture } : {}),
    });
  const store = sealingKey && keep(await openStore(resolve(cwd, flags.archive), sealingKey.store));
  const placed = diagnostics.map((d) => placedFrom(d, cwd));
  if (sealingKey && store && !hasErrors(diagnostics)) return ok({ store, sealingKey }, placed);
  await store?.close();
  return failed(...placed);
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

/** The parser gives an option that both commands have to the first of them, wherever it stands; so both are asked. */
export function flagsOf<T extends object = object>(command: Command): ArchiveFlags & { reason?: string } & T {
  const flags: Record<string, unknown> = {};
  for (const one of [command.parent, command]) {
    for (const [key, value] of Object.entries(one?.opts() ?? {})) {
      if (!(key in flags) || one?.getOptionValueSource(key) !== 'default') flags[key] = value;
    }
  }
  return flags as unknown as ArchiveFlags & { reason?: string } & T;
}
