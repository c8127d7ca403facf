/**
 * Comments of Word files that came back, as remarks on a document.
 *
 * In:  a Word file as bytes. Out: what the file says of itself, and its comments with the values that they are about, each with its words
 * as they were when the file was written. Tracked changes are not among them: `take` lists these.
 */
import { overlaps, reviewList, type ReviewEntry } from '../answers/review-list.js';
import type { Carried } from '../carried/index.js';
import { ok, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import { readForm } from '../take/form.js';
import { readWord } from '../word/read.js';

export interface CommentedPlace {
  readonly file: string;
  readonly pointer: string;
  /** What the file printed of the value, paragraph by paragraph: those that the comment is about, else all. */
  readonly written: readonly string[];
}
/** A comment and, behind it, what answers it. */
export interface Thread {
  /** The file that it came in. */
  readonly from: string;
  readonly entries: readonly ReviewEntry[];
  readonly places: readonly CommentedPlace[];
  /** Words that the first is about. */
  readonly about: string;
}
export interface CommentedFile {
  readonly name: string;
  readonly document: Carried['document'];
  /** The record files that it prints, from the project's folder. */
  readonly files: readonly string[];
  readonly threads: readonly Thread[];
}

export function commentedFile(bytes: Uint8Array, name: string): Outcome<CommentedFile> {
  const form = readForm(bytes, name, true);
  const word = form.value && readWord(bytes, name);
  if (!form.value || !word?.value) return { diagnostics: [...form.diagnostics, ...(word?.diagnostics ?? [])] };
  const { carried } = form.value;
  const writtenAt = new Map<string, string[]>();
  for (const { segments } of carried.blocks)
    for (const one of segments) {
      if (typeof one === 'string') continue;
      const key = JSON.stringify([carried.files[one.file]?.path, one.pointer]);
      const known = writtenAt.get(key);
      if (known) known.push(one.words);
      else writtenAt.set(key, [one.words]);
    }
  const threads: { from: string; entries: ReviewEntry[]; places: CommentedPlace[]; about: string }[] = [];
  for (const entry of reviewList({ changes: [], comments: word.value.comments }, carried)) {
    const last = threads.at(-1);
    if (entry.depth > 0 && last) last.entries.push(entry);
    else {
      const places = entry.places.map(({ file, pointer }) => {
        const all = writtenAt.get(JSON.stringify([file, pointer])) ?? [];
        const touched = all.filter((words) => overlaps(words, entry.about));
        return { file, pointer, written: touched.length > 0 ? touched : all };
      });
      threads.push({ from: name, entries: [entry], places, about: entry.about });
    }
  }
  const files = carried.files.map(({ path }) => path);
  return ok({ name, document: carried.document, files, threads }, [
    ...form.diagnostics,
    ...(threads.length === 0 ? [noComments(name)] : []),
  ]);
}

const noComments = (name: string): Diagnostic => ({
  code: 'review-no-comments',
  severity: 'warning',
  place: { file: name },
  message: { zh: '这个文件里没有批注', en: 'There are no comments in this file' },
});
