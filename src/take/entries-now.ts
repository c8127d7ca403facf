/**
 * Entries of lists where they stand now: since a Word file was written, a list of the record may have grown, or lost some.
 *
 * In:  a file, its changes, the records. Out: the changes with the places of today; of each new entry which entries the record has got
 * since. An entry is known by what the file printed of it, since its number says nothing once another stands before it; one that the file
 * began, by what is written in it. What is said of an entry that is not there any more, or of which nobody can say which it is, is told.
 * Of a record that is the very file that the Word file was written from nothing changes.
 */
import { entriesAround, isWithin, type PlacedSegment } from '../carried/index.js';
import type { Diagnostic } from '../diagnostics/index.js';
import type { RecordFile } from '../load/types.js';
import { isPlaced } from './align.js';
import type { Choices } from './choices.js';
import type { Form } from './form.js';
import { Ledger } from './ledger.js';
import { NewPictures } from './new-pictures.js';
import { valueAt, type Records } from './records.js';
import { Agreement, printedOf, saidOf, wordsOf, type EntryValues } from './same-entry.js';
import type { Change, Said } from './types.js';
import { quoted } from './where.js';

export interface ChangesNow {
  readonly changes: readonly Change[];
  readonly given: Said['given'];
  readonly diagnostics: readonly Diagnostic[];
}
/** `untold`: more than one may be meant. */
type Found = number | 'gone' | 'untold';
interface ListNow {
  readonly length: number;
  /** What was printed of each entry, by its number in the file; those of which nothing was printed wait for words. */
  readonly printed: ReadonlyMap<number, EntryValues>;
  readonly found: ReadonlyMap<number, Found>;
  readonly waiting: readonly number[];
  /** Entries of the record that are none of those that were printed. */
  readonly since: readonly number[];
}
/** More comparisons than any list of ours takes. */
const most = 2_000_000;

export async function entriesNow(form: Form, changes: readonly Change[], records: Records, choices: Choices): Promise<ChangesNow> {
  return new EntriesNow(form, changes, records, choices).result();
}

class EntriesNow {
  private readonly ledger: Ledger;
  private readonly agreement: Agreement;
  private readonly lists = new Map<string, Promise<ListNow | undefined>>();
  private readonly told = new Set<string>();
  private readonly segments = new Map<string, PlacedSegment[]>();

  constructor(
    private readonly form: Form,
    private readonly all: readonly Change[],
    private readonly records: Records,
    choices: Choices,
  ) {
    const { document, files, blocks } = form.carried;
    this.ledger = new Ledger(records);
    this.agreement = new Agreement(choices, document, new NewPictures(records, this.ledger));
    for (const { path, sha256 } of files) {
      const record = records.byFile.get(path);
      if (record && record.sha256 !== sha256 && all.some(({ file }) => file === path)) this.segments.set(path, []);
    }
    if (this.segments.size > 0)
      for (const block of blocks)
        for (const one of block.segments) if (isPlaced(one)) this.segments.get(files[one.file]?.path ?? '')?.push(one);
  }

  async result(): Promise<ChangesNow> {
    const { files, given: along = [] } = this.form.carried;
    const given = along.map(({ file, pointer, values }) => ({ file: files[file]?.path ?? '', pointer, values }));
    if (this.segments.size === 0) return { changes: this.all, given, diagnostics: [] };
    const changes: Change[] = [];
    for (const change of this.all) changes.push(...(await this.change(change)));
    const givenNow: Said['given'][number][] = [];
    for (const one of given) {
      const [entry] = entriesAround(one.pointer);
      const isOfAny = entry && this.all.some((change) => change.file === one.file && isWithin(pointerOf(change), entry.pointer));
      const pointer = !isOfAny ? one.pointer : await this.now(one.file, one.pointer);
      if (pointer !== undefined && !isFault(pointer)) givenNow.push({ ...one, pointer });
    }
    return { changes, given: givenNow, diagnostics: this.ledger.diagnostics };
  }

