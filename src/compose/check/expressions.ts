/**
 * Checks every expression of a layout, and of the partials it calls, against the shape of the record.
 *
 * In:  syntax trees and the shape. Out: diagnostics: paths that do not exist, loops over what is no list, helpers and partials
 * that are unknown or called wrongly, labels that are missing. A partial is checked once for each shape it is called with.
 */
import type { Diagnostic, Prose } from '../../diagnostics/index.js';
import { signatureOf, signatures, type Signature } from '../helpers/signatures.js';
import {
  layoutPlaceOf,
  type BlockStatement,
  type Expression,
  type Hash,
  type MustacheStatement,
  type PartialStatement,
  type PathExpression,
  type Program,
  type LayoutPlace,
  type SubExpression,
} from '../layout/ast.js';
import { parsedLayout } from '../layout/parsed.js';
import { isSimple } from '../layout/rewrite.js';
import type { LayoutFile, LayoutSet } from '../layout-set.js';
import type { Labels } from '../labels.js';
import { didYouMean, problem } from '../problem.js';
import { contentPartKind, partialName } from '../reachable.js';
import { textOf, typeOfHelper } from './helper-types.js';
import { any, both, describe, isPrintable, itemOf, membersOf, needsText, objectOf, scalar, type Shape } from './shape.js';
import { factsOf } from './facts.js';
import { knowing, resolve, scopeOf, within, type Scope } from './scope.js';

export interface ExpressionInput {
  readonly set: LayoutSet;
  readonly labels: Labels;
  readonly characters: ReadonlySet<string>;
  readonly root: Shape;
}
const maxDepth = 24;

/** The helper that was probably meant, else all of them: an author cannot look them up in the layout. */
function meantHelper(name: string): Prose {
  const names = Object.entries(signatures)
    .filter(([, s]) => s.is === 'words' || s.is === 'value')
    .map(([n]) => n);
  return didYouMean(name, names) ?? { zh: `可用：${names.join('、')}。`, en: `Known here: ${names.join(', ')}.` };
}

export class ExpressionCheck {
  readonly diagnostics: Diagnostic[] = [];
  private readonly seen = new Map<string, Set<Shape>>();
  private readonly said = new Set<string>();
  private file = '';
  private calls: LayoutPlace[] = [];

  constructor(private readonly input: ExpressionInput) {}

  layout(source: LayoutFile): void {
    this.inFile(source, scopeOf(this.input.root, this.input.root, false));
  }

  private inFile(source: LayoutFile, scope: Scope): void {
    const { program, markup } = parsedLayout(source);
    if (!program) return;
    const before = this.file;
    this.file = source.file;
    this.program(program, scope, markup?.inAttribute ?? new Set(), markup?.dropped ?? new Set());
    this.file = before;
  }

  private report(code: Diagnostic['code'], node: { readonly loc: Expression['loc'] }, zh: string, en: string, help?: Prose): void {
    const at = layoutPlaceOf(this.file, node);
    const key = `${code} ${at.file}:${at.line}:${at.column} ${en}`;
    if (this.said.has(key)) return;
    this.said.add(key);
    this.diagnostics.push(problem(code, at, zh, en, { help, related: [...this.calls].reverse().slice(0, 3) }));
  }

  private program(program: Program, scope: Scope, inAttribute: ReadonlySet<object>, dropped: ReadonlySet<object>): void {
    for (const statement of program.body) {
      if (dropped.has(statement)) continue;
      if (statement.type === 'MustacheStatement') this.print(statement, scope, inAttribute.has(statement));
      else if (statement.type === 'BlockStatement') this.block(statement, scope, inAttribute, dropped);
      else if (statement.type === 'PartialStatement') this.partial(statement, scope);
    }
  }

  // ---- statements ---------------------------------------------------------------------------------------------------

  private print(node: MustacheStatement, scope: Scope, inAttribute: boolean): void {
    if (!node.escaped) {
      this.report('expression-unescaped', node, '不允许 {{{…}}} 和 {{&…}}', 'triple braces and {{& are not allowed');
      return;
    }
    const { path } = node;
    if (path.type !== 'PathExpression') {
      this.report('expression-refused', node, '花括号里要写字段或助手', 'braces hold a field or a helper');
      return;
    }
    const calls = node.params.length > 0 || (node.hash?.pairs.length ?? 0) > 0;
    const shape =
      calls || (isSimple(path) && signatureOf(path.original))
        ? this.call(path, node.params, node.hash, node, scope)
        : this.path(path, scope);
    if (isPrintable(shape, inAttribute)) {
      if (inAttribute && membersOf(shape).length > 0 && membersOf(shape).every((m) => m.kind === 'long'))
        this.report('print-refused', node, '长文本不能放在属性里', 'long text cannot stand in an attribute');
      return;
    }
    const is = describe(shape);
    if (needsText(shape))
      this.report(
        'path-type',
        node,
        `${path.original} 有两种语言，要用 {{text …}} 印出`,
        `${path.original} has two languages and is printed with {{text …}}`,
        {
          zh: `写成 {{text ${path.original}}}；人名用 {{name …}}，长文本用 {{rich …}}。`,
          en: `Write {{text ${path.original}}}; for names {{name …}}, for long text {{rich …}}.`,
        },
      );
    else this.report('path-type', node, `${path.original} 是${is.zh}，不能直接印出`, `${path.original} is ${is.en} and cannot be printed`);
  }

