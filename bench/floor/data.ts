/**
 * The report's plain data, for those who print it by hand.
 *
 * In:  the context of the report (places taken off) and the labels. Out: `ReportData`: what a person would hand to a template
 * made for this one report: texts in both languages, long text split into its blocks, labels filled in. No place, no style,
 * no check. Made before any clock runs, so the floors get it for nothing.
 */
import { parseLong } from '../../src/compose/long-text/parse.js';
import type { Span } from '../../src/compose/long-text/types.js';
import { shortClauses } from '../../src/compose/clauses.js';
import type { Labels } from '../../src/compose/labels.js';
import type { Asset } from '../../src/compose/index.js';
import type { Prose } from '../../src/diagnostics/index.js';

export type LongBlock =
  | { readonly kind: 'p'; readonly text: Prose }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly zh: readonly string[]; readonly en: readonly string[] }
  | { readonly kind: 'table'; readonly columns: number; readonly head: readonly Prose[]; readonly rows: readonly (readonly Prose[])[] };
export interface Finding {
  readonly clauses: string;
  readonly title: Prose;
  readonly result: Prose;
  readonly open: boolean;
  readonly nc: string;
  readonly unit: Prose | null;
  readonly answers: string;
  readonly evidence: readonly LongBlock[];
  readonly finding: readonly LongBlock[];
  readonly figure: { readonly file: string; readonly alt: string; readonly caption: Prose } | null;
}
/** What one content of the report prints; which of these a template lays out in which way is its own affair. */
export type Part =
  | { readonly kind: 'long'; readonly blocks: readonly LongBlock[] }
  | { readonly kind: 'short'; readonly text: Prose }
  | { readonly kind: 'objectives'; readonly rows: readonly { readonly text: Prose; readonly achieved: boolean }[] }
  | { readonly kind: 'fields'; readonly rows: readonly { readonly label: Prose; readonly text: Prose }[] }
  | {
      readonly kind: 'team';
      readonly rows: readonly { readonly name: Prose; readonly role: Prose; readonly field: Prose; readonly number: string }[];
    }
  | {
      readonly kind: 'activities';
      readonly rows: readonly {
        readonly date: string;
        readonly what: Prose;
        readonly place: Prose;
        readonly siteKind: Prose;
        readonly mode: Prose;
        readonly remote: boolean;
      }[];
    }
  | { readonly kind: 'findings'; readonly summary: readonly LongBlock[]; readonly findings: readonly Finding[] }
  | {
      readonly kind: 'gaps';
      readonly blocks: readonly LongBlock[];
      readonly opportunities: readonly { readonly no: string; readonly text: Prose }[];
    }
  | {
      readonly kind: 'nonconformities';
      readonly rows: readonly {
        readonly nc: string;
        readonly grade: Prose;
        readonly clause: string;
        readonly summary: Prose;
        readonly due: string;
      }[];
    }
  | {
      readonly kind: 'recommendation';
      readonly options: readonly { readonly ticked: boolean; readonly text: Prose }[];
      readonly blocks: readonly LongBlock[];
    }
  | { readonly kind: 'signature'; readonly name: Prose; readonly signedOn: string };
export interface ReportData {
  readonly title: Prose;
  readonly number: string;
  readonly version: Prose;
  readonly date: string;
  readonly body: Prose;
  readonly kindOfAudit: Prose;
  readonly standard: string;
  readonly about: Prose;
  readonly identification: readonly { readonly mark: string; readonly label: Prose; readonly lines: readonly Prose[] }[];
  readonly result: { readonly recommendation: Prose; readonly major: string; readonly minor: string; readonly opportunities: string };
  readonly groups: readonly {
    readonly title: Prose;
    readonly items: readonly { readonly mark: string; readonly title: Prose; readonly part: Part }[];
  }[];
  readonly labels: Readonly<Record<string, Prose>>;
}

