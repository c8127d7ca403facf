/**
 * Pieces of a bilingual page, in the styles of the theme.
 *
 * In:  text in both languages, or what has no language (names, hashes, times). Out: nodes of the model.
 */
import {
  build,
  type Block,
  type Cell,
  type Heading,
  type Inline,
  type Lang,
  type Paragraph,
  type Row,
  type Table,
  type Theme,
} from '../../model/index.js';
import type { Prose } from '../../diagnostics/index.js';

export type Said = Prose | string;
const langOf = (text: string): Lang => (/\p{Script=Han}/u.test(text) ? 'zh' : 'en');
const run = (value: string, lang: Lang, style?: string): Inline => build.text(value, lang, style === undefined ? {} : { style });

export class Pieces {
  /** `plain`: what comes from outside is spelled in ASCII, since no face shows some character of it. */
  constructor(
    readonly theme: Theme,
    private readonly plain: boolean,
  ) {}

  /** Text from outside: a name in a certificate, a path. */
  data(text: string): string {
    const clean = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`);
    return this.plain ? clean.replace(/[^\x20-\x7e]/gu, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`) : clean;
  }
  /** As the style wants the two languages: on one line, or one below the other. */
  text(style: string, said: Said, character?: string): Paragraph[] {
    if (typeof said === 'string')
      return [build.paragraph({ style, rank: 'main', lang: langOf(said), content: [run(this.data(said), langOf(said), character)] })];
    const [zh, en] = [this.data(said.zh), this.data(said.en)];
    const known = this.theme.styles[style];
    if (known?.pair === 'line') return [build.paragraph({ style, rank: 'main', lang: 'zh', content: this.inLine(style, { zh, en }) })];
    return [
      build.paragraph({ style, rank: 'main', lang: 'zh', content: [run(zh, 'zh')] }),
      build.paragraph({ style, rank: 'second', lang: 'en', content: [run(en, 'en')] }),
    ];
  }
  private inLine(style: string, { zh, en }: Prose): Inline[] {
    const known = this.theme.styles[style];
    return [run(zh, 'zh'), build.gap(known?.gap ?? 0.6), run(en, 'en', known?.secondCharacter)];
  }
  heading(level: Heading['level'], style: string, said: Prose): Heading {
    return build.heading({ level, style, rank: 'main', lang: 'zh', content: this.inLine(style, said) });
  }
  /** A label at the left and a value at the right edge. */
  line(style: string, label: Prose, value: Said, character?: string): Paragraph {
    const values = typeof value === 'string' ? [run(this.data(value), 'en', character)] : this.inLine(style, value);
    return build.paragraph({ style, rank: 'main', lang: 'zh', content: [...this.inLine(style, label), build.fill(), ...values] });
  }
  /** Something long without blanks, on as many lines as it needs. */
  code(style: string, parts: readonly string[]): Paragraph {
    return build.paragraph({
      style,
      rank: 'main',
      lang: 'en',
      content: parts.flatMap((part, i): Inline[] => [...(i > 0 ? [build.lineBreak()] : []), run(this.data(part), langOf(part))]),
    });
  }
  row(cells: readonly (readonly Block[])[], header?: 'column', style?: string): Row {
    return build.row({
      cells: cells.map((blocks) => build.cell({ blocks, ...(header ? { header } : {}), ...(style === undefined ? {} : { style }) })),
    });
  }
  /** Rows of a label and what it says. */
  labelled(widths: readonly number[], rows: readonly (readonly [Prose, readonly Block[]])[]): Table {
    const label = (said: Prose): Cell => build.cell({ blocks: this.text('identification-label', said), header: 'row' });
    return build.table({
      style: 'identification',
      indent: 0,
      widths,
      headerRows: 0,
      keep: 'rows',
      rows: rows.map(([said, blocks]) => build.row({ cells: [label(said), build.cell({ blocks })] })),
    });
  }
  table(widths: readonly number[], heads: readonly Prose[], rows: readonly Row[]): Table {
    const head = this.row(
      heads.map((said) => this.text('column-head', said)),
      'column',
    );
    return build.table({ style: 'prose', indent: 0, widths, headerRows: 1, keep: 'rows', rows: [head, ...rows] });
  }
  list(style: string, items: readonly Prose[]): Block[] {
    const list = (lang: Lang, rank: 'main' | 'second'): Block =>
      build.list({
        ordered: false,
        style,
        rank,
        lang,
        items: items.map((item) => build.listItem([build.paragraph({ style, rank, lang, content: [run(item[lang], lang)] })])),
      });
    return [list('zh', 'main'), list('en', 'second')];
  }
}

/** A hash in groups, so that it can be read aloud and broken. */
export const grouped = (hash: string): string => (/^[0-9a-f]{64}$/.test(hash) ? (hash.match(/.{8}/g)?.join(' ') ?? hash) : hash);
/** A path on lines of at most so many characters, broken behind slashes where that is possible. */
export function pathLines(path: string, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of path.split(/(?<=\/)/)) {
    if (line !== '' && line.length + part.length > most) {
      lines.push(line);
      line = '';
    }
    line += part;
    while (line.length > most) {
      lines.push(line.slice(0, most));
      line = line.slice(most);
    }
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  return lines;
}
