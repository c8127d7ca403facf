/**
 * Texts in English alone, under a scheme whose text is Chinese.
 *
 * In:  a project, its schemes. Out: an error at each text of a case that is written `{ en: … }`. Under a scheme whose text is English it is
 * what is asked for; which of both a scheme is, no single file knows. What rests on such a file waits, as on any that is not in its form.
 */
import { KindsOfFields, visitKinds, type FieldMeta } from '../../schemas/record/index.js';
import type { Diagnostic } from '../diagnostics/index.js';
import { entryAt, spotAt } from '../files/spots.js';
import { placeIn } from '../load/record-file.js';
import type { Project, RecordFile } from '../load/types.js';
import { filesOf } from '../load/walk.js';
import type { Scheme, SchemeTable } from '../packs/types.js';

export function checkOriginal(project: Project, schemes: SchemeTable): Diagnostic[] {
  return project.cases.flatMap((folder) => {
    const scheme = [...schemes.values()].find(({ id }) => id === folder.case.value.scheme);
    if (!scheme || scheme.scheme.original === 'en') return [];
    return filesOf(folder).flatMap((file) =>
      englishAlone(file).map(({ path, zh, en }): Diagnostic => ({
        code: 'value-missing',
        severity: 'error',
        case: folder.name,
        place: placeIn(project.root, file, path),
        message: {
          zh: `“${zh}”缺少中文（zh）：本方案的文本为中文，中文总是必需的`,
          en: `“${en}” has no Chinese (zh): the scheme’s text is Chinese, and so it is always required`,
        },
      })),
    );
  });
}

export const isEnglishWhereChinese = (file: RecordFile, { scheme }: Scheme): boolean =>
  scheme.original === 'zh' && englishAlone(file).length > 0;

/** Whether any text of a file is in English alone, whatever scheme asks. */
export const hasEnglishAlone = (file: RecordFile): boolean => englishAlone(file).length > 0;

interface Found extends Pick<FieldMeta, 'zh' | 'en'> {
  readonly path: readonly (string | number)[];
}
const found = new WeakMap<RecordFile, readonly Found[]>();
const texts = new KindsOfFields('text', 'name', 'long');
function englishAlone(file: RecordFile): readonly Found[] {
  const known = found.get(file);
  if (known) return known;
  const out: Found[] = [];
  visitKinds(file.shape, file.value, texts, ({ zh, en }, _, path) => {
    const { spots } = file.source;
    const spot = spotAt(spots, path);
    if (spot !== undefined && entryAt(spots, spot, 'en') !== undefined && entryAt(spots, spot, 'zh') === undefined)
      out.push({ path, zh, en });
  });
  found.set(file, out);
  return out;
}