/** The report as its records have it, as far as these samples go. */
interface Maybe {
  readonly notApplicable?: Prose;
}
interface Person {
  readonly name: Prose;
}
interface ReportContext {
  readonly doc: { readonly number: string; readonly version: Prose; readonly date: string; readonly title: Prose };
  readonly body: { readonly name: Prose };
  readonly standard: { readonly number: string };
  readonly scheme: { readonly number: string };
  readonly audit: { readonly kind: string; readonly combination?: Maybe };
  readonly client: {
    readonly name: Prose;
    readonly uscc: string;
    readonly registeredAddress: Prose;
    readonly businessAddress: Prose;
    readonly representative: { readonly name: Prose; readonly title: Prose };
  };
  readonly counts: { readonly major: number; readonly minor: number; readonly opportunities: number };
  readonly groups: readonly {
    readonly title: Prose;
    readonly form: string;
    readonly contents: readonly { readonly id: string; readonly clause: string; readonly title: Prose }[];
  }[];
  readonly findings: readonly {
    readonly clauses: readonly string[];
    readonly title?: Prose;
    readonly clauseTitles: readonly { readonly title: Prose }[];
    readonly conclusion: string;
    readonly nc?: string;
    readonly unit?: Prose;
    readonly answersClauses: readonly string[];
    readonly evidence?: Prose;
    readonly finding?: Prose;
    readonly figure?: { readonly file: string; readonly caption: Prose; readonly description: Prose };
  }[];
  readonly ncs: readonly { readonly id: string; readonly grade: string; readonly clause: string; readonly due: string }[];
  readonly report: {
    readonly objectives: readonly { readonly text: Prose; readonly achieved: boolean }[];
    readonly criteria: readonly Prose[];
    readonly scope: Prose;
    readonly units: Prose;
    readonly auditTime: Prose;
    readonly sites: readonly { readonly id: string; readonly name: Prose; readonly address: Prose }[];
    readonly summary: Prose;
    readonly work?: Prose;
    readonly evaluation?: Prose;
    readonly risk?: Prose;
    readonly deviations: readonly { readonly what: Prose; readonly reason: Prose }[];
    readonly issues: { readonly none?: boolean } | readonly { readonly text: Prose }[];
    readonly unresolved: { readonly none?: boolean } | readonly { readonly text: Prose }[];
    readonly team: readonly { readonly person: Person; readonly role: string; readonly registration: string; readonly field: string }[];
    readonly activities: readonly {
      readonly start: string;
      readonly activity: Prose;
      readonly place: Prose;
      readonly siteKind: string;
      readonly mode: string;
    }[];
    readonly remote: { readonly process: Prose; readonly method: Prose; readonly reason: Prose; readonly days: number };
    readonly combination?: Maybe;
    readonly focus: { readonly provision: Prose; readonly internalAudit: Prose; readonly performance: Prose; readonly gaps: Prose };
    readonly nonconformities: readonly { readonly nc: string; readonly summary: Prose }[];
    readonly opportunities?: readonly Prose[];
    readonly spotChecks: Maybe;
    readonly changes: Maybe;
    readonly certificateUse: Maybe;
    readonly previousNcs: Maybe;
    readonly conclusion: Prose;
    readonly scopeConclusion: Prose;
    readonly recommendation: { readonly outcome: string; readonly text: Prose };
    readonly signedBy: Person;
    readonly signedOn: string;
  };
}

const labelsInUse = [
  'document.number',
  'document.version',
  'document.date',
  'document.version-is',
  'table.no',
  'table.item',
  'report.objective',
  'report.achieved',
  'yes-no.true',
  'yes-no.false',
  'report.recommendation',
  'grade.major',
  'grade.minor',
  'report.opportunities',
  'report.opportunity',
  'team.name',
  'team.role',
  'team.field',
  'team.registration',
  'activity.date',
  'activity.activity',
  'activity.place',
  'activity.mode',
  'finding.evidence',
  'finding.finding',
  'elements.date',
  'nc.grade',
  'nc.clause',
  'nc.summary',
  'nc.due',
  'sign.report-leader',
  'sign.client-receipt',
];

