/**
 * Certificates that print facts of the body which have changed since.
 *
 * In:  the facts of the cases, the project's own facts of the body with the day from which they hold (`from`), the schemes. Out: a
 * diagnostic for each certificate in force whose last printing lies before that day, at its entry, with the clause by which it prints
 * the fact. It is a hint: the texts ask what a certificate says, and none asks the body to reissue them all when it moves.
 */
import { liveStates } from '../../schemas/pack/life.js';
import type { GenericCheck } from '../../schemas/pack/rules.js';
import type { Diagnostic } from '../diagnostics/index.js';
import { placeIn } from '../load/record-file.js';
import type { Project } from '../load/types.js';
import { schemeKey, type SchemeTable } from '../packs/types.js';
import type { CaseFacts } from './case-facts.js';
import { KnownOn } from './known.js';
import { unprintedOn } from './unprinted.js';

/** Days to come on which facts of the body begin to hold; a kept verdict ends with the first. */
export const bodyDays = ({ config }: Project, asOf: string): string[] =>
  Object.values(config?.value.body ?? {}).flatMap(({ from }) => (from !== undefined && from > asOf ? [from] : []));

export function bodyFactsSince(
  check: GenericCheck,
  project: Project,
  schemes: SchemeTable,
  cases: readonly CaseFacts[],
  asOf: string,
): Diagnostic[] {
  const known = new KnownOn(asOf);
  return cases.flatMap(({ folder, certificates }) => {
    const facts = project.config?.value.body?.[folder.case.value.scheme ?? ''];
    const from = facts?.from;
    if (!project.config || !facts || from === undefined || from > asOf) return [];
    return certificates.flatMap(({ index, number, version, life }): Diagnostic[] => {
      const scheme = schemes.get(schemeKey(folder.case.value.scheme ?? '', version ?? ''));
      const file = folder.certificates;
      if (!scheme || !file || !project.config || !liveStates.has(life.state)) return [];
      const { printedOn } = unprintedOn(asOf, folder, index, scheme, known);
      const printed = Object.values(scheme.contents)
        .flatMap((groups) => (groups ?? []).flatMap((group) => group.contents))
        .filter(({ pack }) => pack?.startsWith('body.') === true && Object.hasOwn(facts, pack.slice('body.'.length)));
      const [first] = printed;
      if (!first || printedOn === undefined || printedOn >= from) return [];
      const titles = printed.map(({ title }) => title);
      return [
        {
          code: check.id,
          severity: check.severity,
          rule: check.rule,
          clause: first.clause,
          scheme: scheme.id,
          case: folder.name,
          ...(number === undefined ? {} : { subject: number }),
          message: {
            zh: `证书 ${number ?? ''} 最近一次打印于 ${printedOn}，机构的信息自 ${from} 起有变，其上仍是以前的：${titles.map(({ zh }) => zh).join('、')}`,
            en: `Certificate ${number ?? ''} was last printed on ${printedOn}; facts of the body hold since ${from}, so it shows what was so before: ${titles.map(({ en }) => en).join(', ')}`,
          },
          help: check.help,
          why: { zh: first.zh, en: first.en },
          place: placeIn(project.root, file, [index]),
          related: [placeIn(project.root, project.config, ['body', scheme.id, 'from'])],
        },
      ];
    });
  });
}
