/**
 * Running headings in Word: fields that say the text of the first run of a character style on the page, or else of the last before it.
 *
 * In:  a running heading, and the look of the paragraph around it. Out: one field a language; nothing where Word has no field for it:
 * marks, titles of several levels or styles. Where the style has no text Word would print an error, so then there is no field. It holds
 * no words until Word sets the page, since one header serves all pages.
 */
import { headingsOf, runningWords, type Heading, type Inline, type RunningHeading } from '../../model/index.js';
import type { DocumentParts } from './document-parts.js';
import type { ParagraphLook } from './looks.js';
import { escape } from './xml.js';

/** `gap` is the run of white space between the languages. */
export function runningXml(node: RunningHeading, look: ParagraphLook, context: DocumentParts, gap: () => string): string {
  if (node.part === 'mark' || node.from !== node.to) return '';
  const words = runningWords(headingsOf(context.document), context.document.lang, node);
  const field = (said: readonly (readonly [Heading, readonly Inline[]])[], style: string | undefined): string => {
    const names = new Set(said.flatMap(([heading, inlines]) => inlines.map((i) => nameOf(heading, i, context))));
    const [name] = names;
    if (names.size !== 1 || name === undefined) return '';
    const properties = context.sheet.run(look, style, style === undefined ? 'zh' : 'en');
    return `<w:fldSimple w:instr=" STYLEREF &quot;${escape(name)}&quot; "><w:r>${properties}<w:t></w:t></w:r></w:fldSimple>`;
  };
  const main = field(
    words.map((w) => [w.heading, w.main]),
    node.style,
  );
  const second = field(
    words.map((w) => [w.heading, w.second]),
    node.second,
  );
  return main === '' || second === '' ? main : main + gap() + second;
}

/** The name of the character style of a piece of a heading. */
function nameOf(heading: Heading, inline: Inline, { sheet }: DocumentParts): string | undefined {
  if (inline.type !== 'text') return undefined;
  return sheet.characterName(sheet.paragraphIn(heading.lang, heading.style, heading.rank), inline.style, inline.lang);
}
