/**
 * What is due in the cases of a project that is held live.
 *
 * In:  the cases as they are, how each is called. Out: what is due, case by case; the same as long as a case is not read again.
 */
import type { Roots } from '../files/places.js';
import { dueOfCase, dueOfProject, type CaseForDue } from './due.js';
import type { LiveCase } from './live-case.js';
import type { DueItem } from './protocol.js';

export class CaseDates {
  private readonly known = new WeakMap<LiveCase, readonly DueItem[]>();

  constructor(
    private readonly cases: () => readonly LiveCase[],
    private readonly idOf: (one: LiveCase) => string,
    private readonly roots: Roots,
  ) {}

  /** In steps: what is due in each case, and last in none. */
  get steps(): number {
    return this.cases().length + 1;
  }
  async of(step: number, breathe: () => Promise<void>): Promise<readonly DueItem[]> {
    const all = this.cases();
    const one = all[step];
    if (one) return dueOfCase(this.forDue(one), this.roots);
    const each = all.map((other) => this.forDue(other));
    return dueOfProject(each, this.roots, breathe);
  }
  /** Asked for with each save. */
  in(one: LiveCase): readonly DueItem[] {
    const known = this.known.get(one) ?? dueOfCase(this.forDue(one), this.roots);
    this.known.set(one, known);
    return known;
  }

  private forDue(one: LiveCase): CaseForDue {
    const { folder, planned, items } = one;
    const judgement = items[0]?.work.judgement;
    return { id: this.idOf(one), folder, planned, documents: items.map(({ line }) => line), ...(judgement ? { judgement } : {}) };
  }
}