  private block(node: BlockStatement, scope: Scope, inAttribute: ReadonlySet<object>, dropped: ReadonlySet<object>): void {
    const name = node.path.type === 'PathExpression' && isSimple(node.path) ? node.path.original : '';
    const inverse = (s: Scope): void => {
      if (node.inverse) this.program(node.inverse, s, inAttribute, dropped);
    };
    const body = (s: Scope): void => {
      if (node.program) this.program(node.program, s, inAttribute, dropped);
    };
    const signature = signatureOf(name);
    if (signature?.is !== 'block') {
      const blocks = Object.entries(signatures)
        .filter(([, s]) => s.is === 'block')
        .map(([n]) => n);
      const original = node.path.type === 'PathExpression' ? node.path.original : '';
      this.report(
        'expression-refused',
        node,
        `{{#${original}}} 不是块：可用 ${blocks.map((b) => `#${b}`).join('、')}`,
        `{{#${original}}} is no block; there are ${blocks.map((b) => `#${b}`).join(', ')}`,
        didYouMean(original, blocks),
      );
      body(scope);
      inverse(scope);
      return;
    }
    this.arguments(name, signature, node.params, node.hash, node);
    const [subject] = node.params;
    const shape = subject ? this.expression(subject, scope) : any;
    if (name === 'if' || name === 'unless') {
      const facts = subject ? factsOf(subject, scope) : { yes: [], no: [] };
      const [yes, no] = name === 'if' ? [facts.yes, facts.no] : [facts.no, facts.yes];
      body(knowing(scope, yes));
      inverse(knowing(scope, no));
      return;
    }
    const [first, second] = node.program?.blockParams ?? [];
    if (name === 'with') {
      body(within(scope, shape, new Map(first === undefined ? [] : [[first, shape]]), false));
      inverse(scope);
      return;
    }
    const item = itemOf(shape);
    if (!item && subject)
      this.report(
        'path-type',
        subject,
        `${textOf(subject)} 是${describe(shape).zh || '空'}，不是列表`,
        `${textOf(subject)} is ${describe(shape).en || 'nothing'}, not a list`,
      );
    const seen = item ?? any;
    body(
      within(
        scope,
        seen,
        new Map([...(first === undefined ? [] : [[first, seen] as const]), ...(second === undefined ? [] : [[second, any] as const])]),
        true,
      ),
    );
    inverse(scope);
  }

  private partial(node: PartialStatement, scope: Scope): void {
    const { set } = this.input;
    const [given] = node.params;
    if (node.params.length > 1) this.report('helper-arguments', node, '部件最多有一个上下文', 'a partial takes one context at most');
    let context = given ? this.expression(given, scope) : (scope.frames.at(-1)?.shape ?? any);
    const pairs = node.hash?.pairs ?? [];
    if (pairs.length > 0) context = both(context, objectOf(Object.fromEntries(pairs.map((p) => [p.key, this.expression(p.value, scope)]))));
    const kind = contentPartKind(node.name);
    if (kind !== undefined) {
      if (!membersOf(context).some((m) => m.kind === 'any' || (m.kind === 'object' && m.field('id') !== undefined)))
        this.report(
          'path-type',
          node,
          'content-part 要在一项内容里用，例如 {{#each contents}}',
          'content-part is used with a content at hand, as in {{#each contents}}',
        );
      for (const [name, source] of set.partials) if (name.startsWith(`${kind}/`)) this.enter(source, context, scope, node);
      return;
    }
    const name = partialName(node.name);
    if (name === undefined) {
      this.report(
        'partial-refused',
        node,
        '部件名要写出来；只有 (content-part "…") 可以算出',
        'the name of a partial is written out; only (content-part "…") computes one',
      );
      return;
    }
    const source = set.partials.get(name);
    if (!source) {
      this.report('partial-unknown', node, `没有部件 ${name}`, `there is no partial ${name}`, didYouMean(name, set.partials.keys()));
      return;
    }
    this.enter(source, context, scope, node);
  }

