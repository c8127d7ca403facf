/**
 * The audit times of a case: the working of each of its audits; of an initial certification that has no audit yet, that of the one to
 * come.
 *
 * In:  a judged project, its schemes. Out: `AuditTimeTold` for each audit, in their order; where nothing can be worked out, why.
 */
import type { Prose } from '../diagnostics/index.js';
import { auditTimeOf } from '../judge/audit-time.js';
import type { AuditFacts, CaseFacts } from '../judge/case-facts.js';
import { KnownOn } from '../judge/known.js';
import type { Judgement } from '../judge/types.js';
import type { Project } from '../load/types.js';
import { schemeKey, type Scheme, type SchemeTable } from '../packs/types.js';
import { both } from '../time/lines.js';
import type { Working } from '../time/types.js';
import { isTimed } from '../time/working.js';
import { stateOn } from '../validate/states.js';

export interface AuditTimeTold {
  readonly case: string;
  readonly client?: Prose;
  readonly scheme: string;
  readonly version?: string;
  /** Folder of the audit; none for one that is still to be planned. */
  readonly audit?: string;
  readonly kind?: string;
  readonly name: Prose;
  readonly working?: Working;
  /** Why there is no working. */
  readonly why?: Prose;
}

export function auditTimesOf(project: Project, schemes: SchemeTable, judgement: Judgement): AuditTimeTold[] {
  const known = new KnownOn(judgement.asOf);
  return project.cases.flatMap((folder) => {
    const one = judgement.cases.find((facts) => facts.folder.folder === folder.folder);
    const id = folder.case.value.scheme ?? '';
    if (!one) return [];
    const record = known.of(folder.case);
    const client = both(record?.client?.[stateOn(record.client, judgement.asOf) ?? -1]?.name);
    const told = (audit: AuditFacts | undefined, scheme: Scheme | undefined): AuditTimeTold => {
      const kind = audit ? audit.kind : 'I2';
      return {
        case: folder.name,
        ...(client ? { client } : {}),
        scheme: id,
        ...(scheme ? { version: scheme.version } : {}),
        ...(audit ? { audit: audit.folder.name } : {}),
        ...(kind === undefined ? {} : { kind }),
        name: (kind && scheme?.scheme.labels['audit-kind']?.[kind]) ?? { zh: '审核', en: 'Audit' },
        ...workingOr(audit, one, scheme, known),
      };
    };
    const audits = one.audits.filter((audit) => audit.folder.audit.value.elsewhere === undefined);
    // The newest in force, as for all that a case is before its first audit.
    const ofScheme = [...schemes.values()]
      .filter((scheme) => scheme.id === id && scheme.scheme.from <= judgement.asOf)
      .sort((a, b) => (a.scheme.from < b.scheme.from ? 1 : -1))[0];
    return [
      ...audits.map((audit) => told(audit, schemes.get(schemeKey(id, audit.folder.audit.value.version ?? '')))),
      ...(one.audits.length === 0 ? [told(undefined, ofScheme)] : []),
    ];
  });
}

function workingOr(
  audit: AuditFacts | undefined,
  one: CaseFacts,
  scheme: Scheme | undefined,
  known: KnownOn,
): Pick<AuditTimeTold, 'working' | 'why'> {
  if (!scheme)
    return {
      why: {
        zh: 'audit.yaml 没有写明适用的认证规则版本（version），或没有这个版本',
        en: 'audit.yaml names no version of the scheme (version), or one that does not exist',
      },
    };
  if (!scheme.auditTime)
    return {
      why: {
        zh: '该方案的规则没有审核时间表：由机构自行确定并记录',
        en: 'the text of this scheme gives no table of audit time: the body determines it and records how',
      },
    };
  if (audit?.kind === undefined && audit)
    return { why: { zh: 'audit.yaml 没有写明审核类型（kind）', en: 'audit.yaml does not say the kind of audit' } };
  if (audit && !isTimed(scheme.auditTime, audit.kind))
    return {
      why: {
        zh: '该方案的规则没有规定这类审核的时间：由机构自行确定并记录',
        en: 'the text of this scheme gives no time for such an audit: the body determines it and records how',
      },
    };
  const working = auditTimeOf(audit, one, scheme, known);
  return working ? { working } : {};
}
