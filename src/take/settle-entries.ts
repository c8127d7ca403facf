/**
 * Entries of lists: those that a file begins where the record has none, those that it adds behind others, those that it lets go.
 *
 * In:  what a file says of an entry, the record. Out: edits of whole entries, in an order in which each finds its place.
 */
import { markdownOf } from '../answers/markdown.js';
import { readWords } from '../answers/read-words.js';
import { reasonOf } from '../answers/types.js';
import { entriesAround, isWithin, type Entry } from '../carried/index.js';
import { itemOf, metaOf, saysThereIsNone, type Shape } from '../../schemas/record/index.js';
import { pathOf } from '../files/pointer.js';
import type { RecordFile } from '../load/types.js';
import { sameValue } from '../record-edit/expected.js';
import { isMapping, type Edit, type YamlValue } from '../record-edit/types.js';
import type { Choices } from './choices.js';
import { inOrder, nextId, withValue } from './entry-values.js';
import { shown, type Ledger } from './ledger.js';
import type { NewPictures } from './new-pictures.js';
import { fieldAt, shapesAt, valueAt } from './records.js';
import type { Answer, EntryChange, GoneChange, Said } from './types.js';
import { quoted } from './where.js';

/** An entry that the record does not have, with what is written in it. */
interface Begun {
  readonly record: RecordFile;
  readonly entry: Entry;
  readonly answers: Answer[];
}
const isBegun = (record: RecordFile, { list, index }: Entry): boolean => {
  const present = valueAt(record, list);
  return present === undefined || saysThereIsNone(present) || (Array.isArray(present) && index >= present.length);
};

export class SettledEntries {
  private readonly last = new Map<string, Edit[]>();
  /** Before which entry of the list as it was each new one stands, in the order of the edits. */
  private readonly added = new Map<string, readonly number[]>();
  /** Entries that a form begins where the record has none, and of which something was written. */
  private readonly begun = new Map<string, Begun>();

  constructor(
    private readonly ledger: Ledger,
    private readonly choices: Choices,
    private readonly remove: boolean,
    private readonly pictures: NewPictures,
  ) {}

