/**
 * `certpress new scheme`: a commented pack that is sound as it stands, in the folder of packs of a project.
 *
 * In:  the id, the project, the day. Out: the files written: those of `schemas/new-scheme`, a body, the standard where there is none of
 * that id, and the name of the folder in certpress.yaml where it has none yet.
 */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { failed, ok, type Outcome } from '../diagnostics/index.js';
import { slashes } from '../files/places.js';
import { ownPacks, packsOf } from '../load/pack-places.js';
import { projectAbove } from '../load/project-paths.js';
import { loadRecord } from '../load/record-file.js';
import { hasStandard, listSchemes } from '../packs/load-scheme.js';
import { packageInfo } from '../program/package-info.js';
import { asOwnLines, writeNew } from './write-new.js';

export interface NewScheme {
  readonly id: string;
  readonly version: string;
  /** Id of a file in `standards/`, be it one that is not there yet. */
  readonly standard: string;
  /** A folder in the project. */
  readonly folder: string;
  /** From which the scheme holds. */
  readonly today: string;
}
const parts = ['scheme', 'contents', 'wording', 'rules', 'archive'] as const;

export function newScheme({ id, version, standard, folder: at, today }: NewScheme): Outcome<readonly string[]> {
  const project = projectAbove(at);
  if (project === undefined)
    return failed({
      code: 'project-missing',
      severity: 'error',
      place: { file: at },
      message: {
        zh: '认证方案要放在项目里：此处和上级文件夹中没有 certpress.yaml',
        en: 'A scheme lies in a project: there is no certpress.yaml here or above',
      },
    });
  const { root } = packageInfo();
  const config = loadRecord('project', project, 'certpress.yaml').value;
  const named = ownPacks(project, config);
  const packs = named?.path ?? join(project, 'packs');
  const places = packsOf(root, named);
  if (listSchemes(places).some((scheme) => scheme.id === id))
    return failed({
      code: 'file-exists',
      severity: 'error',
      place: { file: join(packs, 'schemes', id) },
      message: { zh: `已有认证方案 ${id}`, en: `There is a scheme ${id} already` },
      help: {
        zh: '另取一个代号；新版本放在它旁边的文件夹中。',
        en: 'Take another id; a new version goes into a folder beside the old one.',
      },
    });
  const folder = join(packs, 'schemes', id, version.replaceAll('/', '-'));
  const filled = (name: string): string =>
    readFileSync(join(root, 'schemas', 'new-scheme', name), 'utf8')
      .replaceAll('{{id}}', id)
      .replaceAll('{{version}}', version)
      .replaceAll('{{standard}}', standard)
      .replaceAll('{{number}}', numberOf(standard))
      .replaceAll('{{today}}', today)
      .replaceAll('{{schemas}}', slashes(relative(folder, join(project, 'schemas', 'json'))));
  const told = join(project, 'certpress.yaml');
  const written = writeNew(
    new Map([
      ...parts.map((part) => [join(folder, `${part}.yaml`), filled(`${part}.yaml`)] as const),
      [join(folder, 'source.txt'), filled('source.txt')],
      [join(packs, 'bodies', `${id}.yaml`), filled('body.yaml')],
      ...(hasStandard(places, standard) ? [] : [[join(packs, 'standards', `${standard}.yaml`), filled('standard.yaml')] as const]),
    ]),
    // And the project is told of them.
    new Map(named ? [] : [[told, asOwnLines(told, 'packs: packs  # 本机构的认证方案 / schemes of our own\n')]]),
  );
  return written.value ? ok(written.value.filter((file) => file !== told)) : written;
}

/** `iso-9001-2015` is `ISO 9001:2015`: what stands in the file to begin with, since whoever writes the pack reads it over. */
const numberOf = (standard: string): string => {
  const [, name = standard, year] = /^(.+)-(\d{4})$/.exec(standard) ?? [];
  return [name.toUpperCase().replace(/-(?=\d)/, ' '), ...(year === undefined ? [] : [year])].join(':');
};
