/**
 * What somebody changed in a Word file, before any record is asked what stands in it now.
 *
 * In:  a file, opened; of a place whether it is a long text. Out: changes of values, of long texts, of pictures and of lists; and
 * everything that was changed elsewhere, each with where it stands, its words and the field that it seems to belong to.
 */
import type { PlacedSegment } from '../carried/index.js';
import type { Code, Diagnostic, Prose } from '../diagnostics/index.js';
import type { WordBlock, WordParagraph, WordPlace } from '../word/types.js';
import { align, isPlaced, printedBy, Steps } from './align.js';
import { copiedEntries } from './copied-entries.js';
import { changedAtHeadAndFoot, misplaced, typedOutside } from './elsewhere.js';
import { compactText, saysSame } from './folded.js';
import type { Form } from './form.js';
import { saidInControls } from './in-controls.js';
import { leftOver } from './left-over.js';
import { longKey, LongTexts } from './long-texts.js';
import { match, type Gap, type Matched, type Pair } from './match.js';
import { newEntries } from './new-entries.js';
import type { PictureIn } from './in-line.js';
import { saysOrIsPlace, type FormParagraph } from './paragraphs.js';
import { readPictures } from './pictures.js';
import { removedFrom } from './removed.js';
import type { Change } from './types.js';
import { quoted, whereProse } from './where.js';

export interface Fields {
  /** Whether a place is a long text, whose paragraphs are one value. */
  isLong(file: string, pointer: string): boolean;
  name(file: string, pointer: string): Prose;
}
export interface Changed {
  readonly changes: readonly Change[];
  readonly diagnostics: readonly Diagnostic[];
}

/** `isAccepted`: it was opened with open tracked changes as accepted, else as they were before them. */
export function changesOf(form: Form, fields: Fields, isAccepted: boolean): Changed {
  return new Reading(form, fields, isAccepted).read();
}

const isBlank = (words: string): boolean => compactText(words) === '';

class Reading {
  private readonly changes: Change[] = [];
  private readonly diagnostics: Diagnostic[] = [];
  private readonly long: LongTexts;
  private readonly matched: Matched;
  private readonly steps = new Steps();
  private readonly used = new Set<FormParagraph>();
  /** Those that stand in a place. */
  private readonly pictures = new Set<PictureIn>();

  constructor(
    private readonly form: Form,
    private readonly fields: Fields,
    private readonly isAccepted: boolean,
  ) {
    this.matched = match(form.carried.blocks, form.paragraphs.filter(saysOrIsPlace));
    this.long = new LongTexts(form.carried.document.lang === 'zh-en', this.matched.pairs, (segment) => this.isLong(segment));
  }

  read(): Changed {
    for (const pair of this.matched.pairs) this.pair(pair);
    this.changes.push(
      ...copiedEntries(
        this.matched,
        this.form,
        { paragraphs: this.used, pictures: this.pictures },
        (file) => this.fileOf(file),
        this.steps,
      ),
    );
    for (const gap of this.matched.gaps) this.longExtras(gap);
    const entries = newEntries(this.matched, this.used, (file) => this.fileOf(file), this.steps);
    this.changes.push(...entries.changes);
    for (const { code, at, words, message } of entries.faults) this.tell(code, at, words, message);
    this.removed();
    const { matched, used, form } = this;
    const pictures = readPictures(form, matched, (file) => this.fileOf(file), this.pictures);
    this.changes.push(...pictures.changes);
    for (const { code, at, words, message } of pictures.tellings) this.tell(code, at, words, message);
    for (const { code, at, words, message, severity } of [
      ...matched.gaps.flatMap((gap) => typedOutside(gap, used, (segment) => this.nameOf(segment))),
      ...misplaced(matched, (pair, n) => this.isAmongItsOwn(pair, n)),
      ...changedAtHeadAndFoot(form),
      ...leftOver(form, this.isAccepted, (file, pointer) => this.fields.name(file, pointer)),
    ])
      this.tell(code, at, words, message, severity);
    for (const change of this.long.changes((file) => this.fileOf(file))) {
      if (change.isDoubtful) continue;
      this.changes.push(change.change);
    }
    return { changes: this.changes, diagnostics: this.diagnostics };
  }

