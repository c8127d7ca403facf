/** Which audits are closed, and what their files must hold: each record, signature, hash and paper original, taken away. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { RecordAsked } from '../../schemas/pack/archive.js';
import type { Closing, EvidenceEntry } from '../../src/archive/closing.js';
import { checkSignatures } from '../../src/archive/evidence-signatures.js';
import { said, samples, type Samples } from './setup.js';

let all: Samples;
beforeAll(async () => {
  all = await samples();
});

const closed: readonly (readonly [string, string])[] = [
  ['qingyu-payment', 'stage-1'],
  ['qingyu-payment', 'stage-2'],
  ['qingyu-payment', 'WD-BC-26-0093-R0'],
  ['nuantu-heating', 'recertification'],
  ['nuantu-heating', 'WD-BC-23-0061-R1'],
  ['jieyu-contact-services', 'stage-1'],
  ['jieyu-contact-services', 'stage-2'],
  ['jieyu-contact-services', 'surveillance-1'],
  ['jieyu-contact-services', 'CUSC-BC-2025-0412-R0'],
];
const audits = closed.filter(([, subject]) => !subject.includes('BC-'));
const askedOf = ({ scheme, audit }: Closing): RecordAsked[] =>
  (scheme.archive?.records ?? []).filter((record) => record.each !== 'document' && record.for.includes(audit.audit.value.kind ?? 'I1'));
const subjectsOf = (record: RecordAsked, { audit }: Closing): (string | undefined)[] =>
  record.each === 'meetings'
    ? ['opening', 'closing']
    : record.each === 'nonconformity'
      ? audit.nonconformities.map((nc) => nc.name)
      : [undefined];
/** The entries that answer a row in one audit. */
const answers =
  (record: RecordAsked, { audit }: Closing, subject: string | undefined) =>
  (entry: EvidenceEntry): boolean =>
    entry.kind === record.kind && entry.subject === subject && (entry.audit === audit.name || (record.ofCase && entry.audit === undefined));

describe('every sample', () => {
  it('is closed, with all that its scheme wants kept, and nothing to warn of', () => {
    const found = ['qingyu-payment', 'nuantu-heating', 'jieyu-contact-services'].flatMap((name) => all.closings(name));
    expect(found.map(({ place }) => [place.case, place.subject])).toEqual(closed);
    for (const one of found) expect([one.place.subject, one.open, one.diagnostics]).toEqual([one.place.subject, [], []]);
  });
  it('was closed on the day of the last thing that had to happen', () => {
    const days = closed.map(([name, subject]) => all.closing(name, subject).closedOn);
    expect(days).toEqual([
      '2026-06-23',
      '2026-06-23',
      '2026-06-26',
      '2026-02-11',
      '2026-02-27',
      '2025-10-21',
      '2025-10-21',
      '2026-09-29',
      // The change that the client applied for under this certificate.
      '2026-03-17',
    ]);
  });
});

describe('a record that is asked for', () => {
  it('and is not there is named with its clause, and nothing else is', () => {
    let tried = 0;
    for (const [name, subject] of audits) {
      const closing = all.closing(name, subject);
      for (const record of askedOf(closing)) {
        if ((record.document && !record.eitherWay) || record.each === 'entry') continue;
        for (const of of subjectsOf(record, closing)) {
          const answer = answers(record, closing, of);
          const without = all.closing(name, subject, { register: (entries) => entries.filter((entry) => !answer(entry)) });
          expect(said(without), `${name} ${subject} ${record.kind} ${of ?? ''}`).toEqual([
            `archive-lacks ${record.severity} ${record.clause}`,
          ]);
          expect(without.diagnostics[0]?.why?.zh).toBe(record.zh);
          tried++;
        }
      }
    }
    expect(tried).toBe(27);
  });
  it('and is printed by certpress is missed where the document was not made', () => {
    let tried = 0;
    for (const [name, subject] of audits) {
      const closing = all.closing(name, subject);
      for (const record of askedOf(closing)) {
        if (!record.document || record.eitherWay) continue;
        for (const of of subjectsOf(record, closing)) {
          const without = all.closing(name, subject, {
            outputs: (outputs) =>
              outputs.filter((one) => !(one.audit === subject && one.document === record.document && (one.subject ?? undefined) === of)),
          });
          expect(said(without)).toEqual([`archive-lacks ${record.severity} ${record.clause}`]);
          tried++;
        }
      }
    }
    expect(tried).toBe(14);
  });
  it('is not there while its entry names no file', () => {
    const { diagnostics } = all.closing('qingyu-payment', 'stage-2', {
      register: (entries) => entries.map(({ file, ...entry }) => (entry.kind === 'decision' ? entry : { ...entry, file })),
    });
    expect(diagnostics.map((d) => [d.code, d.clause])).toEqual([['archive-lacks', '10.2（10）']]);
  });
  it('is not answered by one that came after the audit was closed, nor by that of another audit', () => {
    const later = (entries: readonly EvidenceEntry[], change: Partial<EvidenceEntry>): EvidenceEntry[] =>
      entries.map((entry) => (entry.kind === 'contract' ? { ...entry, ...change } : entry));
    expect(said(all.closing('qingyu-payment', 'stage-2', { register: (entries) => later(entries, { date: '2026-06-23' }) }))).toEqual([]);
    expect(said(all.closing('qingyu-payment', 'stage-2', { register: (entries) => later(entries, { date: '2026-06-24' }) }))).toEqual([
      'archive-lacks error 10.2（3）',
    ]);
    expect(said(all.closing('qingyu-payment', 'stage-2', { register: (entries) => later(entries, { audit: 'other' }) }))).toEqual([
      'archive-lacks error 10.2（3）',
    ]);
    expect(said(all.closing('qingyu-payment', 'stage-2', { register: (entries) => later(entries, { audit: 'stage-1' }) }))).toEqual([]);
  });
});

