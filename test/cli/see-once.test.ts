/** What belongs to a complaint is pointed at once, and not where the complaint itself stands. */
import { expect, it } from 'vitest';
import { formatDiagnostic } from '../../src/cli/terminal.js';

it('names each place once', () => {
  const at = (line: number) => ({ file: 'report.yaml', line, column: 3 });
  const text = formatDiagnostic(
    {
      code: 'rule-violated',
      severity: 'error',
      message: { zh: '不符', en: 'not kept' },
      place: at(4),
      related: [at(7), at(4), at(7), at(9)],
    },
    'en',
  );
  expect(text.split('\n').slice(1)).toEqual(['    see: report.yaml:7:3', '    see: report.yaml:9:3']);
});
