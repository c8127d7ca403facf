/**
 * How many expectations a run executed, by kind of test (the folder below `test/`): so that no check is lost unseen.
 *
 * In:  what `assertions.ts` says of each test. Out: a line a kind, kept in `.cache/assertions-<run>.json` where the run was a whole one;
 * `tools/check-assertions.mjs` adds up both runs and compares them with `test/assertions.json`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

export default class CountAssertions implements Reporter {
  /** `run`: its name; `files`: how many there are in a whole one. */
  constructor(
    private readonly run: string,
    private readonly files: number,
  ) {}

  onTestRunEnd(modules: readonly TestModule[]): void {
    const byKind: Record<string, { tests: number; assertions: number }> = {};
    for (const module of modules) {
      const kind = /^test\/([^/]+)\//.exec(module.relativeModuleId)?.[1] ?? 'test';
      const sum = (byKind[kind] ??= { tests: 0, assertions: 0 });
      for (const test of module.children.allTests()) {
        if (test.result().state !== 'passed') continue;
        sum.tests++;
        sum.assertions += assertionsOf(test);
      }
    }
    const kinds = Object.entries(byKind)
      .filter(([, { tests }]) => tests > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    if (modules.length < this.files) return;
    process.stdout.write(
      `\n Expectations executed: ${kinds.map(([kind, { tests, assertions }]) => `${kind} ${assertions} in ${tests}`).join(', ')}\n`,
    );
    mkdirSync('.cache', { recursive: true });
    writeFileSync(
      `.cache/assertions-${this.run}.json`,
      `${JSON.stringify(Object.fromEntries(kinds.map(([kind, { assertions }]) => [kind, assertions])), null, 1)}\n`,
    );
  }
}
const assertionsOf = (test: TestCase): number => (test.meta() as { assertions?: number }).assertions ?? 0;