/**
 * The matrix of signatures: who signs what by which clause, as the schemes' texts have it. A document that a scheme lets go
 * unsigned has no row.
 */
const matrix: Readonly<Record<string, readonly (readonly [kind: string, by: readonly string[], clause: string, severity: string])[]>> = {
  'wanding/B-1': [
    ['application', ['client'], '10.3 (1)', 'error'],
    ['application-review', ['body'], '10.2（2）', 'warning'],
    ['contract', ['client', 'body'], '10.3 (2)', 'error'],
    ['audit-plan', ['client'], '10.3 (3)', 'error'],
    ['attendance', ['participants'], '10.3 (4)', 'error'],
    ['audit-record', ['auditor'], '10.2（7）', 'warning'],
    ['nonconformity-report', ['client'], '10.3 (5)', 'error'],
    ['audit-report', ['leader'], '5.11.1', 'warning'],
    ['decision', ['body'], '10.2（10）', 'warning'],
    ['refusal-notice', ['body'], '5.13.6', 'warning'],
    ['suspension-notice', ['body'], '7.2.1', 'warning'],
    ['restoration-notice', ['body'], '7.2.3', 'warning'],
    ['withdrawal-notice', ['body'], '7.3.1', 'warning'],
    ['cancellation-notice', ['body'], '7.5', 'warning'],
    ['audit-time-record', ['body'], '5.4.3.1', 'warning'],
    ['stage-1-off-site-record', ['leader'], '5.6.2.2', 'warning'],
  ],
  'cusc/2023': [
    ['contract', ['client', 'body'], '4.1.5', 'error'],
    ['audit-plan', ['client'], '4.2.3.4', 'error'],
    ['attendance', ['participants'], '4.3.2', 'error'],
    ['audit-record', ['auditor'], '4.4.2', 'warning'],
    ['audit-report', ['leader'], '4.4.1', 'error'],
    ['decision', ['body'], '8', 'error'],
    ['permit', ['auditor'], '15.2', 'error'],
    ['refusal-notice', ['body'], '4.6.5', 'warning'],
    ['suspension-notice', ['body'], '7.2.1', 'warning'],
    ['withdrawal-notice', ['body'], '7.3.1', 'warning'],
    ['restoration-notice', ['body'], '8', 'warning'],
    ['audit-time-record', ['body'], '4.2.1.3', 'warning'],
    ['stage-1-off-site-record', ['leader'], '4.3.3.3', 'warning'],
  ],
};

