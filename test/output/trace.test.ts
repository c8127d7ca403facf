/** The trace: of each content that the record answers, where the layout prints it and on which page it stands. */
import { expect, it } from 'vitest';
import { templatePlaces, traceRows } from '../../src/output/trace.js';
import { checkContents } from '../../src/validate/contents.js';
import { isLongRun, sweep } from '../setup/long.js';
import { sampleDocuments } from '../setup/samples.js';

it('names template and page of each content that is printed, those that stand in the place of another among them', sweep, async () => {
  const lost: string[] = [];
  let inPlaceOfOther = 0;
  for (const { name, order, composed } of await sampleDocuments('zh-en', isLongRun ? undefined : 12)) {
    const { answers } = checkContents(order.scope);
    const templates = templatePlaces(composed.document);
    // Every place that the layout has is on some page.
    const pages = Object.fromEntries([...templates.keys()].map((content, n) => [content, n + 1]));
    const about = { scheme: order.scope.scheme.id, audit: null, document: order.scope.kind, subject: null, lang: 'zh-en' };
    for (const [n, row] of traceRows(about, answers, templates, pages).entries()) {
      const place = answers[n]?.place;
      if (place !== undefined && !templates.has(row.content)) inPlaceOfOther += 1;
      if (row.required === 'print' && (row.template === null || row.page === null)) lost.push(`${name} ${row.content}`);
      if (place !== undefined && !templates.has(row.content)) expect(row.page, row.content).toBe(pages[place] ?? null);
    }
  }
  expect(lost).toEqual([]);
  expect(inPlaceOfOther).toBeGreaterThan(0);
});
