/**
 * What goes to a translator, and what of it comes back into the records.
 *
 * In:  cases, the house's terms; a file that came back. Out: the units to be sent; the record files as they will be, with the pairs that
 * `translations.yaml` keeps, and what was left. A unit whose Chinese has changed on record since it was sent is told, and not taken.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic, Outcome, Prose } from '../diagnostics/index.js';
import { hasErrors, ok } from '../diagnostics/index.js';
import { pointerOf } from '../files/pointer.js';
import { yamlFromBytes } from '../files/yaml-file.js';
import { placeIn } from '../load/record-file.js';
import type { CaseFolder, RecordFile } from '../load/types.js';
import { editRecord } from '../record-edit/edit-record.js';
import type { Edit } from '../record-edit/types.js';
import { noteOf, notUsed, termsIn, type Term } from './glossary.js';
import { keptPairs, type RightPair } from './kept-pairs.js';
import { hashOfText, textsOf, type TextInTwo } from './texts.js';
import type { SentUnit, UnitBack } from './xliff.js';

/** `ofProject`: texts that belong to no case. */
export function unitsToSend(folders: readonly CaseFolder[], ofProject: readonly TextInTwo[], terms: readonly Term[]): SentUnit[] {
  return [...ofProject, ...folders.flatMap(textsOf)]
    .filter(({ state }) => state !== 'there')
    .map(({ file, path, kind, zh, en, state }): SentUnit => ({
      file: file.file,
      id: pointerOf(path),
      source: zh,
      ...(state === 'stale' && en !== undefined ? { stale: en } : {}),
      notes: [
        ...(kind === 'long' ? ['Markdown: keep **bold**, lists and tables as they are. 保留 Markdown 记号。'] : []),
        ...termsIn(zh, terms).map(noteOf),
      ],
    }));
}

export interface ChangedFile {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}
export interface Brought {
  readonly files: readonly ChangedFile[];
  readonly taken: number;
  readonly left: number;
}

