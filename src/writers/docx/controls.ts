/**
 * A document as a form: values in content controls, everything else locked.
 *
 * In:  inlines whose origin names a place of the record, and what the form asks there. Out: runs in controls. All controls stand within a
 * line, and those of text are for rich text: LibreOffice 7.4 writes Chinese text of any other (plain text, or around a paragraph) three
 * times or more when it saves. What is around whole paragraphs begins with an empty one, for the same reason. A tag names the block and
 * which of its segments it is (`_cp1a.2`), since Word keeps 64 characters of one. A picture is in a control of its own kind, never marked
 * as showing a placeholder: whoever reads it back knows by its bytes what asks for a picture, and Word marks what it shows itself.
 */
import {
  languageOfWords,
  placeOfPicture,
  placeOfWords,
  type CheckBox,
  type Image,
  type Inline,
  type Lang,
  type PlaceOfWords,
  type Text,
} from '../../model/index.js';
import type { Asked, FormOfDocument } from './asked.js';
import { pictureHash } from './carrying.js';
import type { DocumentParts, Part } from './document-parts.js';
import { pictureXml } from './drawings.js';
import { separator } from './flow.js';
import { escape } from './xml.js';

/** What a form asks by a box; nothing where it is not to be ticked. */
export function askedBy(box: CheckBox, form: FormOfDocument): Asked | undefined {
  const place = box.ticked === undefined ? undefined : placeOfWords(box);
  const asked = place && form.of(place);
  return asked?.isOpen === true ? asked : undefined;
}
export const aliasXml = ({ title }: Asked): string => `<w:alias w:val="${escape(cut(title))}"/>`;

interface Writing {
  readonly plain: (inlines: readonly Inline[]) => string;
  /** A run of such words in the look of a text. */
  readonly run: (text: Text, words: string) => string;
  readonly written: (words: string) => string;
}

/** Runs of one place that follow each other are in one control. */
export function controlledRuns(inlines: readonly Inline[], context: DocumentParts, writing: Writing): string {
  const out: string[] = [];
  let left: Inline[] = [];
  const flush = (): void => {
    if (left.length > 0) out.push(writing.plain(left));
    left = [];
  };
  for (let i = 0; i < inlines.length; i++) {
    const inline = inlines[i];
    const place = inline?.type === 'text' && inline.value !== '' ? placeOfWords(inline) : undefined;
    const asked = place && place.pointer !== '' ? context.form?.of(place) : undefined;
    if (!inline || inline.type !== 'text' || !place || !asked) {
      if (inline) left.push(inline);
      continue;
    }
    const texts = [inline];
    for (let next = inlines[i + 1]; next?.type === 'text' && isSame(placeOfWords(next), place); next = inlines[i + 1]) {
      texts.push(next);
      i++;
    }
    const pieces = piecesOf(texts, asked, context, writing);
    if (!pieces) left.push(...texts);
    else {
      flush();
      const { before, value, behind } = pieces;
      const fixed = (all: readonly Words[]): string =>
        all
          .filter(({ words }) => words !== '')
          .map(({ text, words }) => {
            context.carrying.fixed(words);
            return writing.run(text, words);
          })
          .join('');
      out.push(fixed(before), control(value, place, asked, texts, context, writing), fixed(behind));
    }
  }
  flush();
  return out.join('');
}
const isSame = (a: PlaceOfWords | undefined, b: PlaceOfWords): boolean => a?.file === b.file && a.pointer === b.pointer;

interface Words {
  readonly text: Text;
  readonly words: string;
}
interface Pieces {
  readonly before: readonly Words[];
  /** Nothing where it waits for words. */
  readonly value: readonly Words[];
  readonly behind: readonly Words[];
}
/** The words of a label around a value are fixed; undefined where the value does not stand in these words. */
function piecesOf(texts: readonly Text[], { printed }: Asked, { form }: DocumentParts, { written }: Writing): Pieces | undefined {
  const all = texts.map((text) => ({ text, words: written(text.value) }));
  const n = form ? all.findIndex(({ words }) => form.blank.test(words)) : -1;
  const waiting = all[n];
  const sign = waiting && form?.blank.exec(waiting.words);
  if (form && waiting && sign) {
    const { text, words } = waiting;
    // What is chosen once may be printed as an id and a name: words are asked for where the first of them stands.
    const plain = (one: Words): Words => ({ text: one.text, words: withoutSign(one.words, form.blank) });
    return {
      before: [...all.slice(0, n), { text, words: words.slice(0, sign.index) }],
      value: [],
      behind: [{ text, words: words.slice(sign.index + sign[0].length) }, ...all.slice(n + 1)].map(plain),
    };
  }
  if (printed === 'pieces') return { before: [], value: all, behind: [] };
  const [only, ...more] = all;
  if (!only || more.length > 0) return undefined;
  const { text } = only;
  const there = alike(only.words);
  for (const one of printed) {
    const words = written(one);
    const at = there.indexOf(alike(words));
    if (words === '' || at < 0) continue;
    return {
      before: [{ text, words: only.words.slice(0, at) }],
      value: [{ text, words: only.words.slice(at, at + words.length) }],
      behind: [{ text, words: only.words.slice(at + words.length) }],
    };
  }
  return undefined;
}
/** The signs go with the space that kept them from the words before. */
const withoutSign = (words: string, blank: RegExp): string => words.replace(new RegExp(`\\s*${blank.source}`, 'g'), '');

