/**
 * A set of layouts, compiled.
 *
 * In:  a `LayoutSet`. Out: for a document and a session, HTML with stamps and sentinels, and the tables that say what the
 * stamps mean. Compiled when first asked for, layout by layout, and kept with the set.
 */
import { isHelper, signatures } from './helpers/signatures.js';
import { createEnvironment, emptyPartial, internalHelpers, sessionOf, type Rendering } from './helpers/register.js';
import type { LayoutPlace } from './layout/ast.js';
import { parsedLayout } from './layout/parsed.js';
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
  readonly tags: StampedTag[] = [];
  readonly prints: PrintPlace[] = [];
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

  private compile(file: LayoutFile): Render {
    const { program, markup } = parsedLayout(file);
    if (!program || !markup) return () => '';
    const firstStamp = this.tags.length;
    const rewritten = rewrite({ source: file, program, markup }, firstStamp, this.prints.length);
    for (const element of markup.elements)
      this.tags.push({ name: element.name, at: element.at, parent: element.parent < 0 ? -1 : firstStamp + element.parent });
    this.prints.push(...rewritten.prints);
    const known = Object.fromEntries([...Object.keys(signatures).filter(isHelper), ...internalHelpers].map((name) => [name, true]));
    return this.env.compile(rewritten.program, {
      knownHelpers: { ...known, helperMissing: false, blockHelperMissing: false, log: false, lookup: false } as never,
      knownHelpersOnly: true,
      preventIndent: true,
      noEscape: false,
    }) as Render;
  }
}

const kept = new WeakMap<LayoutSet, CompiledSet>();
export function compiled(set: LayoutSet): CompiledSet {
  let found = kept.get(set);
  if (!found) kept.set(set, (found = new CompiledSet(set)));
  return found;
}
