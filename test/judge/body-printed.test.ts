/** Facts of the body that have a day: which certificates print what was so before (6.2.5(6) and (7) of wanding), and which do not. */
import { expect, it } from 'vitest';
import { small } from './setup.js';

const certificate = (number: string, issued: string, validTo: string): string =>
  `- { number: "${number}", audit: stage-2, version: "B/1", issued: ${issued}, validFrom: ${issued}, validTo: ${validTo} }\n`;
const project = (facts: string): string => `lang: zh\nbody:\n  wanding:\n    ${facts}\n`;
const moved = 'from: 2026-09-01\n    address: 新址';
const files = (facts: string, more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({
  'certpress.yaml': project(facts),
  'c/audits/stage-2/audit.yaml': 'kind: I2\nversion: "B/1"\n',
  'c/certificates.yaml': certificate('N-1', '2026-03-01', '2029-02-28'),
  'c/events.yaml': '- { kind: issued, date: 2026-03-01, certificate: "N-1" }\n',
  ...more,
});
const told = (all: Readonly<Record<string, string>>, asOf = '2026-10-15'): string[] =>
  small(all)
    .judge(asOf)
    .diagnostics.filter((d) => d.code === 'body-facts-since')
    .map(
      (d) => `${d.severity} ${d.clause ?? ''} ${d.place?.file.split('/').slice(-2).join('/') ?? ''}:${d.place?.line ?? 0} ${d.message.en}`,
    );

const line = (titles: string): string =>
  `info 6.2.5(${titles.startsWith('Enquiry') ? 7 : 6}) c/certificates.yaml:1 Certificate N-1 was last printed on 2026-03-01; ` +
  `facts of the body hold since 2026-09-01, so it shows what was so before: ${titles}`;

it('lists a certificate in force that was printed before, at its entry, with the clause and what it prints', () => {
  expect(told(files(moved))).toEqual([line('Address of the certification body')]);
  expect(told(files(`${moved}\n    enquiry: 查询`))).toEqual([line('Address of the certification body, Enquiry')]);
  expect(told(files('from: 2026-09-01\n    enquiry: 查询'))).toEqual([line('Enquiry')]);
});
it('says nothing without a day, before it, or of a fact that no certificate prints', () => {
  expect(told(files('address: 新址'))).toEqual([]);
  expect(told(files(moved), '2026-08-31')).toEqual([]);
  expect(told(files('from: 2026-09-01\n    phone: "0371-65000000"'))).toEqual([]);
});
it('says nothing of one that was printed since, under its number or a new one, or is in force no more', () => {
  const issuedAgain =
    '- { kind: issued, date: 2026-03-01, certificate: "N-1" }\n- { kind: issued, date: 2026-09-01, certificate: "N-1" }\n';
  expect(told(files(moved, { 'c/events.yaml': issuedAgain }))).toEqual([]);
  expect(told(files(moved, { 'c/certificates.yaml': certificate('N-1', '2026-09-01', '2029-08-31') }))).toEqual([]);
  expect(told(files(moved, { 'c/certificates.yaml': certificate('N-1', '2022-03-01', '2025-02-28') }))).toEqual([]);
  const withdrawn =
    '- { kind: issued, date: 2026-03-01, certificate: "N-1" }\n- { kind: withdrawn, date: 2026-08-01, certificate: "N-1" }\n';
  expect(told(files(moved, { 'c/events.yaml': withdrawn }))).toEqual([]);
});
it('is judged again on the day that the project names', () => {
  expect(small(files(moved)).judge('2026-08-01').changesOn).toBe('2026-09-01');
});
