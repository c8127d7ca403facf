/**
 * Expressions: CEL in an environment, checked when a pack is loaded and evaluated when a record is judged.
 *
 * In:  an environment with its variables, an expression. Out: what is wrong with it, at its offset; its value, or `unknown`.
 *
 * A fact that is not recorded makes an expression unknown, which is never an error: the codes `no_such_key` and
 * `unknown_variable` mean that. Anything else is a fault of the expression.
 *
 * `has(a.b.c)` is false where `a.b` is not recorded either: as CEL has it, that would be an error, and every pack would have
 * to write `has(a.b) && has(a.b.c)`. So that is what is evaluated.
 */
import type { ASTNode, Environment, EvaluationError, ParseResult } from '@marcbachmann/cel-js';

export interface ExpressionFault {
  readonly message: string;
  /** Offset in the expression. */
  readonly start: number;
}
/** `undefined` stands for unknown. */
export type Evaluated = { readonly value: unknown } | { readonly unknown: true } | { readonly fault: ExpressionFault };

export class Expressions {
  private readonly programs = new Map<string, ParseResult>();
  private readonly trees = new Map<string, ASTNode>();
  /** `unknownCodes`: what else means that a fact is not there, such as an index behind the end of a list. */
  constructor(
    private readonly env: Environment,
    private readonly unknownCodes: readonly string[] = [],
  ) {}

  /** What is wrong with an expression, if anything: syntax, paths that do not exist, types, a result of another type. */
  faultOf(expression: string, type: 'bool' | 'string' | 'any'): ExpressionFault | undefined {
    let ast: ASTNode;
    try {
      const made = this.env.parse(expression);
      ast = made.ast;
      const result = made.check();
      if (!result.valid) return asFault(result.error);
      if (type !== 'any' && result.type !== type && result.type !== 'dyn') {
        const wanted = type === 'bool' ? 'true or false' : 'a date';
        return { message: `the result is ${result.type ?? 'nothing'}, not ${wanted}`, start: 0 };
      }
      if (type === 'bool' && result.type === 'dyn') return { message: 'the result is dyn, not true or false', start: 0 };
    } catch (error) {
      return asFault(error);
    }
    const misleading = misleadingCall(ast);
    if (misleading) return misleading;
    // `has(plan.typo)` passes the check of types; as `dyn(plan.typo)`, which has the same length, it does not.
    let plain = expression;
    eachNode(ast, (node) => {
      if (isHas(node)) plain = `${plain.slice(0, node.range.start)}dyn${plain.slice(node.range.start + 3)}`;
    });
    if (plain !== expression) {
      const inside = this.env.check(plain);
      if (!inside.valid && (inside.error as { code?: string }).code === 'no_such_key') return asFault(inside.error);
    }
    return undefined;
  }

  evaluate(expression: string, variables: Readonly<Record<string, unknown>>): Evaluated {
    try {
      return { value: this.program(expression)(variables as Record<string, unknown>) as unknown };
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === 'no_such_key' || code === 'unknown_variable' || (code !== undefined && this.unknownCodes.includes(code)))
        return { unknown: true };
      return { fault: asFault(error) };
    }
  }

  /** The syntax tree, as written. */
  tree(expression: string): ASTNode {
    let tree = this.trees.get(expression);
    if (!tree) this.trees.set(expression, (tree = this.env.parse(expression).ast));
    return tree;
  }

  private program(expression: string): ParseResult {
    const known = this.programs.get(expression);
    if (known) return known;
    const written = this.env.parse(expression);
    if (!this.trees.has(expression)) this.trees.set(expression, written.ast);
    // Most say nothing of `has`, and are evaluated as they were written.
    const whole = withWholeHas(expression, written.ast);
    const made = whole === expression ? written : this.env.parse(whole);
    this.programs.set(expression, made);
    return made;
  }
}

/**
 * Functions of the library that mislead on records (findings/cel-js-timestamp.sh, cel-js-substring.sh): `timestamp` takes 30 February for
 * 2 March without a word, and these of texts count halves of a rare character where `size` counts characters.
 */
const misleadingCalls: ReadonlyMap<string, string> = new Map([
  ['timestamp', 'timestamp() takes a day that does not exist for another; days here are text and are compared as they stand'],
  ...['substring', 'charAt', 'indexOf', 'lastIndexOf'].map(
    (name) => [name, `${name}() counts halves of rare characters; use startsWith, endsWith, contains or matches`] as const,
  ),
]);
function misleadingCall(ast: ASTNode): ExpressionFault | undefined {
  let fault: ExpressionFault | undefined;
  eachNode(ast, (node) => {
    const name = node.op === 'call' || node.op === 'rcall' ? node.args[0] : undefined;
    const message = name === undefined ? undefined : misleadingCalls.get(name);
    if (message !== undefined) fault ??= { message, start: node.range.start };
  });
  return fault;
}

/** `has(a.b.c)` to `(has(a.b) && has(a.b.c))`. */
function withWholeHas(expression: string, ast: ASTNode): string {
  const found: { start: number; end: number; text: string }[] = [];
  eachNode(ast, (node) => {
    if (!isHas(node)) return;
    const steps: string[] = [];
    for (let at = node.args[1][0]; at?.op === '.'; at = at.args[0]) steps.unshift(expression.slice(at.range.start, at.range.end));
    if (steps.length > 1) found.push({ ...node.range, text: `(${steps.map((step) => `has(${step})`).join(' && ')})` });
  });
  let text = expression;
  for (const { start, end, text: whole } of found.sort((a, b) => b.start - a.start)) text = text.slice(0, start) + whole + text.slice(end);
  return text;
}

type HasNode = ASTNode & { readonly args: readonly ['has', readonly ASTNode[]] };
const isHas = (node: ASTNode): node is HasNode => node.op === 'call' && node.args[0] === 'has';

export function asFault(error: unknown): ExpressionFault {
  const { summary, message, range } = error as Partial<EvaluationError>;
  return { message: summary ?? (message ?? String(error)).split('\n')[0] ?? '', start: range?.start ?? 0 };
}

/** The nodes directly below. */
export function childrenOf(node: ASTNode): ASTNode[] {
  const found: ASTNode[] = [];
  const walk = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(walk);
    else if (typeof part === 'object' && part !== null && 'op' in part) found.push(part as ASTNode);
  };
  walk(node.args);
  return found;
}

export function eachNode(node: ASTNode, visit: (node: ASTNode) => void): void {
  visit(node);
  for (const child of childrenOf(node)) eachNode(child, visit);
}
