/**
 * What stands in a paragraph of a Word file.
 *
 * In:  `w:p`, and what is known of the file. Out: text with its look, tabs, boxes, pictures, content controls, fields, bookmarks, in
 * their order. What was inserted while changes were tracked is taken as accepted, what was deleted as gone; or both as before. They are
 * told, as is all that has no node.
 */
import { bookmarksOf, controlName, controlOf, tickedOf } from './controls.js';
import { drawn } from './drawing.js';
import { tooLarge, wordLimits } from './limits.js';
import type { Relationship, WordPackage } from './package.js';
import { lookOf, runSays, type RunSays, type TabStop, type WordStyles } from './styles.js';
import { boxOf, isSymbolFont, symbolOf } from './symbols.js';
import { textOf as wholeTextOf, type WordReview } from './review.js';
import type { LeftoverKind, TextLook, TrackedChange, WordInline, WordPlace } from './types.js';
import { childOf, below, switchOf, valueOf, type WordElement } from './xml.js';
import { shortened, wordsOf } from './words.js';

const boxes = /([□☐▢◻❏❑❐❒☑☒■✅🗹🗷])/u;
/** Codes that mean nothing in Unicode. */
const strange = /[\p{Co}\p{Cc}\p{Cs}\p{Cn}\ufffd]/u;

export interface LineReading {
  readonly parts: WordPackage;
  readonly styles: WordStyles;
  readonly related: ReadonlyMap<string, Relationship>;
  readonly pictures: Map<string, Uint8Array>;
  readonly notes?: WordElement | undefined;
  readonly endnotes?: WordElement | undefined;
  readonly comments?: WordElement | undefined;
  readonly review: WordReview;
  place(): WordPlace;
  leave(kind: LeftoverKind, words: string): void;
  /** A text box, whose blocks are set below the paragraph. */
  box(content: WordElement): void;
  newPage(): void;
  /** Fields that began in a paragraph before. */
  carried: number;
}

/** An end has only the number of its start. */
export const bookmarkOf = ({ name, attributes }: WordElement): WordInline => ({
  type: 'bookmark',
  edge: name === 'w:bookmarkStart' ? 'start' : 'end',
  id: attributes['w:id'] ?? '',
  name: attributes['w:name'] ?? '',
});

interface Field {
  instruction: string;
  readonly properties: WordElement | undefined;
  isResult: boolean;
  readonly content: WordInline[];
}

export class WordLine {
  private out: WordInline[] = [];
  private fields: Field[] = [];
  private tabs = 0;
  private length = 0;
  /** How many changes are around what is read. */
  private changesAround = 0;

  constructor(
    private readonly reading: LineReading,
    private readonly base: RunSays,
    private readonly stops: readonly TabStop[],
  ) {}

  read(paragraph: WordElement): readonly WordInline[] {
    this.children(paragraph);
    this.reading.carried += this.fields.length;
    this.endFields();
    return this.out;
  }

  private push(inline: WordInline): void {
    const field = this.fields.at(-1);
    if (field && !field.isResult) return;
    const into = field?.content ?? this.out;
    const last = into.at(-1);
    if (inline.type === 'text' && last?.type === 'text' && alike(inline.look, last.look))
      into[into.length - 1] = { ...last, value: last.value + inline.value };
    else into.push(inline);
  }
  private text(value: string, look: TextLook): void {
    this.length += value.length;
    this.reading.review.text(value, this.changesAround > 0);
    if (this.length > wordLimits.paragraph)
      throw tooLarge(`一个段落超过 ${wordLimits.paragraph} 个字符`, `a paragraph has more than ${wordLimits.paragraph} characters`);
    for (const piece of boxes.test(value) ? value.split(boxes) : [value]) {
      // A character has one unit of UTF-16, or two.
      const box = piece === '' || piece.length > 2 ? undefined : boxOf(piece);
      if (box && [...piece].length === 1) this.push({ type: 'box', checked: box === 'ticked' });
      else if (piece !== '') this.push({ type: 'text', value: piece, look });
    }
  }

