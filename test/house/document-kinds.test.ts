/**
 * A kind of document is a file of `schemas/documents`: the program names none of them, but asks for what it must know by role and subject.
 *
 * One word is also another thing: `certificate` is a subject, a role and a record of the archive. Where it stands as one of these is
 * written out below; everywhere else it would be a document's id.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const idsIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => name.split('\\').join('/'))
    .filter(
      (name) => /(^|\/)documents\/[^/]+\.yaml$/.test(`documents/${name}`) && (folder.endsWith('documents') || name.includes('/documents/')),
    )
    .map((name) => name.slice(name.lastIndexOf('/') + 1, -'.yaml'.length));
const ids = [...new Set([...idsIn('schemas/documents'), ...idsIn('schemas/schemes')])];
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name: name.split('\\').join('/'), lines: readFileSync(join(root, 'src', name), 'utf8').split('\n') }));

/**
 * `role`, `of`, `ofEach`: the document's; `kind` with its `file`: what a case holds; `subject(…)`, `subject.kind`: the judge's; a
 * column of a file; the word for a
 * subject.
 */
const asAnotherThing =
  /\b(?:role|of|ofEach)\b (?:===|!==) 'certificate'|of: 'certificate'|kind: 'certificate', file:|ofRole\('certificate'\)|OfRole\(scheme, 'certificate'\)|case 'certificate':|^ {2}certificate: \{ zh: '证书', en: 'certificate' \},$|subject(?:\.kind === |\()'certificate'|recordSubjects\[.*'certificate'|\[(?:(?:i|first), )?'certificate'\]/;

const comment = /^\s*(?:\/\*\*|\*|\/\/)/;

it('names no kind of document in the program', () => {
  expect(ids.length).toBeGreaterThanOrEqual(5);
  const found = sources.flatMap(({ name, lines }) =>
    lines.flatMap((line, i) =>
      ids.some((id) => ["'", '"', '`'].some((quote) => line.includes(`${quote}${id}${quote}`))) &&
      !asAnotherThing.test(line) &&
      !comment.test(line)
        ? [`src/${name}:${i + 1}: ${line.trim()}`]
        : [],
    ),
  );
  expect(found).toEqual([]);
});

it('reaches for no kind of document as a key either', () => {
  const found = sources.flatMap(({ name, lines }) =>
    lines.flatMap((line, i) =>
      /\b(?:documents|contents)\.(?:certificate|plan|report|notice)\b/.test(line) ? [`src/${name}:${i + 1}: ${line.trim()}`] : [],
    ),
  );
  expect(found).toEqual([]);
});
