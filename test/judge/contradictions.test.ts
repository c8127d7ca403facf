/**
 * Contradictions between the schemes (rules.md 11.1) and traps inside one (11.2) that are no rows: contents, words, the life of a
 * certificate, the archive. Those that are rows stand in `rows/examples.yaml`; together they are complete, or it is said why not.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AuditKind } from '../../schemas/record/index.js';
import { lifeOf } from '../../src/judge/life.js';
import { packageInfo } from '../../src/program/package-info.js';
import { answersOf, schemes } from '../lawful/vocabulary.js';
import { schemeOf } from '../setup/schemes.js';
import { yaml } from './rows/setup.js';

const { wanding, cusc } = schemes;
const [cqm, zoho] = [schemeOf('cqm'), schemeOf('zoho')];
const contentsOf = ({ contents }: typeof wanding, kind: 'certificate' | 'audit-report') =>
  (contents[kind] ?? []).flatMap((group) => group.contents);
const ids = (scheme: typeof wanding): string[] => contentsOf(scheme, 'certificate').map((content) => content.id);
const rows = ({ rules }: typeof wanding): string[] => rules.map((row) => row.id);
const label = ({ scheme }: typeof wanding, group: string, word: string): string | undefined => scheme.labels[group]?.[word]?.zh;

/** The same question, what wanding answers and what cusc answers. */
const contradictions: Readonly<
  Record<string, readonly [question: string, wanding: unknown, cusc: unknown, answer: (scheme: typeof wanding) => unknown]>
> = {
  'X-07': [
    'does the report speak of integrity management, as the rules have it word for word',
    true,
    false,
    (scheme) => contentsOf(scheme, 'audit-report').some(({ zh }) => zh.includes('提供诚信管理过程与控制情况')),
  ],
  'X-12': [
    'how long are records kept',
    ['end', 24],
    ['validity', 0],
    ({ archive }) => [archive?.retention.after, archive?.retention.months],
  ],
  'X-24': ['is the time of a combined stage 1 capped', true, false, (scheme) => rows(scheme).includes('stage1-combined-time')],
  'X-25': [
    'what becomes of a certificate whose client gives up',
    'cancelled',
    'valid',
    ({ scheme }) =>
      lifeOf(
        { number: 'N1', issued: '2026-01-10', validTo: '2029-01-04' },
        [],
        [{ kind: 'cancelled', date: '2027-02-01', certificate: 'N1' }],
        scheme.life ?? [],
        '2027-02-01',
      ).state,
  ],
  'X-29': [
    'what is the title of the standard',
    '安全与恢复力 业务连续性管理体系 要求',
    '安全与韧性 业务连续性管理体系 要求',
    ({ standard }) => standard.title.zh,
  ],
  'X-30': ['what is a minor nonconformity called', '轻微不符合', '一般不符合', (scheme) => label(scheme, 'grade', 'minor')],
  'X-31': ['does the certificate give the address of the body', true, false, (scheme) => ids(scheme).includes('cert.body-address')],
  'X-32': ['may it bear an accreditation symbol', false, true, (scheme) => ids(scheme).includes('cert.accreditation')],
  'X-34': [
    'which rows cite ISO/IEC 17021-1',
    ['9.1.3.3', '8.2.2 b)'],
    ['9.3.1.2.4', '8.2.2 b)', '9.1.3.3', '9.7'],
    ({ rules }) => [...new Set(rules.flatMap(({ clause }) => /^ISO\/IEC 17021-1 (.*)$/.exec(clause)?.[1] ?? []))],
  ],
};
/** What cqm answers to these. */
const ofCqm: Readonly<Record<string, unknown>> = {
  'X-07': false,
  // No clause of its own: ISO/IEC 17021-1, 9.9.4.
  'X-12': ['validity', 36],
  'X-24': false,
  // 6.9.1: a client that gives up is withdrawn.
  'X-25': 'valid',
  // 5.1: either, as agreed; until then the first.
  'X-29': '安全与韧性 业务连续性管理体系 要求',
  // 6.1.1 f): no grades.
  'X-30': undefined,
  'X-31': false,
  'X-32': false,
  'X-34': ['8.2.2 b)', '9.7'],
};
/** Of what the others rule and the text of cqm does not, cqm has no row. */
const silentInCqm: Readonly<Record<string, readonly string[]>> = {
  'X-05': ['result-reported'],
  'X-13': ['suspension-length'],
  'X-14': ['stage-interval'],
  'X-15': ['decision-in-time'],
  'X-18': ['report-signed', 'report-leader'],
  'X-19': ['report-delivered'],
  'X-20': ['no-transfer', 'transfer-source'],
  'X-21': ['stage1-off-site-reason'],
  'X-22': ['registered', 'trained'],
  'X-33': ['opening-top-management', 'closing-top-management'],
};
/** What zoho answers, whose text is silent on the more part. */
const ofZoho: Readonly<Record<string, unknown>> = {
  'X-07': false,
  // Nothing on records: ISO/IEC 17021-1, 9.9.4.
  'X-12': ['validity', 36],
  'X-24': false,
  'X-25': 'valid',
  // 5.1: either, as agreed; until then the first.
  'X-29': '安全与韧性 业务连续性管理体系 要求',
  'X-30': undefined,
  // ISO/IEC 17021-1, 8.2.2 g).
  'X-31': true,
  'X-32': false,
  'X-34': ['9.1.2.2', '9.3.1.2.4', '9.5.2', '8.2.2 b)', '9.1.3.2', '9.6.3.2.5', '9.6.5', '9.7', '9.5.1', '9.5.3.3'],
};
const silentInZoho: Readonly<Record<string, readonly string[]>> = {
  'X-05': ['result-reported'],
  'X-09': ['misuse-corrected'],
  'X-11': ['appeal-answered'],
  'X-15': ['decision-in-time'],
  'X-17': ['maintained-without-decision', 'surveillance-decided'],
  'X-18': ['report-signed', 'report-leader'],
  'X-19': ['report-delivered'],
  'X-20': ['no-transfer', 'transfer-source'],
  'X-21': ['stage1-off-site-reason'],
  'X-22': ['registered', 'trained'],
  'X-33': ['opening-top-management', 'closing-top-management'],
};
/** Why a contradiction has neither a row nor a question above. */
const otherwise: Readonly<Record<string, string>> = {
  'X-23': 'needs Appendix A',
  'X-26': 'grounds of a suspension are codes of the record that no row decides',
  'X-27': 'as X-26; what the ground of cusc allows is X-13',
  'X-28': 'as X-26',
};
/** Traps that are no rows: another scheme, Appendix A, or the tests that show them. */
const traps: Readonly<Record<number, string>> = {
  6: 'test/load/cases/applicable-forms',
  7: 'below',
  8: 'below',
  13: 'below',
  15: 'below',
  17: 'Appendix A',
  18: 'Appendix A',
  19: 'below',
  21: 'test/load/cases/code-unquoted',
  27: 'below',
  28: 'test/proof/wording.test.ts',
};
const examples = (yaml('examples.yaml') as readonly { readonly name: string; readonly scheme: string }[]).map(({ name, scheme }) => ({
  key: name.split(':')[0] ?? '',
  scheme,
}));

