/**
 * Key, password and services of the archive's commands.
 *
 * In:  options of the command line, the environment, the terminal. Out: a signer, or a diagnostic. A password comes from a
 * prompt, a file or `CERTPRESS_KEY_PASSWORD`; never from the command line, where other people of the machine could read it.
 */
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { failed, ok, type Outcome, type Prose } from '../../diagnostics/index.js';
import type { Services, Signer, Trust } from '../../seal/index.js';
import { sealLevels, type SealLevel } from '../../seal/types.js';
import { readIfThere } from '../options.js';
import type { Terminal } from '../terminal.js';

export interface KeyFlags {
  key?: string;
  chain?: string;
  passwordFile?: string;
  rsaPss?: boolean;
  signer?: string;
  /** Where none is given: `levelOf`. */
  level?: SealLevel;
  tsa?: string;
  trust?: string;
}

export function keyOptions(command: Command, say: (prose: Prose) => string): Command {
  return command
    .option('--key <file>', say({ zh: '本机构的签名密钥：PKCS#12（.p12）或PEM', en: "the body's key: PKCS#12 (.p12) or PEM" }))
    .option(
      '--chain <file>',
      say({ zh: 'PEM证书链（密钥文件不含证书时）', en: 'PEM file with the certificates, if the key file has none' }),
    )
    .option(
      '--password-file <file>',
      say({
        zh: '密钥密码所在文件（缺省为 CERTPRESS_KEY_PASSWORD，否则询问）',
        en: 'file with the password of the key (default: CERTPRESS_KEY_PASSWORD, else it is asked for)',
      }),
    )
    .option('--rsa-pss', say({ zh: 'RSA密钥用PSS签名', en: 'sign with RSA-PSS where the key is RSA' }))
    .option(
      '--signer <module>',
      say({
        zh: '代替 --key：导出 createSigner() 的模块（卡、令牌或远程签名服务）',
        en: 'instead of --key: a module that exports createSigner(), for a card, a token or a remote service',
      }),
    )
    .addOption(
      new Option(
        '--level <level>',
        say({
          zh: 'PAdES基线级别（缺省：有 --tsa 时为 B-LT-INSIDE，否则为 B-B）',
          en: 'PAdES baseline level (default: B-LT-INSIDE where --tsa is given, else B-B)',
        }),
      ).choices(sealLevels),
    )
    .option('--tsa <url>', say({ zh: '时间戳服务（RFC 3161），B-T 起需要', en: 'time-stamp authority (RFC 3161); needed from B-T on' }))
    .option('--trust <file>', say({ zh: '受信任的根证书（PEM）', en: 'trusted root certificates (PEM)' }));
}

/** What lasts, in the form that every viewer takes, where an authority is there to ask. */
export const levelOf = ({ level, tsa }: Pick<KeyFlags, 'level' | 'tsa'>): SealLevel => level ?? (tsa === undefined ? 'B-B' : 'B-LT-INSIDE');

/** `trust` helps where a service does not send the certificates that lead to its own root. */
export async function servicesOf(flags: Pick<KeyFlags, 'tsa' | 'level'>, trust: Trust | undefined): Promise<Outcome<Services | undefined>> {
  const { tsa } = flags;
  const level = levelOf(flags);
  if (level === 'B-B' && tsa === undefined) return ok(undefined);
  if (tsa === undefined) {
    return failed({
      code: 'archive-key',
      severity: 'error',
      message: { zh: `级别 ${level} 需要时间戳服务`, en: `Level ${level} needs a time-stamp authority` },
      help: { zh: '用 --tsa 给出地址，或改用 --level B-B。', en: 'Give its address with --tsa, or use --level B-B.' },
    });
  }
  const { httpFetcher } = await import('../../seal/index.js');
  return ok({ fetch: httpFetcher(), timeStampUrl: tsa, ...(trust ? { authorities: trust.roots } : {}) });
}

export async function trustOf(file: string | undefined): Promise<Outcome<Trust | undefined>> {
  if (file === undefined) return ok(undefined);
  const bytes = readIfThere(file);
  if (!bytes) return failed(unreadable(file));
  const { readTrust } = await import('../../seal/index.js');
  return ok(readTrust(Buffer.from(bytes).toString('latin1')));
}

export async function signerOf(flags: KeyFlags, terminal: Terminal): Promise<Outcome<Signer>> {
  if (flags.signer !== undefined) {
    if (flags.key === undefined) return (await import('../signer-module.js')).signerFromModule(resolve(flags.signer));
    return failed({
      code: 'archive-key',
      severity: 'error',
      message: { zh: '--key 和 --signer 只能给出其一', en: 'Only one of --key and --signer can sign' },
      help: { zh: '去掉其中一个。', en: 'Leave one of them out.' },
    });
  }
  if (flags.key === undefined) {
    return failed({
      code: 'archive-key',
      severity: 'error',
      message: { zh: '没有给出签名密钥', en: 'No signing key was given' },
      help: {
        zh: '用 --key 给出 .p12 文件，或PEM密钥和 --chain；或用 --signer 给出模块。',
        en: 'Give a .p12 file with --key, or a PEM key and --chain; or a module with --signer.',
      },
    });
  }
  const key = readIfThere(flags.key);
  const chain = flags.chain === undefined ? undefined : readIfThere(flags.chain);
  if (!key) return failed(unreadable(flags.key));
  if (flags.chain !== undefined && !chain) return failed(unreadable(flags.chain));
  // Where the certificate comes from its own file, that is the one that lacks something.
  const placeOf = (code: string): string | undefined => (code === 'seal-key-unsuitable' ? (flags.chain ?? flags.key) : flags.key);
  const { loadSigner } = await import('../../seal/index.js');
  const load = async (password: string | undefined): Promise<Outcome<Signer>> => {
    const loaded = await loadSigner({
      key,
      ...(chain ? { chain } : {}),
      ...(password === undefined ? {} : { password }),
      ...(flags.rsaPss ? { scheme: 'rsa-pss' } : {}),
    });
    const placed = loaded.diagnostics.map((one) => ({ ...one, place: { file: placeOf(one.code) ?? '' } }));
    return loaded.value ? ok(loaded.value, placed) : failed(...placed);
  };
  let password: string | undefined = process.env['CERTPRESS_KEY_PASSWORD'];
  if (flags.passwordFile !== undefined) {
    const bytes = readIfThere(flags.passwordFile);
    if (!bytes) return failed(unreadable(flags.passwordFile));
    // One line, however it was made.
    password = Buffer.from(bytes).toString('utf8').split(/\r?\n/, 1)[0];
  }
  const loaded = await load(password);
  const isLocked = password === undefined && loaded.diagnostics.some((d) => d.code === 'seal-password-wrong');
  if (!isLocked || !process.stdin.isTTY) return loaded;
  const typed = await terminal.secret({ zh: '密钥的密码：', en: 'Password of the key: ' });
  return typed === undefined ? loaded : load(typed);
}

const unreadable = (file: string) =>
  ({
    code: 'archive-key',
    severity: 'error',
    place: { file },
    message: { zh: '不能读取该文件', en: 'This file cannot be read' },
    help: { zh: '检查路径和权限。', en: 'Check the path and the rights.' },
  }) as const;
