/**
 * What `--json` and `--sarif` print.
 *
 * In:  the result of a build or check. Out: the object of `--json`, and SARIF 2.1.0.
 */
import { catalogue, type Code, type Diagnostic } from '../diagnostics/index.js';
import type { FinishedOutput } from '../output/output-folder.js';

export interface Summary {
  readonly cases: number;
  readonly documents: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** Contents of documents that are not due yet. */
  readonly later?: number;
  readonly ms: number;
}

export function jsonResult(diagnostics: readonly Diagnostic[], outputs: readonly FinishedOutput[], summary: Summary): object {
  return { diagnostics: diagnostics.map(diagnosticJson), outputs: outputs.map(outputJson), summary };
}

export const diagnosticJson = (d: Diagnostic): object => ({
  code: d.code,
  severity: d.severity,
  verdict: d.verdict ?? null,
  rule: d.rule ?? null,
  clause: d.clause ?? null,
  scheme: d.scheme ?? null,
  document: d.document ?? null,
  file: d.place?.file ?? null,
  line: d.place?.line ?? null,
  column: d.place?.column ?? null,
  path: d.place?.pointer ?? null,
  message: d.message,
  help: d.help ?? null,
});
export const outputJson = (o: FinishedOutput): object => ({
  file: o.file,
  scheme: o.scheme,
  case: o.case,
  audit: o.audit,
  document: o.document,
  subject: o.subject,
  lang: o.lang,
  format: o.format,
  sha256: o.sha256,
  pages: o.pages,
  reused: o.reused,
});

const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

/** A path as a URI (RFC 3986): each part by itself, so that `#`, `?`, `%` and a colon are those of the name. */
const uriOf = (file: string): string => file.replace(/\\/g, '/').split('/').map(encodeURIComponent).join('/');

export function sarifResult(diagnostics: readonly Diagnostic[], version: string): object {
  const used = [...new Set(diagnostics.map((d) => d.code))].sort();
  const rule = (code: Code): object => {
    const entry = catalogue[code];
    return { id: code, shortDescription: { text: entry.en }, help: { text: entry.helpEn } };
  };
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'certpress', version, informationUri: 'https://example.com/certpress', rules: used.map(rule) } },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((d) => ({
          ruleId: d.code,
          ruleIndex: used.indexOf(d.code),
          level: levels[d.severity],
          message: { text: `${d.message.en}${d.help ? ` ${d.help.en}` : ''}` },
          ...(d.place
            ? {
                locations: [
                  {
                    physicalLocation: {
                      artifactLocation: { uri: uriOf(d.place.file) },
                      ...(d.place.line ? { region: { startLine: d.place.line, startColumn: d.place.column ?? 1 } } : {}),
                    },
                  },
                ],
              }
            : {}),
          properties: {
            rule: d.rule,
            clause: d.clause,
            scheme: d.scheme,
            document: d.document,
            case: d.case,
            audit: d.audit,
            subject: d.subject,
          },
        })),
      },
    ],
  };
}
