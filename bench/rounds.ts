/**
 * Rounds of measurements in one process.
 *
 * In:  named steps, each measured by the clock. Out: medians of times, and of ratios taken within each round: what slows the
 * machine for a while slows both sides of a ratio.
 */
export class Rounds<Step extends string> {
  private readonly rounds: Map<Step, number>[] = [];

  begin(): void {
    this.rounds.push(new Map());
  }
  async time<T>(step: Step, what: () => T | Promise<T>): Promise<T> {
    const started = performance.now();
    const result = await what();
    this.rounds.at(-1)?.set(step, performance.now() - started);
    return result;
  }
  /** Forgets the rounds that warmed up. */
  clear(): void {
    this.rounds.length = 0;
  }

  /** Median of the sum of these steps, ms. */
  ms(...steps: readonly Step[]): number {
    return median(this.rounds.map((round) => sum(round, steps)));
  }
  ratio(ours: readonly Step[], floor: readonly Step[]): number {
    return median(this.rounds.map((round) => sum(round, ours) / sum(round, floor)));
  }
}

const sum = <Step>(round: ReadonlyMap<Step, number>, steps: readonly Step[]): number =>
  steps.reduce((total, step) => total + (round.get(step) ?? NaN), 0);

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? NaN) + high) / 2;
}
