/**
 * The Handlebars environment of a set of layouts.
 *
 * In:  a set. Out: an environment in which every helper is ours: those that Handlebars brings take a wrapped `false` for true.
 * A helper knows the rendering under way; none has access to anything else.
 */
import Handlebars from 'handlebars';
import { markOf } from '../clauses.js';
import type { LayoutRun } from '../layout-run.js';
import { Derived, isMap, isTrue, own, scalarOf, sameValue } from '../values.js';
import { conditions } from './conditions.js';
import { clausesPhrase, datePhrase, joinPhrase, labelPhrase, longText, textPhrase, titlePhrase } from './words.js';

interface Options {
  readonly hash: Readonly<Record<string, unknown>>;
  readonly data: Readonly<Record<string, unknown>>;
  fn(context: unknown, options?: object): string;
  inverse(context: unknown, options?: object): string;
}
type Environment = typeof Handlebars;

/** What the rewriting calls; a layout cannot name them, since `_` begins no helper of the closed list. */
export const internalHelpers = ['__print', '__item', '__context', '__content-part'] as const;
/** A partial without content: called where a content has none, which was reported. */
export const emptyPartial = '__empty';

/** The rendering under way: rendering is one synchronous call. Not in the frame's data, where a layout could name it. */
export interface Rendering {
  session: LayoutRun | undefined;
}
export function sessionOf(rendering: Rendering): LayoutRun {
  if (!rendering.session) throw new Error('a layout was rendered without a session');
  return rendering.session;
}
/** The last argument of every call. */
function split(args: readonly unknown[]): { values: readonly unknown[]; options: Options } {
  return { values: args.slice(0, -1), options: args.at(-1) as Options };
}
/** A context is always an object: see `layout/rewrite.ts`. */
const contextOf = (value: unknown): unknown =>
  value !== null && typeof value === 'object' ? value : new Derived(scalarOf(value) ?? null, []);

export function createEnvironment(rendering: Rendering): Environment {
  const env = Handlebars.create();
  for (const name of Object.keys(env.helpers)) env.unregisterHelper(name);
  const helper = (name: string, run: (context: unknown, values: readonly unknown[], options: Options) => unknown): void => {
    env.registerHelper(name, function run_(this: unknown, ...args: unknown[]): unknown {
      const { values, options } = split(args);
      return run(this, values, options);
    });
  };

  helper('__print', (_, [number, value]) => sessionOf(rendering).print(number as number, value));
  helper('__item', (context) => sessionOf(rendering).item(context));
  helper('__context', (_, [value]) => contextOf(value));
  helper('__content-part', (context, [kind]) => {
    const id = String(scalarOf(isMap(context) ? own(context, 'id') : undefined) ?? '');
    const name = `${String(scalarOf(kind) ?? '')}/${id.slice(id.indexOf('.') + 1)}`;
    const run = sessionOf(rendering);
    if (run.set.partials.has(name)) return name;
    run.report('partial-unknown', context, `内容 ${id} 没有部件 ${name}`, `the content ${id} has no partial ${name}`);
    return emptyPartial;
  });

  helper('t', (_, keys, options) => labelPhrase(sessionOf(rendering), keys, options.hash));
  helper('text', (_, [value]) => textPhrase(sessionOf(rendering), value, 'required'));
  helper('name', (_, [value]) => textPhrase(sessionOf(rendering), value, 'optional'));
  helper('rich', (_, [value]) => longText(sessionOf(rendering), value));
  helper('date', (_, [value]) => datePhrase(sessionOf(rendering), 'date', value));
  helper('day', (_, [value]) => datePhrase(sessionOf(rendering), 'day', value));
  helper('dates', (_, [from, to]) => datePhrase(sessionOf(rendering), 'date', from, to));
  helper('join', (_, [list, key], options) => {
    const between = scalarOf(options.hash['with']);
    return joinPhrase(sessionOf(rendering), list, key, {
      names: isTrue(options.hash['names']),
      between: typeof between === 'string' ? between : undefined,
    });
  });
  helper('clauses', (_, [list]) => clausesPhrase(list));
  helper('titleFor', (_, [id]) => titlePhrase(sessionOf(rendering), id));
  helper('clauseFor', (_, [id]) => {
    const content = sessionOf(rendering).scheme.contents.get(String(scalarOf(id) ?? ''));
    return content && markOf(content.clause);
  });
  helper('wordingAt', (_, [id]) => sessionOf(rendering).scheme.wording.filter((w) => w.text !== undefined && w.place === scalarOf(id)));
  for (const [name, run] of Object.entries(conditions)) helper(name, (_, values) => run(...values));

  helper('if', (context, [value], options) => (isTrue(value) ? options.fn(context) : options.inverse(context)));
  helper('unless', (context, [value], options) => (isTrue(value) ? options.inverse(context) : options.fn(context)));
  helper('with', (context, [value], options) => {
    if (!isTrue(value)) return options.inverse(context);
    const inner = contextOf(value);
    return options.fn(inner, { data: options.data, blockParams: [inner] });
  });
  helper('each', (context, [value], options) => {
    const session = sessionOf(rendering);
    const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
      ? value.map((item: unknown, i) => [i, item] as const)
      : isMap(value) && !sameValue(own(value, 'none'), true)
        ? Object.entries(value).filter(([, v]) => v !== undefined)
        : [];
    if (entries.length === 0) return options.inverse(context);
    let out = '';
    const frame = Handlebars.createFrame(options.data) as Record<string, unknown>;
    entries.forEach(([key, item], index) => {
      session.step();
      const inner = contextOf(item);
      frame['key'] = key;
      frame['index'] = index;
      frame['first'] = index === 0;
      frame['last'] = index === entries.length - 1;
      out += session.wrote(options.fn(inner, { data: frame, blockParams: [inner, key] }));
    });
    return out;
  });
  return env;
}
