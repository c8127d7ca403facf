/**
 * Scans the literal HTML of a layout through its whole syntax tree, with one tokenizer state and one stack of elements.
 *
 * In:  the tree of `ast.ts`. Out: the markup as a tree, where the stamps go, and what is wrong: each branch of a block
 * must start and end in the same state with the same elements open. Separate from the HTML parser, which sees only the
 * expanded text and would mend such mistakes without a word, at lines that no file has. What stands inside tags is read by
 * `scan-tags.ts`.
 */
import type { Diagnostic } from '../../diagnostics/index.js';
import { locator } from './locate.js';
import {
  layoutPlaceOf,
  type BlockStatement,
  type ContentStatement,
  type MustacheStatement,
  type PartialStatement,
  type Program,
  type LayoutPlace,
  type Statement,
} from './ast.js';
import type { AttributeItem, Branching, MarkupNode, Piece, ScannedMarkup, ValuePart } from './markup.js';
import { matchAt, tagName, TagScanner, type Frame, type State } from './scan-tags.js';

/** Noncharacters mark prints on their way through the HTML parser. */
const reserved = /[\uFDD0-\uFDEF]|&#(?:x0*fd[de][0-9a-f]|0*(?:6497[6-9]|649[89][0-9]|6500[0-7]))(?![0-9a-f])/gi;

export function scanMarkup(program: Program, file: string): { markup: ScannedMarkup; diagnostics: Diagnostic[] } {
  const scanner = new Scanner(file);
  return scanner.run(program);
}

class Scanner extends TagScanner {
  private readonly pieces = new Map<ContentStatement, Piece[]>();
  private readonly inAttribute = new Set<object>();
  private readonly dropped = new Set<object>();

  run(program: Program): { markup: ScannedMarkup; diagnostics: Diagnostic[] } {
    this.statements(program.body);
    if (this.state !== 'data' && this.state !== 'lost') {
      this.report(
        'markup-malformed',
        this.element?.at ?? { file: this.file, line: 1, column: 1 },
        '标签或注释没有结束',
        'a tag or a comment does not end',
      );
    }
    if (this.state !== 'lost') for (const frame of this.frames) if (frame.is === 'element') this.unclosed(frame.element);
    const { top: nodes, elements, pieces, inAttribute, dropped } = this;
    return { markup: { nodes, elements, pieces, inAttribute, dropped }, diagnostics: this.diagnostics };
  }

  private statements(body: readonly Statement[]): void {
    body.forEach((statement, i) => {
      if (statement.type === 'ContentStatement')
        this.content(statement, body[i + 1] !== undefined && body[i + 1]?.type !== 'CommentStatement');
      else if (statement.type !== 'CommentStatement') this.expression(statement);
    });
  }

  // ---- expressions ------------------------------------------------------------------------------------------------

  private expression(statement: Exclude<Statement, ContentStatement | { type: 'CommentStatement' }>): void {
    const at = layoutPlaceOf(this.file, statement);
    if (this.state === 'lost' || this.state === 'skip') return;
    if (this.state === 'comment') {
      this.dropped.add(statement);
      this.report('expression-in-comment', at, 'HTML 注释里的表达式不起作用', 'an expression in an HTML comment does nothing', 'warning');
      return;
    }
    if (this.state === 'before-value') {
      this.report(
        'attribute-unquoted',
        at,
        '由表达式给出的属性值必须加引号',
        'an attribute value made by an expression must stand in quotation marks',
      );
      this.state = 'tag';
      return;
    }
    switch (statement.type) {
      case 'MustacheStatement':
        this.print(statement, at);
        break;
      case 'BlockStatement':
        this.block(statement, at);
        break;
      case 'PartialStatement':
        this.partial(statement, at);
        break;
      default:
        this.report(
          'partial-refused',
          at,
          '不允许内联部件、部件块和装饰器',
          'inline partials, partial blocks and decorators are not allowed',
        );
    }
  }

  private print(statement: MustacheStatement, at: LayoutPlace): void {
    if (this.state === 'data') this.frame.children.push({ kind: 'print', statement, at });
    else if (this.state === 'double' || this.state === 'single') {
      this.inAttribute.add(statement);
      this.value.push({ kind: 'print', statement, at });
    } else {
      this.report(
        'markup-by-expression',
        at,
        '标签名或属性名不能由表达式给出',
        'the name of a tag or of an attribute cannot be made by an expression',
      );
      this.state = 'skip';
    }
  }

  private partial(statement: PartialStatement, at: LayoutPlace): void {
    if (this.state === 'data') this.frame.children.push({ kind: 'partial', statement, at });
    else this.report('partial-in-tag', at, '标签里面不能引用部件', 'a partial cannot stand inside a tag');
  }