/** `file`: the one that came back, as told; `root`: the project's folder; `ofProject`: as they were sent. */
export function bringBack(
  units: readonly UnitBack[],
  folders: readonly CaseFolder[],
  {
    file,
    root,
    ofProject,
    terms,
  }: { readonly file: string; readonly root: string; readonly ofProject: readonly TextInTwo[]; readonly terms: readonly Term[] },
): Outcome<Brought> {
  const diagnostics: Diagnostic[] = [];
  const texts = new Map<string, { readonly text: TextInTwo; readonly folder?: CaseFolder }>();
  for (const text of ofProject) texts.set(keyOf(text.file.file, pointerOf(text.path)), { text });
  for (const folder of folders)
    for (const text of textsOf(folder)) texts.set(keyOf(text.file.file, pointerOf(text.path)), { text, folder });
  const taken = new Map<string, { readonly text: TextInTwo; readonly folder?: CaseFolder; readonly en: string }>();
  let left = 0;
  for (const unit of units) {
    const tell = (code: 'translation-refused' | 'translation-left', severity: Diagnostic['severity'], { zh, en }: Prose): void => {
      left += 1;
      const at = `${unit.file} ${unit.id}`;
      diagnostics.push({ code, severity, place: { file }, message: { zh: `${at}：${zh}`, en: `${at}: ${en}` } });
    };
    const found = texts.get(keyOf(unit.file, unit.id));
    const { source, target = '', state = '' } = unit;
    if (!found) {
      tell('translation-refused', 'error', { zh: '记录中没有这段文字', en: 'the records have no such text' });
      continue;
    }
    if (hashOfText(found.text.zh) !== hashOfText(source)) {
      tell('translation-refused', 'error', { zh: '中文在送译之后改动过', en: 'the Chinese has changed since it was sent' });
      continue;
    }
    if (target.trim() === '' || hashOfText(target) === hashOfText(source)) {
      tell('translation-left', 'info', { zh: '没有译文', en: 'it has no translation' });
      continue;
    }
    if (/^(?:new|needs-)/.test(state)) {
      tell('translation-left', 'warning', { zh: `译者标明没有完成（${state}）`, en: `the translator marks it as not finished (${state})` });
      continue;
    }
    if (unit.hasCodes) {
      tell('translation-refused', 'error', {
        zh: '译文里有送译时没有的行内标记',
        en: 'its translation has inline codes that were not sent',
      });
      continue;
    }
    const en = likeSource(target, found.text.zh);
    const before = taken.get(keyOf(unit.file, unit.id));
    if (before && before.en !== en) {
      tell('translation-refused', 'error', { zh: '同一段文字有两种译文', en: 'one text has two translations' });
      continue;
    }
    for (const term of notUsed(source, en, terms))
      diagnostics.push({
        code: 'translation-term',
        severity: 'warning',
        place: placeIn(root, found.text.file, found.text.path),
        message: { zh: `译文没有使用术语：${noteOf(term)}`, en: `The translation does not use the term ${noteOf(term)}` },
      });
    taken.set(keyOf(unit.file, unit.id), { ...found, en });
  }
  const byFile = new Map<RecordFile, RightPair[]>();
  const byCase = new Map<CaseFolder, RightPair[]>();
  for (const { text, folder, en } of taken.values()) {
    byFile.set(text.file, [...(byFile.get(text.file) ?? []), { text, en }]);
    if (folder) byCase.set(folder, [...(byCase.get(folder) ?? []), { text, en }]);
  }
  const files: ChangedFile[] = [];
  for (const [record, pairs] of byFile) {
    const edited = withEnglish(record, pairs, root);
    diagnostics.push(...edited.diagnostics);
    if (edited.value) files.push(edited.value);
  }
  if (hasErrors(diagnostics)) return { diagnostics };
  for (const [folder, pairs] of byCase)
    files.push({ path: join(root, folder.folder, 'translations.yaml'), text: keptPairs(folder, pairs) });
  return ok({ files, taken: taken.size, left }, diagnostics);
}

const keyOf = (file: string, pointer: string): string => `${file}#${pointer}`;
/** White space that tools leave out or add around a text is not the translator's. */
function likeSource(target: string, source: string): string {
  const text = target.replaceAll('\r\n', '\n').trim();
  return source.endsWith('\n') ? `${text}\n` : text;
}

function withEnglish(record: RecordFile, pairs: readonly RightPair[], root: string): Outcome<ChangedFile> {
  const path = join(root, record.file);
  const source = readFileSync(path, 'utf8');
  const edits = pairs.map(({ text, en }): Edit => ({ kind: 'set', pointer: pointerOf([...text.path, 'en']), value: en }));
  const edited = editRecord(path, source, edits, record.shape);
  if (edited.value === undefined) return { diagnostics: edited.diagnostics };
  const checked = yamlFromBytes({ path, file: path, root, shape: record.shape }, new TextEncoder().encode(edited.value));
  const was = new Set(record.misshapen);
  const wrong = checked.diagnostics.filter(({ severity, place }) => severity === 'error' && !was.has(place?.pointer ?? ''));
  return wrong.length > 0 ? { diagnostics: wrong } : ok({ path, text: edited.value });
}

/** All English that is there is right from now on. */
export function settled(folders: readonly CaseFolder[], root: string): { readonly files: readonly ChangedFile[]; readonly pairs: number } {
  let pairs = 0;
  const files = folders.flatMap((folder): ChangedFile[] => {
    const right = textsOf(folder).flatMap((text): RightPair[] => (text.en === undefined ? [] : [{ text, en: text.en }]));
    pairs += right.length;
    return right.length === 0 ? [] : [{ path: join(root, folder.folder, 'translations.yaml'), text: keptPairs(folder, right) }];
  });
  return { files, pairs };
}
