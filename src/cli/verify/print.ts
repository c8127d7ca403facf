/**
 * What `certpress verify` prints, as it comes: lines of text, or one JSON object.
 *
 * In:  the terminal. Out: a `Printer` that is handed each bag's verdict and then the whole.
 */
import { relative, sep } from 'node:path';
import type { Diagnostic } from '../../diagnostics/index.js';
import { placedFrom } from '../../files/places.js';
import type { BagVerdict, DocumentVerdict, Target, Verdict } from '../../verify/index.js';
import type { Trust } from '../../seal/index.js';
import { jsonResult } from '../result-json.js';
import type { Terminal } from '../terminal.js';
import { bagLines, stateWords, totals, type BagLines } from './text.js';

export interface Printer {
  readonly begin: (bags: readonly string[]) => void;
  readonly bag: (verdict: BagVerdict) => void;
  readonly end: (verdict: Verdict) => void;
}

export function textPrinter(terminal: Terminal, cwd: string, trust: Trust): Printer {
  const { lang } = terminal;
  // Without a root nobody is trusted: to say so once is enough.
  const tell = (list: readonly Diagnostic[]): void =>
    terminal.diagnostics(list.filter((d) => trust.roots.length > 0 || d.code !== 'verify-untrusted').map((d) => placedFrom(d, cwd)));
  let lines: BagLines | undefined;
  // What another version makes of a record may be much, of each of many bags.
  let [listed, left] = [0, 0];
  const tellDifferences = (list: readonly Diagnostic[]): void => {
    const shown = list.slice(0, Math.max(0, mostDifferences - listed));
    listed += shown.length;
    left += list.length - shown.length;
    tell(shown);
  };
  return {
    begin: (bags) => {
      lines = bagLines(bags, lang, process.stdout.isTTY ? process.stdout.columns : undefined);
      if (bags.length > 0) terminal.out(lines.head);
    },
    bag: (verdict) => {
      terminal.out(lines?.line(verdict) ?? verdict.bag);
      const all = [...verdict.findings, ...verdict.documents.flatMap((one) => one.findings)];
      const isDifference = (d: Diagnostic): boolean => verdict.state === 'otherwise' && d.severity === 'info';
      tell(all.filter((d) => !isDifference(d)));
      tellDifferences(all.filter(isDifference));
      for (const note of verdict.notes) terminal.say({ zh: `    ${note.zh}`, en: `    ${note.en}` });
    },
    end: (verdict) => {
      const { document } = verdict;
      if (document) {
        terminal.out(stateWords[document.state][lang]);
        for (const sentence of document.sentences) terminal.out(sentence[lang]);
      }
      if (left > 0)
        terminal.say({
          zh: `    另有 ${left} 处不同没有列出；--json 列出全部。`,
          en: `    ${left} more difference(s) are not listed here; --json lists them all.`,
        });
      tell([...verdict.findings, ...(document?.findings ?? [])]);
      for (const sentence of totals(verdict, trust.roots.length > 0)) terminal.out(sentence[lang]);
    },
  };
}

/** Differences that are listed on a terminal, in all. */
const mostDifferences = 20;

/** Bags are printed as they come: an archive's verdict may be larger than what a process should hold. */
export function jsonPrinter(path: string, { kind }: Target, terminal: Terminal, cwd: string): Printer {
  let count = 0;
  const bagJson = ({ findings, documents, ...rest }: BagVerdict): object => ({
    ...rest,
    documents: documents.map((one) => documentJson(one, cwd)),
    ...diagnosticsOf(findings, cwd),
  });
  terminal.write(`{"path":${JSON.stringify(path)},"kind":"${kind}","bags":[`);
  return {
    begin: () => undefined,
    bag: (verdict) => {
      terminal.write(`${count++ > 0 ? ',' : ''}\n${JSON.stringify(bagJson(verdict))}`);
    },
    end: ({ state, bags, documents, sound, archive, document, findings }) => {
      const rest = archive && Object.fromEntries(Object.entries(archive).filter(([key]) => key !== 'findings'));
      const last = {
        state,
        archive: rest ?? null,
        document: document ? documentJson(document, cwd) : null,
        ...diagnosticsOf(findings, cwd),
        summary: { bags, documents, sound },
      };
      terminal.write(`\n],${JSON.stringify(last).slice(1)}\n`);
    },
  };
}
const documentJson = ({ findings, file, ...rest }: DocumentVerdict, cwd: string): object => ({
  file: relative(cwd, file).split(sep).join('/') || '.',
  ...rest,
  ...diagnosticsOf(findings, cwd),
});
export const diagnosticsOf = (list: readonly Diagnostic[], cwd: string): { readonly diagnostics: unknown } => {
  const { diagnostics } = jsonResult(
    list.map((d) => placedFrom(d, cwd)),
    [],
    { cases: 0, documents: 0, errors: 0, warnings: 0, infos: 0, ms: 0 },
  ) as { diagnostics: unknown };
  return { diagnostics };
};