describe('a signature that is asked for', () => {
  it.each(Object.entries(matrix))('stands in the pack %s as in the matrix', (id, rows) => {
    const scheme = [...all.schemes.values()].find((one) => `${one.id}/${one.version.replace('/', '-')}` === id);
    const signed = (scheme?.archive?.records ?? []).flatMap((record) =>
      record.signed?.clause ? [[record.kind, record.signed.by, record.signed.clause, record.signed.severity]] : [],
    );
    expect(signed).toEqual(rows);
  });
  it('and was not made is named with its clause, party by party', () => {
    const tried = new Set<string>();
    for (const [name, subject] of audits) {
      const closing = all.closing(name, subject);
      for (const record of askedOf(closing)) {
        const { signed } = record;
        if (!signed || record.each === 'entry') continue;
        for (const of of subjectsOf(record, closing)) {
          for (const party of signed.by) {
            const answer = answers(record, closing, of);
            for (const without of [
              (one: NonNullable<EvidenceEntry['signed']>) => one.filter((signature) => signature.party !== party),
              (one: NonNullable<EvidenceEntry['signed']>) =>
                one.map(({ on, ...signature }) => (signature.party === party ? signature : { ...signature, on })),
            ]) {
              const register = (entries: readonly EvidenceEntry[]): EvidenceEntry[] =>
                entries.map((entry) => (answer(entry) ? { ...entry, signed: without(entry.signed ?? []) } : entry));
              expect(said(all.closing(name, subject, { register })), `${name} ${subject} ${record.kind} ${party}`).toEqual([
                `archive-unsigned ${signed.severity} ${signed.clause}`,
              ]);
            }
            tried.add(`${closing.scheme.id} ${record.kind} ${party}`);
          }
        }
      }
    }
    // All of the matrix but restorations and copies, which no sample has.
    expect(tried.size).toBe(10 + 6);
  });
  it('of everyone present is asked of everyone present', () => {
    const without = (who: string) =>
      all.closing('qingyu-payment', 'stage-2', {
        register: (entries) =>
          entries.map((entry) =>
            entry.subject === 'opening' ? { ...entry, signed: (entry.signed ?? []).filter((one) => one.by?.zh !== who) } : entry,
          ),
      });
    const [found, ...others] = without('谷雨时').diagnostics;
    expect(others).toEqual([]);
    expect(found).toMatchObject({ code: 'archive-unsigned', rule: 'W-P92', clause: '10.3 (4)', subject: 'opening' });
    expect(found?.message.zh).toContain('没有登记谷雨时的签字');
    // A person of the body is known by an id.
    expect(without('方泊宁').diagnostics[0]?.message.en).toContain('no signature or seal of Fang Boning');
  });
  it('of an auditor stands on each copy of a certifying document, where there are any', () => {
    const permit: EvidenceEntry = { kind: 'permit', title: { zh: '营业执照复印件' }, date: '2025-07-02', file: 'evidence/application.png' };
    const withPermit = (more: Partial<EvidenceEntry>) =>
      all.closing('jieyu-contact-services', 'stage-2', {
        register: (entries) => [...entries, { ...permit, sha256: entries[0]?.sha256, ...more }],
      });
    expect(said(withPermit({}))).toEqual(['archive-unsigned error 15.2']);
    expect(
      said(withPermit({ signed: [{ party: 'auditor', by: { zh: '欧阳澈' }, on: '2025-07-02' }], paper: { at: { zh: '档案室' } } })),
    ).toEqual([]);
  });
});

