/**
 * The syntax tree of a layout, as Handlebars gives it, in the parts that are used here.
 *
 * In:  nothing. Out: types, a closed union (the library's own types leave `type` open), and `parseLayout`, which turns
 * text into a tree or into a diagnostic with line and column.
 */
import Handlebars from 'handlebars';
import { failed, ok, type Outcome } from '../../diagnostics/index.js';
import { problem } from '../problem.js';

export interface Position {
  readonly line: number;
  readonly column: number;
}
export interface Loc {
  readonly start: Position;
  readonly end: Position;
}
interface Located {
  readonly loc: Loc;
}

export interface PathExpression extends Located {
  readonly type: 'PathExpression';
  readonly data: boolean;
  readonly depth: number;
  readonly parts: readonly string[];
  readonly original: string;
}
export interface SubExpression extends Located {
  readonly type: 'SubExpression';
  readonly path: Expression;
  readonly params: readonly Expression[];
  readonly hash?: Hash | undefined;
}
export interface StringLiteral extends Located {
  readonly type: 'StringLiteral';
  readonly value: string;
  readonly original: string;
}
export interface NumberLiteral extends Located {
  readonly type: 'NumberLiteral';
  readonly value: number;
  readonly original: number;
}
export interface BooleanLiteral extends Located {
  readonly type: 'BooleanLiteral';
  readonly value: boolean;
  readonly original: boolean;
}
export interface NothingLiteral extends Located {
  readonly type: 'NullLiteral' | 'UndefinedLiteral';
}
export type Expression = PathExpression | SubExpression | StringLiteral | NumberLiteral | BooleanLiteral | NothingLiteral;
export interface HashPair extends Located {
  readonly type: 'HashPair';
  readonly key: string;
  readonly value: Expression;
}
export interface Hash extends Located {
  readonly type: 'Hash';
  readonly pairs: readonly HashPair[];
}
interface Strip {
  readonly open: boolean;
  readonly close: boolean;
}

export interface Program {
  readonly type: 'Program';
  readonly body: readonly Statement[];
  readonly blockParams?: readonly string[];
  readonly loc?: Loc;
  readonly strip?: object;
}
export interface ContentStatement extends Located {
  readonly type: 'ContentStatement';
  readonly value: string;
  readonly original: string;
}
export interface CommentStatement extends Located {
  readonly type: 'CommentStatement';
  readonly value: string;
  readonly strip: Strip;
}
export interface MustacheStatement extends Located {
  readonly type: 'MustacheStatement';
  readonly path: Expression;
  readonly params: readonly Expression[];
  readonly hash?: Hash | undefined;
  readonly escaped: boolean;
  readonly strip: Strip;
}
export interface BlockStatement extends Located {
  readonly type: 'BlockStatement';
  readonly path: Expression;
  readonly params: readonly Expression[];
  readonly hash?: Hash | undefined;
  readonly program?: Program;
  readonly inverse?: Program;
  readonly openStrip: Strip;
  readonly inverseStrip?: Strip;
  readonly closeStrip: Strip;
}
export interface PartialStatement extends Located {
  readonly type: 'PartialStatement';
  readonly name: Expression;
  readonly params: readonly Expression[];
  readonly hash?: Hash | undefined;
  readonly indent: string;
  readonly strip: Strip;
}
/** Parsed, so that they can be refused at their line. */
export interface RefusedStatement extends Located {
  readonly type: 'PartialBlockStatement' | 'Decorator' | 'DecoratorBlock';
}
export type Statement = ContentStatement | CommentStatement | MustacheStatement | BlockStatement | PartialStatement | RefusedStatement;

/** A place in a layout file, as the model and diagnostics give it: line and column from 1. */
export interface LayoutPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
export const layoutPlaceOf = (file: string, node: Located): LayoutPlace => ({
  file,
  line: node.loc.start.line,
  column: node.loc.start.column + 1,
});

export function parseLayout(text: string, file: string): Outcome<Program> {
  try {
    return ok(Handlebars.parse(text) as unknown as Program);
  } catch (error) {
    const isOfBlocks = error instanceof Error && /got '(EOF|OPEN_ENDBLOCK)'|doesn't match/.test(error.message);
    return failed((isOfBlocks ? openBlock(text, file) : undefined) ?? syntaxProblem(error, file));
  }
}

/**
 * The grammar complains where the file ends, or at a later block's end; what helps is the block that is still open. Only
 * looked for in a text that could not be parsed, so that the blocks need not be told apart more finely.
 */
function openBlock(text: string, file: string) {
  const open: { name: string; offset: number }[] = [];
  const place = (offset: number) => {
    const lines = text.slice(0, offset).split('\n');
    return { file, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  };
  for (const match of text.matchAll(/\{\{!--[^]*?--\}\}|\{\{![^}]*\}\}|\{\{~?([#/^])\s*([\w-]+)/g)) {
    const [, sign, name] = match;
    if (name === undefined) continue;
    if (sign !== '/') open.push({ name, offset: match.index });
    else if (open.at(-1)?.name === name) open.pop();
    else {
      const around = open.at(-1);
      if (around === undefined)
        return problem(
          'layout-syntax',
          place(match.index),
          `{{/${name}}} 没有对应的 {{#${name} …}}`,
          `{{/${name}}} ends nothing that is open`,
        );
      // The name of one of the two has a slip: the grammar says so.
      return open.some((one) => one.name === name) ? notClosed(around.name, place(around.offset)) : undefined;
    }
  }
  const last = open.at(-1);
  return last === undefined ? undefined : notClosed(last.name, place(last.offset));
}
const notClosed = (name: string, at: { file: string; line: number; column: number }) =>
  problem('layout-syntax', at, `{{#${name} …}} 没有结束`, `{{#${name} …}} is not closed`, {
    help: { zh: `在它的内容之后写 {{/${name}}}。`, en: `Write {{/${name}}} behind what it holds.` },
  });

interface SyntaxError {
  readonly message?: unknown;
  readonly lineNumber?: unknown;
  readonly column?: unknown;
  readonly hash?: { readonly loc?: { readonly last_line?: unknown; readonly last_column?: unknown } };
}
function syntaxProblem(error: unknown, file: string) {
  const e = (error ?? {}) as SyntaxError;
  const message = String(e.message ?? error);
  // Two kinds: the grammar's (“Parse error on line 3:”, place in `hash.loc`) and checks of the tree (“… - 3:5”).
  const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
  const tail = / - (\d+):(\d+)$/.exec(message);
  const line = number(e.lineNumber) ?? number(e.hash?.loc?.last_line) ?? Number(tail?.[1] ?? /on line (\d+)/.exec(message)?.[1] ?? 1);
  const column = number(e.column) ?? number(e.hash?.loc?.last_column) ?? Number(tail?.[2] ?? 0);
  const lines = message
    .replace(/^Parse error on line \d+:\s*/, '')
    .replace(tail?.[0] ?? '', '')
    .split('\n')
    .filter((l) => !/^-*\^$/.test(l));
  // The grammar lists all that it expected; where it stopped says more.
  const said = lines
    .filter((l) => !l.startsWith('Expecting '))
    .join(' ')
    .trim();
  return problem('layout-syntax', { file, line, column: column + 1 }, `版式的写法有误：${said}`, `the layout cannot be parsed: ${said}`);
}
