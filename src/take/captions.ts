/**
 * Captions that come back without a picture.
 *
 * In:  what Word files say, all of them, and the records. Out: the same without the words of pictures that neither the record has nor any
 * file brings, each told: a caption by itself is no evidence, and a record that held one could not be printed.
 */
import { pictureBeside } from '../load/captions.js';
import type { Diagnostic } from '../diagnostics/index.js';
import { Ledger } from './ledger.js';
import { isUsable } from './new-pictures.js';
import { fieldAt, shapesAt, valueAt, type Records } from './records.js';
import type { Change, EntryChange, Said } from './types.js';
import { quoted } from './where.js';

export function withoutLoneCaptions(
  all: readonly Said[],
  records: Records,
): { readonly said: readonly Said[]; readonly diagnostics: readonly Diagnostic[] } {
  const ledger = new Ledger(records);
  const brought = new Set(
    all.flatMap(({ changes }) =>
      changes.flatMap((one) =>
        one.kind === 'picture' && one.picture && isUsable(one.picture.bytes) ? [`${one.file}#${one.pointer}`] : [],
      ),
    ),
  );
  /** Where the picture of the words at a pointer belongs; undefined where they are of none. */
  const pictureOf = (file: string, pointer: string): string | undefined => {
    const record = records.byFile.get(file);
    const field = record && fieldAt(record.shape, pointer);
    if (!record || !field) return undefined;
    const around = field.pointer.slice(0, field.pointer.lastIndexOf('/'));
    const shape = shapesAt(record.shape, around)?.at(-1);
    const key = shape && pictureBeside(shape);
    return key === undefined || `${around}/${key}` === field.pointer ? undefined : `${around}/${key}`;
  };
  const tell = (said: Said, { file, at }: Change, pointer: string, words: string): void =>
    ledger.tell(
      'take-picture-missing',
      said,
      { file, at, pointer },
      { zh: `“${quoted(words)}”没有图片，没有采用`, en: `there is no picture to “${quoted(words)}”, which is not taken` },
    );
  const told = new Set<string>();
  const isLone = (said: Said, change: Change): boolean => {
    if (change.kind !== 'value' || change.said.trim() === '') return false;
    const [record, picture] = [records.byFile.get(change.file), pictureOf(change.file, change.pointer)];
    if (!record || picture === undefined || valueAt(record, picture) !== undefined || brought.has(`${change.file}#${picture}`))
      return false;
    // Words that the record has already are for `check` to tell.
    if (change.printed !== '') return false;
    // Both languages of a caption, and a description, lack one picture.
    const key = `${said.form}#${change.file}#${picture}`;
    if (!told.has(key)) tell(said, change, change.pointer, change.said);
    told.add(key);
    return true;
  };
  /** Nothing where nothing is left of it. */
  const withPictures = (said: Said, change: EntryChange): readonly Change[] => {
    const own = (tail: string): string => `${change.list}/${change.after}${tail}`;
    const there = new Set(change.values.flatMap(({ tail, picture }) => (picture ? [own(tail)] : [])));
    const lone = change.values.filter(({ tail, said: words }) => {
      const picture = words.trim() === '' ? undefined : pictureOf(change.file, own(tail));
      return picture !== undefined && !there.has(picture);
    });
    if (lone.length === 0) return [change];
    tell(said, change, own(lone[0]?.tail ?? ''), lone.map(({ said: words }) => words).join(' · '));
    const left = change.values.filter((one) => !lone.includes(one));
    return left.length === 0 ? [] : [{ ...change, values: left }];
  };
  const said = all.map((one) => ({
    ...one,
    changes: one.changes.flatMap((change) => (change.kind === 'entry' ? withPictures(one, change) : isLone(one, change) ? [] : [change])),
  }));
  return { said, diagnostics: ledger.diagnostics };
}
