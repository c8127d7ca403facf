/** The scheme packs as data: they load, refer only to what exists, and hold every content that the schemes list. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { auditTimeSchema, type AuditTime } from '../../schemas/pack/audit-time.js';
import type { Content, DocumentKind } from '../../schemas/pack/index.js';
import type { AuditKind } from '../../schemas/record/index.js';
import { listSchemes, loadScheme } from '../../src/packs/load-scheme.js';
import type { Scheme } from '../../src/packs/types.js';
import { isPath, parseAnswerPath } from '../../src/rules/answer-path.js';
import { conditionFault, truthOf } from '../../src/rules/conditions.js';
import { rootShapesOf } from '../../src/rules/root-shapes.js';

const root = join(import.meta.dirname, '..', '..');
const packs = listSchemes(root).map(({ id, version }) => ({ id, version, ...loadScheme(id, version, root) }));
const pack = (id: string): Scheme => {
  const scheme = packs.find((p) => p.id === id)?.value;
  if (!scheme) throw new Error(`${id} does not load`);
  return scheme;
};
const rows = (scheme: Scheme, kind: DocumentKind, audit?: AuditKind): Content[] =>
  (scheme.contents[kind] ?? []).flatMap((g) => g.contents).filter((c) => audit === undefined || !c.for || c.for.includes(audit));
const kindsOf = (scheme: Scheme | undefined): DocumentKind[] => Object.keys(scheme?.contents ?? {});
const clauses = (scheme: Scheme, kind: DocumentKind, audit?: AuditKind): string[] => rows(scheme, kind, audit).map((c) => c.clause);
/** `5.11.3(1)` … `5.11.3(19)`, in the brackets of the source. */
const ordinals = (clause: string, last: number, open = '(', close = ')'): string[] =>
  Array.from({ length: last }, (_, i) => `${clause}${open}${i + 1}${close}`);
const wide = (clause: string, last: number): string[] => ordinals(clause, last, '（', '）');
const distinct = (list: readonly string[], of: string): string[] => [...new Set(list.filter((c) => c.startsWith(of)))];
const squeezed = (s: string): string => s.replace(/\s+/g, '');

