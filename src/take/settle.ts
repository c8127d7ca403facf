/**
 * What Word files say, against what the records say now.
 *
 * In:  the changes of one or several files, and the records. Out: edits of record files, each with the difference that a person reads; and
 * what cannot be taken: no value of its field, worked out of others, emptied, changed by two people, changed in the record since.
 */
import { isOpen, readWords } from '../answers/read-words.js';
import { reasonOf } from '../answers/types.js';
import { markdownOf, saidOfLost } from '../answers/markdown.js';
import { entriesAround, type Entry } from '../carried/index.js';
import { metaOf, itemOf, type Shape } from '../../schemas/record/index.js';
import type { Code, Diagnostic, Prose } from '../diagnostics/index.js';
import { pathOf } from '../files/pointer.js';
import type { RecordFile } from '../load/types.js';
import { sameValue } from '../record-edit/expected.js';
import { isMapping, type Edit, type YamlValue } from '../record-edit/types.js';
import type { Choices } from './choices.js';
import { inOrder, nextId, withValue } from './entry-values.js';
import { folded } from './folded.js';
import { isPrintedInPart, keptText, lettersOf } from './keep-text.js';
import { fieldAt, fieldName, shapesAt, valueAt, type Records } from './records.js';
import type { Change, Difference, EntryChange, GoneChange, LongChange, ValueChange } from './types.js';
import { saidNone, type SaidNone } from './said-none.js';
import { quoted, whereProse } from './where.js';

/** The changes of one Word file. */
export interface Said {
  readonly form: string;
  readonly scheme: string;
  readonly schemeVersion: string;
  /** Hashes of record files when the Word file was written, where it says them. */
  readonly hashes: ReadonlyMap<string, string>;
  readonly changes: readonly Change[];
  /** What goes into the record along with an entry that the file has begun, once something is written in it. */
  readonly given: readonly { readonly file: string; readonly pointer: string; readonly values: readonly string[] }[];
}
export interface Settled {
  readonly edits: ReadonlyMap<string, readonly Edit[]>;
  readonly differences: readonly Difference[];
  readonly diagnostics: readonly Diagnostic[];
}

/** An entry that the record does not have, with what is written in it. */
interface Begun {
  readonly record: RecordFile;
  readonly entry: Entry;
  readonly answers: Answer[];
}
const isBegun = (record: RecordFile, { list, index }: Entry): boolean => {
  const present = valueAt(record, list);
  return present === undefined || (Array.isArray(present) && index >= present.length);
};
interface Answer {
  readonly said: Said;
  readonly change: ValueChange | LongChange;
  readonly record: RecordFile;
  /** Undefined: emptied. */
  readonly value: YamlValue | undefined;
}

export async function settle(
  all: readonly Said[],
  records: Records,
  choices: Choices,
  options: { readonly remove: boolean },
): Promise<Settled> {
  const work = new Settling(records, choices, options.remove);
  for (const said of all) await work.take(said);
  return work.result();
}

class Settling {
  private readonly answers = new Map<string, Answer[]>();
  private readonly boxes = new Map<string, { said: Said; record: RecordFile; changes: ValueChange[] }>();
  private readonly edits = new Map<string, Edit[]>();
  private readonly last = new Map<string, Edit[]>();
  /** Before which entry of the list as it was each new one stands, in the order of the edits. */
  private readonly added = new Map<string, readonly number[]>();
  private readonly differences: Difference[] = [];
  private readonly diagnostics: Diagnostic[] = [];

  constructor(
    private readonly records: Records,
    private readonly choices: Choices,
    private readonly remove: boolean,
  ) {}

  async take(said: Said): Promise<void> {
    for (const change of said.changes) {
      const record = this.records.byFile.get(change.file);
      if (!record) {
        this.tell('take-place-refused', said, change, {
          zh: `${quoted(change.file)} 不是这份文件所属案卷的记录，不由它改动`,
          en: `${quoted(change.file)} is no record of the case that this file is of, and is not changed by it`,
        });
        continue;
      }
      if (change.kind === 'entry') await this.entry(said, change, record);
      else if (change.kind === 'gone') this.gone(said, change, record);
      else if (change.kind === 'long') this.long(said, change, record);
      else if (change.ticked !== undefined) {
        const key = `${said.form}#${change.file}#${change.pointer}`;
        const box = this.boxes.get(key) ?? { said, record, changes: [] };
        this.boxes.set(key, box);
        box.changes.push(change);
      } else await this.value(said, change, record);
    }
  }