  private children(element: WordElement): void {
    for (const child of element.children) this.child(child);
  }
  private child(element: WordElement): void {
    const { leave } = this.reading;
    switch (element.name) {
      case 'w:r':
        return this.run(element);
      case 'w:hyperlink': {
        const to = this.reading.related.get(element.attributes['r:id'] ?? '');
        if (to?.isExternal) leave('external', shortened(to.target));
        return this.children(element);
      }
      case 'w:ins':
      case 'w:moveTo':
        return this.changed('insertion', element);
      case 'w:del':
      case 'w:moveFrom':
        return this.changed('deletion', element);
      case 'w:commentRangeStart':
        return this.reading.review.start(element.attributes['w:id'] ?? '', this.reading.place());
      case 'w:commentRangeEnd':
        return this.reading.review.end(element.attributes['w:id'] ?? '');
      case 'w:smartTag':
      case 'w:customXml':
      case 'w:dir':
      case 'w:bdo':
        return this.children(element);
      case 'w:sdt':
        return this.control(element);
      case 'w:fldSimple': {
        const content = this.within(element);
        return this.push({ type: 'field', instruction: (element.attributes['w:instr'] ?? '').trim(), content });
      }
      case 'w:bookmarkStart':
      case 'w:bookmarkEnd':
        return this.push(bookmarkOf(element));
      case 'm:oMath':
      case 'm:oMathPara':
        return leave('equation', wordsOf(element));
      default:
        return undefined;
    }
  }

  /** What was inserted or deleted: told, and read where the text that is wanted has it. */
  private changed(kind: TrackedChange['kind'], element: WordElement): void {
    const { leave, review, place } = this.reading;
    leave(kind, wordsOf(element));
    review.change(kind, element, wholeTextOf(element), place());
    if (!review.isWanted(kind)) return;
    this.changesAround += 1;
    this.children(element);
    this.changesAround -= 1;
  }

  /** Content of an element by itself: no field reaches into or out of it. */
  private within(element: WordElement): readonly WordInline[] {
    const before = { out: this.out, fields: this.fields };
    this.out = [];
    this.fields = [];
    this.children(element);
    this.endFields();
    const content = this.out;
    ({ out: this.out, fields: this.fields } = before);
    return content;
  }

  private run(run: WordElement): void {
    const properties = childOf(run, 'w:rPr');
    const style = valueOf(properties, 'w:rStyle');
    const says = runSays(properties);
    const { look, font, hidden } = lookOf(this.base, style === undefined ? {} : this.reading.styles.style(style).run, says);
    if (hidden) {
      const words = wordsOf(run);
      if (words !== '') this.reading.leave('hidden', words);
      return;
    }
    for (const piece of run.children) this.piece(piece, look, font);
  }

  private piece(piece: WordElement, look: TextLook, font: string): void {
    const { leave, parts, related, pictures } = this.reading;
    const a = piece.attributes;
    switch (piece.name) {
      case 'w:delText':
        return this.changesAround > 0 ? this.text(piece.text, look) : undefined;
      case 'w:t': {
        const text = a['xml:space'] === 'preserve' ? piece.text : trimmed(piece.text);
        const isPlain = !isSymbolFont(font) && !strange.test(text);
        return this.text(isPlain ? text : [...text].map((c) => this.character(font, c.codePointAt(0) ?? 0)).join(''), look);
      }
      case 'w:sym':
        return this.text(this.character(a['w:font'] ?? '', Number.parseInt(a['w:char'] ?? '', 16) || 0xf000), look);
      case 'w:tab': {
        const stop = this.stops[this.tabs++];
        return this.push({ type: 'tab', look, leader: stop?.leader ?? false, to: stop?.to ?? 'left' });
      }
      case 'w:ptab':
        return this.push({
          type: 'tab',
          look,
          leader: !['none', undefined].includes(a['w:leader']),
          to: a['w:alignment'] === 'right' ? 'right' : a['w:alignment'] === 'center' ? 'centre' : 'left',
        });
      case 'w:br': {
        const of = a['w:type'] === 'page' ? 'page' : a['w:type'] === 'column' ? 'column' : 'line';
        if (of === 'page') this.reading.newPage();
        return this.push({ type: 'break', of });
      }
      case 'w:cr':
        return this.push({ type: 'break', of: 'line' });
      case 'w:noBreakHyphen':
        return this.text('\u2011', look);
      case 'w:lastRenderedPageBreak':
        return this.reading.newPage();
      case 'w:ruby':
        leave('ruby', wordsOf(childOf(piece, 'w:rt') ?? piece));
        return below(childOf(piece, 'w:rubyBase') ?? piece, 'w:r').forEach((run) => this.run(run));
      case 'w:footnoteReference':
      case 'w:endnoteReference': {
        const notes = piece.name === 'w:footnoteReference' ? this.reading.notes : this.reading.endnotes;
        return leave('footnote', wordsById(notes, a['w:id']));
      }
      case 'w:commentReference':
        this.reading.review.reference(a['w:id'] ?? '', this.reading.place());
        return leave('comment', wordsById(this.reading.comments, a['w:id']));
      case 'w:drawing':
      case 'w:pict':
      case 'w:object': {
        const { pictures: found, boxes, others } = drawn(piece, parts, related, pictures);
        for (const picture of found) this.push(picture);
        for (const box of boxes) this.reading.box(box);
        for (const { kind, words } of others) leave(kind, words);
        return undefined;
      }
      case 'w:instrText': {
        const field = this.fields.at(-1);
        if (field && !field.isResult) field.instruction += piece.text;
        return undefined;
      }
      case 'w:fldChar':
        return this.fieldMark(piece);
      default:
        return undefined;
    }
  }

