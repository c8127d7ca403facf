/**
 * What stands inside the tags of a layout: start tags with their attributes, end tags; and the state that both halves of the scanner
 * share (`scan.ts` reads text, comments and expressions).
 *
 * In:  literal text and where to go on in it. Out: the index behind what was read; elements, attributes and values in the tree, and
 * what is wrong with them. `expressionFollows`: what ends with the text may go on in an expression.
 */
import type { Diagnostic } from '../../diagnostics/index.js';
import { problem } from '../problem.js';
import { voidElements } from '../vocabulary.js';
import type { LayoutPlace } from './ast.js';
import type { Attribute, AttributeItem, MarkupElement, MarkupNode, ValuePart } from './markup.js';

/** `skip`: a tag that was wrong, up to its end; `lost`: nothing more can be said of this file. */
export type State = 'data' | 'tag' | 'skip' | 'before-value' | 'double' | 'single' | 'comment' | 'lost';
export type Frame =
  | { readonly is: 'element'; readonly element: MarkupElement; readonly children: MarkupNode[] }
  | { readonly is: 'branch'; readonly ofItem: boolean; readonly children: MarkupNode[] };

export const tagName = /[A-Za-z][^\s/>]*/y;
const attributeName = /[^\s"'<>/=]+/y;
const blanks = /[ \t\r\n\f]*/y;
const bareValue = /[^\s>]*/y;
/** What a sticky pattern finds at this index, or ''. */
export function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

export class TagScanner {
  protected state: State = 'data';
  protected readonly frames: Frame[];
  protected readonly top: MarkupNode[] = [];
  protected element: MarkupElement | undefined;
  protected attributes: AttributeItem[] = [];
  protected value: ValuePart[] = [];
  protected readonly elements: MarkupElement[] = [];
  protected readonly diagnostics: Diagnostic[] = [];

  constructor(protected readonly file: string) {
    // What stands at the top of a file (a partial, as a rule) shows the item it was called with.
    this.frames = [{ is: 'branch', ofItem: true, children: this.top }];
  }

  protected report(code: Diagnostic['code'], at: LayoutPlace, zh: string, en: string, severity: Diagnostic['severity'] = 'error'): void {
    this.diagnostics.push(problem(code, at, zh, en, { severity }));
  }
  protected unclosed(element: MarkupElement): void {
    this.report('element-unclosed', element.at, `<${element.name}> 没有结束标签`, `<${element.name}> has no end tag`);
  }
  protected get frame(): Frame {
    const frame = this.frames.at(-1);
    if (!frame) throw new Error('the scanner lost its outermost frame');
    return frame;
  }
  protected crossing(at: LayoutPlace, name?: string): void {
    const zh = name ? `<${name}> 在一个块里开始，却没有在同一块里结束` : '块在标签中间开始或结束';
    const en = name ? `<${name}> is opened in one block and not closed in it` : 'a block begins or ends in the middle of a tag';
    this.report('element-crosses-block', at, zh, en);
  }

  protected startTag(name: string, at: LayoutPlace): void {
    const around = this.frames.findLast((f) => f.is === 'element');
    const element: MarkupElement = {
      kind: 'element',
      name,
      at,
      attributes: [],
      children: [],
      stamp: this.elements.length,
      parent: around?.is === 'element' ? around.element.stamp : -1,
    };
    this.elements.push(element);
    this.frame.children.push(element);
    this.element = element;
    this.attributes = element.attributes;
    this.state = 'tag';
  }

  protected inTag(text: string, from: number, where: (i: number) => LayoutPlace, expressionFollows: boolean): number {
    let i = from + matchAt(blanks, text, from).length;
    const c = text[i];
    const { element } = this;
    if (c === undefined || !element) return text.length;
    if (c === '>') {
      this.state = 'data';
      if (!voidElements.has(element.name)) this.frames.push({ is: 'element', element, children: element.children });
      return i + 1;
    }
    if (c === '/') {
      if (!voidElements.has(element.name))
        this.report(
          'element-self-closed',
          element.at,
          `<${element.name}/> 不结束元素，要写 </${element.name}>`,
          `<${element.name}/> does not end the element; write </${element.name}>`,
        );
      i += 1;
      if (text[i] === '>') {
        this.state = 'data';
        return i + 1;
      }
      return i;
    }
    const name = matchAt(attributeName, text, i).toLowerCase();
    if (name === '') {
      this.report('markup-malformed', where(i), `标签里有多余的字符“${c}”`, `a stray “${c}” in a tag`);
      return i + 1;
    }
    const at = where(i);
    i += name.length;
    if (i === text.length && expressionFollows)
      this.report('markup-by-expression', at, '属性名不能由表达式给出', 'the name of an attribute cannot be made by an expression');
    if (name === 'data-t' || name === 'data-r')
      this.report('attribute-reserved', at, `属性 ${name} 是保留的`, `the attribute ${name} is reserved`);
    const attribute: Attribute = { kind: 'attribute', name, at, value: [] };
    this.attributes.push(attribute);
    this.value = attribute.value;
    const gap = matchAt(blanks, text, i).length;
    if (text[i + gap] === '=') {
      this.state = 'before-value';
      return i + gap + 1;
    }
    return i;
  }

  protected endTag(text: string, from: number, where: (i: number) => LayoutPlace, expressionFollows: boolean): number {
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

  /** Behind the `=` of an attribute. */
  protected beforeValue(text: string, from: number, where: (i: number) => LayoutPlace, expressionFollows: boolean): number {
    const i = from + matchAt(blanks, text, from).length;
    const quote = text[i];
    if (quote === undefined) return i;
    if (quote === '"' || quote === "'") {
      this.state = quote === '"' ? 'double' : 'single';
      return i + 1;
    }
    const at = where(i);
    const value = matchAt(bareValue, text, i);
    this.value.push({ kind: 'text', value, at });
    this.state = 'tag';
    const end = i + value.length;
    if (end === text.length && expressionFollows)
      this.report(
        'attribute-unquoted',
        at,
        '由表达式给出的属性值必须加引号',
        'an attribute value made by an expression must stand in quotation marks',
      );
    return end;
  }
}