  private enter(source: LayoutFile, context: Shape, scope: Scope, node: PartialStatement): void {
    const key = `${source.name} ${scope.inLoop}`;
    const shapes = this.seen.get(key) ?? new Set<Shape>();
    this.seen.set(key, shapes);
    // Arguments make a new shape each time: two shapes with the same fields count as one after some calls.
    if (shapes.has(context) || this.calls.length >= maxDepth || shapes.size > 60) return;
    shapes.add(context);
    this.calls.push(layoutPlaceOf(this.file, node));
    this.inFile(source, scopeOf(context, scope.root, scope.inLoop));
    this.calls.pop();
  }

  // ---- expressions --------------------------------------------------------------------------------------------------

  private expression(node: Expression, scope: Scope): Shape {
    switch (node.type) {
      case 'PathExpression':
        return this.path(node, scope);
      case 'SubExpression':
        return this.subexpression(node, scope);
      case 'StringLiteral':
        return scalar('string', [node.value]);
      case 'NumberLiteral':
        return scalar('number', [node.value]);
      case 'BooleanLiteral':
        return scalar('boolean', [node.value]);
      default:
        return any;
    }
  }
  private subexpression(node: SubExpression, scope: Scope): Shape {
    if (node.path.type === 'PathExpression') return this.call(node.path, node.params, node.hash, node, scope);
    this.report('expression-refused', node, '括号里要写助手', 'parentheses hold a helper');
    return any;
  }

  private path(node: PathExpression, scope: Scope): Shape {
    const result = resolve(scope, node);
    if ('found' in result) return result.found;
    if (result.why === 'outside') {
      this.report(
        'layout-path-unknown',
        node,
        `${node.original} 超出了最外层；部件看不到调用处的 ../`,
        `${node.original} leads outside; a partial does not see its caller's ../`,
        { zh: '用 @root，或把值作为参数传给部件。', en: 'Use @root, or pass the value to the partial.' },
      );
    } else if (result.why === 'loop') {
      this.report('layout-path-unknown', node, `${node.original} 只在 {{#each}} 里有`, `${node.original} exists only inside {{#each}}`);
    } else {
      const within_ = node.original === result.missing ? { zh: '', en: '' } : { zh: `${node.original}：`, en: `${node.original}: ` };
      this.report(
        'layout-path-unknown',
        node,
        `${within_.zh}没有字段 ${result.missing}`,
        `${within_.en}there is no field ${result.missing}`,
        didYouMean(result.missing, result.known),
      );
    }
    return any;
  }

  private arguments(
    name: string,
    signature: Signature,
    params: readonly Expression[],
    hash: Hash | undefined,
    node: { readonly loc: Expression['loc'] },
  ): void {
    if (params.length < signature.min || params.length > signature.max) {
      const wanted = signature.min === signature.max ? String(signature.min) : `${signature.min}–${signature.max}`;
      const field =
        params.length === 0
          ? {
              zh: `字段名与助手相同时写成 {{this.${name}}}。用法：${signature.usage}`,
              en: `A field that has the name of a helper is written {{this.${name}}}. Usage: ${signature.usage}`,
            }
          : { zh: `用法：${signature.usage}`, en: `Usage: ${signature.usage}` };
      this.report(
        'helper-arguments',
        node,
        `${name} 要 ${wanted} 个参数，这里有 ${params.length} 个`,
        `${name} takes ${wanted} arguments, here are ${params.length}`,
        field,
      );
    }
    const { named } = signature;
    if (named === 'label') return;
    for (const p of hash?.pairs ?? []) {
      if (!named.includes(p.key))
        this.report('helper-arguments', p, `${name} 没有参数 ${p.key}=`, `${name} has no argument ${p.key}=`, didYouMean(p.key, named));
    }
  }

  private call(
    path: PathExpression,
    params: readonly Expression[],
    hash: Hash | undefined,
    node: { readonly loc: Expression['loc'] },
    scope: Scope,
  ): Shape {
    const name = path.original;
    const signature = isSimple(path) ? signatureOf(name) : undefined;
    const shapes = params.map((p) => this.expression(p, scope));
    const named = new Map((hash?.pairs ?? []).map((p) => [p.key, this.expression(p.value, scope)]));
    if (!signature || signature.is === 'block' || signature.is === 'partial') {
      this.report(
        'helper-unknown',
        path,
        signature ? `${name} 不能这样用：${signature.usage}` : `没有助手 ${name}`,
        signature ? `${name} is used otherwise: ${signature.usage}` : `there is no helper ${name}`,
        signature ? undefined : meantHelper(name),
      );
      return any;
    }
    this.arguments(name, signature, params, hash, node);
    return typeOfHelper(
      name,
      { params, shapes, named, node },
      { labels: this.input.labels, characters: this.input.characters, report: (...said) => this.report(...said) },
    );
  }
}
