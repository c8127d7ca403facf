/**
 * A secret of this user on this machine, by which certpress knows its own checkpoints again.
 *
 * In:  the environment. Out: 32 bytes, made on first use in a folder that only the user can read.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Throws what node:fs throws. */
export function userSecret(env: NodeJS.ProcessEnv): Uint8Array {
  const folder = join(env['XDG_CACHE_HOME'] ?? env['LOCALAPPDATA'] ?? join(homedir(), '.cache'), 'certpress');
  const file = join(folder, 'checkpoint.key');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, randomBytes(32), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  chmodSync(file, 0o600);
  const secret = readFileSync(file);
  if (secret.length !== 32) throw Object.assign(new Error(file), { code: 'EBADMSG' });
  return secret;
}
