/**
 * What Word files say, against what the records say now.
 *
 * In:  the changes of one or several files, and the records. Out: edits of record files, each with the difference that a person reads; and
 * what cannot be taken: no value of its field, worked out of others, emptied, changed by two people, changed in the record since.
 */
import { markdownOf, saidOfLost } from '../answers/markdown.js';
import { isOpen, readWords } from '../answers/read-words.js';
import { reasonOf } from '../answers/types.js';
import { entriesAround, isWithin } from '../carried/index.js';
import { metaOf, type Shape } from '../../schemas/record/index.js';
import type { Diagnostic } from '../diagnostics/index.js';
import type { RecordFile } from '../load/types.js';
import { sameValue } from '../record-edit/expected.js';
import type { Edit, YamlValue } from '../record-edit/types.js';
import type { Choices } from './choices.js';
import { folded } from './folded.js';
import { isPrintedInPart, keptText, lettersOf } from './keep-text.js';
import { Ledger, shown } from './ledger.js';
import { wholeOf } from './emptied.js';
import { fieldAt, valueAt, type Records } from './records.js';
import { NewPictures } from './new-pictures.js';
import { settleNone } from './said-none.js';
import { SettledEntries } from './settle-entries.js';
import type { Answer, Difference, LongChange, PictureChange, Said, ValueChange } from './types.js';
import { quoted } from './where.js';

export interface Settled {
  readonly edits: ReadonlyMap<string, readonly Edit[]>;
  readonly differences: readonly Difference[];
  readonly diagnostics: readonly Diagnostic[];
  readonly pictures: NewPictures;
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

  private readonly ledger: Ledger;
  private readonly entries: SettledEntries;
  private readonly pictures: NewPictures;

  constructor(
    private readonly records: Records,
    private readonly choices: Choices,
    private readonly remove: boolean,
  ) {
    this.ledger = new Ledger(records);
    this.pictures = new NewPictures(records, this.ledger);
    this.entries = new SettledEntries(this.ledger, choices, remove, this.pictures);
  }

  async take(said: Said): Promise<void> {
    for (const change of said.changes) {
      const record = this.records.byFile.get(change.file);
      if (!record) {
        // Files of the case that were there when the form was written are gone, or say what cannot be read.
        const isOfCase = this.records.cases.some(({ folder }) => change.file.startsWith(`${folder}/`));
        this.ledger.tell('take-place-refused', said, change, {
          zh: `${quoted(change.file)} ${isOfCase ? '现在没有，或内容有误读不出来' : '不是这份文件所属案卷的记录'}，不由它改动`,
          en: `${quoted(change.file)} ${isOfCase ? 'is not there now, or cannot be read for what is wrong with it' : 'is no record of the case that this file is of'}, and is not changed by it`,
        });
        continue;
      }
      if (change.kind === 'entry') await this.entries.entry(said, change, record);
      else if (change.kind === 'gone') this.entries.gone(said, change, record);
      else if (change.kind === 'long') this.long(said, change, record);
      else if (change.kind === 'picture') this.picture(said, change, record);
      else if (change.ticked !== undefined) {
        const key = `${said.form}#${change.file}#${change.pointer}`;
        const box = this.boxes.get(key) ?? { said, record, changes: [] };
        this.boxes.set(key, box);
        box.changes.push(change);
      } else await this.value(said, change, record);
    }
  }

