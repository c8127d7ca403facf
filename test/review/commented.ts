/**
 * Comments put into a Word file of ours, as Word writes them.
 *
 * In:  a DOCX, comments with the place of the record at whose words each stands. Out: the same file with the two parts for comments.
 */
import { placesIn, WordFile, escaped } from '../take/edited.js';

export interface Comment {
  /** End of the record file, and JSON Pointer; or fixed words, of a run that has these alone. */
  readonly at: readonly [file: string, pointer: string] | string;
  /** Of the words there; else the first run of the place. */
  readonly about?: string;
  readonly by: string;
  readonly words: string;
  readonly on?: string;
  /** Which of the list it answers. */
  readonly answers?: number;
  readonly isDone?: boolean;
}

const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const id = (n: number): string => String(n + 1).padStart(8, '0');

export function commented(bytes: Uint8Array, comments: readonly Comment[]): Uint8Array {
  const file = new WordFile(bytes);
  comments.forEach((comment, n) => {
    const [from, to] = rangeOf(file, comment);
    const run = file.xml.slice(from, to);
    file.replace(
      from,
      to,
      `<w:commentRangeStart w:id="${n}"/>${run}<w:commentRangeEnd w:id="${n}"/><w:r><w:commentReference w:id="${n}"/></w:r>`,
    );
  });
  const one = ({ by, words, on }: Comment, n: number): string =>
    `<w:comment w:id="${n}" w:author="${escaped(by)}"${on === undefined ? '' : ` w:date="${on}"`}>` +
    `<w:p w14:paraId="${id(n)}"><w:r><w:t>${escaped(words)}</w:t></w:r></w:p></w:comment>`;
  const more = ({ answers, isDone = false }: Comment, n: number): string =>
    `<w15:commentEx w15:paraId="${id(n)}"${answers === undefined ? '' : ` w15:paraIdParent="${id(answers)}"`} w15:done="${isDone ? 1 : 0}"/>`;
  const microsoft = 'http://schemas.microsoft.com/office/word';
  return withPart(
    withPart(
      file,
      'comments',
      `<w:comments xmlns:w="${word}" xmlns:w14="${microsoft}/2010/wordml">${comments.map(one).join('')}</w:comments>`,
    ),
    'commentsExtended',
    `<w15:commentsEx xmlns:w15="${microsoft}/2012/wordml">${comments.map(more).join('')}</w15:commentsEx>`,
  ).bytes();
}

function rangeOf(file: WordFile, { at, about }: Comment): [from: number, to: number] {
  const run = (words: string, within: { readonly from: number; readonly to: number }): [number, number] => {
    const text = file.xml.indexOf(`>${escaped(words)}</w:t>`, within.from);
    if (text < 0 || text > within.to) throw new Error(`no run of ${words}`);
    return [
      Math.max(file.xml.lastIndexOf('<w:r>', text), file.xml.lastIndexOf('<w:r ', text)),
      file.xml.indexOf('</w:r>', text) + '</w:r>'.length,
    ];
  };
  if (typeof at === 'string') return run(at, { from: 0, to: file.xml.length });
  const place = placesIn(file.carried).find((one) => one.file.endsWith(at[0]) && one.segment.pointer === at[1]);
  if (!place) throw new Error(`no place ${at.join('#')}`);
  return run(about ?? place.segment.words, file.paragraph(place.block.name));
}

function withPart(file: WordFile, name: string, xml: string): WordFile {
  const relations =
    name === 'comments'
      ? 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
      : 'http://schemas.microsoft.com/office/2011/relationships';
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  const types = file
    .part('[Content_Types].xml')
    .replace('</Types>', `<Override PartName="/word/${name}.xml" ContentType="${type}.${name}+xml"/></Types>`);
  const links = file
    .part('word/_rels/document.xml.rels')
    .replace('</Relationships>', `<Relationship Id="${name}" Type="${relations}/${name}" Target="${name}.xml"/></Relationships>`);
  return file
    .setPart(`word/${name}.xml`, head + xml)
    .setPart('[Content_Types].xml', types)
    .setPart('word/_rels/document.xml.rels', links);
}
