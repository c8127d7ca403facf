/**
 * The facts of the body that a document prints and that only the body knows: its address, how to enquire about a certificate.
 *
 * In:  a document's scope, the rows that apply to it. Out: what is not set, with the clause that asks for it; what is a placeholder
 * (a domain that RFC 2606 and RFC 6761 reserve) although the project does not say that it is a sample; English that is not there.
 * All of it stands in certpress.yaml, so that is where it is said.
 */
import type { Body, Content } from '../../schemas/pack/index.js';
import type { Diagnostic } from '../diagnostics/index.js';
import { placeIn } from '../load/record-file.js';
import type { DocumentScope } from './scope.js';

/** Whether a text names a host that leads nowhere, by the standards that reserve such names. */
export const isReserved = (text: string): boolean =>
  text.split(/[^A-Za-z0-9.-]+/).some((word) => {
    const labels = word.toLowerCase().split('.').filter(Boolean);
    const [second, top] = [labels.at(-2), labels.at(-1) ?? ''];
    if (second === undefined) return top === 'localhost';
    return ['example', 'test', 'invalid', 'localhost'].includes(top) || (second === 'example' && ['com', 'net', 'org'].includes(top));
  });

/** The facts of the body that a row asks for; how to enquire is a sentence and a QR code. */
const factsAsked = ({ pack }: Content): readonly (keyof Body)[] => {
  const asked = pack?.startsWith('body.') ? (pack.slice('body.'.length) as keyof Body) : undefined;
  return asked === 'enquiry' ? ['enquiry', 'enquiryUrl'] : asked === undefined ? [] : [asked];
};
export const isBodyFactMissing = ({ scheme }: DocumentScope, row: Content): boolean =>
  factsAsked(row).some((key) => scheme.body[key] === undefined);

export function checkBodyFacts(scope: DocumentScope, rows: readonly Content[]): Diagnostic[] {
  const { scheme, project, kind } = scope;
  if (scope.document.role !== 'certificate') return [];
  const { body } = scheme;
  const { config } = project;
  const about = {
    severity: 'error',
    scheme: scheme.id,
    case: scope.case.name,
    document: kind,
    ...(scope.subject === undefined ? {} : { subject: scope.subject }),
  } as const;
  const place = (key: string): Partial<Diagnostic> => (config ? { place: placeIn(project.root, config, ['body', scheme.id, key]) } : {});
  const found: Diagnostic[] = [];
  for (const row of rows) {
    for (const key of factsAsked(row)) {
      if (body[key] !== undefined) continue;
      found.push({
        code: 'body-fact-missing',
        ...about,
        severity: row.severity,
        ...(row.rule === undefined ? {} : { rule: row.rule }),
        clause: row.clause,
        why: { zh: row.zh, en: row.en },
        ...place(key),
        message: {
          zh: `项目没有写明认证机构的 ${key}（${row.title.zh}）`,
          en: `The project does not say the body’s ${key} (${row.title.en})`,
        },
        help: {
          zh: `在 certpress.yaml 的 body: ${scheme.id}: 下填写 ${key}。`,
          en: `Write ${key} under body: ${scheme.id}: in certpress.yaml.`,
        },
      });
    }
  }
  if (!body.mark && config?.value.body?.[scheme.id]?.certificationMark !== undefined) {
    const clause = body.noMark;
    found.push({
      code: 'body-mark',
      ...about,
      ...place('certificationMark'),
      ...(clause ? { clause: clause.clause, why: { zh: clause.zh, en: clause.en } } : {}),
      message: { zh: '该机构没有认证标志，证书上不得印认证标志', en: 'The body has no certification mark: none may be printed' },
      help: { zh: '去掉 certificationMark；机构标志用 logo。', en: 'Take certificationMark out; the body’s own logo is logo.' },
    });
  }
  for (const key of body.sample === true ? [] : (['address', 'enquiry', 'enquiryUrl'] as const)) {
    const value = body[key];
    const texts = value === undefined ? [] : typeof value === 'string' ? [value] : [value.zh, value.en];
    if (!texts.some(isReserved)) continue;
    found.push({
      code: 'body-placeholder',
      ...about,
      ...place(key),
      message: {
        zh: `认证机构的 ${key} 是占位内容，不能印在证书上：${texts[0] ?? ''}`,
        en: `The body’s ${key} is a placeholder and must not be printed on a certificate: ${texts.at(-1) ?? ''}`,
      },
    });
  }
  const facts = config?.value.body?.[scheme.id];
  const lang = scope.case.case.value.lang ?? config?.value.lang ?? 'zh-en';
  for (const key of ['address', 'enquiry'] as const) {
    if (facts?.[key] === undefined || facts[key].en !== undefined) continue;
    // One text for both: Chinese, or, under a scheme whose text is English, English.
    const isEnglish = scheme.scheme.original === 'en' && !/\p{Script=Han}/u.test(facts[key].zh);
    if (lang === (isEnglish ? 'en' : 'zh')) continue;
    found.push({
      code: isEnglish ? 'chinese-missing' : 'english-missing',
      ...about,
      ...place(key),
      message: isEnglish
        ? { zh: `认证机构的 ${key} 没有中文`, en: `The body’s ${key} has no Chinese` }
        : { zh: `认证机构的 ${key} 没有英文`, en: `The body’s ${key} has no English` },
    });
  }
  return found;
}