describe('a notice', () => {
  const certificate = 'CUSC-BC-2025-0412-R0';
  const subject = `${certificate}-2026-10-12`;
  const suspended = {
    kind: 'suspended' as const,
    date: '2026-10-12',
    certificate,
    reason: 'C-SUS-5',
    text: { zh: '客户因搬迁主动请求暂停。', en: 'The client asked for it on account of its move.' },
    from: '2026-10-12',
    to: '2027-01-11',
  };
  const scan: EvidenceEntry = {
    kind: 'suspension-notice',
    subject,
    date: '2026-10-12',
    file: 'evidence/contract.pdf',
    signed: [{ party: 'body', by: { zh: '尚知行' }, on: '2026-10-12' }],
    paper: { at: { zh: '档案室' } },
  };
  /** The certificate's bag after a suspension: the notice made and registered, its signed copy entered. */
  const bag = (change: { isMade?: boolean; isRegistered?: boolean; entry?: Partial<EvidenceEntry> | null } = {}): Closing => {
    const { isMade = true, isRegistered = true, entry = {} } = change;
    return all.closing('jieyu-contact-services', certificate, {
      events: (events) => [...events, suspended],
      ...(entry === null ? {} : { register: (entries) => [...entries, { ...scan, sha256: entries[1]?.sha256, ...entry }] }),
      outputs: (outputs) => [
        ...outputs,
        ...outputs
          .filter((one) => isMade && one.subject === certificate)
          .map((one) => ({ ...one, document: 'suspension-notice', subject, file: `suspension-notice-${subject}.${one.lang}.pdf` })),
      ],
      folder: ({ documents, ...folder }) => ({
        ...folder,
        ...(documents
          ? {
              documents: {
                ...documents,
                value: [
                  ...documents.value,
                  ...(isRegistered ? [{ kind: 'suspension-notice', subject, revision: '1', date: '2026-10-12' }] : []),
                ],
              },
            }
          : {}),
      }),
    });
  };
  it('lies in the bag of the certificate that it is about, with its signed copy, from its day on', () => {
    const closing = bag();
    expect([closing.open, said(closing), closing.closedOn]).toEqual([[], [], '2026-10-12']);
    expect(closing.outputs.map((output) => output.document)).toEqual(expect.arrayContaining(['certificate', 'suspension-notice']));
    expect(closing.entries.map((entry) => entry.kind)).toContain('suspension-notice');
    const audits = ['stage-2', 'surveillance-1'].map((name) => all.closing('jieyu-contact-services', name));
    for (const audit of audits) expect(audit.outputs.map((output) => output.document)).not.toContain('suspension-notice');
  });
  it('that was not made is missed under the clause that it is issued by', () => {
    expect(said(bag({ isMade: false }))).toEqual(['archive-lacks error 7.2.1']);
  });
  it('that is not registered keeps the bag open', () => {
    expect(bag({ isRegistered: false }).open.map((one) => one.en)).toEqual(
      expect.arrayContaining([expect.stringContaining(`suspension-notice-${subject}`)]),
    );
  });
  it('whose signed copy is missing, or was signed by nobody, is a warning: no clause asks for a signature', () => {
    expect(said(bag({ entry: null }))).toEqual(['archive-unsigned warning 7.2.1']);
    expect(said(bag({ entry: { signed: [] } }))).toEqual(['archive-unsigned warning 7.2.1']);
    expect(said(bag({ entry: { subject: `${certificate}-2026-10-13` } }))).toEqual(['archive-unsigned warning 7.2.1']);
  });
  it('that was signed on paper lies on paper too, under cusc', () => {
    expect(said(bag({ entry: { paper: undefined } }))).toEqual(['archive-paper error 14.4']);
  });
});

describe('a paper original', () => {
  const noPaper =
    (kind: string, subject?: string) =>
    (entries: readonly EvidenceEntry[]): EvidenceEntry[] =>
      entries.map(({ paper, ...entry }) =>
        entry.kind === kind && (subject === undefined || entry.subject === subject) ? entry : { ...entry, ...(paper ? { paper } : {}) },
      );
  it('is asked for by wanding where the scheme lists the record', () => {
    for (const kind of ['application', 'contract', 'audit-plan', 'attendance', 'nonconformity-report']) {
      const { diagnostics } = all.closing('qingyu-payment', 'stage-2', { register: noPaper(kind) });
      expect(
        diagnostics.map((d) => `${d.code} ${d.rule ?? ''} ${d.clause ?? ''}`),
        kind,
      ).toEqual(new Array({ attendance: 2, 'nonconformity-report': 3 }[kind] ?? 1).fill('archive-paper W-P93 10.3'));
    }
    for (const kind of ['programme', 'audit-record', 'decision', 'audit-report'])
      expect(said(all.closing('qingyu-payment', 'stage-2', { register: noPaper(kind) })), kind).toEqual([]);
  });
  it('is asked for by cusc wherever people signed on paper', () => {
    for (const kind of [
      'contract',
      'audit-plan',
      'attendance',
      'audit-record',
      'audit-report',
      'delivery',
      'nonconformity-report',
      'application',
    ]) {
      const { diagnostics } = all.closing('jieyu-contact-services', 'stage-2', { register: noPaper(kind) });
      expect(
        diagnostics.map((d) => `${d.code} ${d.rule ?? ''} ${d.clause ?? ''}`),
        kind,
      ).toEqual(new Array(kind === 'attendance' ? 2 : 1).fill('archive-paper C-P68 14.4'));
    }
    // Signed in a file of its own: there is no paper.
    expect(said(all.closing('jieyu-contact-services', 'surveillance-1', { register: noPaper('audit-report') }))).toEqual([]);
  });
  it('is asked for while the certificate is valid, on its last day too, and not after it', () => {
    const on = (asOf: string, name: string, subject: string) => all.closing(name, subject, { asOf, register: noPaper('contract') });
    expect(said(on('2029-06-22', 'qingyu-payment', 'stage-2'))).toEqual(['archive-paper error 10.3']);
    expect(on('2029-06-22', 'qingyu-payment', 'stage-2').paperDue).toBe(true);
    expect(said(on('2029-06-23', 'qingyu-payment', 'stage-2'))).toEqual([]);
    expect(said(on('2028-10-13', 'jieyu-contact-services', 'stage-2'))).toEqual(['archive-paper error 14.4']);
    expect(said(on('2028-10-14', 'jieyu-contact-services', 'stage-2'))).toEqual([]);
  });
});

