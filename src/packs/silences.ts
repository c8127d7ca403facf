/**
 * What the text of a scheme gives no rule for: said once a build, whatever cases it has.
 *
 * In:  a scheme, with `silent` of its scheme.yaml. Out: one piece of information, or none: whoever decides there, the text does not.
 */
import type { Diagnostic } from '../diagnostics/index.js';
import type { Scheme } from './types.js';

export function silencesOf({ id, version, scheme: { silent } }: Scheme): Diagnostic[] {
  if (silent.length === 0) return [];
  const clauses = silent.map(({ clause }, i) => shortened(clause, silent[i - 1]?.clause)).join(', ');
  return [
    {
      code: 'scheme-silent',
      severity: 'info',
      scheme: id,
      message: {
        zh: `方案 ${id} ${version} 的文本没有规定：${silent.map(({ zh }) => zh).join('；')}`,
        en: `The text of ${id} ${version} gives no rule for: ${silent.map(({ en }) => en).join('; ')}`,
      },
      help: {
        zh: `在这些方面以 ${clauses} 代之，只作警告；是否足够由机构自行决定。`,
        en: `There ${clauses} stands in, as warnings only; whether that is enough is for the body to decide.`,
      },
    },
  ];
}

/** `ISO/IEC 17021-1 9.5, 9.1.3`: the name of a text is said once for all its clauses. */
function shortened(clause: string, before: string | undefined): string {
  const name = /^.* (?=[0-9])/u.exec(clause)?.[0] ?? '';
  return name !== '' && before?.startsWith(name) ? clause.slice(name.length) : clause;
}
