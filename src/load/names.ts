/**
 * Names of folders and files that become names of outputs.
 *
 * In:  a case. Out: a diagnostic for each name that some file system cannot hold, or that reads differently from what it is.
 */
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics/index.js';
import { isDeviceName } from '../files/device-name.js';
import type { CaseFolder } from './types.js';

/**
 * Control characters, marks that turn the direction of writing around, what Windows refuses; what bags spell in two ways (`evidence.ts`); a
 * dot or blank at an end.
 */
const refused = /[\p{Cc}%\u202A-\u202E\u2066-\u2069<>:"|?*\\]|^[. ]|[. ]$/u;

export function checkNames(root: string, folder: CaseFolder): Diagnostic[] {
  const names = [
    { name: folder.name, way: ['case.yaml'] },
    ...folder.papers.map((paper) => ({ name: paper.name, way: ['papers', `${paper.name}.yaml`] })),
    ...folder.audits.flatMap((audit) => [
      { name: audit.name, way: ['audits', audit.name, 'audit.yaml'] },
      ...audit.nonconformities.map((nc) => ({ name: nc.name, way: ['audits', audit.name, 'nonconformities', `${nc.name}.yaml`] })),
      ...audit.papers.map((paper) => ({ name: paper.name, way: ['audits', audit.name, 'papers', `${paper.name}.yaml`] })),
    ]),
  ];
  return names
    .filter(({ name }) => refused.test(name) || isDeviceName(name))
    .map(({ name, way }) => ({
      code: 'file-name-refused',
      severity: 'error',
      case: folder.name,
      place: { file: join(root, folder.folder, ...way), line: 1, column: 1 },
      message: {
        zh: `名称 ${JSON.stringify(name)} 不能用作输出的名称`,
        en: `The name ${JSON.stringify(name)} cannot be the name of an output`,
      },
    }));
}