describe.each(packs)('$id $version', ({ id, version, value, diagnostics }) => {
  it('loads without a complaint', () => {
    expect(diagnostics).toEqual([]);
    expect(value).toBeDefined();
  });
  if (!value) return;

  describe.each(Object.keys(value.contents))('%s', (kind) => {
    const contents = rows(value, kind);
    const roots = rootShapesOf(value.documents.get(kind));
    it('has contents, with ids that are unique and references that exist', () => {
      expect(contents.length).toBeGreaterThan(0);
      const ids = contents.map((c) => c.id);
      expect(ids.filter((one, i) => ids.indexOf(one) !== i)).toEqual([]);
      for (const { id: one, with: partner, place } of contents) {
        for (const other of [partner, place]) if (other !== undefined) expect(ids, one).toContain(other);
      }
      const groups = (value.contents[kind] ?? []).map((g) => g.id);
      expect(new Set(groups).size).toBe(groups.length);
    });
    it('says of every content what it is called, what is required, and where it is answered', () => {
      for (const c of contents) {
        for (const text of [c.title.zh, c.title.en, c.zh, c.en, c.clause]) expect(text.trim(), c.id).not.toBe('');
        expect([c.answer.length > 0, c.finding, c.pack !== undefined].filter(Boolean), c.id).toHaveLength(1);
        for (const path of c.answer) expect(isPath(parseAnswerPath(path, roots)), `${c.id}: ${path}`).toBe(true);
        if (c.finding) expect(c.place, c.id).toBe('report.findings');
      }
    });
    it('has conditions that are sound, and that nothing recorded does not break', () => {
      const nothing = {
        case: {},
        client: {},
        sites: [],
        headcount: {},
        audit: {},
        plan: {},
        notice: {},
        report: {},
        review: {},
        decision: {},
        nc: {},
        cert: {},
        ncs: [],
        findings: [],
        stage1: {},
        previous: {},
        scheme: id,
        lang: 'zh',
      };
      for (const { when, id: one } of [...contents, ...value.wording.filter(({ documents }) => documents.includes(kind))]) {
        if (when === undefined) continue;
        expect(conditionFault(when, roots), one).toBeUndefined();
        expect(typeof truthOf(when, nothing), `${one}: ${when}`).toBe('string');
      }
    });
  });

  it('has wordings whose place is in each of their documents, and whose text says what it must', () => {
    for (const row of value.wording) {
      for (const kind of row.documents) {
        if (row.place !== undefined)
          expect(
            rows(value, kind).map((c) => c.id),
            row.id,
          ).toContain(row.place);
      }
      if (!row.text || row.kind === 'forbidden') continue;
      for (const must of row.must ?? [row.string ?? ''])
        expect(squeezed(row.text[value.scheme.original]), row.id).toContain(squeezed(must));
    }
    const withText = value.wording.filter((row) => row.text && row.place !== undefined).map((row) => row.id);
    expect(new Set(withText).size).toBe(withText.length);
  });

  it('forbids nothing that it prints itself', () => {
    const said = JSON.stringify([
      value.scheme,
      value.body,
      value.standard.number,
      value.standard.title,
      value.wording.map((w) => [w.text, w.kind === 'forbidden' ? '' : w.string]),
      Object.keys(value.contents).flatMap((kind) => rows(value, kind).map((c) => [c.title, c.clause])),
    ]);
    for (const row of value.wording.filter((w) => w.kind === 'forbidden')) {
      expect(row.string, row.id).toBeDefined();
      // The body may speak of marks elsewhere; only its certificate may not. That it has none is quoted, and never printed.
      // So of a public notice: findings are spoken of elsewhere.
      const { documents } = row;
      const text =
        documents.length <= 2
          ? JSON.stringify([
              documents.flatMap((kind) => rows(value, kind).map((c) => c.title)),
              value.wording.filter((w) => documents.some((kind) => w.documents.includes(kind))).map((w) => w.text),
              { ...value.body, noMark: undefined },
            ])
          : said;
      expect(squeezed(text).includes(squeezed(row.string ?? '')), `${row.id}: ${row.string}`).toBe(false);
    }
  });

  it('has an audit-time table that parses, where it has one', () => {
    const table = timeOf(id, version);
    if (table !== undefined) expect(auditTimeSchema.safeParse(table).error).toBeUndefined();
  });

  it('has a standard with 26 auditable clauses, each sub-clause under its clause', () => {
    const numbers = value.standard.clauses.map((c) => c.number);
    expect(value.standard.clauses.filter((c) => c.auditable).map((c) => c.number)).toEqual(
      '4.1 4.2 4.3 4.4 5.1 5.2 5.3 6.1 6.2 6.3 7.1 7.2 7.3 7.4 7.5 8.1 8.2 8.3 8.4 8.5 8.6 9.1 9.2 9.3 10.1 10.2'.split(' '),
    );
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const number of numbers) {
      const parent = number.split('.').slice(0, -1).join('.');
      if (parent !== '') expect(numbers.slice(0, numbers.indexOf(number))).toContain(parent);
    }
  });
});

it('has the same clauses in both standards, which are identical but for their Chinese titles', () => {
  const numbers = (id: string): unknown => pack(id).standard.clauses.map((c) => [c.number, c.title.en, c.auditable]);
  expect(numbers('wanding')).toEqual(numbers('cusc'));
});