  private fileOf(n: number): string {
    return this.form.carried.files[n]?.path ?? '';
  }
  private nameOf({ file, pointer }: PlacedSegment): Prose {
    return this.fields.name(this.fileOf(file), pointer);
  }
  private tell(code: Code, at: WordPlace, words: string, message: Prose, severity: Diagnostic['severity'] = 'error'): void {
    const where = whereProse(at);
    const said = words === '' ? { zh: '', en: '' } : { zh: `“${quoted(words)}”`, en: ` “${quoted(words)}”` };
    this.diagnostics.push({
      code,
      severity,
      place: { file: this.form.name },
      message: { zh: `${where.zh}${said.zh}：${message.zh}`, en: `${where.en}${said.en}: ${message.en}` },
    });
  }

  private isLong(segment: PlacedSegment): boolean {
    return this.fields.isLong(this.fileOf(segment.file), segment.pointer);
  }

  /**
   * Of most paragraphs not a sign has changed. Those of long texts are looked at all the same, for what was changed beside them, and those
   * of several values, since their controls may part the same words otherwise.
   */
  private saysWhatItSaid({ blocks, paragraphs }: Pair, { text }: FormParagraph): boolean {
    const [block] = blocks;
    if (!block || blocks.length > 1 || paragraphs.length > 1) return false;
    let values = 0;
    for (const one of block.segments) if (isPlaced(one) && (++values > 1 || this.isLong(one))) return false;
    return printedBy(block.segments) === text;
  }

  private pair(pair: Pair): void {
    const [first] = pair.paragraphs;
    if (!first || this.saysWhatItSaid(pair, first)) return;
    const segments = pair.blocks.length === 1 ? (pair.blocks[0]?.segments ?? []) : pair.blocks.flatMap(({ segments: own }) => own);
    const placed = segments.filter(isPlaced);
    if (placed.length === 0) return;
    const isDoubtful =
      pair.paragraphs.some(({ isDisputed = false }) => isDisputed) || pair.blocks.some((block) => this.matched.disputed.has(block));
    const [one] = placed;
    const text = pair.paragraphs.map((p) => p.text).join('\n');
    const isWhole =
      one !== undefined &&
      placed.every(({ file, pointer }) => file === one.file && pointer === one.pointer) &&
      segments.every((s) => isPlaced(s) || isBlank(s));
    if (one && isWhole && this.isLong(one)) {
      const isChanged = pair.paragraphs.length > 1 || pair.blocks.length > 1 || !saysSame(text, printedBy(segments));
      // Files of earlier versions have a paragraph that begins with bold words in two pieces.
      this.long.add(
        placed.length === 1 ? one : { ...one, words: placed.map(({ words }) => words).join('') },
        pair,
        pair.paragraphs.map((p) => p.block),
        isChanged,
        isDoubtful,
      );
      return;
    }
    if (isDoubtful) return;
    const [block] = pair.blocks;
    const isAlone = block !== undefined && pair.blocks.length === 1 && pair.paragraphs.length === 1;
    const aligned = (isAlone ? saidInControls(block, first) : undefined) ?? align(segments, text, this.steps);
    if (!aligned.ok) {
      const names = [...new Map(placed.map((segment) => [longKey(segment), this.nameOf(segment)])).values()];
      const [zh, en] = [names.map((n) => n.zh).join('、'), names.map((n) => n.en).join(', ')];
      this.tell(
        'take-words-changed',
        first.place,
        text,
        aligned.why === 'fixed'
          ? {
              zh: `原为“${quoted(printedBy(segments))}”；固定文字也改了，分不出“${zh}”的内容`,
              en: `it was “${quoted(printedBy(segments))}”; fixed words were changed too, so that the value of ${en} cannot be told`,
            }
          : {
              zh: `原为“${quoted(printedBy(segments))}”；分不出哪些属于“${zh}”`,
              en: `it was “${quoted(printedBy(segments))}”; what of it belongs to which of ${en} cannot be told`,
            },
      );
      return;
    }
    placed.forEach((segment, i) => {
      const said = aligned.said[i] ?? '';
      const isChanged = !saysSame(said, segment.words);
      if (this.isLong(segment)) {
        this.long.add(
          segment,
          pair,
          isChanged ? [plainParagraph(said, first.block)] : [plainParagraph(segment.words, first.block)],
          isChanged,
          false,
        );
        return;
      }
      if (!isChanged) return;
      if (/\n/.test(said) && pair.paragraphs.length > 1) {
        const name = this.nameOf(segment);
        this.tell('take-unreadable', first.place, said, {
          zh: `“${name.zh}”只有一段，现在分成了 ${pair.paragraphs.length} 段`,
          en: `${name.en} has one paragraph, and is now ${pair.paragraphs.length}`,
        });
        return;
      }
      if (segment.locked) {
        const name = this.nameOf(segment);
        this.tell('take-locked', first.place, said, {
          zh: `“${name.zh}”不由填写人改动，原为“${quoted(segment.words)}”`,
          en: `${name.en} is not the reader’s to change; it was “${quoted(segment.words)}”`,
        });
        return;
      }
      this.changes.push({
        kind: 'value',
        file: this.fileOf(segment.file),
        pointer: segment.pointer,
        lang: segment.lang,
        printed: segment.words,
        said,
        at: first.place,
        ...(segment.ticked === undefined ? {} : { ticked: segment.ticked }),
      });
    });
  }

