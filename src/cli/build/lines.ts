/**
 * `--json=lines`: one object a line, so that whoever waits sees each document when it is made.
 *
 * In:  documents as they are told, then the whole result. Out: a line for each document (`document`), for each finding that is about no
 * single one (`diagnostic`), and the sums (`summary`). Where nothing had changed, the documents come from the earlier result.
 */
import type { FinishedOutput } from '../../output/output-folder.js';
import type { BuildResult, ToldDocument } from '../../plan/options.js';
import { diagnosticJson, outputJson, type Summary } from '../result-json.js';

export interface LinePrinter {
  told(document: ToldDocument): void;
  end(result: BuildResult, summary: Summary): void;
}

export function linePrinter(print: (line: string) => void): LinePrinter {
  const saidOf = new Set<string>();
  const toldFiles = new Set<string>();
  const line = (type: string, of: object): string => JSON.stringify({ type, ...of });
  const told = ({ order, diagnostics, outputs }: ToldDocument): void => {
    const found = diagnostics.map(diagnosticJson);
    for (const d of found) saidOf.add(JSON.stringify(d));
    for (const { file } of outputs) toldFiles.add(file);
    print(line('document', { ...order, outputs: outputs.map(outputJson), diagnostics: found }));
  };
  return {
    told,
    end({ outputs, diagnostics }, summary) {
      const left = new Map<string, FinishedOutput[]>();
      for (const one of outputs.filter(({ file }) => !toldFiles.has(file))) {
        const name = one.file.slice(0, -one.format.length);
        left.set(name, [...(left.get(name) ?? []), one]);
      }
      for (const [first, ...others] of left.values()) {
        if (!first) continue;
        const { scheme, case: folder, audit, document, subject, lang } = first;
        told({ order: { scheme, case: folder, audit, document, subject, lang }, diagnostics: [], outputs: [first, ...others] });
      }
      for (const d of diagnostics.map(diagnosticJson)) if (!saidOf.has(JSON.stringify(d))) print(line('diagnostic', d));
      print(line('summary', summary));
    },
  };
}
