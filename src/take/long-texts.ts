/**
 * Long texts of a file: the paragraphs of each, in the order in which they stand now.
 *
 * In:  paragraphs as they are found, old and new. Out: one change for each text of which a paragraph was changed, added or taken away. A
 * new paragraph between those of both languages is of the language in which it is written, a new table all of one.
 */
import type { CarriedBlock, PlacedSegment } from '../carried/index.js';
import { isPlaced } from './align.js';
import type { Pair } from './match.js';
import type { FormParagraph, RowOf } from './paragraphs.js';
import type { LongChange } from './types.js';
import type { Lang } from '../model/index.js';
import type { WordBlock, WordPlace, WordTable } from '../word/types.js';

export const longKey = ({ file, pointer }: Pick<PlacedSegment, 'file' | 'pointer'>): string => `${file}#${pointer}`;
/** Without its language. */
const fieldKey = (place: Pick<PlacedSegment, 'file' | 'pointer'>): string => longKey(place).replace(/\/(?:zh|en)$/, '');

interface Piece {
  /** Of a new paragraph that behind which it stands. */
  readonly pair: Pair;
  readonly blocks: readonly WordBlock[];
  readonly table: WordTable | undefined;
}
interface Text {
  readonly segment: PlacedSegment;
  readonly printed: string[];
  pieces: Piece[];
  isChanged: boolean;
  /** Of a paragraph of it nobody can say whether it is meant. */
  isDoubtful: boolean;
  readonly at: WordPlace;
}

/** Chinese where any of it is; English where there are words of it; figures, codes and abbreviations are of either. */
function languageOf(words: string): Lang | undefined {
  if (/\p{Script=Han}/u.test(words)) return 'zh';
  return (words.match(/\b[A-Za-z]?[a-z]{3,}\b/g) ?? []).length > 1 ? 'en' : undefined;
}
function around({ around: outer }: RowOf): readonly WordTable[] {
  return outer ? [outer.table, ...around(outer)] : [];
}

export class LongTexts {
  private readonly texts = new Map<string, Text>();
  private readonly byPair = new Map<Pair, PlacedSegment>();
  private readonly order = new Map<Pair, number>();
  private tables: ReadonlySet<WordTable> | undefined;
  private printedTables: ReadonlySet<WordTable> | undefined;

  constructor(
    private readonly isBilingual: boolean,
    private readonly pairs: readonly Pair[],
    private readonly isLong: (segment: PlacedSegment) => boolean,
  ) {}

  /** Whether a table is part of a long text, and none of its paragraphs anything else. Of most files nobody asks. */
  isOwnTable(table: WordTable | undefined): table is WordTable {
    return table !== undefined && (this.tables ??= this.ownTables()).has(table);
  }
  private ownTables(): ReadonlySet<WordTable> {
    const fields = new Map<WordTable, string | undefined>();
    for (const { blocks, paragraphs } of this.pairs) {
      if (paragraphs.every(({ row }) => row === undefined)) continue;
      const placed = blocks.flatMap(({ segments }) => segments.filter(isPlaced));
      const of = placed.length > 0 && placed.every(this.isLong) ? fieldKey(placed[0] as PlacedSegment) : undefined;
      for (const { row } of paragraphs)
        if (row) fields.set(row.table, fields.has(row.table) && fields.get(row.table) !== of ? undefined : of);
    }
    return new Set([...fields].flatMap(([table, of]) => (of === undefined ? [] : [table])));
  }

  add(segment: PlacedSegment, pair: Pair, blocks: readonly WordBlock[], isChanged: boolean, isDoubtful: boolean): void {
    const key = longKey(segment);
    const at = pair.paragraphs[0]?.place ?? { part: 'body', page: 1, paragraph: 1 };
    const text = this.texts.get(key) ?? { segment, printed: [], pieces: [], isChanged: false, isDoubtful: false, at };
    this.texts.set(key, text);
    text.pieces.push({ pair, blocks, table: pair.paragraphs[0]?.row?.table });
    text.printed.push(segment.words);
    text.isChanged ||= isChanged;
    text.isDoubtful ||= isDoubtful;
    this.byPair.set(pair, segment);
    this.order.set(pair, this.order.size);
  }

  /** The long text that a paragraph is of. */
  of(pair: Pair): PlacedSegment | undefined {
    return this.byPair.get(pair);
  }
  sameField(one: PlacedSegment, other: PlacedSegment): boolean {
    return fieldKey(one) === fieldKey(other);
  }

  /** `words`: those of the paragraph, or of all of the new table that it stands in. */
  addNew(near: PlacedSegment, behind: Pair, { block, row }: FormParagraph, words: string): void {
    const lang = languageOf(words) ?? near.lang;
    const other = [...this.texts.values()].find(({ segment }) => fieldKey(segment) === fieldKey(near) && segment.lang === lang);
    const text = this.isBilingual && other ? other : this.texts.get(longKey(near));
    if (!text) return;
    const order = (pair: Pair): number => this.order.get(pair) ?? 0;
    const at = text.pieces.findLastIndex(({ pair }) => order(pair) <= order(behind));
    text.pieces.splice(at + 1, 0, { pair: behind, blocks: [block], table: row?.table });
    text.isChanged = true;
  }

  /** Whether a table was put in by who filled the form in: nothing of what was printed stands in it. */
  isNewTable(table: WordTable | undefined): table is WordTable {
    this.printedTables ??= new Set(
      this.pairs.flatMap(({ paragraphs }) => paragraphs.flatMap(({ row }) => (row ? [row.table, ...around(row)] : []))),
    );
    return table !== undefined && !this.printedTables.has(table);
  }

  /** A paragraph that is gone, of a text of which others are left. */
  lost(segment: PlacedSegment, words: string, isDoubtful: boolean): void {
    const text = this.texts.get(longKey(segment));
    if (!text) return;
    text.printed.push(words);
    text.isChanged = true;
    text.isDoubtful ||= isDoubtful;
  }
  /** Whether all of a paragraph is of one long text, whose paragraphs may change places. */
  isOfOne({ segments }: CarriedBlock): boolean {
    const [first, ...rest] = segments.filter(isPlaced);
    return first !== undefined && this.texts.has(longKey(first)) && rest.every((one) => longKey(one) === longKey(first));
  }

  *changes(fileOf: (n: number) => string): Iterable<{ readonly change: LongChange; readonly isDoubtful: boolean }> {
    for (const { segment, printed, pieces, isChanged, isDoubtful, at } of this.texts.values()) {
      if (!isChanged) continue;
      const { file, pointer, lang } = segment;
      yield { change: { kind: 'long', file: fileOf(file), pointer, lang, printed, blocks: this.blocksOf(pieces), at }, isDoubtful };
    }
  }

  /** The paragraphs of a table of the text are that table, with nothing else in it. */
  private blocksOf(pieces: readonly Piece[]): readonly WordBlock[] {
    const own = new Set(pieces.flatMap(({ blocks }) => blocks));
    const told = new Set<WordTable>();
    return pieces.flatMap(({ blocks, table }): readonly WordBlock[] => {
      if (!this.isOwnTable(table) && !this.isNewTable(table)) return blocks;
      if (told.has(table)) return [];
      told.add(table);
      const rows = table.rows.map((row) => ({
        ...row,
        cells: row.cells.map((cell) => ({ ...cell, blocks: cell.blocks.filter((block) => own.has(block)) })),
      }));
      return [{ ...table, rows }];
    });
  }
}