  private async change(change: Change): Promise<readonly Change[]> {
    if (!this.segments.has(change.file)) return [change];
    const pointer = await this.now(change.file, pointerOf(change));
    if (isFault(pointer)) {
      this.tell(change, pointer);
      return [];
    }
    if (change.kind !== 'entry') return [{ ...change, pointer }];
    const list = await this.list(change.file, change.list, pointer);
    if (!list) return [{ ...change, list: pointer }];
    return [{ ...change, list: pointer, after: behind(list, change.after), since: list.since }];
  }

  private tell(change: Change, { entry, why, words, isShorter }: Fault): void {
    // What a file lets go is gone already.
    if (change.kind === 'gone' && why === 'gone' && isShorter && change.pointer === entry) return;
    const key = `${change.file}#${entry}`;
    if (this.told.has(key)) return;
    this.told.add(key);
    const said = quoted(words);
    this.ledger.tell(
      'take-conflict',
      { form: this.form.name },
      { at: change.at, file: change.file, pointer: entry.slice(0, entry.lastIndexOf('/')) },
      why === 'gone'
        ? {
            zh: `写出文件之后记录改过，现在没有一项与文件里的“${said}”相符；对这一项的改动没有采用`,
            en: `the record has changed since the file was written, and none of its entries is “${said}” of the file; what was changed in it is not taken`,
          }
        : {
            zh: `写出文件之后记录改过，现在有几项与文件里的“${said}”相符，分不清是哪一项；对这一项的改动没有采用`,
            en: `the record has changed since the file was written, and which of its entries is “${said}” of the file cannot be told; what was changed in it is not taken`,
          },
    );
  }

  /** Where a place stands now, or the entry around it that cannot be found. */
  private async now(file: string, pointer: string): Promise<string | Fault> {
    let now = '';
    let from = 0;
    for (const { pointer: entry, list, index } of entriesAround(pointer)) {
      const listNow = now + pointer.slice(from, list.length);
      const known = await this.list(file, list, listNow);
      const found = known ? await this.entry(file, entry, index, known, listNow) : index;
      if (typeof found !== 'number')
        return {
          entry,
          why: found,
          words: wordsOf(known?.printed.get(index)),
          isShorter: (known?.length ?? 0) < (known?.printed.size ?? 0),
        };
      now = `${listNow}/${found}`;
      from = entry.length;
    }
    return now + pointer.slice(from);
  }

  private async entry(file: string, entry: string, index: number, list: ListNow, listNow: string): Promise<Found> {
    const record = this.records.byFile.get(file);
    const found = list.found.get(index);
    if (found !== undefined || !record) return found ?? index;
    // One that waited for words: what is written in it may have been taken before, with more or less beside it.
    const said = saidOf(this.all, file, entry);
    let best: { readonly n: number; readonly score: number } | undefined;
    for (const n of list.since) {
      const score = await this.agreement.of(said, record, `${listNow}/${n}`);
      if (score > (best?.score ?? said.length / 2) || (score === best?.score && n === index)) best = { n, score };
    }
    if (best) return best.n;
    const isOpenStill = list.since.includes(index) && this.isEmpty(file, entry, record, `${listNow}/${index}`);
    return isOpenStill ? index : list.length + Math.max(0, list.waiting.indexOf(index));
  }
  /** Whether the record has nothing yet where the file waited for words. */
  private isEmpty(file: string, entry: string, record: RecordFile, now: string): boolean {
    const own = this.segments.get(file)?.filter(({ pointer }) => isWithin(pointer, entry)) ?? [];
    return own.every(({ pointer }) => valueAt(record, now + pointer.slice(entry.length)) === undefined);
  }

