/**
 * What a case lacks on its first day: nothing has happened yet, so no rule and no document asks for anything.
 *
 * In:  a case as it is filed. Out: what an application brings and is not there; once it is, the step that comes next.
 *      Nothing where an audit, a certificate or an event is on record: from there on, the rules speak.
 */
import { isRejected } from '../../schemas/record/words.js';
import { recordSchemas, shapeAt } from '../../schemas/record/index.js';
import type { Diagnostic, Prose } from '../diagnostics/index.js';
import { pointerOf } from '../files/pointer.js';
import { isMisspelt } from '../load/misspelt-key.js';
import { placeIn } from '../load/record-file.js';
import type { AuditFolder, CaseFolder } from '../load/types.js';
import { isAnswered, type Key } from '../rules/answer-path.js';
import { howToAnswer } from '../rules/how-to.js';

/** What is asked for together, and where it is written. */
interface Step {
  readonly what: Prose;
  readonly fields: readonly (readonly Key[])[];
}
const atApplication: readonly Step[] = [
  {
    what: { zh: '客户', en: 'the client' },
    fields: [
      ['client', 0, 'from'],
      ['client', 0, 'name'],
      ['client', 0, 'uscc'],
      ['client', 0, 'registeredAddress'],
    ],
  },
  {
    what: { zh: '认证申请', en: 'the application' },
    fields: [
      ['application', 'date'],
      ['application', 'scope'],
    ],
  },
  {
    what: { zh: '场所', en: 'the sites' },
    fields: [
      ['sites', 0, 'from'],
      ['sites', 0, 'list'],
    ],
  },
  {
    what: { zh: '有效人数', en: 'the headcount' },
    fields: [
      ['headcount', 0, 'from'],
      ['headcount', 0, 'effective'],
    ],
  },
];
const afterwards: readonly Step[] = [
  {
    what: { zh: '申请评审', en: 'the application review' },
    fields: [
      ['applicationReview', 'date'],
      ['applicationReview', 'by'],
      ['applicationReview', 'result'],
    ],
  },
  {
    what: { zh: '认证合同', en: 'the contract' },
    fields: [
      ['contract', 'signedOn'],
      ['contract', 'clauses'],
    ],
  },
  {
    what: { zh: '审核方案和审核时间', en: 'the audit programme and the audit time' },
    fields: [
      ['programme', 'audits'],
      ['auditTime', 'base'],
    ],
  },
];

export function firstSteps(root: string, folder: CaseFolder): Diagnostic[] {
  const file = folder.case;
  if (hasHappened(folder) || folder.broken.length > 0 || file.misshapen.includes('')) return [];
  const lacking = ({ fields }: Step): (readonly Key[])[] =>
    fields.filter((path) => !isAnswered(at(file.value, path)) && !file.misshapen.includes(pointerOf(path)) && !isMisspelt(file, path));
  const say = (code: 'case-incomplete' | 'case-next', step: Step, zh: string, en: string): Diagnostic => {
    const paths = lacking(step);
    return {
      code,
      severity: code === 'case-incomplete' ? 'error' : 'info',
      verdict: 'pending',
      case: folder.name,
      ...(file.value.scheme === undefined ? {} : { scheme: file.value.scheme }),
      message: { zh: `${zh}${step.what.zh}`, en: `${en} ${step.what.en}` },
      help: howToAnswer(paths.map((path) => ({ file: file.file, path, shape: shapeAt(recordSchemas.case, path) }))),
      place: placeIn(root, file, paths[0] ?? []),
    };
  };
  // A case that begins with a surveillance has its application in an earlier file.
  const isContinued = folder.audits.length > 0 && folder.audits.every((audit) => audit.audit.value.kind === 'S');
  const first = atApplication.filter((step) => lacking(step).length > 0 && !(isContinued && step.fields[0]?.[0] === 'application'));
  if (first.length > 0) return first.map((step) => say('case-incomplete', step, '案卷还缺', 'The case lacks'));
  // An application that was not accepted leads to nothing.
  const next =
    isContinued || isRejected(file.value.applicationReview?.result) ? undefined : afterwards.find((step) => lacking(step).length > 0);
  return next ? [say('case-next', next, '下一步：', 'Next comes')] : [];
}

/** Whether anything but the preparation is on record. */
function hasHappened(folder: CaseFolder): boolean {
  return (folder.certificates?.value.length ?? 0) > 0 || (folder.events?.value.length ?? 0) > 0 || folder.audits.some(isBegun);
}
function isBegun({ audit, plan, notice, report, review, decision, findings, nonconformities, broken }: AuditFolder): boolean {
  const { start, end, elsewhere, application } = audit.value;
  return (
    [start, end, elsewhere, application].some((value) => value !== undefined) ||
    nonconformities.length > 0 ||
    broken.length > 0 ||
    [plan, notice, report, review, decision, ...findings].some(
      (file) => file && Object.values(file.value).some((value) => isAnswered(value)),
    )
  );
}

function at(value: unknown, path: readonly Key[]): unknown {
  let here = value;
  for (const key of path)
    here = typeof here === 'object' && here !== null ? (here as Readonly<Record<string | number, unknown>>)[key] : undefined;
  return here;
}