describe('what wanding asks for', () => {
  const wanding = pack('wanding');
  it('plan: 5.4.7.1, every audit', () => {
    expect(
      rows(wanding, 'audit-plan')
        .filter((c) => c.clause === '5.4.7.1')
        .map((c) => c.id),
    ).toEqual([
      'plan.objectives',
      'plan.criteria',
      'plan.scope',
      'plan.dates',
      'plan.sites',
      'plan.team',
      'plan.registrations',
      'plan.tasks',
      'plan.schedule',
    ]);
    expect(wanding.scheme.documents['audit-plan']?.for).toBeUndefined();
    for (const clause of ['5.4.1.5', '5.4.6.3', '5.4.7.2', '5.4.7.3']) expect(clauses(wanding, 'audit-plan')).toContain(clause);
  });
  it('notice: 5.6.2.3', () => {
    expect(clauses(wanding, 'stage-1-notice').filter((c) => c === '5.6.2.3').length).toBeGreaterThanOrEqual(4);
    expect(rows(wanding, 'stage-1-notice').map((c) => c.id)).toEqual(
      expect.arrayContaining(['notice.conclusion', 'notice.concerns', 'notice.off-site-reason']),
    );
  });
  it.each<AuditKind>(['I1', 'I2', 'S', 'R', 'XE', 'XS', 'XR'])('report of %s: 5.11.3(1) to (19)', (kind) => {
    expect(new Set(distinct(clauses(wanding, 'audit-report', kind), '5.11.3'))).toEqual(new Set(ordinals('5.11.3', 19)));
    const of = (n: number): string[] =>
      rows(wanding, 'audit-report', kind)
        .filter((c) => c.clause === `5.11.3(${n})`)
        .map((c) => c.id);
    expect([of(2).length, of(6).length, of(7).length, of(10).length, of(19).length]).toEqual([3, 2, 3, 2, 2]);
    expect(of(12)).toEqual([
      'report.findings',
      'report.provision',
      'report.internal-audit',
      'report.performance',
      'report.gaps',
      'report.nonconformities',
      'report.conclusion',
    ]);
  });
  it('report: the list of (12) by kind of audit', () => {
    const found = (kind: AuditKind): string[] =>
      rows(wanding, 'audit-report', kind)
        .filter((c) => c.finding)
        .map((c) => c.clause);
    expect(found('I1')).toEqual(ordinals('5.6.2.1', 8));
    expect(found('I2')).toEqual(ordinals('5.6.3.2', 8));
    expect(found('S')).toEqual(ordinals('5.7.3', 8));
    expect(found('R')).toEqual([...ordinals('5.6.3.2', 8), ...ordinals('5.8.3', 3)]);
    expect(found('XS')).toEqual([]);
  });
  it('nonconformity: 5.10', () => {
    for (const clause of ['5.10.1', '5.10.2', '10.3(5)', '5.13.3(2)']) expect(clauses(wanding, 'nonconformity-report')).toContain(clause);
    expect(rows(wanding, 'nonconformity-report').map((c) => c.id)).not.toContain('nc.category');
  });
  it('certificate: 6.2.5(1) to (7), and no mark', () => {
    expect(new Set(distinct(clauses(wanding, 'certificate'), '6.2.5'))).toEqual(new Set(ordinals('6.2.5', 7)));
    expect(rows(wanding, 'certificate').map((c) => c.id)).toEqual(
      expect.arrayContaining(['cert.body-address', 'cert.first-issued', 'cert.temporary', 'cert.site-scopes']),
    );
    expect(rows(wanding, 'certificate').map((c) => c.id)).not.toContain('cert.accreditation');
    expect(wanding.body.mark).toBe(false);
  });
});

describe('what cusc asks for', () => {
  const cusc = pack('cusc');
  it('plan: 4.2.3.1, not for stage 1', () => {
    expect(
      rows(cusc, 'audit-plan')
        .filter((c) => c.clause === '4.2.3.1')
        .map((c) => c.id),
    ).toEqual([
      'plan.objectives',
      'plan.criteria',
      'plan.scope',
      'plan.dates',
      'plan.sites',
      'plan.duration',
      'plan.team',
      'plan.registrations',
      'plan.expert-data',
    ]);
    expect(cusc.scheme.documents['audit-plan']?.for).not.toContain('I1');
    expect(rows(cusc, 'audit-plan').map((c) => c.id)).not.toContain('plan.schedule');
  });
  it('notice: 4.3.3.4 with 4.3.3.2（1） to （5）', () => {
    expect(distinct(clauses(cusc, 'stage-1-notice'), '4.3.3.2').sort()).toEqual(wide('4.3.3.2', 5));
    expect(clauses(cusc, 'stage-1-notice')).toContain('4.3.3.4');
  });
  it.each<AuditKind>(['I2', 'S', 'R', 'XE', 'TR'])('report of %s: 4.4.1（1） to （8）', (kind) => {
    expect(new Set(distinct(clauses(cusc, 'audit-report', kind), '4.4.1（'))).toEqual(new Set(wide('4.4.1', 8)));
    const of = (n: number): number => rows(cusc, 'audit-report', kind).filter((c) => c.clause === `4.4.1（${n}）`).length;
    expect([1, 2, 3, 4, 5].map(of)).toEqual([2, 2, 3, 3, 3]);
  });
  it('report: the keys of （6） by kind of audit', () => {
    const found = (kind: AuditKind): string[] =>
      rows(cusc, 'audit-report', kind)
        .filter((c) => c.finding)
        .map((c) => c.clause);
    for (const kind of ['I2', 'R', 'XE', 'XS', 'XR', 'XC', 'TR'] as const) expect(found(kind)).toEqual(wide('4.3.3.5', 5));
    expect(found('S')).toEqual(wide('5.6', 9));
    expect(found('I1')).toEqual([]);
  });
  it('nonconformity: 4.5.1 with the category of 4.6.3（2）, 5.7 for surveillance', () => {
    for (const clause of ['4.5.1', '4.6.3（2）', '4.6.3（3）']) expect(clauses(cusc, 'nonconformity-report', 'I2')).toContain(clause);
    expect(clauses(cusc, 'nonconformity-report', 'I2')).not.toContain('5.7');
    expect(clauses(cusc, 'nonconformity-report', 'S')).toContain('5.7');
  });
  it('certificate: 10.1（1） to （8）, without address of the body or first issue', () => {
    expect(new Set(distinct(clauses(cusc, 'certificate'), '10.1'))).toEqual(new Set(wide('10.1', 8)));
    for (const id of ['cert.body-address', 'cert.first-issued', 'cert.temporary'])
      expect(rows(cusc, 'certificate').map((c) => c.id)).not.toContain(id);
  });
});