  private tell(
    code: Code,
    said: Said,
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
  private refuse(said: Said, change: Change & { readonly pointer: string }): void {
    this.tell('take-place-refused', said, change, {
      zh: `记录没有 ${quoted(change.pointer)} 这个字段`,
      en: `the record has no field ${quoted(change.pointer)}`,
    });
  }

  private async value(said: Said, change: ValueChange, record: RecordFile): Promise<void> {
    const field = fieldAt(record.shape, change.pointer);
    if (!field) return this.refuse(said, change);
    const present = valueAt(record, change.pointer);
    const choices = await this.choices.of(field.shape, said.scheme, said.schemeVersion);
    const known = { ...(present === undefined ? {} : { present }), choices };
    const stood = change.printed === '' ? present === undefined : isOpen(change.printed, field.shape, change.lang, known);
    if (!stood) {
      const reading = readWords(change.said, field.shape, change.lang, known);
      if (reading.ok && present !== undefined && sameValue(reading.value, present)) return;
      return this.closed(said, change, record, present, readWords(change.printed, field.shape, change.lang, { choices }).ok);
    }
    if (folded(change.said) === '') return this.answer(said, change, record, undefined);
    const reading = readWords(change.said, field.shape, change.lang, { ...known, printed: change.printed });
    if (!reading.ok) {
      const { zh, en } = reasonOf(reading.why);
      return this.tell('take-unreadable', said, change, { zh: `“${quoted(change.said)}”${zh}`, en: `“${quoted(change.said)}”: ${en}` });
    }
    if (present !== undefined && sameValue(reading.value, present)) return;
    this.answer(said, change, record, reading.value);
  }

  /** What was printed is not what the record says: it was worked out of it, or the record has changed since. */
  private closed(said: Said, change: ValueChange | LongChange, record: RecordFile, present: unknown, isReadable: boolean): void {
    const words = change.kind === 'value' ? change.said : markdownOf(change.blocks, change.lang).text;
    const printed = change.kind === 'value' ? change.printed : change.printed.join('\n');
    const hash = said.hashes.get(change.file);
    const isSame = hash === undefined ? !isReadable : hash === record.sha256;
    if (isSame)
      return this.tell('take-closed', said, change, {
        zh: `“${quoted(printed)}”是由记录推算或拼成的，改成“${quoted(words)}”没有采用`,
        en: `“${quoted(printed)}” is worked out of the record; its change to “${quoted(words)}” is not taken`,
      });
    this.tell('take-conflict', said, change, {
      zh: `写出时是“${quoted(printed)}”，记录现在是“${quoted(shown(present))}”，文件里改成了“${quoted(words)}”`,
      en: `it was written as “${quoted(printed)}”, the record now says “${quoted(shown(present))}”, and the file “${quoted(words)}”`,
    });
  }

  private long(said: Said, change: LongChange, record: RecordFile): void {
    const field = fieldAt(record.shape, change.pointer);
    if (!field || metaOf(field.shape)?.kind !== 'long') return this.refuse(said, change);
    const present = valueAt(record, change.pointer);
    const before = typeof present === 'string' ? present : '';
    const { text, lost } = markdownOf(change.blocks, change.lang);
    if (lettersOf(before) !== lettersOf(change.printed.join(''))) {
      if (lettersOf(before) !== lettersOf(text)) this.closed(said, change, record, present, !isPrintedInPart(before, change.printed));
      return;
    }
    const value = keptText(before, text, change.printed);
    if (value.trimEnd() === before.trimEnd()) return;
    for (const { kind, words, place } of lost) {
      const { zh, en } = saidOfLost(kind);
      this.tell(
        'take-left-out',
        said,
        { ...change, at: place },
        { zh: `“${quoted(words)}”${zh}`, en: `“${quoted(words)}”: ${en}` },
        'warning',
      );
    }
    this.answer(said, change, record, value.trim() === '' ? undefined : value + (/\n$/.test(before) ? '\n' : ''));
  }

  private answer(said: Said, change: ValueChange | LongChange, record: RecordFile, value: YamlValue | undefined): void {
    const key = `${change.file}#${change.pointer}`;
    const before = this.answers.get(key) ?? [];
    this.answers.set(key, [...before, { said, change, record, value }]);
  }

  /** Boxes of one place: one is ticked in the end, and it was not before. */
  private ticked(): void {
    for (const { said, record, changes } of this.boxes.values()) {
      const [first] = changes;
      const field = first && fieldAt(record.shape, first.pointer);
      if (!first) continue;
      if (!field) {
        this.refuse(said, first);
        continue;
      }
      const present = valueAt(record, first.pointer);
      const now = new Set(changes.flatMap((one) => (one.said === '☑' ? [one.ticked ?? ''] : [])));
      const gone = new Set(changes.flatMap((one) => (one.said === '☑' ? [] : [one.ticked ?? ''])));
      const [value, ...more] = now;
      if (
        changes.some((one) => one.said !== '☑' && one.said !== '☐') ||
        more.length > 0 ||
        (value !== undefined && present !== undefined && !gone.has(String(present)))
      )
        this.tell('take-unreadable', said, first, {
          zh: '勾选的不止一个，或方框被文字代替',
          en: 'more than one box is ticked, or words stand in place of a box',
        });
      else if (value === undefined) {
        if (present !== undefined && gone.has(String(present))) this.answer(said, first, record, undefined);
      } else if (String(present) !== value) this.answer(said, first, record, asTicked(value, field.shape));
    }
  }

  /** Lists and groups of which all that was written is that there is none, or that they do not apply. */
  private without(): void {
    const all = new Map<string, { key: string; answer: Answer; none: SaidNone }[]>();
    for (const [key, answers] of this.answers)
      for (const answer of answers) {
        const { record, change, value } = answer;
        const none = saidNone(record, change.pointer, change.lang, value);
        if (!none) continue;
        const at = `${change.file}#${none.pointer}`;
        all.set(at, [...(all.get(at) ?? []), { key, answer, none }]);
      }
    for (const [at, said] of all) {
      const within = [...this.answers].filter(([key]) => key.startsWith(`${at}/`)).flatMap(([, answers]) => answers);
      const [first] = said;
      // Where something else was written too, these are words of an entry like others.
      if (!first || within.some((one) => !said.some(({ answer }) => answer === one))) continue;
      for (const { key } of said) this.answers.delete(key);
      const { answer, none } = first;
      if (said.some((one) => one.none.value === 'reason-missing')) {
        this.tell('take-unreadable', answer.said, answer.change, {
          zh: '说了不适用，没有说理由：写成“不适用：理由”',
          en: 'it says that it does not apply, and not why: write “not applicable: reason”',
        });
        continue;
      }
      const value = said.reduce<YamlValue>((sofar, one) => merged(sofar, one.none.value), none.value);
      this.edit(answer.change.file, { kind: 'set', pointer: none.pointer, value });
      const forms = [...new Set(said.map((one) => one.answer.said.form))];
      this.differ(answer.record, { ...answer.change, pointer: none.pointer }, undefined, value, forms);
    }
  }

  private conclude(): void {
    this.without();
    for (const answers of this.answers.values()) {
      const [first] = answers as [Answer];
      const { change, record } = first;
      const present = valueAt(record, change.pointer);
      const others = answers.filter(
        (one) => !(one.value === undefined ? first.value === undefined : first.value !== undefined && sameValue(one.value, first.value)),
      );
      if (others.length > 0) {
        const each = [first, ...others].map((one) => ({ form: one.said.form, words: quoted(shown(one.value)) }));
        this.tell('take-conflict', first.said, change, {
          zh: `原为“${quoted(shown(present))}”，答复不同：${each.map(({ form, words }) => `${form}“${words}”`).join('；')}`,
          en: `it was “${quoted(shown(present))}”, and the answers differ: ${each.map(({ form, words }) => `${form} “${words}”`).join('; ')}`,
        });
        continue;
      }
      const forms = [...new Set(answers.map(({ said }) => said.form))];
      if (first.value === undefined && !this.remove) {
        this.tell('take-removed', first.said, change, {
          zh: `清空了“${quoted(shown(present))}”，没有采用`,
          en: `“${quoted(shown(present))}” was emptied; that is not taken`,
        });
        continue;
      }
      const entry = entriesAround(change.pointer).find((one) => isBegun(record, one));
      if (entry && first.value !== undefined) {
        const key = `${change.file}#${entry.pointer}`;
        const begun = this.begun.get(key) ?? { record, entry, answers: [] };
        begun.answers.push(...(answers as [Answer]));
        this.begun.set(key, begun);
        continue;
      }
      this.edit(
        change.file,
        first.value === undefined
          ? { kind: 'remove', pointer: change.pointer }
          : { kind: 'set', pointer: change.pointer, value: first.value },
      );
      this.differ(record, change, present, first.value, forms);
    }
    for (const one of this.begun.values()) this.begin(one);
  }

  /** Entries that a form begins where the record has none, and of which something was written. */
  private readonly begun = new Map<string, Begun>();
  private begin({ record, entry, answers }: Begun): void {
    let value: YamlValue | undefined;
    const seen = new Set<string>();
    for (const { change, value: said } of answers) {
      if (said === undefined || seen.has(change.pointer)) continue;
      seen.add(change.pointer);
      value = withValue(value, pathOf(change.pointer.slice(entry.pointer.length)), said);
    }
    const [{ said, change }] = answers as [Answer];
    for (const { file, pointer, values } of said.given) {
      if (file !== change.file || !pointer.startsWith(`${entry.pointer}/`)) continue;
      if (!isCodes(fieldAt(record.shape, pointer)?.shape)) return this.refuse(said, { ...change, pointer });
      value = withValue(value, pathOf(pointer.slice(entry.pointer.length)), [...values]);
    }
    const item = shapesAt(record.shape, entry.pointer)?.at(-1);
    const present = valueAt(record, entry.list);
    if (value === undefined || !item) return;
    value = this.whole(value, item, present);
    this.edit(change.file, { kind: 'add', pointer: entry.list, value });
    this.differ(record, { ...change, pointer: entry.pointer }, undefined, value, [...new Set(answers.map((one) => one.said.form))]);
  }
  /** An entry with its id, its fields in order. */
  private whole(value: YamlValue, item: Shape, present: unknown): YamlValue {
    const id = Array.isArray(present) ? nextId(present, item) : undefined;
    const isWithout = isMapping(value) && !Object.hasOwn(value, 'id');
    return inOrder(id !== undefined && isWithout ? { id, ...value } : value, item);
  }

  private async entry(said: Said, change: EntryChange, record: RecordFile): Promise<void> {
    const list = shapesAt(record.shape, change.list)?.at(-1);
    const item = list && itemOf(list);
    const present = valueAt(record, change.list);
    if (!item || (present !== undefined && !Array.isArray(present))) return this.refuse(said, { ...change, pointer: change.list });
    const entries: readonly unknown[] = present ?? [];
    let value: YamlValue | undefined;
    const read = new Map<string, YamlValue>();
    for (const { tail, lang, said: words, sample, blocks = [] } of change.values) {
      const pointer = `${change.list}/${change.after}${tail}`;
      const field = fieldAt(record.shape, pointer);
      if (!field) return this.refuse(said, { ...change, pointer });
      const choices = await this.choices.of(field.shape, said.scheme, said.schemeVersion);
      const was = valueAt(record, pointer);
      const known = was === undefined ? { choices } : { choices, present: was, printed: sample };
      const kind = metaOf(field.shape)?.kind;
      if (kind === 'long' && blocks.length > 0) {
        value = withValue(value, pathOf(tail), markdownOf(blocks, lang).text);
        continue;
      }
      const isText = kind === 'long' || field.lang !== undefined;
      const reading = readWords(words, field.shape, lang, isText ? { choices } : known);
      if (!reading.ok) {
        const { zh, en } = reasonOf(reading.why);
        this.tell(
          'take-unreadable',
          said,
          { ...change, pointer },
          { zh: `新的一项“${quoted(words)}”：${zh}`, en: `a new entry, “${quoted(words)}”: ${en}` },
        );
        return;
      }
      const other = read.get(tail);
      if (other !== undefined && !sameValue(other, reading.value))
        return this.tell(
          'take-conflict',
          said,
          { ...change, pointer },
          {
            zh: `新的一项里说法不同：“${quoted(shown(other))}”和“${quoted(shown(reading.value))}”`,
            en: `a new entry says it in two ways: “${quoted(shown(other))}” and “${quoted(shown(reading.value))}”`,
          },
        );
      if (other === undefined) value = withValue(value, pathOf(tail), reading.value);
      read.set(tail, reading.value);
    }
    for (const { tail, values } of change.given ?? []) {
      const pointer = `${change.list}/${change.after}${tail}`;
      if (!isCodes(fieldAt(record.shape, pointer)?.shape)) return this.refuse(said, { ...change, pointer });
      value = withValue(value, pathOf(tail), [...values]);
    }
    if (value === undefined) return;
    value = this.whole(value, item, entries);
    const index = change.after + 1;
    const edits = this.last.get(change.file) ?? [];
    const key = `${change.file}#${change.list}`;
    const added = this.added.get(key) ?? [];
    this.added.set(key, [...added, index]);
    // Each edit sees what those before it have made.
    const sofar = added.filter((other) => other <= index).length;
    edits.push({ kind: 'add', pointer: change.list, value, ...(index < entries.length ? { index: index + sofar } : {}) });
    this.last.set(change.file, edits);
    this.differ(record, { ...change, pointer: `${change.list}/${index}` }, undefined, value, [said.form]);
  }

  private readonly removals: { record: RecordFile; change: GoneChange; said: Said }[] = [];
  private gone(said: Said, change: GoneChange, record: RecordFile): void {
    const present = valueAt(record, change.pointer);
    if (present === undefined) return;
    const words = { zh: `删除了一项“${quoted(change.printed)}”`, en: `an entry was deleted, “${quoted(change.printed)}”` };
    if (!this.remove) this.tell('take-removed', said, change, { zh: `${words.zh}，没有采用`, en: `${words.en}; that is not taken` });
    else this.removals.push({ record, change, said });
  }

  private edit(file: string, edit: Edit): void {
    this.edits.set(file, [...(this.edits.get(file) ?? []), edit]);
  }
  private differ(
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

  result(): Settled {
    this.ticked();
    this.conclude();
    // Entries that go, the last first, so that the others keep their numbers; what was changed in one that goes is not missed.
    const seen = new Set<string>();
    const inOrder = this.removals.sort((a, b) => indexOf(b.change.pointer) - indexOf(a.change.pointer));
    for (const { record, change, said } of inOrder) {
      const key = `${change.file}#${change.pointer}`;
      if (seen.has(key)) continue;
      seen.add(key);
      this.differ(record, change, valueAt(record, change.pointer), undefined, [said.form]);
    }
    const edits = new Map<string, Edit[]>();
    for (const file of new Set([...this.edits.keys(), ...this.last.keys(), ...inOrder.map(({ change }) => change.file)])) {
      const removed = [...new Set(inOrder.filter(({ change }) => change.file === file).map(({ change }) => change.pointer))];
      edits.set(file, [
        ...(this.edits.get(file) ?? []),
        ...(this.last.get(file) ?? []),
        ...removed.map((pointer): Edit => ({ kind: 'remove', pointer: this.behindAdded(file, pointer) })),
      ]);
    }
    return { edits, differences: this.differences, diagnostics: this.diagnostics };
  }
  /** Where an entry stands once the new ones are in. */
  private behindAdded(file: string, pointer: string): string {
    return entriesAround(pointer).reduce((at, { list, index }) => {
      const before = (this.added.get(`${file}#${list}`) ?? []).filter((other) => other <= index).length;
      const rest = at.slice(at.length - (pointer.length - list.length - String(index).length - 1));
      return before === 0 ? at : `${at.slice(0, at.length - rest.length - String(index).length)}${index + before}${rest}`;
    }, pointer);
  }
}

/** Both languages of one reason. */
const merged = (one: YamlValue, other: YamlValue): YamlValue =>
  isMapping(one) && isMapping(other)
    ? Object.fromEntries([...Object.entries(one), ...Object.entries(other)].map(([key, value]) => [key, merged(one[key] ?? value, value)]))
    : one;
/** A list of codes, as contents of a scheme that a finding answers. */
const isCodes = (shape: Shape | undefined): boolean => {
  const item = shape && itemOf(shape);
  return item !== undefined && metaOf(item)?.kind === 'code';
};
const indexOf = (pointer: string): number => Number(pointer.slice(pointer.lastIndexOf('/') + 1));
const asTicked = (value: string, shape: Shape): YamlValue => {
  const reading = readWords(value, shape, 'zh', { choices: [{ value, words: [value] }] });
  return reading.ok ? reading.value : value;
};

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
