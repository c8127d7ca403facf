/**
 * What a run tells of its shared cache.
 *
 * In:  troubles, from whichever process met them. Out: one warning of each kind, at the end: a cache makes nothing wrong, only slower.
 */
import type { Diagnostic, Prose } from '../diagnostics/index.js';
import type { Trouble } from './shared-cache.js';

export class CacheNotes {
  private readonly whys = new Map<Trouble['what'], Set<string>>();

  /** `name`: of the cache, for people. */
  constructor(private readonly name: string) {}

  note(troubles: readonly Trouble[]): void {
    for (const { what, why } of troubles) {
      const known = this.whys.get(what) ?? new Set();
      this.whys.set(what, known.add(why));
    }
  }

  diagnostics(): Diagnostic[] {
    return [...this.whys].map(([what, whys]) => said[what](this.name, [...whys]));
  }
}

const warning = (code: Diagnostic['code'], message: Prose, help: Prose): Diagnostic => ({ code, severity: 'warning', message, help });
const said: Readonly<Record<Trouble['what'], (name: string, whys: readonly string[]) => Diagnostic>> = {
  unreachable: (name, [why = '']) =>
    warning(
      'cache-unreachable',
      {
        zh: `共享缓存 ${name} 无法访问（${why}）；不用缓存继续`,
        en: `The shared cache ${name} cannot be reached (${why}); the run went on without it`,
      },
      {
        zh: '检查地址、网络和密钥；结果不受影响，只是较慢。',
        en: 'Check address, network and keys. Nothing is wrong with what was made; it only took longer.',
      },
    ),
  unwritable: (name, [why = '']) =>
    warning(
      'cache-unwritable',
      {
        zh: `共享缓存 ${name} 无法写入（${why}）；本次所做的未存入`,
        en: `The shared cache ${name} takes nothing (${why}); what this run made is not in it`,
      },
      { zh: '检查写权限和空间。', en: 'Check rights and room.' },
    ),
  spoiled: (name, whys) =>
    warning(
      'cache-spoiled',
      {
        zh: `共享缓存 ${name} 中有 ${whys.length} 项与其名称或记录不符，未采用，已重新生成`,
        en: `In the shared cache ${name}, ${whys.length} entry or entries were not what they said; they were not used, and made again`,
      },
      {
        zh: `查明谁能写入该缓存；一项的地址：${whys[0] ?? ''}。`,
        en: `Find out who can write to it. The address of one: ${whys[0] ?? ''}.`,
      },
    ),
};