describe('contradictions', () => {
  it.each(
    Object.entries(contradictions).map(([id, [question, ofWanding, ofCusc, answer]]) => ({ id, question, ofWanding, ofCusc, answer })),
  )('$id: $question', ({ ofWanding, ofCusc, answer }) => {
    expect(answer(wanding)).toEqual(ofWanding);
    expect(answer(cusc)).toEqual(ofCusc);
  });
  describe.each([
    { name: 'cqm', scheme: cqm, answers: ofCqm, silent: silentInCqm },
    { name: 'zoho', scheme: zoho, answers: ofZoho, silent: silentInZoho },
  ])('of $name', ({ name, scheme: of, answers, silent }) => {
    it.each(Object.entries(answers))('%s', (id, wanted) => {
      expect(contradictions[id]?.[3](of)).toEqual(wanted);
    });
    it.each(Object.entries(silent))('%s: its text is silent', (_, absent) => {
      expect(rows(of).filter((id) => absent.includes(id))).toEqual([]);
      expect(absent.every((id) => [wanding, cusc].some((scheme) => rows(scheme).includes(id)))).toBe(true);
    });
    it('are all asked', () => {
      const open = Array.from({ length: 34 }, (_, i) => `X-${String(i + 1).padStart(2, '0')}`).filter(
        (id) =>
          !(id in answers) && !(id in silent) && !(id in otherwise) && !examples.some(({ key, scheme }) => key === id && scheme === name),
      );
      expect(open).toEqual([]);
    });
  });
  it('are all asked of both other schemes, or it is said why not', () => {
    const open = Array.from({ length: 34 }, (_, i) => `X-${String(i + 1).padStart(2, '0')}`).filter((id) => {
      const of = new Set(examples.filter(({ key }) => key === id).map(({ scheme }) => scheme));
      return !(id in contradictions) && !(id in otherwise) && of.size < 2;
    });
    expect(open).toEqual([]);
  });
});