  /** New paragraphs within a long text, or at its end in the same cell or style, are of it. */
  private longExtras({ before, after, extra }: Gap): void {
    const here = before && this.long.of(before);
    if (!before || !here) return;
    const next = after && this.long.of(after);
    const last = before.paragraphs.at(-1) as FormParagraph;
    for (const paragraph of extra) {
      if (this.used.has(paragraph) || isBlank(paragraph.text)) break;
      const isInside = next !== undefined && this.long.sameField(here, next);
      const isBehind = paragraph.cell === last.cell && paragraph.block.style === last.block.style;
      if (!isInside && !isBehind && !this.long.isOwnTable(paragraph.row?.table)) break;
      this.used.add(paragraph);
      const table = paragraph.row?.table;
      const together = this.long.isNewTable(table) ? extra.filter(({ row }) => row?.table === table) : [paragraph];
      this.long.addNew(here, before, paragraph, together.map(({ text }) => text).join('\n'));
    }
  }

  /** Entries of which nothing is left, and places that are gone without the rest of theirs. */
  private removed(): void {
    for (const { segment, at, entry, isLeft, isElsewhere } of removedFrom(this.form.carried.blocks, this.matched)) {
      if (isLeft && this.isLong(segment)) this.long.lost(segment, segment.words, isElsewhere);
      else if (isElsewhere) continue;
      else if (entry) this.changes.push({ kind: 'gone', file: this.fileOf(segment.file), ...entry, at });
      else this.tell('take-place-gone', at, segment.words, gone(this.nameOf(segment)));
    }
  }

  /** Paragraphs of a long text may change places, beside others of it. */
  private isAmongItsOwn(pair: Pair, n: number): boolean {
    const own = pair.blocks.every((block) => this.long.isOfOne(block)) ? this.long.of(pair) : undefined;
    if (!own) return false;
    return [this.matched.pairs[n - 1], this.matched.pairs[n + 1]].some((other) => {
      const near = other && this.long.of(other);
      return near !== undefined && this.long.sameField(own, near);
    });
  }
}

const gone = ({ zh, en }: Prose): Prose => ({
  zh: `“${zh}”的位置被删除，没有采用`,
  en: `the place of ${en} was deleted; that is not taken`,
});
/** Words out of a paragraph that says more, as a paragraph of their own. */
function plainParagraph(value: string, like: WordParagraph): WordBlock {
  const { numbering: _, ...rest } = like;
  return { ...rest, content: [{ type: 'text', value, look: { bold: false, underline: false, size: 10 } }] };
}
