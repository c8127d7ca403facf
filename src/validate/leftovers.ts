/**
 * Strings that may stand in no record (wording rows with `records: true`): placeholders that somebody meant to fill in.
 *
 * In:  a project, its schemes. Out: an error at each value of what is printed that holds one, whether or not its document can be made
 * by now. What else may never be printed is looked for in the finished files (`src/proof/wording.ts`).
 */
import type { Diagnostic } from '../diagnostics/index.js';
import { placeIn } from '../load/record-file.js';
import type { Project } from '../load/types.js';
import { printedFilesOf } from '../load/walk.js';
import { saysForbidden } from '../../schemas/pack/forbidden.js';
import type { SchemeTable } from '../packs/types.js';

type Path = readonly (string | number)[];
const bare = (text: string): string => text.replace(/\s+/g, '');

export function leftoversIn(project: Project, schemes: SchemeTable): Diagnostic[] {
  return project.cases.flatMap((folder) => {
    const own = [...schemes.values()].filter((scheme) => scheme.id === folder.case.value.scheme).at(-1);
    const rows = (own?.wording ?? []).flatMap((row) =>
      row.records === true && row.string !== undefined ? [{ row, string: row.string }] : [],
    );
    if (!own || rows.length === 0) return [];
    return printedFilesOf(folder).flatMap((file) =>
      textsIn(file.value).flatMap(({ text, path }): Diagnostic[] => {
        const said = bare(text);
        // A word of Latin letters stands between white space, Chinese is found across it.
        const row = rows.find(({ row: { except }, string }) =>
          /^[A-Z]+$/.test(string) ? saysForbidden(text, string, except) : saysForbidden(said, bare(string), except),
        )?.row;
        return row
          ? [
              {
                code: 'wording-forbidden',
                severity: row.severity,
                rule: row.id,
                clause: row.clause,
                scheme: own.id,
                case: folder.name,
                why: { zh: row.zh, en: row.en },
                place: placeIn(project.root, file, path),
                message: {
                  zh: `记录中出现了不得出现的“${row.string ?? ''}”`,
                  en: `The record says “${row.string ?? ''}”, which it never may`,
                },
                help: { zh: '填写实际内容；尚未发生的先删去。', en: 'Write what is meant; take out what has not happened yet.' },
              },
            ]
          : [];
      }),
    );
  });
}

function textsIn(value: unknown, path: Path = []): { readonly text: string; readonly path: Path }[] {
  if (typeof value === 'string') return [{ text: value, path }];
  if (Array.isArray(value)) return value.flatMap((one, i) => textsIn(one, [...path, i]));
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, one]) => textsIn(one, [...path, key])) : [];
}

/** What was found there needs not be found again in a finished file. */
export function exceptSaid(said: readonly Diagnostic[]): (found: readonly Diagnostic[]) => readonly Diagnostic[] {
  const key = (d: Diagnostic): string => `${d.code} ${d.place?.file ?? ''}:${d.place?.line ?? 0}`;
  const known = new Set(said.map(key));
  return (found) => (known.size === 0 ? found : found.filter((d) => !known.has(key(d))));
}
