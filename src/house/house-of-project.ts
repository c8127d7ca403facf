/**
 * The house of a project, with the schemes that it can be for.
 *
 * In:  a folder in the project; one scheme, or all. Out: the house and, of each scheme in each version, its folders of layouts; or what
 * is wrong, such as a scheme that there is not.
 */
import { join } from 'node:path';
import { problem } from '../compose/problem.js';
import { failed, ok, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import { projectAbove } from '../load/project-paths.js';
import type { House } from '../load/house.js';
import { layoutFoldersOf, type RankedFolder } from '../make/scheme-tools.js';
import { listSchemes, loadScheme, unknownScheme } from '../packs/load-scheme.js';
import { houseSeenFrom, packsSeenFrom } from '../packs/packs-seen.js';
import type { Scheme } from '../packs/types.js';
import { packageInfo } from '../program/package-info.js';
import { nothingProven } from '../program/proven.js';

export interface SchemeOfHouse {
  readonly scheme: Scheme;
  /** From the lowest up. */
  readonly folders: readonly RankedFolder[];
}
export interface HouseOfProject {
  /** None where the project names none. */
  readonly house: House | undefined;
  readonly schemes: readonly SchemeOfHouse[];
}

/** Outside of any project there is no house, and what comes with certpress is all there is. */
export function houseOfProject(folder: string, only: string | undefined): Outcome<HouseOfProject> {
  const { root } = packageInfo();
  const packs = packsSeenFrom(folder, root);
  const house = houseSeenFrom(folder);
  const names = listSchemes(packs).filter(({ id }) => only === undefined || id === only);
  if (only !== undefined && names.length === 0) return failed(unknownScheme(only, 'latest', packs));
  const loaded = names.map((name) => ({ name, read: loadScheme(name.id, name.version, packs, nothingProven, house) }));
  const schemes = loaded.flatMap(({ name, read }) =>
    read.value ? [{ scheme: read.value, folders: layoutFoldersOf(name, root, house) }] : [],
  );
  return ok(
    { house, schemes },
    loaded.flatMap(({ read }) => read.diagnostics.filter(({ severity }) => severity === 'error')),
  );
}

export function houseMissing(folder: string): Diagnostic {
  const root = projectAbove(folder);
  return root === undefined
    ? problem('project-missing', { file: folder }, '这里和上级文件夹中没有 certpress.yaml', 'There is no certpress.yaml here or above')
    : problem(
        'layout-folder-unreadable',
        { file: join(root, 'certpress.yaml') },
        '项目没有自己的版式文件夹',
        'The project has no folder of layouts of its own',
        {
          help: {
            zh: '在 certpress.yaml 中写 layouts: house，house 是存放本机构版式的文件夹。',
            en: 'Write layouts: house into certpress.yaml, where house is the folder for the layouts of the house.',
          },
        },
      );
}
