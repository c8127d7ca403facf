/** Diagnostics as readable lines, relative to a folder: the form of expectations. */
import { relative } from 'node:path';
import type { Diagnostic, Place } from '../../src/diagnostics/index.js';

const at = (place: Place | undefined, root: string): string =>
  place ? [relative(root, place.file).split('\\').join('/'), place.line, place.column].filter((part) => part !== undefined).join(':') : '-';

export function printDiagnostics(diagnostics: readonly Diagnostic[], root: string): string {
  return (
    diagnostics
      .map((d) =>
        [
          `${at(d.place, root)}  ${d.severity}  ${d.code}${d.clause === undefined ? '' : `  ${d.clause}`}${d.place?.pointer === undefined ? '' : `  ${d.place.pointer}`}`,
          `    ${d.message.zh}`,
          `    ${d.message.en}`,
          ...(d.why ? [`    why:  ${d.why.zh}`] : []),
          ...(d.help ? [`    help: ${d.help.zh}`, `    help: ${d.help.en}`] : []),
          ...(d.related ?? []).map((place) => `    also: ${at(place, root)}`),
        ].join('\n'),
      )
      .join('\n') + (diagnostics.length > 0 ? '\n' : '')
  );
}
