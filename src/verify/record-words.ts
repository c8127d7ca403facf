/**
 * Words of a record that a document must hold, however the program that made it composed them.
 *
 * In:  a record, the words that this program makes of it with the layouts of the bag, and the words of the archived document. Out: the
 * first value of the record that is printed here and is not in the document. Layouts and labels are those of the bag, and a
 * composition may only arrange and punctuate what the record says; so signs and spaces do not count, and a date counts in any spelling.
 * Values too short to be looked for (a number of three digits, a letter) are left out.
 */
import type { CaseFolder } from '../load/types.js';
import { printedFilesOf } from '../load/walk.js';
import type { CanonEntry } from '../model/index.js';

const bare = (text: string): string => text.normalize('NFKC').replace(/[^\p{L}\p{N}]+/gu, '');
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

export function lostWord(folder: CaseFolder, here: readonly CanonEntry[], archived: readonly CanonEntry[]): string | undefined {
  const [wanted, there] = [here, archived].map((entries) => entries.map(({ text }) => bare(text)).join('\n'));
  const isIn = (text: string | undefined, forms: readonly string[]): boolean => forms.some((form) => text?.includes(form));
  for (const value of valuesOf(folder)) {
    for (const piece of value.split(/[\n|]/)) {
      const forms = formsOf(piece);
      if (forms.length > 0 && isIn(wanted, forms) && !isIn(there, forms)) return piece.trim();
    }
  }
  return undefined;
}

function formsOf(text: string): readonly string[] {
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (day) {
    const [, y = '', mm = '', dd = ''] = day;
    const [m, d, month] = [Number(mm), Number(dd), months[Number(mm) - 1] ?? ''];
    return [`${y}年${m}月${d}日`, `${y}年${mm}月${dd}日`, y + mm + dd, `${d}${month}${y}`, `${month}${d}${y}`];
  }
  const words = bare(text);
  return words.length >= 4 || (words.length >= 2 && /\p{Script=Han}/u.test(words)) ? [words] : [];
}

function valuesOf(folder: CaseFolder): Set<string> {
  const values = new Set<string>();
  for (const file of printedFilesOf(folder)) collect(file.value, values);
  return values;
}
function collect(value: unknown, values: Set<string>): void {
  if (typeof value === 'string') values.add(value);
  else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) collect(one, values);
}
