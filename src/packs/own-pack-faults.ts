/**
 * What is wrong with a project's own folder of packs as such.
 *
 * In:  the folder, and all folders of packs. Out: diagnostics: it is not there, holds no scheme, or a version that certpress has already.
 */
import { statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Diagnostic, Place, Prose } from '../diagnostics/index.js';
import { listFolder } from '../files/folder.js';
import { didYouMean } from '../files/shape-issues.js';
import { packFolder, schemesIn } from './load-scheme.js';
import type { PackPlace } from '../load/pack-places.js';

export function ownPackFaults(own: PackPlace, packs: readonly PackPlace[]): Diagnostic[] {
  const named = own.named ?? { file: own.path };
  const fault = (place: Place, message: Prose, help: Prose | undefined): Diagnostic => ({
    code: 'packs-folder-wrong',
    severity: 'error',
    place,
    message,
    ...(help ? { help } : {}),
  });
  if (!isFolder(own.path)) {
    const above = dirname(own.path);
    const near = didYouMean(basename(own.path), isFolder(above) ? (listFolder(above, above).value?.folders ?? []) : []);
    return [
      fault(
        named,
        { zh: `没有方案文件夹 ${own.shown}`, en: `There is no folder of packs ${own.shown}` },
        near === undefined ? undefined : { zh: `是否应为“${near}”？`, en: `Did you mean “${near}”?` },
      ),
    ];
  }
  const all = schemesIn(packs);
  const its = all.filter(({ place }) => place === own);
  // A bag keeps the packs of its own scheme alone, which may be none of these.
  if (its.length === 0) return [];
  return its
    .filter(({ id, version }) => all.some((one) => one.place !== own && one.id === id && one.version === version))
    .map((one) =>
      fault(
        { file: join(packFolder(one), 'scheme.yaml') },
        {
          zh: `certpress 已有方案 ${one.id} 的版本 ${one.version}`,
          en: `certpress has the version ${one.version} of the scheme ${one.id} already`,
        },
        { zh: '删去这个文件夹，或给它另一个版本号。', en: 'Remove this folder, or give it a version of its own.' },
      ),
    );
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
