/**
 * A new document in a house: its files beside those that are there.
 *
 * In:  a folder in a project, or the folder of a house; the texts of definition, layout and labels. Out: the files written, all or none.
 * Labels that are there already are kept, and the new ones stand behind them. A project that has no house yet is told of this one.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { failed, ok, type Outcome } from '../diagnostics/index.js';
import { slashes } from '../files/places.js';
import { houseNamedIn } from '../load/house.js';
import { projectAbove } from '../load/project-paths.js';
import { stockDocuments } from '../packs/definitions.js';
import { asOwnLines, writeNew } from './write-new.js';

export interface HousePlace {
  /** Its folder, absolute. */
  readonly path: string;
  /** The project to be told of it. */
  readonly untold?: string;
}

/** `out`: a house's folder, where it is not the project's; it need not lie in a project then. */
export function housePlace(at: string, id: string, out?: string): Outcome<HousePlace> {
  const root = projectAbove(at);
  if (root === undefined && out === undefined)
    return failed({
      code: 'project-missing',
      severity: 'error',
      place: { file: at },
      message: {
        zh: '文件的定义要放在项目里：此处和上级文件夹中没有 certpress.yaml',
        en: 'A definition lies in a project: there is no certpress.yaml here or above',
      },
    });
  const named = root === undefined ? undefined : houseNamedIn(root);
  const path = out ?? named?.path ?? join(root ?? at, 'house');
  if (stockDocuments().includes(id))
    return failed({
      code: 'file-exists',
      severity: 'error',
      place: { file: join(path, 'documents', `${id}.yaml`) },
      message: { zh: `certpress 已有名为 ${id} 的文件`, en: `certpress has a document ${id} already` },
      help: { zh: '给自己的文件另取一个名称。', en: 'Give your own document another name.' },
    });
  return ok({ path, ...(root !== undefined && !named ? { untold: root } : {}) });
}

export interface NewFiles {
  readonly id: string;
  readonly definition: string;
  readonly layout: string;
  /** YAML of the labels, by language: one group, named as the document. */
  readonly labels: Readonly<Record<'zh' | 'en', string>>;
  /** By way from the house's folder. */
  readonly pictures?: ReadonlyMap<string, Uint8Array>;
  /** Of a house that has none. */
  readonly theme?: string;
}

export function writeIntoHouse(
  { path, untold }: HousePlace,
  { id, definition, layout, labels, pictures, theme }: NewFiles,
): Outcome<readonly string[]> {
  const files = new Map<string, string | Uint8Array>([
    [join(path, 'documents', `${id}.yaml`), definition],
    [join(path, `${id}.hbs`), layout],
    ...(theme === undefined ? [] : [[join(path, 'theme.yaml'), theme] as const]),
    ...[...(pictures ?? [])].map(([name, bytes]) => [join(path, ...name.split('/')), bytes] as const),
  ]);
  // Files that are there say more than the labels that came with them.
  const isNew = ![...files.keys()].some((file) => existsSync(file));
  const behind = new Map<string, string>();
  for (const lang of ['zh', 'en'] as const) {
    const file = join(path, 'locales', `${lang}.yaml`);
    if (!existsSync(file)) files.set(file, labels[lang]);
    else if (isNew && new RegExp(`^${id}:`, 'm').test(readFileSync(file, 'utf8')))
      return failed({
        code: 'file-exists',
        severity: 'error',
        place: { file },
        message: { zh: `这里已有一组标签 ${id}，没有写任何文件`, en: `There is a group of labels ${id} here already; nothing was written` },
        help: { zh: '给文件另取一个名称。', en: 'Give the document another name.' },
      });
    else behind.set(file, asOwnLines(file, labels[lang]));
  }
  // And the project is told of them.
  const project = untold === undefined ? undefined : join(untold, 'certpress.yaml');
  if (untold !== undefined && project !== undefined) {
    const layouts = slashes(relative(untold, path));
    behind.set(project, asOwnLines(project, `layouts: ${layouts}  # 本机构的版式和文件 / layouts and documents of our own\n`));
  }
  const written = writeNew(files, behind);
  return written.value ? ok(written.value.filter((file) => file !== project)) : written;
}
