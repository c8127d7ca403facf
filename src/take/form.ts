/**
 * A Word file that came back, opened.
 *
 * In:  its bytes and the name by which it is called. Out: its paragraphs, what it says of itself, who saved it with what; or why it
 * cannot be taken. The state goes along twice; where the two disagree, the one that the properties' hash vouches for is believed, and
 * that is told.
 */
import { readCarriedProperties, readCarriedText, type Carried, type CarriedReading, type NotCarried } from '../carried/index.js';
import { reviewList, type ReviewEntry } from '../answers/review-list.js';
import { failed, ok, type Diagnostic, type Outcome, type Prose } from '../diagnostics/index.js';
import { readWord } from '../word/read.js';
import type { Leftover, WordAbout, WordPlace } from '../word/types.js';
import type { PictureIn } from './in-line.js';
import { paragraphsOf, runningOf, type FormParagraph } from './paragraphs.js';
import { producerOf } from './producer.js';
import type { Producer } from './types.js';

export interface Form {
  readonly name: string;
  readonly producer: Producer;
  readonly carried: Carried;
  readonly paragraphs: readonly FormParagraph[];
  readonly running: readonly { readonly text: string; readonly place: WordPlace }[];
  readonly runningPictures: readonly { readonly picture: PictureIn; readonly at: WordPlace }[];
  readonly leftovers: readonly Leftover[];
  /** Tracked changes that are open, and comments, in the order of the text. */
  readonly review: readonly ReviewEntry[];
}

/** `isAccepted`: open tracked changes are read as accepted, else as they were before them. */
export function readForm(bytes: Uint8Array, name: string, isAccepted: boolean): Outcome<Form> {
  const word = readWord(bytes, name, isAccepted ? 'accepted' : 'before');
  if (!word.value) return { diagnostics: word.diagnostics };
  const { about, leftovers } = word.value;
  const state = stateOf(about, name);
  if (!state.value) return { diagnostics: state.diagnostics };
  const running = runningOf(word.value);
  return ok(
    {
      name,
      producer: producerOf(about),
      carried: state.value,
      paragraphs: paragraphsOf(word.value),
      running: running.words,
      runningPictures: running.pictures,
      leftovers,
      review: reviewList(word.value, state.value),
    },
    state.diagnostics,
  );
}

const why: Readonly<Record<NotCarried, Prose>> = {
  absent: {
    zh: '它没有带回填表所需的状态：不是 certpress 写的，或另存时丢失了',
    en: 'it does not carry what is needed to read it back: certpress did not write it, or it was lost when it was saved',
  },
  newer: { zh: '它是较新版本的 certpress 写的', en: 'a later version of certpress wrote it' },
  damaged: { zh: '它所带的状态已损坏', en: 'what it carries is damaged' },
  invalid: { zh: '它所带的状态不是 certpress 会写的', en: 'what it carries is nothing that certpress writes' },
  'too-large': { zh: '它所带的状态过大', en: 'what it carries is too large' },
};

function stateOf({ properties, data }: WordAbout, name: string): Outcome<Carried> {
  const parts = data.filter(({ root }) => root === 'carried');
  const asText: CarriedReading = parts.length > 1 ? { ok: false, why: 'invalid' } : readCarriedText(parts[0]?.text);
  const asProperties = readCarriedProperties(properties, asText);
  if (asText.ok) {
    if (!asProperties.ok) return ok(asText.carried, [one(name, why[asProperties.why], 'text')]);
    return asText.json === asProperties.json ? ok(asText.carried) : ok(asProperties.carried, [disagree(name)]);
  }
  // Kept by programs that drop custom XML, as on the way through an ODT.
  if (asProperties.ok) return ok(asProperties.carried, asText.why === 'absent' ? [] : [one(name, why[asText.why], 'properties')]);
  const reason = why[asText.why === 'absent' ? asProperties.why : asText.why];
  return failed({
    code: 'take-state-unreadable',
    severity: 'error',
    place: { file: name },
    message: { zh: `不能读回这个 Word 文件：${reason.zh}`, en: `This Word file cannot be read back: ${reason.en}` },
  });
}
const disagree = (name: string): Diagnostic => ({
  code: 'take-carriers-disagree',
  severity: 'warning',
  place: { file: name },
  message: {
    zh: '文件的自定义 XML 与自定义属性所说不同；采用自定义属性，因为其中的校验值与其内容相符',
    en: 'Custom XML and custom properties of the file say different things; the properties are believed, since the hash in them is that of what they say',
  },
});
const one = (name: string, reason: Prose, believed: 'properties' | 'text'): Diagnostic => ({
  code: 'take-carriers-disagree',
  severity: 'warning',
  place: { file: name },
  message: {
    zh: `${believed === 'text' ? '自定义属性' : '自定义 XML'}：${reason.zh}；采用${believed === 'text' ? '自定义 XML' : '自定义属性'}`,
    en: `${believed === 'text' ? 'Custom properties' : 'Custom XML'}: ${reason.en}; the ${believed === 'text' ? 'custom XML' : 'properties'} ${believed === 'text' ? 'is' : 'are'} believed`,
  },
});
