/**
 * The notices of holidays that a project carries: `calendars/cn-<year>.yaml`.
 *
 * In:  the project's folder, the names of its folders. Out: the notices as records; a file there that is none is an error, since
 * days that nobody reads are counted wrongly. What a notice may say is checked where working days are known (`rules/notice.ts`).
 */
import { join } from 'node:path';
import { ok, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import { listFolder } from '../files/folder.js';
import { loadRecord } from './record-file.js';
import type { RecordFile } from './types.js';

export const calendarFolder = 'calendars';
/** The year of a notice by the name of its file; undefined for any other file. */
export const yearOfNotice = (file: string): number | undefined => {
  const year = /^cn-(20\d\d|21\d\d)\.yaml$/.exec(file)?.[1];
  return year === undefined ? undefined : Number(year);
};
/** What is said of a file in a folder of notices that is none. */
export const notANotice = (place: string): Diagnostic => ({
  code: 'calendar-name',
  severity: 'error',
  place: { file: place, line: 1, column: 1 },
  message: {
    zh: '放假通知的文件名应为 cn-年份.yaml，这个文件没有被读取',
    en: 'A notice of holidays is called cn-<year>.yaml; nothing reads this file',
  },
});

export function loadCalendars(root: string, folders: readonly string[]): Outcome<readonly RecordFile<'calendar'>[]> {
  if (!folders.includes(calendarFolder)) return ok([]);
  const listing = listFolder(join(root, calendarFolder), root);
  const diagnostics = [...listing.diagnostics];
  const { files = [], folders: below = [] } = listing.value ?? {};
  const notices = [...files, ...below].flatMap((file) => {
    if (yearOfNotice(file) === undefined) {
      diagnostics.push(notANotice(join(root, calendarFolder, file)));
      return [];
    }
    const loaded = loadRecord('calendar', root, `${calendarFolder}/${file}`);
    diagnostics.push(...loaded.diagnostics);
    return loaded.value ?? [];
  });
  return ok(notices, diagnostics);
}