  /** Codes for private use mean something in their font alone. */
  private character(font: string, code: number): string {
    const known = symbolOf(font, code);
    if (known !== undefined) return known;
    const text = String.fromCodePoint(Math.min(code, 0x10ffff));
    if (!strange.test(text) || /[\t\n]/.test(text)) return text;
    this.reading.leave('symbol', `${font === '' ? '' : `${font} `}U+${code.toString(16).toUpperCase().padStart(4, '0')}`);
    return '';
  }

  private fieldMark(mark: WordElement): void {
    const field = this.fields.at(-1);
    switch (mark.attributes['w:fldCharType']) {
      case 'begin':
        if (this.fields.length < 20)
          this.fields.push({ instruction: '', properties: childOf(mark, 'w:ffData'), isResult: false, content: [] });
        return;
      case 'separate':
        if (field) field.isResult = true;
        return;
      case 'end':
        if (field) this.endField();
        else this.reading.carried = Math.max(0, this.reading.carried - 1);
        return;
      default:
    }
  }
  private endFields(): void {
    while (this.fields.length > 0) this.endField();
  }
  private endField(): void {
    const field = this.fields.pop();
    if (!field) return;
    const { properties, content } = field;
    const tag = valueOf(properties, 'w:name');
    const named = tag === undefined ? {} : { tag };
    const box = childOf(properties, 'w:checkBox');
    const list = childOf(properties, 'w:ddList');
    if (box)
      this.push({
        type: 'box',
        checked: switchOf(box, 'w:checked') ?? switchOf(box, 'w:default') ?? false,
        ...(tag === undefined ? {} : { control: named }),
      });
    else if (properties)
      this.push({
        type: 'control',
        kind: list ? 'choice' : 'text',
        ...named,
        isPlaceholder: textOf(content).trim() === '',
        choices: (list?.children ?? []).flatMap(({ name, attributes }) => (name === 'w:listEntry' ? [attributes['w:val'] ?? ''] : [])),
        content,
      });
    else this.push({ type: 'field', instruction: field.instruction.trim(), content });
  }

  private control(element: WordElement): void {
    const properties = childOf(element, 'w:sdtPr');
    const name = controlName(properties);
    const ticks = childOf(properties, 'w14:checkbox');
    const inside = childOf(element, 'w:sdtContent');
    const content = inside ? this.within(inside) : [];
    const checked = ticks && tickedOf(ticks, content, textOf(content));
    if (checked !== undefined) {
      // LibreOffice moves the edges of bookmarks into the control beside them.
      const edges = bookmarksOf(content);
      const box: WordInline = { type: 'box', checked, control: name };
      return [...edges.filter(({ edge }) => edge === 'start'), box, ...edges.filter(({ edge }) => edge === 'end')].forEach((one) =>
        this.push(one),
      );
    }
    this.push({ type: 'control', ...name, ...controlOf(properties), content });
  }
}

/** Without white space of XML at its ends; that of other kinds was typed. */
function trimmed(text: string): string {
  const isWhite = (c: string | undefined): boolean => c === ' ' || c === '\t' || c === '\r' || c === '\n';
  let [start, end] = [0, text.length];
  while (start < end && isWhite(text[start])) start += 1;
  while (end > start && isWhite(text[end - 1])) end -= 1;
  return text.slice(start, end);
}
const alike = (a: TextLook, b: TextLook): boolean => a.bold === b.bold && a.underline === b.underline && a.size === b.size;
const textOf = (content: readonly WordInline[]): string =>
  content
    .map((one) => (one.type === 'text' ? one.value : one.type === 'control' || one.type === 'field' ? textOf(one.content) : ''))
    .join('');
function wordsById(notes: WordElement | undefined, id: string | undefined): string {
  const note = notes?.children.find(({ attributes }) => attributes['w:id'] === id);
  return note ? wordsOf(note) : '';
}
