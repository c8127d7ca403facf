/**
 * Scans the literal HTML of a layout through its whole syntax tree, with one tokenizer state and one stack of elements.
 *
 * In:  the tree of `ast.ts`. Out: the markup as a tree, where the stamps go, and what is wrong: each branch of a block
 * must start and end in the same state with the same elements open. Separate from the HTML parser, which sees only the
 * expanded text and would mend such mistakes without a word, at lines that no file has.
 */
import type { Diagnostic } from '../../diagnostics/index.js';
import { problem } from '../problem.js';
import { voidElements } from '../vocabulary.js';
import { locator } from './locate.js';
import { spotOf, type BlockStatement, type ContentStatement, type MustacheStatement, type PartialStatement, type Program, type Spot, type Statement } from './ast.js';
import type { Attribute, AttributeItem, Branching, MarkupElement, MarkupNode, Piece, ScannedMarkup, ValuePart } from './markup.js';

/** `skip`: a tag that was wrong, up to its end; `lost`: nothing more can be said of this file. */
type State = 'data' | 'tag' | 'skip' | 'before-value' | 'double' | 'single' | 'comment' | 'lost';
type Frame =
  | { readonly is: 'element'; readonly element: MarkupElement; readonly children: MarkupNode[] }
  | { readonly is: 'branch'; readonly ofItem: boolean; readonly children: MarkupNode[] };

