/**
 * What taking files has come to so far.
 *
 * In:  the records; what is found, one after the other. Out: edits of record files, the differences that a person reads, and what cannot
 * be taken, each with the field in words.
 */
import type { Code, Diagnostic, Prose } from '../diagnostics/index.js';
import type { RecordFile } from '../load/types.js';
import type { Edit } from '../record-edit/types.js';
import { fieldName, type Records } from './records.js';
import type { Change, Difference, Said, ValueChange } from './types.js';
import { quoted, whereProse } from './where.js';

export class Ledger {
  readonly edits = new Map<string, Edit[]>();
  readonly differences: Difference[] = [];
  readonly diagnostics: Diagnostic[] = [];

  constructor(readonly records: Records) {}

  tell(
    code: Code,
    said: Pick<Said, 'form'>,
    { at, file, pointer }: { readonly at: Change['at']; readonly file: string; readonly pointer?: string },
    message: Prose,
    severity: Diagnostic['severity'] = 'error',
  ): void {
    const where = whereProse(at);
    const record = this.records.byFile.get(file);
    const name = record && pointer !== undefined ? fieldName(record.shape, pointer) : undefined;
    this.diagnostics.push({
      code,
      severity,
      place: { file: said.form },
      message: {
        zh: `${where.zh}${name ? `，${file} 的“${name.zh}”` : ''}：${message.zh}`,
        en: `${where.en}${name ? `, ${name.en} of ${file}` : ''}: ${message.en}`,
      },
    });
  }
  refuse(said: Said, change: Change & { readonly pointer: string }): void {
    this.tell('take-place-refused', said, change, {
      zh: `记录没有 ${quoted(change.pointer)} 这个字段`,
      en: `the record has no field ${quoted(change.pointer)}`,
    });
  }

  edit(file: string, edit: Edit): void {
    this.edits.set(file, [...(this.edits.get(file) ?? []), edit]);
  }
  differ(
    record: RecordFile,
    { pointer, file, at, ...rest }: { readonly pointer: string; readonly file: string; readonly at: Change['at'] },
    before: unknown,
    after: unknown,
    forms: readonly string[],
  ): void {
    const lang = 'lang' in rest && /\/(?:zh|en)$/.test(pointer) ? (rest as ValueChange).lang : undefined;
    this.differences.push({
      ...{ file, pointer, at, forms, before: shown(before), after: shown(after) },
      field: fieldName(record.shape, lang ? pointer.slice(0, -3) : pointer),
      ...(lang ? { lang } : {}),
    });
  }
}

/** A value as a person reads it. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.map(shown).join('、');
  return Object.values(value)
    .map(shown)
    .filter((one) => one !== '')
    .join(' · ');
}
