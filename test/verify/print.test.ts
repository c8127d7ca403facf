/** What `verify` prints of bags that another version made: the differences, up to a bound over all of them, then how many more. */
import { expect, it } from 'vitest';
import { textPrinter } from '../../src/cli/verify/print.js';
import type { Terminal } from '../../src/cli/terminal.js';
import type { Diagnostic } from '../../src/diagnostics/index.js';
import { found } from '../../src/verify/finding.js';
import type { BagVerdict, State } from '../../src/verify/types.js';

function printed(bags: readonly { readonly state: State; readonly infos: number }[]): { readonly told: string[]; readonly said: string[] } {
  const [told, said]: [string[], string[]] = [[], []];
  const nothing = (): void => undefined;
  const terminal: Terminal = {
    lang: 'en',
    say: (prose) => said.push(prose.en),
    out: nothing,
    write: nothing,
    diagnostics: (list) => told.push(...list.map((d) => `${d.severity} ${d.message.en}`)),
    report: nothing,
    progress: nothing,
    clearProgress: nothing,
    secret: () => Promise.resolve(undefined),
  };
  const printer = textPrinter(terminal, '/', { roots: [new Uint8Array(1)] });
  printer.begin(bags.map((_, i) => `b/${i}`));
  bags.forEach(({ state, infos }, i) => {
    const findings: Diagnostic[] = [
      found('verify-otherwise', 'x', '', `bag ${i}`, 'warning'),
      ...Array.from({ length: infos }, (_, n) => found('verify-differs', 'x', '', `${i}.${n}`, 'info')),
    ];
    const verdict: BagVerdict = { bag: `b/${i}`, state, documents: [], comparison: 'differs', notes: [], findings };
    printer.bag(verdict);
  });
  printer.end({ kind: 'archive', state: 'otherwise', bags: bags.length, documents: 0, sound: 0, findings: [] });
  return { told, said };
}

it('lists them below the bag, and says nothing of a rest where there is none', () => {
  expect(printed([{ state: 'otherwise', infos: 2 }])).toEqual({ told: ['warning bag 0', 'info 0.0', 'info 0.1'], said: [] });
});
it('lists twenty in all, then a count; what is no difference is listed always', () => {
  const { told, said } = printed([
    { state: 'otherwise', infos: 15 },
    { state: 'otherwise', infos: 15 },
    { state: 'otherwise', infos: 3 },
    { state: 'faulty', infos: 2 },
  ]);
  expect(told.filter((line) => line.startsWith('info'))).toEqual([
    ...Array.from({ length: 15 }, (_, n) => `info 0.${n}`),
    ...Array.from({ length: 5 }, (_, n) => `info 1.${n}`),
    'info 3.0',
    'info 3.1',
  ]);
  expect(told.filter((line) => line.startsWith('warning'))).toHaveLength(4);
  expect(said).toEqual(['    13 more difference(s) are not listed here; --json lists them all.']);
});