/** `disclaimer`: the scheme's own words. */
export function reportData(context: unknown, labels: Labels, disclaimer: readonly Prose[]): ReportData {
  const { doc, body, standard, scheme, audit, client, counts, groups, findings, ncs, report } = context as ReportContext;
  const t = (key: string, values: Readonly<Record<string, string | Prose>> = {}): Prose => {
    const of = (lang: 'zh' | 'en'): string =>
      (labels.text(lang, key) ?? key).replace(
        /\{([a-z-]+)(?::[a-z-]+|\|([^|}]*)\|([^|}]*))?\}/g,
        (whole, name: string, one?: string, many?: string) => {
          const value = values[name];
          if (one !== undefined && many !== undefined) return value === '1' ? one : many;
          return value === undefined ? whole : typeof value === 'string' ? value : value[lang];
        },
      );
    return { zh: of('zh'), en: of('en') };
  };
  const unless = (maybe: Maybe): Part => ({
    kind: 'long',
    blocks: [{ kind: 'p', text: t('elements.not-applicable', { reason: maybe.notApplicable ?? '' }) }],
  });
  const paragraphs = (...texts: Prose[]): Part => ({ kind: 'long', blocks: texts.map((text) => ({ kind: 'p', text })) });
  const anyOf = (list: { readonly none?: boolean } | readonly { readonly text: Prose }[]): Part =>
    Array.isArray(list)
      ? paragraphs(...(list as readonly { readonly text: Prose }[]).map((i) => i.text))
      : { kind: 'short', text: t('elements.none') };
  const longText = (text: Prose | undefined): Part => ({ kind: 'long', blocks: text ? long(text) : [] });

  const lines: Readonly<Record<string, () => readonly Prose[]>> = {
    'report.body-name': () => [body.name],
    'report.client-name': () => [client.name, t('client.uscc-is', { code: client.uscc })],
    'report.client-address': () => [
      t('client.registered-address-is', { address: client.registeredAddress }),
      t('client.business-address-is', { address: client.businessAddress }),
    ],
    'report.client-representative': () => [
      t('person.with-title', { name: client.representative.name, title: client.representative.title }),
    ],
    'report.audit-type': () => [t(`audit-kind.${audit.kind}`)],
    'report.combination': () => [
      t('elements.not-applicable', { reason: audit.combination?.notApplicable ?? report.combination?.notApplicable ?? '' }),
    ],
    'report.criteria': () => report.criteria,
  };
  const parts: Readonly<Record<string, () => Part>> = {
    'report.objectives': () => ({ kind: 'objectives', rows: report.objectives.map(({ text, achieved }) => ({ text, achieved })) }),
    'report.scope': () => ({
      kind: 'fields',
      rows: [
        { label: t('report.scope'), text: report.scope },
        { label: t('report.units'), text: report.units },
        ...report.sites.map((s) => ({ label: t('report.sites'), text: t('site.line', { id: s.id, name: s.name, address: s.address }) })),
        { label: t('report.audit-time'), text: report.auditTime },
      ],
    }),
    'report.deviations': () => paragraphs(...report.deviations.flatMap((d) => [d.what, t('report.reason-is', { reason: d.reason })])),
    'report.issues': () => anyOf(report.issues),
    'report.team': () => ({
      kind: 'team',
      rows: report.team.map((m) => ({
        name: m.person.name,
        role: t(`role.${m.role}`),
        field: t(`registration-field.${m.field}`),
        number: m.registration,
      })),
    }),
    'report.activities': () => ({
      kind: 'activities',
      rows: report.activities.map((a) => ({
        date: a.start,
        what: a.activity,
        place: a.place,
        siteKind: t(`site-kind.${a.siteKind}`),
        mode: t(`mode.${a.mode}`),
        remote: a.mode === 'remote',
      })),
    }),
    'report.remote': () => ({
      kind: 'fields',
      rows: [
        { label: t('remote.process'), text: report.remote.process },
        { label: t('remote.method'), text: report.remote.method },
        { label: t('remote.reason'), text: report.remote.reason },
        { label: t('remote.time'), text: t('remote.days', { days: String(report.remote.days) }) },
      ],
    }),
    'report.findings': () => ({
      kind: 'findings',
      summary: long(report.summary),
      findings: findings.map((f) => ({
        clauses: shortClauses(f.clauses),
        title: f.title ?? joined(f.clauseTitles.map((c) => c.title)),
        result: t(`conclusion.${f.conclusion}`),
        open: f.conclusion !== 'conforms',
        nc: f.nc ?? '',
        unit: f.unit ?? null,
        answers: shortClauses(f.answersClauses),
        evidence: f.evidence ? long(f.evidence) : [],
        finding: f.finding ? long(f.finding) : [],
        figure: f.figure
          ? { file: f.figure.file, alt: f.figure.description.zh, caption: t('finding.figure', { caption: f.figure.caption }) }
          : null,
      })),
    }),
    'report.provision': () => longText(report.focus.provision),
    'report.internal-audit': () => longText(report.focus.internalAudit),
    'report.performance': () => longText(report.focus.performance),
    'report.gaps': () => ({
      kind: 'gaps',
      blocks: long(report.focus.gaps),
      opportunities: (report.opportunities ?? []).map((text, i) => ({ no: String(i + 1), text })),
    }),
    'report.nonconformities': () => ({
      kind: 'nonconformities',
      rows: report.nonconformities.map((row) => {
        const nc = ncs.find((n) => n.id === row.nc);
        return { nc: row.nc, grade: t(`grade.${nc?.grade ?? ''}`), clause: nc?.clause ?? '', summary: row.summary, due: nc?.due ?? '' };
      }),
    }),
    'report.work': () => longText(report.work),
    'report.evaluation': () => longText(report.evaluation),
    'report.risk': () => longText(report.risk),
    'report.spot-checks': () => unless(report.spotChecks),
    'report.changes': () => unless(report.changes),
    'report.certificate-use': () => unless(report.certificateUse),
    'report.previous-ncs': () => unless(report.previousNcs),
    'report.unresolved': () => anyOf(report.unresolved),
    'report.disclaimer': () => paragraphs(...disclaimer),
    'report.conclusion': () => longText(report.conclusion),
    'report.recommendation': () => ({
      kind: 'recommendation',
      blocks: long(report.recommendation.text),
      options: ['grant', 'grant-after-closure', 'refuse'].map((o) => ({
        ticked: o === report.recommendation.outcome,
        text: t(`recommendation.${o}`),
      })),
    }),
    'report.scope-conclusion': () => paragraphs(report.scopeConclusion),
    'report.signature': () => ({ kind: 'signature', name: report.signedBy.name, signedOn: report.signedOn }),
  };
  const part = (id: string): Part => parts[id]?.() ?? { kind: 'long', blocks: [] };
  return {
    title: doc.title,
    number: doc.number,
    version: doc.version,
    date: doc.date,
    body: body.name,
    kindOfAudit: t(`audit-kind.${audit.kind}`),
    standard: standard.number,
    about: t('report.about-marks', { rules: scheme.number, standard: standard.number }),
    identification: (groups.find((g) => g.form === 'fields')?.contents ?? []).map((c, i, all) => ({
      mark: all[i - 1]?.clause === c.clause ? '' : c.clause,
      label: c.title,
      lines: lines[c.id]?.() ?? [],
    })),
    result: {
      recommendation: t(`recommendation.${report.recommendation.outcome}`),
      major: String(counts.major),
      minor: String(counts.minor),
      opportunities: String(counts.opportunities),
    },
    groups: groups
      .filter((g) => g.form !== 'fields')
      .map((g) => ({ title: g.title, items: g.contents.map((c) => ({ mark: c.clause, title: c.title, part: part(c.id) })) })),
    labels: Object.fromEntries(labelsInUse.map((key) => [key, t(key, { version: doc.version })])),
  };
}

