/**
 * A thing that exists only for an example: a few facts, everything else not recorded.
 *
 * In:  a row, facts by path. Out: what the row says of it, through the same functions that judge a record.
 */
import type { Rule } from '../../schemas/pack/rules.js';
import type { Scheme } from '../packs/types.js';
import { sharedEnvironment } from '../rules/environment.js';
import { textOf } from '../rules/paths.js';
import type { Subject } from '../judge/subject.js';
import { verdictOf, type VerdictState } from '../judge/verdict.js';

export type Keys = readonly (string | number)[];
/** Facts by the text of their path. */
export type SupposedFacts = ReadonlyMap<string, { readonly keys: Keys; readonly value: unknown }>;
/** Long after any example: what can be judged is. */
const someDay = '2099-12-31';

export const withFact = (facts: SupposedFacts, keys: Keys, value: unknown): SupposedFacts =>
  new Map(facts).set(textOf(keys), { keys, value });

export class Stage {
  private readonly env = sharedEnvironment();
  constructor(
    private readonly row: Rule,
    private readonly scheme: Scheme,
  ) {}

  /** The value of an expression of the row. */
  value(expression: string, facts: SupposedFacts): unknown {
    const found = this.env.of(this.row).expressions.evaluate(expression, this.variables(facts));
    return 'value' in found ? found.value : undefined;
  }

  /** What the row would say if these expressions were all of it. */
  verdict(parts: Partial<Record<'event' | 'notBefore' | 'notAfter' | 'that', string>>, facts: SupposedFacts): VerdictState | undefined {
    const { id, rule, clause, severity, holdsBack, zh, en, message, implies } = this.row;
    const common = {
      id,
      rule,
      clause,
      severity,
      holdsBack,
      zh,
      en,
      message,
      implies,
      for: this.row.for,
      ...(this.row.fields ? { fields: this.row.fields } : {}),
    };
    const row: Rule =
      parts.that === undefined
        ? {
            ...common,
            kind: 'deadline',
            event: parts.event ?? '',
            ...(parts.notBefore === undefined ? {} : { notBefore: parts.notBefore }),
            ...(parts.notAfter === undefined ? {} : { notAfter: parts.notAfter }),
          }
        : { ...common, kind: 'assert', that: parts.that };
    const subject: Subject = { kind: this.row.for, scheme: this.scheme, name: '', variables: this.variables(facts), tree: {}, home: {} };
    const found = verdictOf(row, subject, this.env, someDay);
    return 'fault' in found ? undefined : found.state;
  }

  private variables(facts: SupposedFacts): Readonly<Record<string, unknown>> {
    const plain: Record<string | number, unknown> = {};
    for (const { keys, value } of facts.values()) put(plain, keys, value);
    const { types, variables } = this.env.of(this.row);
    return Object.fromEntries(
      Object.entries(variables).flatMap(([name, type]): [string, unknown][] => {
        if (type === 'string')
          return [[name, plain[name] ?? (name === 'scheme' ? this.scheme.id : name === 'asOf' ? someDay : undefined)]].filter(
            ([, text]) => text !== undefined,
          ) as [string, unknown][];
        // The standard is the scheme's own, also here.
        const { number, from, to, clauses } = this.scheme.standard;
        const standard = {
          number,
          from,
          ...(to === undefined ? {} : { to }),
          clauses: clauses.filter((clause) => clause.auditable).map((clause) => clause.number),
        };
        return [[name, types.instance(type, name === 'standard' ? standard : (plain[name] ?? (type.startsWith('list<') ? [] : {})))]];
      }),
    );
  }
}

function put(into: Record<string | number, unknown>, keys: Keys, value: unknown): void {
  const last = keys.at(-1);
  if (last === undefined) return;
  let at = into;
  keys.slice(0, -1).forEach((key, i) => {
    const next = keys[i + 1];
    const step = key === '*' ? 0 : key;
    at[step] ??= typeof next === 'number' || next === '*' ? [] : {};
    at = at[step] as Record<string | number, unknown>;
  });
  at[last === '*' ? 0 : last] = value;
}
