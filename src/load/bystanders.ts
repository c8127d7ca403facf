/**
 * Cases that were not asked for, as far as a check over the whole project needs them: who audited where on the same days.
 *
 * In:  the project's folder, a case's folder, the spans of days of the audits asked for. Out: its audits on any of those days,
 *      with plan and report. Nothing is complained of: these files are not what was asked about.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { listFolder } from '../files/folder.js';
import { limits } from '../files/limits.js';
import { readInside } from '../files/read-file.js';
import { loadRecord } from './record-file.js';
import type { AuditFolder, CaseFolder } from './types.js';

export type Bystander = Pick<CaseFolder, 'name' | 'folder' | 'audits'>;
export interface Span {
  readonly start: string;
  readonly end: string;
}

/** The days of an audit, as recorded, else as planned. */
export function spanOf({ audit, plan }: Pick<AuditFolder, 'audit' | 'plan'>): Span | undefined {
  const { start = plan?.value.start, end = plan?.value.end ?? start } = audit.value;
  return start === undefined || end === undefined ? undefined : { start, end };
}

export function bystander(root: string, folder: string, spans: readonly Span[]): Bystander {
  const name = folder.split('/').at(-1) ?? folder;
  const audits = join(root, folder, 'audits');
  const names = spans.length > 0 && existsSync(audits) ? (listFolder(audits, root).value?.folders ?? []) : [];
  return {
    name,
    folder,
    audits: names.flatMap((audit): AuditFolder[] => {
      const at = `${folder}/audits/${audit}`;
      if (!existsSync(join(root, at, 'audit.yaml')) || isElsewhen(join(root, at, 'audit.yaml'), root, spans)) return [];
      const record = loadRecord('audit', root, `${at}/audit.yaml`).value;
      if (!record) return [];
      const read = <K extends 'plan' | 'report'>(kind: K) =>
        existsSync(join(root, at, `${kind}.yaml`)) ? loadRecord(kind, root, `${at}/${kind}.yaml`).value : undefined;
      const plan = read('plan');
      const report = read('report');
      return [
        {
          name: audit,
          audit: record,
          findings: [],
          nonconformities: [],
          papers: [],
          broken: [],
          ...(plan ? { plan } : {}),
          ...(report ? { report } : {}),
        },
      ];
    }),
  };
}

/** Whether an audit lies on other days, told from its first lines without reading all of it; false where that cannot be told. */
function isElsewhen(path: string, root: string, spans: readonly Span[]): boolean {
  const text = new TextDecoder().decode(readInside(path, root, limits.yamlBytes).value);
  const of = (key: string): string | undefined => new RegExp(`^${key}: *["']?(\\d{4}-\\d{2}-\\d{2})`, 'm').exec(text)?.[1];
  const [start, end] = [of('start'), of('end')];
  return start !== undefined && end !== undefined && !spans.some((span) => span.start <= end && start <= span.end);
}