describe('traps', () => {
  it('are all shown, or it is said why not', () => {
    expect(
      Array.from({ length: 28 }, (_, i) => i + 1).filter((n) => !(n in traps) && !examples.some(({ key }) => key === `trap ${n}`)),
    ).toEqual([]);
    expect(Object.values(traps).filter((where) => where.startsWith('test/') && !existsSync(join(packageInfo().root, where)))).toEqual([]);
  });
  it('7: an item that bundles several is answered part by part', () => {
    const clauses = contentsOf(wanding, 'audit-report').map(({ clause }) => clause);
    expect(new Set(clauses.flatMap((clause) => /^5\.11\.3\(\d+\)/.exec(clause)?.[0] ?? [])).size).toBe(19);
    for (const item of [2, 6, 7, 10, 12, 19])
      expect(clauses.filter((clause) => clause.startsWith(`5.11.3(${item})`)).length, `item ${item}`).toBeGreaterThan(1);
    expect(contentsOf(cusc, 'audit-report').filter(({ clause }) => clause.startsWith('4.4.1（')).length).toBeGreaterThanOrEqual(16);
  });
  it('8: what the report of cusc must find depends on the kind of audit', () => {
    const found = (kind: AuditKind): string[] => answersOf('cusc', kind);
    expect(found('I2')).toHaveLength(5);
    expect(found('S').length).toBeGreaterThanOrEqual(9);
    expect(found('S').filter((id) => found('I2').includes(id))).toEqual([]);
  });
  it('15: the notice of cqm that answers an application to resume has another name than the application', () => {
    const { documents } = cqm.scheme;
    expect(documents['restoration-notice']?.title.zh).toBe('恢复使用认证证书和标志的通知');
    const said = cqm.wording.flatMap((one) => (one.documents.includes('suspension-notice') && 'string' in one ? [one.string] : []));
    expect(said).toContain('《恢复使用认证证书和认证标志的申请书》');
    // One paper for suspension and withdrawal, one title for both refusals.
    expect(documents['suspension-notice']?.title).toEqual(documents['withdrawal-notice']?.title);
    expect(documents['refusal-notice']?.title).toEqual(documents['application-refusal-notice']?.title);
  });
  it('19: the sentence of the certificate keeps its full-width parentheses', () => {
    expect(cusc.wording.map((one) => ('string' in one ? one.string : ''))).toContain(
      '本证书信息可在国家认证认可监督管理委员会官方网站（www.cnca.gov.cn）上查询',
    );
  });
  it('13: cqm and zoho ask for impact analysis, exercises and the site of one, which the others do not name', () => {
    const asked = (scheme: typeof wanding): string[] =>
      Object.values(scheme.contents).flatMap((groups) => (groups ?? []).flatMap((group) => group.contents.map(({ id }) => id)));
    const only = ['stage2.impact-analysis', 'stage2.exercises', 'plan.exercise-site'];
    for (const scheme of [cqm, zoho]) expect(asked(scheme)).toEqual(expect.arrayContaining(only));
    for (const scheme of [wanding, cusc]) expect(asked(scheme).filter((id) => only.includes(id))).toEqual([]);
  });
  it('27: clauses are cited as each source prints its ordinals', () => {
    const cited = ({ rules, contents }: typeof wanding): string[] => [
      ...rules.map(({ clause }) => clause),
      ...Object.values(contents).flatMap((groups) => (groups ?? []).flatMap((group) => group.contents.map(({ clause }) => clause))),
    ];
    expect(cited(wanding).filter((clause) => clause.includes('（'))).toEqual([]);
    // 3.2 alone is printed with half-width parentheses.
    expect(cited(cusc).filter((clause) => clause.includes('(') && !/^(?:3\.2\(|ISO|GB)/.test(clause))).toEqual([]);
    expect(cited(cusc).filter((clause) => clause.startsWith('3.2（'))).toEqual([]);
    expect(cited(zoho).filter((clause) => !/^(?:[\d.]*\d(?: (?:[a-z]|I|\d)\.)?$|ISO\/IEC 17021-1 |G-|PP-)/.test(clause))).toEqual([]);
    expect(cited(cqm).filter((clause) => !/^(?:[\d.]+(?: (?:[a-z]|\d)\))?$|ISO\/IEC 17021-1 |G-|PP-)/.test(clause))).toEqual([]);
  });
});
