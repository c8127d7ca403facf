/**
 * Cases that were not asked for, as far as a check over the whole project needs them: who audited where on the same days.
 *
 * In:  the project's folder, the days of the cases asked for, the folder of one that was not. Out: its audits on any of the days of theirs,
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

/** The days of the audits of a case. */
export const spansOf = ({ audits }: Pick<CaseFolder, 'audits'>): Span[] => audits.flatMap((audit) => spanOf(audit) ?? []);

/** Takes the cases asked for first, then reads the others. */
export class Bystanders {
  private readonly busy = new Days();
  constructor(private readonly root: string) {}

  beside(spans: readonly Span[]): void {
    for (const span of spans) this.busy.add(span);
  }

  read(folder: string): Bystander {
    const { root } = this;
    const name = folder.split('/').at(-1) ?? folder;
    const audits = join(root, folder, 'audits');
    const names = this.busy.isAny && existsSync(audits) ? (listFolder(audits, root).value?.folders ?? []) : [];
    return {
      name,
      folder,
      audits: names.flatMap((audit): AuditFolder[] => {
        const at = `${folder}/audits/${audit}`;
        if (!existsSync(join(root, at, 'audit.yaml')) || this.isElsewhen(join(root, at, 'audit.yaml'))) return [];
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
  private isElsewhen(path: string): boolean {
    const text = new TextDecoder().decode(readInside(path, this.root, limits.yamlBytes).value);
    const of = (key: string): string | undefined => new RegExp(`^${key}: *["']?(\\d{4}-\\d{2}-\\d{2})`, 'm').exec(text)?.[1];
    const [start, end] = [of('start'), of('end')];
    return start !== undefined && end !== undefined && !this.busy.touch({ start, end });
  }
}

/** Days that many spans cover. */
class Days {
  private readonly spans: Span[] = [];
  /** Apart from each other, in order. */
  private merged: Span[] | undefined;

  get isAny(): boolean {
    return this.spans.length > 0;
  }
  add(span: Span): void {
    this.spans.push(span);
    this.merged = undefined;
  }
  touch({ start, end }: Span): boolean {
    const merged = (this.merged ??= this.merge());
    // The first that has not ended before.
    let [low, high] = [0, merged.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((merged[middle]?.end ?? '') < start) low = middle + 1;
      else high = middle;
    }
    const next = merged[low];
    return next !== undefined && next.start <= end;
  }
  private merge(): Span[] {
    const merged: { start: string; end: string }[] = [];
    for (const { start, end } of this.spans.filter((one) => one.start <= one.end).sort((a, b) => (a.start < b.start ? -1 : 1))) {
      const last = merged.at(-1);
      if (last && start <= last.end) last.end = last.end > end ? last.end : end;
      else merged.push({ start, end });
    }
    return merged;
  }
}
