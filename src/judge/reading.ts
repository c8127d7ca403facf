/**
 * What a row reads: its facts, and the day judged on.
 *
 * In:  a row and the expressions of its kind of subject. Out: the paths of each expression, and the days on which a comparison
 * with `asOf` may turn out otherwise, so that a kept verdict is judged again on that day and not before.
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import type { Rule } from '../../schemas/pack/rules.js';
import { childrenOf, type Expressions } from '../rules/expressions.js';
import { addDays, isDate, yearOf } from '../rules/dates.js';
import { factPaths, type FactPath } from '../rules/paths.js';

export type RowPart = 'when' | 'event' | 'notBefore' | 'notAfter' | 'that' | 'at';
/** A place where a row reads the day judged on. */
interface DayRead {
  readonly of: RowPart;
  readonly candidates: (asOf: string, value: (expression: string) => unknown) => readonly string[];
}
export interface RowReading {
  readonly parts: Readonly<Partial<Record<RowPart, string>>>;
  readonly paths: readonly FactPath[];
  readonly pathsOf: (expression: string) => readonly FactPath[];
  readonly days: readonly DayRead[];
}

const readings = new WeakMap<Rule, RowReading>();

export function readingOf(row: Rule, expressions: Expressions): RowReading {
  let reading = readings.get(row);
  if (!reading) readings.set(row, (reading = read(row, expressions)));
  return reading;
}

const partNames: readonly RowPart[] = ['when', 'event', 'notBefore', 'notAfter', 'that', 'at'];

function read(row: Rule, expressions: Expressions): RowReading {
  const texts = row as Partial<Record<RowPart, string>>;
  const parts = Object.fromEntries(partNames.flatMap((part) => (texts[part] === undefined ? [] : [[part, texts[part]]]))) as Partial<
    Record<RowPart, string>
  >;
  const byText = new Map(Object.values(parts).map((text) => [text, factPaths(expressions.tree(text))]));
  const all = new Map([...byText.values()].flat().map((path) => [path.text, path]));
  return {
    parts,
    paths: [...all.values()],
    pathsOf: (expression) => byText.get(expression) ?? [],
    days: partNames.flatMap((part) => {
      const text = parts[part];
      return text === undefined ? [] : dayReads(expressions.tree(text), part, text);
    }),
  };
}

const comparing = new Set(['<', '<=', '>', '>=', '==', '!=']);
interface Macro {
  readonly list: string;
  readonly variable: string;
}
function macroOf(node: ASTNode, text: string): Macro | undefined {
  if (node.op !== 'rcall' || node.args[2].length < 2) return undefined;
  const [, list, [variable]] = node.args;
  return variable?.op === 'id' ? { list: text.slice(list.range.start, list.range.end), variable: variable.args } : undefined;
}
const isToday = (node: ASTNode | undefined): boolean => node?.op === 'id' && node.args === 'asOf';

function dayReads(tree: ASTNode, of: RowPart, text: string): DayRead[] {
  const found: DayRead[] = [];
  /** `macro`: the list and the variable of the macro around a node; `many` where macros stand inside each other. */
  const walk = (node: ASTNode, macro: Macro | 'many' | undefined): void => {
    const inMacro = macro !== undefined;
    if (isToday(node)) {
      // Read in some other way: nothing can be said but that tomorrow is another day.
      found.push({ of, candidates: (asOf) => [addDays(asOf, 1)] });
      return;
    }
    if (node.op === 'call' && node.args[0] === 'year' && isToday(node.args[1][0])) {
      found.push({ of, candidates: (asOf) => [`${yearOf(asOf) + 1}-01-01`] });
      return;
    }
    if (node.op === 'call' && node.args[0] === 'inForce' && isToday(node.args[1][1]) && !inMacro) {
      const [standard] = node.args[1];
      const name = standard ? text.slice(standard.range.start, standard.range.end) : '';
      found.push({
        of,
        candidates: (_, value) => {
          const [from, to] = [value(`${name}.from`), value(`${name}.to`)];
          return [...(typeof from === 'string' ? [from] : []), ...(typeof to === 'string' ? [addDays(to, 1)] : [])];
        },
      });
      return;
    }
    if (comparing.has(node.op) && macro !== 'many') {
      const [left, right] = node.args as [ASTNode, ASTNode];
      const other = isToday(left) ? right : isToday(right) ? left : undefined;
      if (other) {
        const date = text.slice(other.range.start, other.range.end);
        found.push({
          of,
          candidates: (asOf, value) => {
            const days = value(macro ? `${macro.list}.map(${macro.variable}, ${date})` : date);
            // Of elements some of which have no such date, nothing can be said but that tomorrow is another day.
            if (macro && days === undefined) return [addDays(asOf, 1)];
            return (Array.isArray(days) ? (days as unknown[]) : [days]).flatMap((day) => (isDate(day) ? [day, addDays(day, 1)] : []));
          },
        });
        walk(other, macro);
        return;
      }
    }
    const inner = macroOf(node, text);
    for (const child of childrenOf(node)) walk(child, inner === undefined ? macro : macro === undefined ? inner : 'many');
  };
  walk(tree, undefined);
  return found;
}