const tagName = /[A-Za-z][^\s/>]*/y;
const attributeName = /[^\s"'<>/=]+/y;
const blanks = /[ \t\r\n\f]*/y;
/** Noncharacters mark prints on their way through the HTML parser. */
const reserved = /[\uFDD0-\uFDEF]|&#(?:x0*fd[de][0-9a-f]|0*(?:6497[6-9]|649[89][0-9]|6500[0-7]))(?![0-9a-f])/gi;

export function scanMarkup(program: Program, file: string): { markup: ScannedMarkup; diagnostics: Diagnostic[] } {
  const scanner = new Scanner(file);
  return scanner.run(program);
}

class Scanner {
  private state: State = 'data';
  private readonly frames: Frame[];
  private readonly top: MarkupNode[] = [];
  private element: MarkupElement | undefined;
  private attributes: AttributeItem[] = [];
  private value: ValuePart[] = [];
  private readonly elements: MarkupElement[] = [];
  private readonly pieces = new Map<ContentStatement, Piece[]>();
  private readonly inAttribute = new Set<object>();
  private readonly dropped = new Set<object>();
  private readonly diagnostics: Diagnostic[] = [];

  constructor(private readonly file: string) {
    // What stands at the top of a file (a partial, as a rule) shows the item it was called with.
    this.frames = [{ is: 'branch', ofItem: true, children: this.top }];
  }

  run(program: Program): { markup: ScannedMarkup; diagnostics: Diagnostic[] } {
    this.statements(program.body);
    if (this.state !== 'data' && this.state !== 'lost') {
      this.report('markup-malformed', this.element?.at ?? { file: this.file, line: 1, column: 1 }, '标签或注释没有结束', 'a tag or a comment does not end');
    }
    if (this.state !== 'lost') for (const frame of this.frames) if (frame.is === 'element') this.unclosed(frame.element);
    const { top: nodes, elements, pieces, inAttribute, dropped } = this;
    return { markup: { nodes, elements, pieces, inAttribute, dropped }, diagnostics: this.diagnostics };
  }

  private report(code: Diagnostic['code'], at: Spot, zh: string, en: string, severity: Diagnostic['severity'] = 'error'): void {
    this.diagnostics.push(problem(code, at, zh, en, { severity }));
  }
  private unclosed(element: MarkupElement): void {
    this.report('element-unclosed', element.at, `<${element.name}> 没有结束标签`, `<${element.name}> has no end tag`);
  }
  private get frame(): Frame {
    const frame = this.frames.at(-1);
    if (!frame) throw new Error('the scanner lost its outermost frame');
    return frame;
  }

  private statements(body: readonly Statement[]): void {
    body.forEach((statement, i) => {
      if (statement.type === 'ContentStatement') this.content(statement, body[i + 1] !== undefined && body[i + 1]?.type !== 'CommentStatement');
      else if (statement.type !== 'CommentStatement') this.expression(statement);
    });
  }

  // ---- expressions ------------------------------------------------------------------------------------------------

  private expression(statement: Exclude<Statement, ContentStatement | { type: 'CommentStatement' }>): void {
    const at = spotOf(this.file, statement);
    if (this.state === 'lost' || this.state === 'skip') return;
    if (this.state === 'comment') {
      this.dropped.add(statement);
      this.report('expression-in-comment', at, 'HTML 注释里的表达式不起作用', 'an expression in an HTML comment does nothing', 'warning');
      return;
    }
    if (this.state === 'before-value') {
      this.report('attribute-unquoted', at, '由表达式给出的属性值必须加引号', 'an attribute value made by an expression must stand in quotation marks');
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
        this.report('partial-refused', at, '不允许内联部件、部件块和装饰器', 'inline partials, partial blocks and decorators are not allowed');
    }
  }

  private print(statement: MustacheStatement, at: Spot): void {
    if (this.state === 'data') this.frame.children.push({ kind: 'print', statement, at });
    else if (this.state === 'double' || this.state === 'single') {
      this.inAttribute.add(statement);
      this.value.push({ kind: 'print', statement, at });
    } else {
      this.report('markup-by-expression', at, '标签名或属性名不能由表达式给出', 'the name of a tag or of an attribute cannot be made by an expression');
      this.state = 'skip';
    }
  }

  private partial(statement: PartialStatement, at: Spot): void {
    if (this.state === 'data') this.frame.children.push({ kind: 'partial', statement, at });
    else this.report('partial-in-tag', at, '标签里面不能引用部件', 'a partial cannot stand inside a tag');
  }

  private block(statement: BlockStatement, at: Spot): void {
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
      for (const [program, sink] of [[statement.program, node.main], [statement.inverse, node.inverse]] as const) {
        this.attributes = sink;
        this.inside(program, 'tag', at);
      }
      this.attributes = around;
      return;
    }
    const node: Branching<ValuePart> = { kind: 'block', statement, at, main: [], inverse: [] };
    const around = this.value;
    around.push(node);
    for (const [program, sink] of [[statement.program, node.main], [statement.inverse, node.inverse]] as const) {
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
      this.crossing(this.element?.at ?? spotOf(this.file, program.body[0] ?? { loc: { start: { line: 1, column: 0 }, end: { line: 1, column: 0 } } }));
      this.state = 'data';
    }
    while (this.frames.length > before) {
      const open = this.frames.pop();
      if (open?.is === 'element') this.crossing(open.element.at, open.element.name);
    }
    this.frames.pop();
  }

  private inside(program: Program | undefined, state: State, at: Spot): void {
    if (!program) return;
    this.statements(program.body);
    if (this.state !== state) {
      this.crossing(at);
      this.state = state;
    }
  }
  private crossing(at: Spot, name?: string): void {
    const zh = name ? `<${name}> 在一个块里开始，却没有在同一块里结束` : '块在标签中间开始或结束';
    const en = name ? `<${name}> is opened in one block and not closed in it` : 'a block begins or ends in the middle of a tag';
    this.report('element-crosses-block', at, zh, en);
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
    for (const sentinel of text.matchAll(reserved)) this.report('character-reserved', where(sentinel.index), '版式里不能出现非字符 U+FDD0–U+FDEF', 'the noncharacters U+FDD0 to U+FDEF cannot stand in a layout');
    const match = (pattern: RegExp): string => {
      pattern.lastIndex = i;
      const found = pattern.exec(text)?.[0] ?? '';
      i += found.length;
      return found;
    };

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
            const name = match(tagName).toLowerCase();
            if (i === text.length && expressionFollows) {
              this.report('markup-by-expression', at, '标签名不能由表达式给出', 'the name of a tag cannot be made by an expression');
              this.state = 'lost';
            } else if (name === '') {
              this.report('markup-malformed', at, '单独的“<”要写成 &lt;', 'a lone “<” is written &lt;');
            } else {
              this.startTag(name, at);
              cut(i, i);
              pieces.push({ stamp: this.elements.length - 1, item: this.frame.is === 'branch' && this.frames.some((f) => f.is === 'branch' && f.ofItem) && this.atItemTop() });
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
          i = this.inTag(text, i, where, expressionFollows, match);
          break;
        case 'before-value': {
          match(blanks);
          if (i >= text.length) break;
          const quote = text[i];
          if (quote === '"' || quote === "'") {
            this.state = quote === '"' ? 'double' : 'single';
            i += 1;
          } else {
            const at = where(i);
            const value = match(/[^\s>]*/y);
            this.value.push({ kind: 'text', value, at });
            this.state = 'tag';
            if (i === text.length && expressionFollows) this.report('attribute-unquoted', at, '由表达式给出的属性值必须加引号', 'an attribute value made by an expression must stand in quotation marks');
          }
          break;
        }
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

  private startTag(name: string, at: Spot): void {
    const around = this.frames.findLast((f) => f.is === 'element');
    const element: MarkupElement = {
      kind: 'element', name, at, attributes: [], children: [], stamp: this.elements.length, parent: around?.is === 'element' ? around.element.stamp : -1,
    };
    this.elements.push(element);
    this.frame.children.push(element);
    this.element = element;
    this.attributes = element.attributes;
    this.state = 'tag';
  }

  private inTag(text: string, from: number, where: (i: number) => Spot, expressionFollows: boolean, match: (p: RegExp) => string): number {
    let i = from + match(blanks).length;
    const c = text[i];
    const { element } = this;
    if (c === undefined || !element) return text.length;
    if (c === '>') {
      this.state = 'data';
      if (!voidElements.has(element.name)) this.frames.push({ is: 'element', element, children: element.children });
      return i + 1;
    }
    if (c === '/') {
      if (!voidElements.has(element.name)) this.report('element-self-closed', element.at, `<${element.name}/> 不结束元素，要写 </${element.name}>`, `<${element.name}/> does not end the element; write </${element.name}>`);
      i += 1;
      if (text[i] === '>') {
        this.state = 'data';
        return i + 1;
      }
      return i;
    }
    attributeName.lastIndex = i;
    const name = attributeName.exec(text)?.[0].toLowerCase();
    if (name === undefined) {
      this.report('markup-malformed', where(i), `标签里有多余的字符“${c}”`, `a stray “${c}” in a tag`);
      return i + 1;
    }
    const at = where(i);
    i += name.length;
    if (i === text.length && expressionFollows) this.report('markup-by-expression', at, '属性名不能由表达式给出', 'the name of an attribute cannot be made by an expression');
    if (name === 'data-t' || name === 'data-r') this.report('attribute-reserved', at, `属性 ${name} 是保留的`, `the attribute ${name} is reserved`);
    const attribute: Attribute = { kind: 'attribute', name, at, value: [] };
    this.attributes.push(attribute);
    this.value = attribute.value;
    blanks.lastIndex = i;
    const gap = blanks.exec(text)?.[0].length ?? 0;
    if (text[i + gap] === '=') {
      this.state = 'before-value';
      return i + gap + 1;
    }
    return i;
  }

  private endTag(text: string, from: number, where: (i: number) => Spot, expressionFollows: boolean): number {
    const at = where(from);
    const found = /<\/([A-Za-z][^\s/>]*)[ \t\r\n\f]*>/y;
    found.lastIndex = from;
    const match = found.exec(text);
    if (!match) {
      if (expressionFollows && text.indexOf('>', from) < 0) {
        this.report('markup-by-expression', at, '标签名不能由表达式给出', 'the name of a tag cannot be made by an expression');
        this.state = 'lost';
      } else this.report('markup-malformed', at, '结束标签写得不对', 'a malformed end tag');
      return from + 2;
    }
    const name = (match[1] ?? '').toLowerCase();
    const next = from + match[0].length;
    const { frame } = this;
    if (frame.is === 'element' && frame.element.name === name) {
      this.frames.pop();
      return next;
    }
    const inner = this.frames.findLastIndex((f) => f.is === 'branch');
    const opener = this.frames.findLastIndex((f) => f.is === 'element' && f.element.name === name);
    if (opener > inner) {
      while (this.frames.length > opener) {
        const open = this.frames.pop();
        if (open?.is === 'element' && this.frames.length > opener) this.unclosed(open.element);
      }
    } else if (opener >= 0) this.crossing(at, name);
    else this.report('element-unopened', at, `</${name}> 没有对应的开始标签`, `</${name}> ends nothing that is open`);
    return next;
  }
}

function changesItem(statement: BlockStatement): boolean {
  return statement.path.type === 'PathExpression' && (statement.path.original === 'each' || statement.path.original === 'with');
}