  private list(file: string, list: string, now: string): Promise<ListNow | undefined> {
    const key = `${file}#${list}`;
    const known = this.lists.get(key) ?? this.compared(file, list, now);
    this.lists.set(key, known);
    return known;
  }
  private async compared(file: string, list: string, now: string): Promise<ListNow | undefined> {
    const record = this.records.byFile.get(file);
    const entries = record && valueAt(record, now);
    if (!record || !Array.isArray(entries)) return undefined;
    const { length } = entries;
    const { printed, waiting } = printedOf(this.segments.get(file) ?? [], list);
    const cost = [...printed.values()].reduce((sum, values) => sum + values.length * length, 0);
    const compared: Compared[] = [];
    for (const [index, values] of cost > most ? [] : printed) {
      const scores: number[] = [];
      for (let n = 0; n < length; n++) scores.push(await this.agreement.of(values, record, `${now}/${n}`));
      compared.push({ index, scores, best: Math.max(0, ...scores), most: await this.agreement.most(values, record, `${now}/0`) });
    }
    const isKnownToDiffer = this.form.carried.files.some(({ path, sha256 }) => path === file && sha256 !== undefined);
    const isAsLong = length === Math.max(...printed.keys()) + 1;
    const found = new Map<number, Found>([...printed.keys()].map((index) => [index, 'untold']));
    for (const one of compared) found.set(one.index, meant(one, compared, { isKnownToDiffer, isAsLong }));
    apart(found);
    const known = new Set(found.values());
    return { length, printed, found, waiting, since: entries.map((_, n) => n).filter((n) => !known.has(n)) };
  }
}

interface Fault {
  readonly entry: string;
  readonly why: 'gone' | 'untold';
  readonly words: string;
  /** The list has fewer entries than were printed. */
  readonly isShorter: boolean;
}
const isFault = (pointer: string | Fault): pointer is Fault => typeof pointer !== 'string';
const pointerOf = (change: Change): string => (change.kind === 'entry' ? change.list : change.pointer);

/** An entry of the file beside all of the record. */
interface Compared {
  readonly index: number;
  /** In how many values it agrees with each of them. */
  readonly scores: readonly number[];
  readonly best: number;
  /** How many could agree. */
  readonly most: number;
}
/** The entry of the record that is meant: that which says most of what was printed, at least half of it, and is no other one's. */
function meant(
  { index, scores, most, best }: Compared,
  all: readonly Compared[],
  { isKnownToDiffer, isAsLong }: { readonly isKnownToDiffer: boolean; readonly isAsLong: boolean },
): Found {
  // A document does not say from which files it was written: most of them are as they were.
  if (!isKnownToDiffer && scores[index] === best) return index;
  const isOthers = (score: number, n: number): boolean =>
    all.some((other) => other.index !== index && other.scores[n] === other.best && other.best > score);
  const free = scores.map((score, n) => (isOthers(score, n) ? 0 : score));
  const highest = Math.max(0, ...free);
  if (most === 0 && highest === 0) return isAsLong ? index : 'untold';
  if (highest === 0 || highest < most / 2) return 'gone';
  const [first, ...more] = free.flatMap((score, n) => (score === highest ? [n] : []));
  if (first !== undefined && more.length === 0) return first;
  return free[index] === highest && (isAsLong || highest >= most) ? index : 'untold';
}

/** No entry of the record is two of the file. */
function apart(found: Map<number, Found>): void {
  const by = new Map<Found, number[]>();
  for (const [index, one] of found) by.set(one, [...(by.get(one) ?? []), index]);
  for (const [one, all] of by) if (typeof one === 'number' && all.length > 1) for (const index of all) found.set(index, 'untold');
}

/** Behind which entry a new one stands now: if that is gone, behind the one before it. */
function behind({ found, length }: ListNow, after: number): number {
  if (after < 0) return after;
  for (let n = after; n >= 0; n--) {
    const now = found.get(n);
    if (now === undefined) return length - 1;
    if (typeof now === 'number') return now;
  }
  return length - 1;
}