  /** Whether the answers are of an entry that the record does not have: then they go into it together. */
  isOfBegun(answers: readonly [Answer, ...Answer[]]): boolean {
    const [{ change, record, value }] = answers;
    const entry = entriesAround(change.pointer).find((one) => isBegun(record, one));
    if (!entry || value === undefined) return false;
    const key = `${change.file}#${entry.pointer}`;
    const begun = this.begun.get(key) ?? { record, entry, answers: [] };
    begun.answers.push(...answers);
    this.begun.set(key, begun);
    return true;
  }
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
      if (!isCodes(fieldAt(record.shape, pointer)?.shape)) return this.ledger.refuse(said, { ...change, pointer });
      value = withValue(value, pathOf(pointer.slice(entry.pointer.length)), [...values]);
    }
    const item = shapesAt(record.shape, entry.pointer)?.at(-1);
    const present = valueAt(record, entry.list);
    if (value === undefined || !item) return;
    value = whole(value, item, present);
    this.ledger.edit(change.file, { kind: 'add', pointer: entry.list, value });
    this.ledger.differ(record, { ...change, pointer: entry.pointer }, undefined, value, [...new Set(answers.map((one) => one.said.form))]);
  }

  /** A new one behind another. */
  async entry(said: Said, change: EntryChange, record: RecordFile): Promise<void> {
    const list = shapesAt(record.shape, change.list)?.at(-1);
    const item = list && itemOf(list);
    const there = valueAt(record, change.list);
    const present = saysThereIsNone(there) ? undefined : there;
    if (!item || (present !== undefined && !Array.isArray(present))) return this.ledger.refuse(said, { ...change, pointer: change.list });
    const entries: readonly unknown[] = present ?? [];
    let value: YamlValue | undefined;
    const read = new Map<string, YamlValue>();
    for (const { tail, lang, said: words, sample, blocks = [], picture } of change.values) {
      const pointer = `${change.list}/${change.after}${tail}`;
      const field = fieldAt(record.shape, pointer);
      if (!field) return this.ledger.refuse(said, { ...change, pointer });
      if (picture) {
        if (metaOf(field.shape)?.kind !== 'picture') return this.ledger.refuse(said, { ...change, pointer });
        const path = this.pictures.take(said, { ...change, pointer }, record, picture);
        if (path === undefined) return;
        value = withValue(value, pathOf(tail), path);
        continue;
      }
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
        this.ledger.tell(
          'take-unreadable',
          said,
          { ...change, pointer },
          { zh: `新的一项“${quoted(words)}”：${zh}`, en: `a new entry, “${quoted(words)}”: ${en}` },
        );
        return;
      }
      const other = read.get(tail);
      if (other !== undefined && !sameValue(other, reading.value))
        return this.ledger.tell(
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
      if (!isCodes(fieldAt(record.shape, pointer)?.shape)) return this.ledger.refuse(said, { ...change, pointer });
      value = withValue(value, pathOf(tail), [...values]);
    }
    if (value === undefined) return;
    if (this.isThere(said, change, entries, value)) return;
    value = whole(value, item, entries);
    const index = change.after + 1;
    const edits = this.last.get(change.file) ?? [];
    const key = `${change.file}#${change.list}`;
    const added = this.added.get(key) ?? [];
    this.added.set(key, [...added, index]);
    // Each edit sees what those before it have made.
    const sofar = added.filter((other) => other <= index).length;
    edits.push({ kind: 'add', pointer: change.list, value, ...(index < entries.length ? { index: index + sofar } : {}) });
    this.last.set(change.file, edits);
    this.ledger.differ(record, { ...change, pointer: `${change.list}/${index}` }, undefined, value, [said.form]);
  }

  /**
   * Entries that one file lets go while others say something of them: all of it is told, and the entry stays as it is. Out: the answers
   * that are told.
   */
  disputed(all: readonly Answer[]): ReadonlySet<Answer> {
    const told = new Set<Answer>();
    for (const removal of [...this.removals]) {
      const { change, said } = removal;
      const inIt = all.filter((one) => one.change.file === change.file && isWithin(one.change.pointer, change.pointer));
      const other = inIt.find((one) => one.said.form !== said.form);
      if (!other) continue;
      this.removals.splice(this.removals.indexOf(removal), 1);
      const isFirst = !told.has(other);
      for (const one of inIt) told.add(one);
      if (!isFirst) continue;
      const [entry, words] = [quoted(change.printed), quoted(shown(other.value))];
      this.ledger.tell('take-conflict', other.said, other.change, {
        zh: `${said.form} 删除了这一项“${entry}”，${other.said.form} 把其中一处改成“${words}”；都没有采用`,
        en: `${said.form} deletes the entry, “${entry}”, and ${other.said.form} says “${words}” in it; neither is taken`,
      });
    }
    return told;
  }

  /** Of each file: entries of the record that it has said already. */
  private readonly there = new Map<string, Set<number>>();
  /** Whether the record has got the entry since the file was written: the file was taken before, and comes a second time. */
  private isThere({ form }: Said, { file, list, since = [] }: EntryChange, entries: readonly unknown[], value: YamlValue): boolean {
    const key = `${form}#${file}#${list}`;
    const there = this.there.get(key) ?? new Set<number>();
    this.there.set(key, there);
    const found = since.find((n) => !there.has(n) && saysAllOf(entries[n], value));
    if (found !== undefined) there.add(found);
    return found !== undefined;
  }

  private readonly removals: { record: RecordFile; change: GoneChange; said: Said; isTold?: boolean }[] = [];
  gone(said: Said, change: GoneChange, record: RecordFile): void {
    const present = valueAt(record, change.pointer);
    if (present === undefined) return;
    const words = { zh: `删除了一项“${quoted(change.printed)}”`, en: `an entry was deleted, “${quoted(change.printed)}”` };
    if (!this.remove)
      this.ledger.tell('take-removed', said, change, {
        zh: `${words.zh}，不加 --remove 不采用`,
        en: `${words.en}; that is taken with --remove alone`,
      });
    else this.removals.push({ record, change, said });
  }

  /** An entry of which all was emptied, each value of which is told already. */
  emptied({ said, record, change: { file, at } }: Answer, pointer: string): void {
    this.removals.push({ record, change: { kind: 'gone', file, pointer, printed: '', at }, said, isTold: true });
  }

  /** Once all files are taken: the edits of each record file, those of single values among them. */
  edits(): ReadonlyMap<string, readonly Edit[]> {
    for (const one of this.begun.values()) this.begin(one);
    // Entries that go, the last first, so that the others keep their numbers; what was changed in one that goes is not missed.
    const seen = new Set<string>();
    const inOrder = this.removals.sort((a, b) => indexOf(b.change.pointer) - indexOf(a.change.pointer));
    for (const { record, change, said, isTold = false } of inOrder) {
      const key = `${change.file}#${change.pointer}`;
      if (seen.has(key)) continue;
      seen.add(key);
      if (!isTold) this.ledger.differ(record, change, valueAt(record, change.pointer), undefined, [said.form]);
    }
    const edits = new Map<string, Edit[]>();
    for (const file of new Set([...this.ledger.edits.keys(), ...this.last.keys(), ...inOrder.map(({ change }) => change.file)])) {
      const removed = [...new Set(inOrder.filter(({ change }) => change.file === file).map(({ change }) => change.pointer))];
      edits.set(file, [
        ...this.inPlaceOfNone(file, [...(this.ledger.edits.get(file) ?? []), ...(this.last.get(file) ?? [])]),
        ...removed.map((pointer): Edit => ({ kind: 'remove', pointer: this.behindAdded(file, pointer), stood: pointer })),
      ]);
    }
    return edits;
  }
  /** Where the record says that there is none, the first entry of the list comes in place of that. */
  private inPlaceOfNone(file: string, edits: readonly Edit[]): readonly Edit[] {
    const record = this.ledger.records.byFile.get(file);
    const begun = new Set<string>();
    return edits.map((edit): Edit => {
      if (edit.kind !== 'add' || !record || begun.has(edit.pointer) || !saysThereIsNone(valueAt(record, edit.pointer))) return edit;
      begun.add(edit.pointer);
      return { kind: 'set', pointer: edit.pointer, value: [edit.value] };
    });
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

/** Whether an entry says all that a new one says: what else it says may have been added since. */
function saysAllOf(entry: unknown, value: YamlValue): boolean {
  if (isMapping(value))
    return isMapping(entry) && Object.entries(value).every(([key, one]) => Object.hasOwn(entry, key) && saysAllOf(entry[key], one));
  if (Array.isArray(value))
    return Array.isArray(entry) && entry.length === value.length && value.every((one: YamlValue, n) => saysAllOf(entry[n], one));
  return sameValue(entry, value);
}

/** An entry with its id, its fields in order. */
function whole(value: YamlValue, item: Shape, present: unknown): YamlValue {
  const id = Array.isArray(present) ? nextId(present, item) : undefined;
  const isWithout = isMapping(value) && !Object.hasOwn(value, 'id');
  return inOrder(id !== undefined && isWithout ? { id, ...value } : value, item);
}

/** A list of codes, as contents of a scheme that a finding answers. */
const isCodes = (shape: Shape | undefined): boolean => {
  const item = shape && itemOf(shape);
  return item !== undefined && metaOf(item)?.kind === 'code';
};
const indexOf = (pointer: string): number => Number(pointer.slice(pointer.lastIndexOf('/') + 1));
