/**
 * `certpress new template --from form.docx`: an existing form as a document of the house's own.
 *
 * In:  a Word file, the id of the document, of what there is one, a house. Out: definition, layout, labels and pictures, which lint and
 * build as they are; what is left for a person: fields that are not known, words without the other language, and all of the form that a
 * layout cannot say, each with its place.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { DocumentSubject } from '../../../schemas/pack/kinds.js';
import { failed, type Diagnostic, type Outcome, type Prose } from '../../diagnostics/index.js';
import { pictureKind, readPicture } from '../../files/picture.js';
import { readInside } from '../../files/read-file.js';
import { houseNamedIn } from '../../load/house.js';
import { ownPacksNamedIn, packsOf } from '../../load/pack-places.js';
import { projectAbove } from '../../load/project-paths.js';
import { packageInfo } from '../../program/package-info.js';
import { wordLimits } from '../../word/limits.js';
import { readWord } from '../../word/read.js';
import { definitionText } from '../document.js';
import { housePlace, writeIntoHouse } from '../into-house.js';
import { newest } from '../skeleton.js';
import { layoutOfForm } from './layout.js';
import { stockWords } from './stock-words.js';
import { centredStyles, formTheme } from './theme.js';

export interface NewTemplate {
  /** The Word file, absolute. */
  readonly from: string;
  /** Id of the document; made of the file's name where missing. */
  readonly id?: string | undefined;
  readonly of: DocumentSubject;
  /** The one scheme that has it. */
  readonly scheme?: string | undefined;
  /** The folder of a house, absolute, where it is not the project's. */
  readonly out?: string | undefined;
  /** A folder in the project. */
  readonly folder: string;
}
export interface MadeTemplate {
  readonly files: readonly string[];
  /** What was found and what is left, in a sentence. */
  readonly summary: Prose;
}

/** As large as a layout, or a file of labels, may be (`src/compose/layout-set.ts`). */
const mostKilobytes = 512;

/** A name of a file as an id; Chinese letters have no place in one. */
const idOf = (file: string): string =>
  basename(file)
    .replace(/\.[^.]*$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-\d]+|-$/g, '')
    .slice(0, 60) || 'form';

export function newTemplate({ from, id = idOf(from), of, scheme, out, folder }: NewTemplate): Outcome<MadeTemplate> {
  const house = housePlace(folder, id, out);
  if (!house.value) return { diagnostics: house.diagnostics };
  const bytes = readInside(from, dirname(resolve(from)), wordLimits.fileBytes);
  if (!bytes.value) return { diagnostics: bytes.diagnostics };
  const word = readWord(bytes.value, from);
  if (!word.value) return { diagnostics: word.diagnostics };

  const { root } = packageInfo();
  const project = projectAbove(folder);
  const packs = project === undefined ? root : packsOf(root, ownPacksNamedIn(project));
  const known = scheme === undefined ? undefined : newest(scheme, packs, project === undefined ? undefined : houseNamedIn(project));
  if (known && !known.value) return { diagnostics: known.diagnostics };

  const pictures = new Map<string, Uint8Array>();
  const unsound: string[] = [];
  const pictureOf = (key: string): string | undefined => {
    const data = word.value?.pictures.get(key);
    const mime = data && pictureKind(data);
    const read = data && mime && readPicture(data, mime);
    if (!data || !read || 'zh' in read || read.turn !== undefined) {
      unsound.push(key.split('/').at(-1) ?? key);
      return undefined;
    }
    const same = [...pictures].find(([, other]) => Buffer.from(other).equals(data))?.[0];
    const name = same ?? `pictures/${id}-${pictures.size + 1}.${mime === 'image/png' ? 'png' : 'jpg'}`;
    pictures.set(name, data);
    return name.slice('pictures/'.length);
  };
  const theme = join(house.value.path, 'theme.yaml');
  const isThemed = existsSync(theme);
  const form = layoutOfForm({
    mayCentre: !isThemed || centredStyles.every((style) => readFileSync(theme, 'utf8').includes(`${style}:`)),
    id,
    of,
    word: word.value,
    stock: stockWords(root),
    adds: known?.value?.adds,
    pictureOf,
    source: basename(from),
  });
  const kilobytes = Math.ceil(
    Math.max(...[form.layout, form.labels.yaml('zh'), form.labels.yaml('en')].map((text) => Buffer.byteLength(text))) / 1024,
  );
  if (kilobytes > mostKilobytes)
    return failed({
      code: 'word-too-large',
      severity: 'error',
      place: { file: from },
      message: {
        zh: `由它做成的版式有 ${kilobytes} KB，上限为 ${mostKilobytes} KB`,
        en: `The layout made of it would have ${kilobytes} KB; the most is ${mostKilobytes} KB`,
      },
    });
  const written = writeIntoHouse(house.value, {
    id,
    definition: definitionText(id, of, { title: form.title, scheme }),
    layout: form.layout,
    labels: { zh: form.labels.yaml('zh'), en: form.labels.yaml('en') },
    pictures,
    ...(form.centres && !isThemed ? { theme: formTheme } : {}),
  });
  if (!written.value) return { diagnostics: written.diagnostics };

  const layoutFile = written.value.find((file) => file.endsWith(`${id}.hbs`)) ?? '';
  const told = form
    .told(unsound)
    .map((message): Diagnostic => ({ code: 'word-left-out', severity: 'warning', place: { file: from }, message }));
  const open = form.todos.map(({ line, text }): Diagnostic => ({
    code: 'word-blank-open',
    severity: 'info',
    place: { file: layoutFile, line, column: 1 },
    message: text,
  }));
  return {
    value: { files: written.value, summary: summaryOf(form.counts, form.labels.missing, told.length) },
    diagnostics: [...told, ...open],
  };
}

function summaryOf(
  counts: { readonly filled: number; readonly open: number },
  missing: { readonly zh: number; readonly en: number },
  told: number,
): Prose {
  const lacking = missing.en + missing.zh;
  return {
    zh: `${counts.filled} 处空白由记录填写，${counts.open} 处留作手填；${lacking} 条文字缺另一种语言；${told} 处内容没有照搬。用 certpress lint 查看还有什么要做。`,
    en: `${counts.filled} blanks are filled from the record, ${counts.open} are left to be filled in by hand; ${lacking} texts lack the other language; ${told} things of the form were not taken over as they stand. certpress lint lists what is left.`,
  };
}
