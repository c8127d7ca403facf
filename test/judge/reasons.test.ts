/** Codes of reasons that a scheme does not have, or has for another event: each is told at its line. */
import { expect, it } from 'vitest';
import { schemeIds, schemeOf } from '../setup/schemes.js';
import { small } from './setup.js';

const judged = (events: string): string[] =>
  small({
    'c/audits/stage-2/audit.yaml': 'kind: I2\nversion: "B/1"\nstart: 2026-01-05\nend: 2026-01-06\n',
    'c/certificates.yaml': '- {number: "N1", audit: stage-2, version: "B/1", issued: 2026-01-20, validTo: 2029-01-19}\n',
    'c/events.yaml': events,
  })
    .judge('2027-06-01')
    .diagnostics.filter(({ code }) => code === 'word-not-in-scheme')
    .map(({ place, message, help }) => `${String(place?.line)}:${String(place?.pointer)} ${message.en}. ${help?.en ?? ''}`);
const suspended = (reason: string): string =>
  `- {kind: suspended, date: 2027-02-01, certificate: "N1", from: 2027-02-01, to: 2027-07-01, reason: ${reason}}\n`;

it('the codes of the text pass, and an event without one', () => {
  // DGZ-RZ04-2024, 7.2.1: thirteen grounds of suspension; 7.3.1: eight of withdrawal.
  for (let n = 1; n <= 13; n++) expect(judged(suspended(`W-SUS-${n}`))).toEqual([]);
  for (let n = 1; n <= 8; n++) expect(judged(`- {kind: withdrawn, date: 2027-02-01, certificate: "N1", reason: W-WDR-${n}}\n`)).toEqual([]);
  expect(judged('- {kind: reported, date: 2027-02-01, certificate: "N1"}\n')).toEqual([]);
});
it('a code that is misspelt, is of another scheme or of another event is told', () => {
  const [typo] = judged(suspended('W-SUS-77'));
  expect(typo).toMatch(/^1:\/0\/reason This scheme has no reason W-SUS-77 for suspended\. Did you mean W-SUS-7\? There are: W-SUS-1, /);
  expect(judged(suspended('W-SUS-14'))).toHaveLength(1);
  expect(judged(suspended('C-SUS-1'))).toHaveLength(1);
  // One text may stand under both, so codes are told apart by the act.
  expect(judged(suspended('W-WDR-3'))).toHaveLength(1);
  // The text has no codes for other events: what a body calls them is its own.
  expect(judged('- {kind: appeal, date: 2027-02-01, certificate: "N1", reason: of-a-decision}\n')).toEqual([]);
});
it('each scheme has the codes of its grounds', () => {
  const counted = (scheme: string): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const { event } of Object.values(schemeOf(scheme).scheme.reasons)) counts[event] = (counts[event] ?? 0) + 1;
    return counts;
  };
  // 7.2.1 and 7.3.1; 7.2.1, 7.3.1 and 8; 6.7.1 with 5.2.4.2, and 6.9.1; of zoho’s text the grounds that it names, and one more for
  // what it does not.
  expect(Object.fromEntries(schemeIds.map((id) => [id, counted(id)]))).toEqual({
    wanding: { suspended: 13, withdrawn: 8 },
    cusc: { suspended: 6, withdrawn: 10, restored: 7 },
    cqm: { suspended: 9, withdrawn: 13 },
    zoho: { suspended: 4, restored: 2, withdrawn: 3 },
  });
});