  private block(statement: BlockStatement, at: LayoutPlace): void {
    const { state } = this;
    if (state === 'data') {
      const node: Branching<MarkupNode> = { kind: 'block', statement, at, main: [], inverse: [] };
      this.frame.children.push(node);
      this.branch(statement.program, node.main, changesItem(statement));
      this.branch(statement.inverse, node.inverse, false);
      return;
    }
    if (state === 'tag') {
      const node: Branching<AttributeItem> = { kind: 'block', statement, at, main: [], inverse: [] };
      const around = this.attributes;
      around.push(node);
      for (const [program, sink] of [
        [statement.program, node.main],
        [statement.inverse, node.inverse],
      ] as const) {
        this.attributes = sink;
        this.inside(program, 'tag', at);
      }
      this.attributes = around;
      return;
    }
    const node: Branching<ValuePart> = { kind: 'block', statement, at, main: [], inverse: [] };
    const around = this.value;
    around.push(node);
    for (const [program, sink] of [
      [statement.program, node.main],
      [statement.inverse, node.inverse],
    ] as const) {
      this.value = sink;
      this.inside(program, state, at);
    }
    this.value = around;
  }

  private branch(program: Program | undefined, children: MarkupNode[], ofItem: boolean): void {
    if (!program) return;
    const frame: Frame = { is: 'branch', ofItem, children };
    this.frames.push(frame);
    const before = this.frames.length;
    this.statements(program.body);
    if (this.state === 'comment' || this.state === 'lost') this.state = 'data';
    else if (this.state !== 'data') {
      this.crossing(
        this.element?.at ??
          layoutPlaceOf(this.file, program.body[0] ?? { loc: { start: { line: 1, column: 0 }, end: { line: 1, column: 0 } } }),
      );
      this.state = 'data';
    }
    while (this.frames.length > before) {
      const open = this.frames.pop();
      if (open?.is === 'element') this.crossing(open.element.at, open.element.name);
    }
    this.frames.pop();
  }

  private inside(program: Program | undefined, state: State, at: LayoutPlace): void {
    if (!program) return;
    this.statements(program.body);
    if (this.state !== state) {
      this.crossing(at);
      this.state = state;
    }
  }
  // ---- literal text -----------------------------------------------------------------------------------------------

  private content(node: ContentStatement, expressionFollows: boolean): void {
    const text = node.value;
    const where = locator(node, this.file);
    const pieces: Piece[] = [];
    let kept = 0;
    let i = 0;
    const cut = (to: number, next: number): void => {
      if (to > kept) pieces.push({ text: text.slice(kept, to) });
      kept = next;
    };
    for (const sentinel of text.matchAll(reserved))
      this.report(
        'character-reserved',
        where(sentinel.index),
        '版式里不能出现非字符 U+FDD0–U+FDEF',
        'the noncharacters U+FDD0 to U+FDEF cannot stand in a layout',
      );
    while (i < text.length && this.state !== 'lost') {
      switch (this.state) {
        case 'comment': {
          const end = text.indexOf('-->', i);
          const next = end < 0 ? text.length : end + 3;
          cut(i, next);
          i = next;
          if (end >= 0) this.state = 'data';
          break;
        }
        case 'data': {
          const open = text.indexOf('<', i);
          const end = open < 0 ? text.length : open;
          if (end > i) this.frame.children.push({ kind: 'text', value: text.slice(i, end), at: where(i) });
          i = end;
          if (open < 0) break;
          if (text.startsWith('<!--', i)) {
            cut(i, i + 4);
            i += 4;
            this.state = 'comment';
          } else if (text[i + 1] === '/') i = this.endTag(text, i, where, expressionFollows);
          else {
            const at = where(i);
            i += 1;
            const name = matchAt(tagName, text, i).toLowerCase();
            i += name.length;
            if (i === text.length && expressionFollows) {
              this.report('markup-by-expression', at, '标签名不能由表达式给出', 'the name of a tag cannot be made by an expression');
              this.state = 'lost';
            } else if (name === '') {
              this.report('markup-malformed', at, '单独的“<”要写成 &lt;', 'a lone “<” is written &lt;');
            } else {
              this.startTag(name, at);
              cut(i, i);
              pieces.push({
                stamp: this.elements.length - 1,
                item: this.frame.is === 'branch' && this.frames.some((f) => f.is === 'branch' && f.ofItem) && this.atItemTop(),
              });
            }
          }
          break;
        }
        case 'skip': {
          const end = text.indexOf('>', i);
          i = end < 0 ? text.length : end;
          if (end >= 0) this.state = 'tag';
          break;
        }
        case 'tag':
          i = this.inTag(text, i, where, expressionFollows);
          break;
        case 'before-value':
          i = this.beforeValue(text, i, where, expressionFollows);
          break;
        default: {
          const quote = this.state === 'double' ? '"' : "'";
          const end = text.indexOf(quote, i);
          const stop = end < 0 ? text.length : end;
          if (stop > i) this.value.push({ kind: 'text', value: text.slice(i, stop), at: where(i) });
          i = end < 0 ? stop : stop + 1;
          if (end >= 0) this.state = 'tag';
        }
      }
    }
    cut(text.length, text.length);
    this.pieces.set(node, pieces);
  }

  /** Whether the innermost frames are branches only, up to one that shows an item. */
  private atItemTop(): boolean {
    for (let k = this.frames.length - 1; k >= 0; k--) {
      const frame = this.frames[k];
      if (!frame || frame.is === 'element') return false;
      if (frame.ofItem) return true;
    }
    return false;
  }
}

function changesItem(statement: BlockStatement): boolean {
  return statement.path.type === 'PathExpression' && (statement.path.original === 'each' || statement.path.original === 'with');
}
