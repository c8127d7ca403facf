/**
 * Where this user's programs keep what may be lost.
 *
 * In:  the environment: `CERTPRESS_CACHE` names a folder, or says `off`. Out: the folder; undefined where nothing shall be kept.
 */
import envPaths from 'env-paths';
import { resolve } from 'node:path';

export function cacheFolder(env: NodeJS.ProcessEnv): string | undefined {
  const asked = env['CERTPRESS_CACHE'];
  if (asked === 'off') return undefined;
  return asked === undefined || asked === '' ? envPaths('certpress', { suffix: '' }).cache : resolve(asked);
}