describe('a file of evidence', () => {
  const change = (change: (entry: EvidenceEntry) => EvidenceEntry) =>
    all.closing('jieyu-contact-services', 'surveillance-1', { register: (entries) => entries.map(change) });
  it('that is not the one that was entered, or was entered without a hash, is refused', () => {
    const zeros = '0'.repeat(64);
    expect(said(change((entry) => (entry.kind === 'delivery' ? { ...entry, sha256: zeros } : entry)))).toEqual(['evidence-altered error']);
    expect(said(change(({ sha256, ...entry }) => (entry.kind === 'delivery' ? entry : { ...entry, sha256 })))).toEqual([
      'evidence-unhashed error',
    ]);
    expect(said(change((entry) => ({ ...entry, sha256: entry.sha256?.toUpperCase() })))).toEqual([]);
    const signed = (more: object) =>
      change((entry) => ({ ...entry, signed: entry.signed?.map((one) => (one.file === undefined ? one : { ...one, ...more })) }));
    expect(said(signed({ sha256: zeros }))).toEqual(['evidence-altered error']);
    expect(said(signed({ sha256: undefined }))).toEqual(['evidence-unhashed error']);
  });
  it('with a signature in a file of its own is the file that was signed', async () => {
    const signedIn = async (closing: Closing): Promise<string[]> => {
      const folder = all.project.cases.find((one) => one.name === closing.place.case);
      // A changed entry is not in the register as loaded: it is put there for its place.
      const register = folder?.register && { ...folder.register, value: [...closing.entries] };
      return folder && register
        ? (await checkSignatures(all.project, { ...folder, register }, closing.entries)).map((d) => `${d.code} ${d.severity}`)
        : [];
    };
    expect(await signedIn(all.closing('jieyu-contact-services', 'surveillance-1'))).toEqual([]);
    const wrong = change((entry) =>
      entry.kind === 'audit-report' && entry.audit === 'surveillance-1'
        ? { ...entry, file: 'evidence/contract.pdf', sha256: undefined }
        : entry,
    );
    expect(wrong.diagnostics.map((d) => d.code)).toEqual(['evidence-unhashed']);
    expect(await signedIn(wrong)).toEqual(['evidence-signature error']);
  });
  it('that can be edited is refused under the clause that says so', () => {
    const docx = new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]);
    for (const [name, subject, file, clause] of [
      ['qingyu-payment', 'stage-2', 'evidence/stage-2-decision.png', '10.4'],
      ['jieyu-contact-services', 'surveillance-1', 'evidence/surveillance-1-report-receipt.png', '14.3'],
    ] as const) {
      const { diagnostics } = all.closing(name, subject, {
        folder: (folder) => ({
          ...folder,
          evidence: new Map([...folder.evidence].map(([key, one]) => [key, key === file ? { ...one, bytes: docx } : one])),
        }),
      });
      expect(diagnostics.map((d) => [d.code, d.clause])).toEqual([['evidence-format', clause]]);
    }
  });
});