/** Layouts keep words together by spaces that do not break. */
const alike = (words: string): string => words.replace(/\s/g, ' ');

function control(
  value: Pieces['value'],
  place: PlaceOfWords,
  asked: Asked,
  texts: readonly Text[],
  context: DocumentParts,
  { run }: Writing,
): string {
  const [first] = texts;
  if (!first) return '';
  const lang: Lang = languageOfWords(place, first.lang);
  const kind = asked.kind === 'text' ? {} : { as: asked.kind };
  const tag = context.carrying.at(place, value.map(({ words }) => words).join(''), {
    lang,
    ...kind,
    ...(asked.isOpen ? {} : { locked: true }),
  });
  const words = value.map(({ text, words: said }) => run(text, said)).join('');
  if (!asked.isOpen || tag === undefined) return words;
  const shown =
    value.length === 0
      ? `<w:r>${context.sheet.special('placeholder')}<w:t xml:space="preserve">${escape(asked.hint())}</w:t></w:r>`
      : words;
  return (
    `<w:sdt><w:sdtPr>${aliasXml(asked)}<w:tag w:val="${tag}"/><w:id w:val="${context.controlId()}"/>` +
    `${context.inEntry ? '' : '<w:lock w:val="sdtLocked"/>'}${value.length === 0 ? '<w:showingPlcHdr/>' : ''}${kindXml(asked, lang)}</w:sdtPr>` +
    `<w:sdtContent>${shown}</w:sdtContent></w:sdt>`
  );
}
/** A picture that somebody may put another one in place of, as a run. What asks for one has in its description what the form asks. */
export function pictureControl(image: Image, part: Part): string {
  const { context } = part;
  const place = placeOfPicture(image);
  const asked = place && context.form?.of(place);
  if (!place || asked?.kind !== 'picture' || !asked.isOpen) return `<w:r>${pictureXml(image, part)}</w:r>`;
  const isEmpty = asked.isEmpty === true;
  const tag = context.carrying.at(place, '', {
    ...{ lang: image.lang, as: 'picture', picture: pictureHash(Buffer.from(image.data, 'base64')) },
    ...(isEmpty ? { asks: true } : {}),
  });
  const shown = isEmpty ? { ...image, alt: asked.hint(), width: Math.min(image.width, askingWidth) } : image;
  return (
    `<w:sdt><w:sdtPr>${aliasXml(asked)}${tag === undefined ? '' : `<w:tag w:val="${tag}"/>`}` +
    `<w:id w:val="${context.controlId()}"/>${context.inEntry ? '' : '<w:lock w:val="sdtLocked"/>'}<w:picture/></w:sdtPr>` +
    `<w:sdtContent><w:r>${pictureXml(shown, part)}</w:r></w:sdtContent></w:sdt>`
  );
}
/** Millimetres. */
const askingWidth = 36;

/** Word keeps 64 characters of an alias. */
const cut = (title: string): string => (title.length <= 60 ? title : [...title].slice(0, 60).join(''));

function kindXml({ kind, choices = [], day }: Asked, lang: Lang): string {
  if (kind === 'choice') {
    const items = choices.map((one) => `<w:listItem w:displayText="${escape(one[lang])}" w:value="${escape(one.value)}"/>`);
    return `<w:dropDownList>${items.join('')}</w:dropDownList>`;
  }
  if (kind === 'date')
    return (
      `<w:date${day === undefined ? '' : ` w:fullDate="${day}T00:00:00Z"`}><w:dateFormat w:val="yyyy-MM-dd"/>` +
      `<w:lid w:val="${lang === 'zh' ? 'zh-CN' : 'en-GB'}"/><w:storeMappedDataAs w:val="date"/><w:calendar w:val="gregorian"/></w:date>`
    );
  return '';
}

/** Paragraphs and tables in which only controls can be edited. */
export const locked = (xml: string, context: DocumentParts): string =>
  `<w:sdt><w:sdtPr><w:id w:val="${context.controlId()}"/><w:lock w:val="sdtLocked"/><w:group/></w:sdtPr>` +
  `<w:sdtContent>${separator()}${xml}</w:sdtContent></w:sdt>`;