describe('what cqm asks for', () => {
  const cqm = pack('cqm');
  const letters = (clause: string): string[] => [...'abcdefghi'].map((letter) => `${clause} ${letter})`);
  const found = (kind: AuditKind): string[] =>
    rows(cqm, 'audit-report', kind)
      .filter((c) => c.finding)
      .map((c) => c.clause);
  it('report: 5.2.1.2 a) to i) of stage 2 and recertification, 5.2.2.2 a) to i) of a surveillance', () => {
    expect(found('I2')).toEqual(letters('5.2.1.2'));
    expect(found('R')).toEqual(letters('5.2.1.2'));
    expect(found('S')).toEqual(letters('5.2.2.2'));
    expect(found('XE')).toEqual([]);
  });
  it('plan: 5.3 and 4 8), with the site of an exercise where certification is granted', () => {
    for (const kind of ['I2', 'R'] as const) expect(clauses(cqm, 'audit-plan', kind).filter((c) => c === '4 8)')).toHaveLength(2);
    expect(clauses(cqm, 'audit-plan', 'S').filter((c) => c === '4 8)')).toHaveLength(1);
  });
  it('certificate: what 6.6.1.2 and 7.1 have on it; neither enquiry nor first issue nor the address of the body', () => {
    const ids = rows(cqm, 'certificate').map((c) => c.id);
    expect(ids).toEqual(expect.arrayContaining(['cert.client-name', 'cert.post-code', 'cert.scope', 'cert.standard-used', 'cert.number']));
    for (const id of ['cert.enquiry', 'cert.first-issued', 'cert.body-address', 'cert.surveillance-note', 'cert.uscc'])
      expect(ids).not.toContain(id);
  });
  it('one of two standards, as agreed (5.1), and no grades (6.1.1 f)', () => {
    expect(cqm.standards.map(({ number }) => number)).toEqual(['GB/T 30146-2023', 'ISO 22301:2019']);
    expect(cqm.scheme.labels['grade']).toEqual({});
  });
});

describe('what zoho asks for', () => {
  const zoho = pack('zoho');
  it('report: 5.2.1.2 a. to I. at stage 2 and recertification, 5.2.2.2 a. to I. at surveillance', () => {
    const found = (kind: AuditKind): string[] =>
      rows(zoho, 'audit-report', kind)
        .filter((c) => c.finding)
        .map((c) => c.clause);
    const letters = (clause: string): string[] => [...'abcdefghI'].map((letter) => `${clause} ${letter}.`);
    for (const kind of ['I2', 'R'] as const) expect(found(kind)).toEqual(letters('5.2.1.2'));
    expect(found('S')).toEqual(letters('5.2.2.2'));
  });
  it('as a warning where ISO/IEC 17021-1 asks and not the text, and as an error where the text does', () => {
    for (const c of kindsOf(zoho).flatMap((kind) => rows(zoho, kind)))
      if (c.required === 'print') expect([c.id, c.severity]).toEqual([c.id, c.clause.startsWith('ISO/IEC') ? 'warning' : 'error']);
    for (const row of zoho.rules.filter(({ clause }) => clause.startsWith('ISO/IEC'))) {
      expect([row.id, row.severity]).toEqual([row.id, 'warning']);
      expect(row.holdsBack).toEqual([]);
    }
  });
  it('in English, with the parts of the page that are slips forbidden', () => {
    expect(zoho.scheme.original).toBe('en');
    expect(zoho.wording.filter(({ id }) => id === 'Z-T03').map(({ string }) => string)).toEqual([
      'data security risk management',
      '数据安全风险管理',
      'ISO 2301',
      'ISO 22301:2012',
    ]);
  });
});

it('asks for nothing on the condition that it is there, unless it may be left out', () => {
  for (const { value } of packs) {
    for (const c of kindsOf(value).flatMap((kind) => (value ? rows(value, kind) : []))) {
      if (c.required === 'later' || c.when === undefined) continue;
      for (const path of c.answer) expect(c.when.includes(`has(${path})`), `${c.id}: ${path}`).toBe(false);
    }
  }
});