describe('what is still open', () => {
  const open = (name: string, subject: string, change: Parameters<Samples['closing']>[2]): string[] =>
    all.closing(name, subject, change).open.map((one) => one.en);
  const audit = (
    name: string,
    change: (of: Record<string, unknown>) => Record<string, unknown>,
  ): NonNullable<Parameters<Samples['closing']>[2]> => ({
    folder: (folder) => ({
      ...folder,
      audits: folder.audits.map((one) => (one.name === name ? (change({ ...one }) as unknown as typeof one) : one)),
    }),
  });
  it('says what it waits for, and complains of nothing that may still come', () => {
    const noReport = audit('stage-2', ({ report: _, ...rest }) => rest);
    const noDecision = audit('stage-2', ({ decision: _, ...rest }) => rest);
    const without: Parameters<Samples['closing']>[2] = { ...noReport, events: () => [], register: () => [] };
    expect(open('qingyu-payment', 'stage-2', without)).toContain('the audit report has not been delivered');
    expect(said(all.closing('qingyu-payment', 'stage-2', without))).toEqual([]);
    expect(open('qingyu-payment', 'stage-2', noDecision)).toContain('there is no certification decision');
    expect(open('qingyu-payment', 'stage-1', noDecision)).toEqual(['the stage 2 audit that it belongs to is not closed']);
    expect(open('qingyu-payment', 'WD-BC-26-0093-R0', noDecision)).toEqual(['there is no certification decision']);
    expect(open('qingyu-payment', 'WD-BC-26-0093-R0', { outputs: () => [] })).toEqual([
      'the certificate WD-BC-26-0093-R0 cannot be printed yet',
    ]);
  });
  it('needs no decision on a surveillance where the scheme says so (wanding 5.13.7), but the review of its file; cusc 5.9 asks for one', () => {
    const reviewed = audit('surveillance-1', ({ decision: _, ...rest }) => rest);
    expect(open('jieyu-contact-services', 'surveillance-1', reviewed)).toEqual(['there is no certification decision']);
    // The same file under a scheme that maintains without a decision.
    const maintained = { clause: '5.13.7', zh: '无需再进行独立的认证决定', en: 'No decision of its own is needed', conditions: [] };
    const schemes: NonNullable<Parameters<Samples['closing']>[2]>['schemes'] = (table) =>
      new Map([...table].map(([key, scheme]) => [key, { ...scheme, scheme: { ...scheme.scheme, maintained } }]));
    expect(all.closing('jieyu-contact-services', 'surveillance-1', { ...reviewed, schemes })).toMatchObject({
      open: [],
      closedOn: '2026-09-29',
    });
    const returned = audit('surveillance-1', ({ decision: _, review, ...rest }) => ({
      ...rest,
      review: { ...(review as object), value: { result: 'returned', date: '2026-09-20' } },
    }));
    expect(open('jieyu-contact-services', 'surveillance-1', { ...returned, schemes })).toEqual([
      'the file of the audit has not been reviewed',
    ]);
    // 5.13.7 asks for the leader's positive conclusion: a report that recommends to suspend is decided on.
    const suspend = audit('surveillance-1', ({ decision: _, report, ...rest }) => {
      const file = report as { readonly value: object };
      return { ...rest, report: { ...file, kind: 'report', value: { ...file.value, recommendation: { outcome: 'suspend' } } } };
    });
    expect(open('jieyu-contact-services', 'surveillance-1', { ...suspend, schemes })).toEqual(['there is no certification decision']);
  });
  it('is what a rule holds back, its own audit alone', () => {
    const violated = (audit: string | undefined, severity: 'error' | 'warning', holdsBack: readonly string[]) => {
      const judgement = (of: Parameters<NonNullable<NonNullable<Parameters<Samples['closing']>[2]>['judgement']>>[0]) => {
        const [verdict] = of.verdicts;
        if (!verdict) throw new Error('the samples have no verdicts');
        const subject = {
          ...verdict.subject,
          case: all.project.cases.find((one) => one.name === 'qingyu-payment'),
          audit,
        } as typeof verdict.subject;
        return {
          ...of,
          verdicts: [
            {
              ...verdict,
              state: 'violated',
              subject,
              row: { ...verdict.row, severity, holdsBack, rule: 'W-P48', clause: '5.8' },
            } as typeof verdict,
          ],
        };
      };
      return open('qingyu-payment', 'stage-2', { judgement });
    };
    expect(violated('stage-2', 'error', ['archive'])).toEqual(['W-P48 5.8 is not met']);
    expect(violated(undefined, 'error', ['archive'])).toEqual(['W-P48 5.8 is not met']);
    expect(violated('stage-1', 'error', ['archive'])).toEqual([]);
    expect(violated('stage-2', 'warning', ['archive'])).toEqual([]);
    expect(violated('stage-2', 'error', ['certificate'])).toEqual([]);
  });
  it('is a draft that the register of documents does not name', () => {
    const drafts: NonNullable<Parameters<Samples['closing']>[2]> = {
      folder: (folder) => ({
        ...folder,
        ...(folder.documents
          ? { documents: { ...folder.documents, value: folder.documents.value.filter((one) => one.kind !== 'audit-report') } }
          : {}),
      }),
    };
    expect(open('qingyu-payment', 'stage-2', drafts)).toEqual([
      'qingyu-payment/stage-2/audit-report.zh-en.pdf is still a draft: documents.yaml does not name it',
    ]);
  });
});
