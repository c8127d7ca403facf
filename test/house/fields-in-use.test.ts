/**
 * A field that nobody reads is asked for in vain; one that a rule asks for and no document prints is a fact that nobody sees on paper.
 *
 * In:  the shapes of the records; the words of layouts, of packs and of the program. Out: fields whose name no layout has, each with the
 * reason why no document prints it. A name that two fields share counts for both: the check errs on the side of silence.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { entryOf, fieldsOf, itemOf, metaOf, recordSchemas, type Shape } from '../../schemas/record/index.js';

const root = join(import.meta.dirname, '../..');
const wordsIn = (folder: string, end: RegExp): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => end.test(name))
    .flatMap((name) => readFileSync(join(root, folder, name), 'utf8').match(/[A-Z_][\w-]*/gi) ?? []);
const printed = new Set([...wordsIn('templates', /\.hbs$/), ...wordsIn('schemas/schemes', /\.hbs$/)]);
const read = new Set([
  ...wordsIn('schemas/schemes', /(?:contents|rules|wording)\.yaml$/),
  ...wordsIn('schemas/rules', /\.yaml$/),
  ...wordsIn('schemas/documents', /\.yaml$/),
  ...wordsIn('src', /\.ts$/),
]);

/** `case.sites[].list[].kind`, of every record file. */
function pathsOf(shape: Shape, path: string): string[] {
  const item = itemOf(shape) ?? entryOf(shape);
  const below = [...(fieldsOf(shape) ?? [])].filter(([key]) => key !== 'zh' && key !== 'en');
  return [
    ...(item ? pathsOf(item, `${path}[]`) : []),
    ...below.flatMap(([key, child]) => {
      const isText = ['text', 'long', 'name'].includes(metaOf(child)?.kind ?? '');
      return [`${path}.${key}`, ...(isText ? [] : pathsOf(child, `${path}.${key}`))];
    }),
  ];
}
const paths = Object.entries(recordSchemas).flatMap(([kind, shape]) => pathsOf(shape, kind));
const nameOf = (path: string): string => (path.split('.').at(-1) ?? '').replaceAll('[]', '');

const settings = 'a setting of the project, which is no fact of a case';
const stationery = 'how a page looks before a word stands on it, which no layout says';
const competence = 'whether a person may audit is judged; a document says who audits';
const folders = 'which folder or file a thing is; documents print the thing';
const working = 'printed line by line in the working of the audit time (`time.lines`)';
const bookkeeping = 'a register: what is issued is told by the documents themselves, `status` and the index of the archive';
const judged = 'what the acceptance or the decision rests on: a condition that is judged, stated where the scheme has a document state it';
const notPrinted: Readonly<Record<string, string>> = {
  'project.asOf': settings,
  'project.peopleRoots': settings,
  'project.packs': settings,
  'project.layouts': settings,
  'project.engine': settings,
  'project.body[].stationery.margins[].top': stationery,
  'project.body[].stationery.letterhead': stationery,
  'project.body[].stationery.letterhead.picture': stationery,
  'project.body[].stationery.background': stationery,
  'project.body[].stationery.background.picture': stationery,
  'people[].bcmsTraining': competence,
  'people[].bcmsTraining.passed': competence,
  'people[].employment': competence,
  'people[].employment.underControl': competence,
  'people[].employment.inMainlandChina': competence,
  'people[].conflicts': competence,
  'people[].yearsOfExperience': `${competence}; no text gives a number of years`,
  'calendar.source': 'days are counted by a notice, which no document cites',
  'calendar.off': 'days are counted by a notice, which no document cites',
  'calendar.worked': 'days are counted by a notice, which no document cites',
  'case.client[].entities': 'which entities a certificate covers is judged; it prints the client and its sites',
  'case.client[].entities[].proof': 'which entities a certificate covers is judged; it prints the client and its sites',
  'case.sites[].list[].similarGroup': 'how the sample of sites is drawn; the record of the audit time prints the sample',
  'case.history.priorCertificate.ownFault': judged,
  'case.history.accidents[].stopOrder': judged,
  'case.history.spotChecks[].national': judged,
  'case.auditTime.base': working,
  'case.auditTime.adjustments': working,
  'case.auditTime.adjustments[].factor': working,
  'audit.elsewhere': folders,
  'audit.shifts[].hours': 'which shifts were audited is judged; the schedule prints when',
  'audit.meetings': 'each meeting is a document of its own',
  'audit.meetings.cncaOnlineSignIn': 'the sign-in is a record of the authority; that it was done is judged',
  'audit.stage1': folders,
  'audit.previous': folders,
  'audit.auditTime.base': working,
  'audit.auditTime.adjustments': working,
  'audit.auditTime.adjustments[].factor': working,
  'audit.majorChange': 'it asks for an audit; the report says what has changed',
  'audit.spotCheckOn': 'by when a spot check is answered is judged; the report prints spotChecks',
  'plan.schedule[].slots[].travel': 'a slot is printed by its activity; that it is travel counts for the hours',
  'plan.cncaReportedOn': 'reported after the plan is issued, in the system of the authority',
  'decision.outsourced': judged,
  'events[].closed': bookkeeping,
  'events[].closedOn': bookkeeping,
  'documents[].revision': bookkeeping,
  'documents[].supersedes': bookkeeping,
  'evidence[].sha256': bookkeeping,
  'evidence[].signed[].party': bookkeeping,
  'evidence[].signed[].sha256': bookkeeping,
};

it('a field that no document prints has its reason, and no reason outlives its field', () => {
  expect(paths.length).toBeGreaterThan(500);
  expect(paths.filter((path) => !printed.has(nameOf(path))).sort()).toEqual(Object.keys(notPrinted).sort());
});
it('a field is read by a layout, a pack or the program', () => {
  const unread = paths.filter((path) => !printed.has(nameOf(path)) && !read.has(nameOf(path)));
  // Kept for the body's own sake, and explained above.
  expect(unread).toEqual(['people[].yearsOfExperience']);
});