  private async value(said: Said, change: ValueChange, record: RecordFile): Promise<void> {
    const field = fieldAt(record.shape, change.pointer);
    if (!field) return this.ledger.refuse(said, change);
    const present = valueAt(record, change.pointer);
    const choices = await this.choices.of(field.shape, said.scheme, said.schemeVersion);
    const known = { ...(present === undefined ? {} : { present }), choices };
    const isEmpty = present === undefined || (Array.isArray(present) && present.length === 0);
    const stood = change.printed === '' ? isEmpty : isOpen(change.printed, field.shape, change.lang, known);
    if (!stood) {
      const reading = readWords(change.said, field.shape, change.lang, known);
      if (reading.ok && present !== undefined && sameValue(reading.value, present)) return;
      return this.closed(said, change, record, present, readWords(change.printed, field.shape, change.lang, { choices }).ok);
    }
    if (folded(change.said) === '') return this.answer(said, change, record, undefined);
    const reading = readWords(change.said, field.shape, change.lang, { ...known, printed: change.printed });
    if (!reading.ok) {
      const { zh, en } = reasonOf(reading.why);
      return this.ledger.tell('take-unreadable', said, change, {
        zh: `“${quoted(change.said)}”${zh}`,
        en: `“${quoted(change.said)}”: ${en}`,
      });
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
      return this.ledger.tell('take-closed', said, change, {
        zh: `“${quoted(printed)}”是由记录推算或拼成的，改成“${quoted(words)}”没有采用`,
        en: `“${quoted(printed)}” is worked out of the record; its change to “${quoted(words)}” is not taken`,
      });
    this.ledger.tell('take-conflict', said, change, {
      zh: `写出时是“${quoted(printed)}”，记录现在是“${quoted(shown(present))}”，文件里改成了“${quoted(words)}”`,
      en: `it was written as “${quoted(printed)}”, the record now says “${quoted(shown(present))}”, and the file “${quoted(words)}”`,
    });
  }

  private long(said: Said, change: LongChange, record: RecordFile): void {
    const field = fieldAt(record.shape, change.pointer);
    if (!field || metaOf(field.shape)?.kind !== 'long') return this.ledger.refuse(said, change);
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
      // Pictures are told of wherever they stand.
      if (kind === 'picture') continue;
      // Numbers go on as the record has them (`keptText`): LibreOffice begins a list anew where another style begins.
      if (kind === 'number' && /^[ \t]*\d{1,3}[.)][ \t]/m.test(before)) continue;
      const { zh, en } = saidOfLost(kind);
      this.ledger.tell(
        'take-left-out',
        said,
        { ...change, at: place },
        { zh: `“${quoted(words)}”${zh}`, en: `“${quoted(words)}”: ${en}` },
        'warning',
      );
    }
    this.answer(said, change, record, value.trim() === '' ? undefined : value + (/\n$/.test(before) ? '\n' : ''));
  }

  private picture(said: Said, change: PictureChange, record: RecordFile): void {
    const field = fieldAt(record.shape, change.pointer);
    const kind = field && metaOf(field.shape)?.kind;
    // A scan may be any file; in Word it is a picture.
    if (kind !== 'picture' && kind !== 'file') return this.ledger.refuse(said, change);
    const { was, picture } = change;
    const present = valueAt(record, change.pointer);
    const now = this.pictures.hashOf(record, present);
    if (picture === undefined ? present === undefined : now === picture.sha256) return;
    if (was === undefined ? present !== undefined : now !== was)
      return this.ledger.tell('take-conflict', said, change, {
        zh: `写出文件之后，记录换了图片，现在是“${quoted(shown(present))}”，文件里又放入了另一张`,
        en: `since the file was written the record has got another picture, “${quoted(shown(present))}”, and the file has one of its own`,
      });
    const value = picture && this.pictures.take(said, change, record, picture);
    if (value !== undefined || picture === undefined) this.answer(said, change, record, value);
  }

  private answer(said: Said, change: Answer['change'], record: RecordFile, value: YamlValue | undefined): void {
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
        this.ledger.refuse(said, first);
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
        this.ledger.tell('take-unreadable', said, first, {
          zh: '勾选的不止一个，或方框被文字代替',
          en: 'more than one box is ticked, or words stand in place of a box',
        });
      else if (value === undefined) {
        if (present !== undefined && gone.has(String(present))) this.answer(said, first, record, undefined);
      } else if (String(present) !== value) this.answer(said, first, record, asTicked(value, field.shape));
    }
  }

  private conclude(): void {
    settleNone(this.answers, this.ledger);
    const disputed = this.entries.disputed([...this.answers.values()].flat());
    const emptied: Answer[] = [];
    for (const answers of this.answers.values()) {
      if (answers.some((one) => disputed.has(one))) continue;
      const [first] = answers as [Answer];
      const { change, record } = first;
      const present = valueAt(record, change.pointer);
      const others = answers.filter(
        (one) => !(one.value === undefined ? first.value === undefined : first.value !== undefined && sameValue(one.value, first.value)),
      );
      if (others.length > 0) {
        const each = [first, ...others].map((one) => ({ form: one.said.form, words: quoted(shown(one.value)) }));
        this.ledger.tell('take-conflict', first.said, change, {
          zh: `原为“${quoted(shown(present))}”，答复不同：${each.map(({ form, words }) => `${form}“${words}”`).join('；')}`,
          en: `it was “${quoted(shown(present))}”, and the answers differ: ${each.map(({ form, words }) => `${form} “${words}”`).join('; ')}`,
        });
        continue;
      }
      const forms = [...new Set(answers.map(({ said }) => said.form))];
      if (first.value === undefined && !this.remove) {
        this.ledger.tell('take-removed', first.said, change, {
          zh: `清空了“${quoted(shown(present))}”，不加 --remove 不采用`,
          en: `“${quoted(shown(present))}” was emptied; that is taken with --remove alone`,
        });
        continue;
      }
      if (this.entries.isOfBegun(answers as [Answer])) continue;
      if (first.value === undefined) emptied.push(first);
      else this.ledger.edit(change.file, { kind: 'set', pointer: change.pointer, value: first.value });
      this.ledger.differ(record, change, present, first.value, forms);
    }
    this.removeEmptied(emptied);
  }

  /** A mapping that would be left empty goes as a whole: a text of which both languages were emptied. */
  private removeEmptied(emptied: readonly Answer[]): void {
    for (const record of new Set(emptied.map((one) => one.record))) {
      const own = emptied.filter((one) => one.record === record).map(({ change }) => change.pointer);
      const set = (this.ledger.edits.get(record.file) ?? []).map(({ pointer }) => pointer);
      for (const pointer of wholeOf(record.value, own, set)) {
        const first = emptied.find(({ change }) => change.file === record.file && isWithin(change.pointer, pointer));
        if (first && first.change.pointer !== pointer && entriesAround(pointer).at(-1)?.pointer === pointer)
          this.entries.emptied(first, pointer);
        else this.ledger.edit(record.file, { kind: 'remove', pointer });
      }
    }
  }

  result(): Settled {
    this.ticked();
    this.conclude();
    const edits = this.entries.edits();
    return { edits, differences: this.ledger.differences, diagnostics: this.ledger.diagnostics, pictures: this.pictures };
  }
}

const asTicked = (value: string, shape: Shape): YamlValue => {
  const reading = readWords(value, shape, 'zh', { choices: [{ value, words: [value] }] });
  return reading.ok ? reading.value : value;
};
