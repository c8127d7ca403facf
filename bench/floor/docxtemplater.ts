/**
 * The peer for Word: docxtemplater.
 *
 * In:  the template's bytes and the report's plain data. Out: the bytes of a DOCX, as its manual tells to make them.
 */
import Docxtemplater from 'docxtemplater';
import PizZip from 'pizzip';
import type { LongBlock, ReportData } from './data.js';

/** The data in the form that tags and loops want; made before any clock runs. */
export function templateData(data: ReportData): object {
  const blocks = (list: readonly LongBlock[]): object[] =>
    list.map((b) => ({
      p: b.kind === 'p' && b.text,
      list: b.kind === 'list' && {
        zh: b.zh.map((text, i) => ({ text, mark: b.ordered ? `${i + 1}.` : '•' })),
        en: b.en.map((text, i) => ({ text, mark: b.ordered ? `${i + 1}.` : '•' })),
      },
      table: b.kind === 'table' && { head: b.head, rows: b.rows.map((cells) => ({ cells })) },
    }));
  const part = (p: ReportData['groups'][number]['items'][number]['part']): object => {
    switch (p.kind) {
      case 'long':
      case 'gaps':
        return { blocks: blocks(p.blocks) };
      case 'recommendation':
        return { blocks: blocks(p.blocks), options: p.options.map((o) => ({ box: o.ticked ? '☑' : '☐', text: o.text })) };
      case 'objectives':
        return { rows: p.rows.map((o) => ({ text: o.text, yes: o.achieved ? '☑' : '☐', no: o.achieved ? '☐' : '☑' })) };
      case 'findings':
        return {
          summary: blocks(p.summary),
          findings: p.findings.map((f) => ({
            ...f,
            unit: f.unit ?? { zh: '', en: '' },
            evidence: blocks(f.evidence),
            finding: blocks(f.finding),
            figure: f.figure ?? false,
            hasEvidence: f.evidence.length > 0,
            hasFinding: f.finding.length > 0,
          })),
        };
      default:
        return p;
    }
  };
  return {
    ...data,
    labels: Object.fromEntries(Object.entries(data.labels).map(([key, text]) => [key.replace('.', '_'), text])),
    groups: data.groups.map((g) => ({
      title: g.title,
      items: g.items.map((i) => ({ mark: i.mark, title: i.title, part: { [i.part.kind]: part(i.part) } })),
    })),
  };
}

interface Scope {
  readonly scopeList: readonly unknown[];
}
/** `a.b.c`, in the innermost scope that has `a`. */
const parser = (tag: string): { get: (scope: unknown, context: Scope) => unknown } => {
  const keys = tag.trim().split('.');
  const first = keys[0] ?? '';
  return {
    get(_, { scopeList }) {
      if (tag === '.') return scopeList.at(-1);
      for (let i = scopeList.length - 1; i >= 0; i--) {
        const scope = scopeList[i];
        if (typeof scope !== 'object' || scope === null || !(first in scope)) continue;
        return keys.reduce<unknown>(
          (value, key) => (typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined),
          scope,
        );
      }
      return undefined;
    },
  };
};

export function renderTemplate(template: Uint8Array, data: object): Uint8Array {
  const report = new Docxtemplater(new PizZip(template), { paragraphLoop: true, linebreaks: true, parser, nullGetter: () => '' });
  report.render(data);
  return report.getZip().generate({ type: 'uint8array', compression: 'DEFLATE' });
}
