/**
 * A set of layouts, compiled.
 *
 * In:  a `LayoutSet`. Out: for a document and a session, HTML with stamps and sentinels, and the tables that say what the
 * stamps mean. Compiled when first asked for, layout by layout, and kept with the set.
 */
import { runInThisContext } from 'node:vm';
import Handlebars from 'handlebars';
import { isHelper, signatures } from './helpers/signatures.js';
import { createEnvironment, emptyPartial, internalHelpers, sessionOf, type Rendering } from './helpers/register.js';
import type { LayoutPlace, Program } from './layout/ast.js';
import { parsedLayout } from './layout/parsed.js';
import { preparedLayout } from './layout/prepared-layout.js';
import { rewrite } from './layout/rewrite.js';
import type { LayoutFile, LayoutSet } from './layout-set.js';
import type { PrintPlace, LayoutRun } from './layout-run.js';

/** A start tag of a layout: what its stamp stands for. */
export interface StampedTag {
  readonly name: string;
  readonly at: LayoutPlace;
  /** Stamp of the element around it in the same file, -1 at the top. */
  readonly parent: number;
}
type Render = (context: unknown, options: object) => string;

export class CompiledSet {
  /** By their stamps, and by the numbers of their places. */
  readonly tags = new Map<number, StampedTag>();
  readonly prints = new Map<number, PrintPlace>();
  private nextStamp = firstFree;
  private nextPrint = firstFree;
  private readonly rendering: Rendering = { session: undefined };
  private readonly env = createEnvironment(this.rendering);
  private readonly layouts = new Map<string, Render>();

  constructor(private readonly set: LayoutSet) {
    this.env.registerPartial(emptyPartial, () => '');
    for (const [name, file] of set.partials) {
      let render: Render | undefined;
      this.env.registerPartial(name, (context: unknown, options: object = {}) => {
        const session = sessionOf(this.rendering);
        return session.enter(() => session.wrote((render ??= this.compile(file))(context, options)));
      });
    }
  }

  render(documentName: string, context: object, session: LayoutRun, data: Readonly<Record<string, unknown>>): string {
    const file = this.set.layouts.get(documentName);
    if (!file) throw new Error(`no layout ${documentName}`);
    let render = this.layouts.get(documentName);
    if (!render) this.layouts.set(documentName, (render = this.compile(file)));
    this.rendering.session = session;
    try {
      return session.wrote(
        render(context, { data: { ...data, root: context }, allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false }),
      );
    } finally {
      this.rendering.session = undefined;
    }
  }

  private compile(source: LayoutFile): Render {
    return this.compiledBefore(source) ?? this.compiledNow(source);
  }

  private compiledBefore(source: LayoutFile): Render | undefined {
    const ours = preparedLayout(source);
    if (!ours) return undefined;
    const { file } = source;
    const { tags, prints, firstStamp, firstPrint, code } = ours;
    tags.forEach(([name, line, column, parent], i) => {
      this.tags.set(firstStamp + i, { name, at: { file, line, column }, parent: parent < 0 ? -1 : firstStamp + parent });
    });
    prints.forEach(([line, column, inAttribute], i) => this.prints.set(firstPrint + i, { at: { file, line, column }, inAttribute }));
    return this.env.template(specificationOf(code)) as Render;
  }

  private compiledNow(source: LayoutFile): Render {
    const { program, markup } = parsedLayout(source);
    if (!program || !markup) return () => '';
    const firstStamp = this.nextStamp;
    const firstPrint = this.nextPrint;
    const rewritten = rewrite({ source, program, markup }, firstStamp, firstPrint);
    this.nextStamp += markup.elements.length;
    this.nextPrint += rewritten.prints.length;
    for (const { name, at, parent, stamp } of markup.elements)
      this.tags.set(firstStamp + stamp, { name, at, parent: parent < 0 ? -1 : firstStamp + parent });
    rewritten.prints.forEach((print, i) => this.prints.set(firstPrint + i, print));
    return this.env.compile(rewritten.program, compileOptions) as Render;
  }
}

/** Those that were prepared have lower numbers. */
const firstFree = 1 << 20;

const known = Object.fromEntries([...Object.keys(signatures).filter(isHelper), ...internalHelpers].map((name) => [name, true]));
const compileOptions = {
  knownHelpers: { ...known, helperMissing: false, blockHelperMissing: false, log: false, lookup: false } as never,
  knownHelpersOnly: true,
  preventIndent: true,
  noEscape: false,
};
/** What Handlebars makes of a layout, as JavaScript. */
export const layoutCode = (program: Program): string => String(Handlebars.precompile(program, compileOptions));
/** From code that Handlebars wrote of a layout of ours when the program was compiled: it is a part of the program, as its bundles are. */
const specificationOf = (code: string): object => runInThisContext(`(${code})`) as object;

const kept = new WeakMap<LayoutSet, CompiledSet>();
export function compiled(set: LayoutSet): CompiledSet {
  let found = kept.get(set);
  if (!found) kept.set(set, (found = new CompiledSet(set)));
  return found;
}
