/**
 * Verdicts of a row and its mutants, each made once for subjects that are alike in all that any of them reads.
 *
 * In:  a row and its mutants, subjects. Out: the verdict of one of them, as `verdictOf` gives it. Thousands of situations of the tests
 * differ in
 * facts that a row does not read; so a mutant is judged some dozen times instead.
 */
import type { Rule } from '../schemas/pack/rules.js';
import type { RuleEnvironment } from '../src/rules/environment.js';
import { readingOf } from '../src/judge/reading.js';
import type { Subject } from '../src/judge/subject.js';
import { valuesAt, verdictOf } from '../src/judge/verdict.js';

type Judged = ReturnType<typeof verdictOf>;

/** Numbers for texts, and so for whole trees of facts; a tree is spelt once, whoever reads it. */
export class Likeness {
  private readonly numbers = new Map<string, number>();
  private readonly ofTree = new WeakMap<object, string>();
  number(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.numbers.size);
    return this.numbers.size - 1;
  }
  of(value: unknown): string {
    if (typeof value !== 'object' || value === null) return `${typeof value} ${String(value)}`;
    let known = this.ofTree.get(value);
    if (known === undefined) this.ofTree.set(value, (known = `#${this.number(JSON.stringify(value))}`));
    return known;
  }
}

export class VerdictMemo {
  private readonly paths: readonly (readonly (string | number)[])[];
  private readonly alike = new WeakMap<Subject, number>();
  private readonly verdicts = new WeakMap<Rule, Map<number, Judged>>();

  constructor(
    rows: readonly Rule[],
    private readonly environment: RuleEnvironment,
    private readonly likeness: Likeness,
  ) {
    const paths = rows.flatMap((row) =>
      readingOf(row, environment.of(row).expressions).paths.map(({ text, keys }) => [text, keys] as const),
    );
    this.paths = [...new Map(paths).values()];
  }

  verdict(row: Rule, subject: Subject, asOf: string): Judged {
    let key = this.alike.get(subject);
    if (key === undefined) {
      const facts = this.paths.map((path) =>
        valuesAt(path, subject.variables)
          .map((value) => this.likeness.of(value))
          .join(','),
      );
      this.alike.set(subject, (key = this.likeness.number([asOf, subject.auditKind, ...facts].join('|'))));
    }
    const known = this.verdicts.get(row) ?? new Map<number, Judged>();
    this.verdicts.set(row, known);
    let judged = known.get(key);
    if (!judged) known.set(key, (judged = verdictOf(row, subject, this.environment, asOf)));
    return 'fault' in judged ? judged : { ...judged, subject };
  }
}
