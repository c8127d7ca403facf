/**
 * Word files that came back, taken into the records of their project.
 *
 * In:  Word files as bytes, the project. Out: who wrote each with what; for each record file the differences and the whole of it as it is
 * to be; and all that cannot be taken. Nothing is written here (`record-edit/write-records.ts`).
 */
import { join } from 'node:path';
import { hasErrors, ok, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import { limits } from '../files/limits.js';
import { readInside } from '../files/read-file.js';
import { yamlFromBytes } from '../files/yaml-file.js';
import { isOfPart, isWithin } from '../carried/index.js';
import { metaOf } from '../../schemas/record/index.js';
import { editWhatCan } from '../record-edit/edit-record.js';
import type { Edit } from '../record-edit/types.js';
import { markdownOf } from '../answers/markdown.js';
import { Allowed, type PartToTake } from './allowed.js';
import { withoutLoneCaptions } from './captions.js';
import { changesOf, type Fields } from './changes.js';
import { Choices } from './choices.js';
import { entriesNow } from './entries-now.js';
import { readForm, type Form } from './form.js';
import { fieldAt, fieldName, recordsFor, type Records } from './records.js';
import { settle, type Settled } from './settle.js';
import { staleEnglish } from './stale-english.js';
import type { Change, Difference, Said, Taken, TakenFile } from './types.js';
import { quoted, whereProse } from './where.js';

export interface TakeOptions {
  /** The project's folder. */
  readonly root: string;
  readonly forms: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** Open tracked changes are taken as accepted. */
  readonly accept: boolean;
  /** Values that were emptied, and entries that were deleted, go. */
  readonly remove: boolean;
  /** Nothing but this part of the record is taken, whatever a file says that it is for. */
  readonly part?: PartToTake | undefined;
}

export async function take({ root, forms: given, accept, remove, part }: TakeOptions): Promise<Outcome<Taken>> {
  const diagnostics: Diagnostic[] = [];
  const forms = openedForms(given, accept, diagnostics);
  if (forms.length === 0) return { diagnostics };
  const records = recordsFor(root, [...new Set(forms.flatMap(({ carried }) => carried.files.map(({ path }) => path)))]);
  if (!records.value) return { diagnostics: [...diagnostics, ...records.diagnostics] };
  diagnostics.push(...records.diagnostics.filter(({ severity }) => severity === 'error'));
  const settled = await settledOf(forms, records.value, { accept, remove, part });
  diagnostics.push(...settled.diagnostics);
  const files: TakenFile[] = [];
  for (const [file, edits] of [...settled.edits].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const edited = edit(records.value, file, edits);
    diagnostics.push(...edited.diagnostics);
    if (!edited.value) continue;
    const { left, source, before } = edited.value;
    const isLeft = ({ pointer }: Difference): boolean =>
      left.some((one) => isWithin(pointer, one.kind === 'remove' ? (one.stood ?? one.pointer) : one.pointer));
    const made = edits.filter((one) => !left.includes(one));
    const differences = settled.differences.filter((one) => one.file === file && !isLeft(one));
    if (made.length > 0) files.push({ file, edits: made, source, before, differences });
  }
  const pictures = settled.pictures.namedBy(files);
  const stale = staleEnglish(
    records.value,
    files.flatMap(({ differences }) => differences),
  );
  const ofBody = files
    .flatMap(({ differences }) => differences)
    .filter(({ file, pointer }) => {
      const kind = records.value?.byFile.get(file)?.kind ?? '';
      return !isOfPart('nc', kind, pointer) && !isOfPart('plan', kind, pointer);
    });
  return ok(
    {
      ofBody,
      forms: forms.map(({ name, producer, carried, review }) => ({ name, producer, document: carried.document, review })),
      files,
      pictures,
      stale,
    },
    diagnostics,
  );
}

export function openedForms(given: TakeOptions['forms'], accept: boolean, diagnostics: Diagnostic[]): readonly Form[] {
  return given.flatMap(({ name, bytes }) => {
    const form = readForm(bytes, name, accept);
    diagnostics.push(...form.diagnostics);
    return form.value ? [form.value] : [];
  });
}

/** What opened files say, as edits of the records. */
export async function settledOf(
  forms: readonly Form[],
  records: Records,
  { accept, remove, part }: Pick<TakeOptions, 'accept' | 'remove' | 'part'>,
): Promise<Settled> {
  const diagnostics: Diagnostic[] = [];
  const fields = fieldsIn(records);
  const choices = new Choices(records);
  const said: Said[] = [];
  for (const form of forms) {
    const elsewhere = notOfOneCase(form, records);
    if (elsewhere) {
      diagnostics.push(elsewhere);
      continue;
    }
    const { changes: all, diagnostics: found } = changesOf(form, fields, accept);
    const { changes: own, refused } = ownChanges(form, all, records, part);
    const { changes, given, diagnostics: lost } = await entriesNow(form, own, records, choices);
    diagnostics.push(...found, ...refused, ...lost);
    const { files, document } = form.carried;
    said.push({
      form: form.name,
      scheme: document.scheme,
      schemeVersion: document.schemeVersion,
      hashes: new Map(files.flatMap(({ path, sha256 }) => (sha256 === undefined ? [] : [[path, sha256] as const]))),
      changes,
      given,
    });
  }
  const captioned = withoutLoneCaptions(said, records);
  const settled = await settle(captioned.said, records, choices, { remove });
  return { ...settled, diagnostics: [...diagnostics, ...captioned.diagnostics, ...settled.diagnostics] };
}

const fieldsIn = ({ byFile }: Records): Fields => {
  /** By file and pointer: a report has a thousand places, and each is asked for several times. */
  const known = new Map<string, Map<string, boolean>>();
  const isLong = (file: string, pointer: string): boolean => {
    const record = byFile.get(file);
    const field = record && fieldAt(record.shape, pointer);
    return field !== undefined && metaOf(field.shape)?.kind === 'long';
  };
  return {
    isLong: (file, pointer) => {
      const inFile = known.get(file) ?? new Map<string, boolean>();
      const is = inFile.get(pointer);
      if (is !== undefined) return is;
      known.set(file, inFile.set(pointer, isLong(file, pointer)));
      return inFile.get(pointer) === true;
    },
    name: (file, pointer) => {
      const record = byFile.get(file);
      if (!record) return { zh: `${file} 中的内容`, en: `a value of ${file}` };
      return fieldName(record.shape, pointer.replace(/\/(?:zh|en)$/, ''));
    },
  };
};

/** Those that a form may make; each of the others is told. */
function ownChanges(
  form: Form,
  all: readonly Change[],
  records: Records,
  part: PartToTake | undefined,
): { readonly changes: readonly Change[]; readonly refused: readonly Diagnostic[] } {
  const allowed = new Allowed(form, records, part);
  const refused: Diagnostic[] = [];
  const changes = all.filter((change) => {
    const why = allowed.why(change);
    if (!why) return true;
    const record = records.byFile.get(change.file);
    const pointer = change.kind === 'entry' ? change.list : change.pointer;
    const [where, name] = [whereProse(change.at), record ? fieldName(record.shape, pointer) : { zh: change.file, en: change.file }];
    const { code, message } = why;
    const isPicture = change.kind === 'picture' || (change.kind === 'entry' && change.values.every(({ picture }) => picture));
    const words = isPicture ? '' : quoted(saidBy(change));
    refused.push({
      ...{ code, severity: 'error', place: { file: form.name } },
      message: {
        zh: `${where.zh}：“${name.zh}”${message.zh}，${words === '' ? '图片' : `“${words}”`}没有采用`,
        en: `${where.en}: ${name.en} ${message.en}; ${words === '' ? 'the picture' : `“${words}”`} is not taken`,
      },
    });
    return false;
  });
  return { changes, refused };
}
const saidBy = (change: Change): string => {
  if (change.kind === 'value') return change.said;
  if (change.kind === 'long') return markdownOf(change.blocks, change.lang).text;
  if (change.kind === 'picture') return '';
  return change.kind === 'entry' ? change.values.map(({ said }) => said).join(' · ') : change.printed;
};

/** A document is of one case. One whose records are of none here, or of several, was not written by this project. */
function notOfOneCase({ name, carried }: Form, { cases, byFile }: Records): Diagnostic | undefined {
  const of = cases.filter(({ folder }) => carried.files.some(({ path }) => path.startsWith(`${folder}/`)));
  if (of.length === 1 && carried.files.some(({ path }) => byFile.has(path))) return undefined;
  return {
    code: of.length > 1 ? 'take-place-refused' : 'take-record-missing',
    severity: 'error',
    place: { file: name },
    message:
      of.length > 1
        ? { zh: '它指向几个案卷的记录，而一份文件只属于一个案卷', en: 'It names records of several cases; a document is of one' }
        : { zh: '它所属的案卷不在这个项目中', en: 'The case that it is of is not in this project' },
  };
}

/** The file as it is to be: edited in its text, and of the shape that its records have. */
function edit(
  { root, byFile }: Records,
  file: string,
  edits: TakenFile['edits'],
): Outcome<{ readonly before: string; readonly source: string; readonly left: readonly Edit[] }> {
  const record = byFile.get(file);
  if (!record) return { diagnostics: [] };
  const path = join(root, file);
  const bytes = readInside(path, root, limits.yamlBytes);
  if (!bytes.value) return { diagnostics: bytes.diagnostics };
  const before = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.value);
  const edited = editWhatCan(path, before, edits, record.shape);
  if (!edited.value) return { diagnostics: edited.diagnostics };
  const { text: source, left } = edited.value;
  const request = { path, file, root, shape: record.shape };
  const wrongBefore = new Set(yamlFromBytes(request, bytes.value).diagnostics.map(({ message }) => message.en));
  const wrong = yamlFromBytes(request, new TextEncoder().encode(source)).diagnostics.filter(({ message }) => !wrongBefore.has(message.en));
  const diagnostics = [...edited.diagnostics, ...wrong];
  return hasErrors(wrong) ? { diagnostics } : ok({ before, source, left }, diagnostics);
}
