/** What a person is told of a long run: rate and time left are worked out by hand below. */
import { expect, it } from 'vitest';
import { progressTeller } from '../../src/cli/progress.js';

function teller(
  isTTY: boolean,
  lang: 'zh' | 'en',
  columns = 100,
): { written: string[]; at: (ms: number) => ReturnType<typeof progressTeller> } {
  const written: string[] = [];
  let now = 0;
  const stream = { isTTY, columns, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream;
  const made = progressTeller(stream, lang, () => now);
  return {
    written,
    at(ms) {
      now = ms;
      return made;
    },
  };
}

it('draws one line on a terminal, with the rate of the last seconds and the time that is left', () => {
  const { written, at } = teller(true, 'en');
  at(0).tell({ done: 0, total: 100, errors: 0, what: 'a plan' });
  expect(written.at(-1)).toContain('0/100  a plan');
  // 20 in 4 s: 5 a second; 80 are left: 16 s.
  at(4000).tell({ done: 20, total: 100, errors: 2, what: 'b report' });
  expect(written.at(-1)).toContain('20/100, 2 error(s), 5.0 a second, 16 s left  b report');
  expect(written.at(-1)).toMatch(/█{5}░{19}/);
  // From here on one a second: 20 s later nothing of the fast beginning counts.
  for (let s = 5; s <= 44; s++) at(s * 1000).tell({ done: 16 + s, total: 100, errors: 2, what: 'c' });
  // 60 done, 40 left.
  expect(written.at(-1)).toContain('60/100, 2 error(s), 1.0 a second, 40 s left');
  at(45_000).clear();
  expect(written.at(-1)).toBe('\r\u001b[2K');
});

it('begins anew where something else is counted: cases that are read, then documents', () => {
  const { written, at } = teller(true, 'zh');
  at(0).tell({ done: 0, total: 300, errors: 0, what: { zh: '读取 wanding/a', en: 'reading wanding/a' } });
  at(10_000).tell({ done: 200, total: 300, errors: 0, what: { zh: '读取 wanding/b', en: 'reading wanding/b' } });
  expect(written.at(-1)).toContain('200/300，每秒 20 份，还需 5 秒  读取 wanding/b');
  at(11_000).tell({ done: 1, total: 50, errors: 0, what: 'a plan' });
  expect(written.at(-1)).toContain('1/50  a plan');
  // One a second: of that alone.
  at(14_000).tell({ done: 4, total: 50, errors: 0, what: 'b plan' });
  expect(written.at(-1)).toContain('4/50，每秒 1.0 份，还需 46 秒  b plan');
});

it('is cut to the width of the terminal, a Chinese character as two columns', () => {
  const { written, at } = teller(true, 'zh', 40);
  at(0).tell({ done: 1, total: 2, errors: 0, what: '清原支付 第二阶段审核报告' });
  const line = (written.at(-1) ?? '').replace('\r\u001b[2K', '');
  const columns = [...line].reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e7f ? 2 : 1), 0);
  expect(columns).toBeLessThan(40);
  expect(line).toContain('1/2  清');
});

it('writes a line every five seconds into a log', () => {
  const { written, at } = teller(false, 'zh');
  for (let s = 1; s <= 12; s++) at(s * 1000).tell({ done: s, total: 600, errors: 0, what: '第二阶段报告' });
  // At 5 s and at 10 s; 590 left at one a second are ten minutes.
  expect(written).toEqual(['5/600，每秒 1.0 份，还需 10 分钟  第二阶段报告\n', '10/600，每秒 1.0 份，还需 10 分钟  第二阶段报告\n']);
});