const joined = (titles: readonly Prose[]): Prose => ({ zh: titles.map((x) => x.zh).join('、'), en: titles.map((x) => x.en).join(', ') });

/** Long text of two languages, block beside block. */
function long(text: Prose): LongBlock[] {
  const [zh, en] = [parseLong(text.zh, 'zh').blocks, parseLong(text.en, 'en').blocks];
  const words = (spans: readonly Span[]): string => spans.map((s) => s.text).join('');
  return zh.map((block, i): LongBlock => {
    const other = en[i];
    if (block.type === 'paragraph')
      return { kind: 'p', text: { zh: words(block.spans), en: other?.type === 'paragraph' ? words(other.spans) : '' } };
    if (block.type === 'list') {
      const items = (list: typeof block): string[] =>
        list.items.map((item) => item.map((b) => (b.type === 'paragraph' ? words(b.spans) : '')).join(' '));
      return { kind: 'list', ordered: block.ordered, zh: items(block), en: other?.type === 'list' ? items(other) : [] };
    }
    const cell = (y: number, x: number, spans: readonly Span[]): Prose => {
      const second = other?.type === 'table' ? words(other.rows[y]?.[x] ?? []) : '';
      // What both languages write alike is printed once.
      return words(spans) === second ? { zh: '', en: second } : { zh: words(spans), en: second };
    };
    const rows = block.rows.map((row, y) => row.map((spans, x) => cell(y, x, spans)));
    return { kind: 'table', columns: rows[0]?.length ?? 1, head: rows[0] ?? [], rows: rows.slice(1) };
  });
}

/** The pictures that the data name. */
export const picturesOf = (assets: ReadonlyMap<string, Asset>): Map<string, Uint8Array> =>
  new Map([...assets].map(([file, asset]) => [file, asset.bytes]));
