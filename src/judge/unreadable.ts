/**
 * Rows that read what could not be read.
 *
 * In:  a verdict, the project. Out: whether the row reads a record that has errors of its own. Such a violation may come from
 * the error (`has(decision.date)` is false because the date is misspelt), so it is not reported until the record is mended.
 */
import type { CaseFolder, Project } from '../load/types.js';
import type { RuleEnvironment } from '../rules/environment.js';
import { readingOf } from './reading.js';
import { factPlaceOf } from './fact-places.js';
import type { Verdict } from './verdict.js';

/** Words of paths, by the file that they are read from. */
const words: readonly (readonly [file: RegExp, words: readonly string[]])[] = [
  [/\/(plan|notice|report|review|decision)\.yaml$/, []],
  [/\/certificates\.yaml$/, ['cert', 'prevCert', 'certificates']],
  [/\/events\.yaml$/, ['event', 'events', 'state']],
  [/\/audit\.yaml$/, ['stage1', 'stage2', 'previous', 'surveillances', 'audits', 'earlier', 'later', 'cases']],
  [/\/nonconformities\//, ['ncs', 'nc']],
  [/\/findings\//, ['findings']],
  [/\/papers\//, ['paper', 'papers']],
  [/people\.yaml$/, ['people', 'person', 'team']],
];

export function readsUnreadable(verdict: Verdict, project: Project, env: RuleEnvironment): boolean {
  const { row, subject } = verdict;
  const own =
    subject.case?.audits.filter(
      (audit) =>
        subject.audit === undefined ||
        audit.name === subject.audit ||
        subject.kind === 'surveillancePair' ||
        subject.kind === 'cycle' ||
        subject.kind === 'certificate',
    ) ?? [];
  const broken = [
    ...project.broken.filter((file) => file.endsWith('people.yaml')),
    ...(subject.case?.broken ?? []),
    ...own.flatMap((audit) => audit.broken),
  ];
  const unread = new Set(
    broken.flatMap((file) =>
      words.flatMap(([pattern, named]) => {
        const found = pattern.exec(file);
        return found
          ? [...named, ...(found[1] === undefined ? [] : [found[1], ...(/^(plan|report)$/.test(found[1]) ? ['team', 'member'] : [])])]
          : [];
      }),
    ),
  );
  // A person whom nobody knows has no name, and what rows say of the team would follow from that alone.
  const ids = project.people && project.people.misshapen.length === 0 ? project.people.value : undefined;
  const isUnknown = (person: string | undefined): boolean => person !== undefined && ids !== undefined && !Object.hasOwn(ids, person);
  if (own.some(({ plan, report }) => [plan, report].some((file) => file?.value.team?.some((member) => isUnknown(member.person)))))
    for (const word of ['team', 'member']) unread.add(word);
  // Events of a number that no certificate has: they may be this one's, whose own number is the odd one.
  if (subject.certificate !== undefined && subject.case && isOdd(subject.certificate, subject.case))
    for (const word of ['event', 'events']) unread.add(word);
  return readingOf(row, env.of(row).expressions).paths.some(
    ({ keys }) => keys.some((key) => unread.has(String(key))) || (factPlaceOf(subject.tree, keys)?.file.misshapen.length ?? 0) > 0,
  );
}

/** No event names the certificate, and some name one that does not exist: one number is wrong, and is complained of where it stands. */
function isOdd(number: string, { certificates, events }: CaseFolder): boolean {
  const known = new Set((certificates?.value ?? []).flatMap((entry) => entry.number ?? []));
  const named = new Set((events?.value ?? []).flatMap((event) => event.certificate ?? []));
  return !named.has(number) && [...named].some((one) => !known.has(one));
}