it('leaves to later what comes after the printing, and nothing else', () => {
  // Of a time that was determined: `time.sampling`, `time.basis` where there are several sites, or a basis in words.
  const isTime = (kind: string): boolean => kind === 'audit-time-record';
  for (const { value } of packs) {
    const kinds = kindsOf(value).filter((kind) => !isTime(kind));
    const later = kinds.flatMap((kind) => (value ? rows(value, kind) : []).filter((c) => c.required === 'later').map((c) => c.id));
    // `notice.results`, `notice.key-points`, `report.conclusion`, `decision.account`, `disposal.part`, `disposal.group`: only where
    // they are there.
    expect(
      later.filter(
        (one) =>
          !/^(notice\.(results|key-points)|report\.conclusion|plan\.(changes|confirmation)|notice\.delivery|report\.(signature|delivery)|nc\.(acknowledgement|cause|correction|corrective-action|review|verification|effect)|attendance\.(top-management|attendees)|application\.(notified|signature)|disposal\.(part|group)|(review|decision)\.account|eligible\..*|attached\..*|contract\.signatures|confidentiality\.signatures|copies\.signature|termination\.delivery|notification\..*|change\..*|extension\..*|reduction\..*|resumption\..*|recommendation\.approval)$/.test(
            one,
          ),
      ),
    ).toEqual([]);
  }
});

it('holds the two sentences of the certificates, character for character', () => {
  const string = (scheme: Scheme, id: string): string | undefined => scheme.wording.find((w) => w.id === id)?.string;
  for (const [id, row] of [
    ['wanding', 'W-T01'],
    ['cusc', 'C-T01'],
  ] as const)
    expect(string(pack(id), row)).toBe('获证组织必须定期接受监督审核并经审核合格此证书方继续有效');
  expect(string(pack('cusc'), 'C-T02')).toBe('本证书信息可在国家认证认可监督管理委员会官方网站（www.cnca.gov.cn）上查询');
});

describe('audit time', () => {
  const daysFor = (table: AuditTime['table'], headcount: number): number => {
    const band = table.bands.find((b) => headcount <= b.upTo);
    if (band) return band.days;
    let { upTo: bound, days } = table.bands[table.bands.length - 1] ?? { upTo: 0, days: 0 };
    const { beyond } = table;
    while (headcount > bound) {
      bound = beyond.by === 'step' ? bound + beyond.persons : Math.ceil((bound * beyond.ratio) / beyond.multiple) * beyond.multiple;
      days += beyond.days;
    }
    return days;
  };
  it.each([
    [
      'wanding',
      'B/1',
      [
        [1, 1],
        [275, 1],
        [276, 1.5],
        [550, 1.5],
        [551, 2],
        [825, 2],
        [826, 2.5],
      ],
    ],
    [
      'cusc',
      '2023',
      [
        [25, 4],
        [26, 5],
        [275, 10],
        [276, 11],
        [10_700, 23],
        [10_701, 24],
        [13_375, 24],
        [13_376, 25],
        [16_726, 26],
      ],
    ],
  ] as const)('%s %s: the bands and their borders', (id, version, cases) => {
    const { table } = auditTimeSchema.parse(timeOf(id, version));
    for (const [headcount, days] of cases) expect(daysFor(table, headcount), String(headcount)).toBe(days);
    table.bands.forEach((band, i) => {
      if (i > 0) expect(band.upTo).toBeGreaterThan(table.bands[i - 1]?.upTo ?? 0);
    });
  });
  it('keeps the schemes apart: thirds and factors are of cusc, sites and remote of wanding', () => {
    const [wanding, cusc] = [auditTimeSchema.parse(timeOf('wanding', 'B/1')), auditTimeSchema.parse(timeOf('cusc', '2023'))];
    expect(wanding.kinds.map((k) => k.share)).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
    expect(cusc.kinds.map((k) => k.share)).toEqual([
      [1, 1],
      [1, 3],
      [2, 3],
    ]);
    expect([wanding.adjustment, cusc.sites, cusc.remote, cusc.sampling]).toEqual([undefined, undefined, undefined, undefined]);
    expect(cusc.adjustment?.increase).toHaveLength(7);
  });
});

function timeOf(id: string, version: string): unknown {
  const path = join(root, 'schemas', 'schemes', id, version.replaceAll('/', '-'), 'audit-time.yaml');
  return existsSync(path) ? parse(readFileSync(path, 'utf8')) : undefined;
}
