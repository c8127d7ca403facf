/**
 * People and sites, chosen in a form by their names: the record gets the id, as schemas/record/fields.ts wants it of these fields.
 *
 * Who has which name is said in samples/people.yaml and in the case's own file, and read from there by the test.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Outcome } from '../../src/diagnostics/index.js';
import { formOf } from '../../src/form/form.js';
import { take } from '../../src/take/take.js';
import type { Taken } from '../../src/take/types.js';
import { samplesFolder } from '../setup/samples.js';
import { fill, placesIn, WordFile } from './edited.js';

const audit = 'wanding/nuantu-heating/audits/recertification';
const planOf = (text: string) =>
  parse(text) as { team: { person: string }[]; schedule: { slots: { site?: string }[] }[] } & Record<string, unknown>;
const before = readFileSync(join(samplesFolder, audit, 'plan.yaml'), 'utf8');
const formFile = async (): Promise<WordFile> => {
  const { value, diagnostics } = await formOf({ folder: join(samplesFolder, audit), document: 'audit-plan', today: '2026-11-29' });
  if (!value) throw new Error(JSON.stringify(diagnostics));
  return new WordFile(value);
};
const taken = (file: WordFile): Promise<Outcome<Taken>> =>
  take({ root: samplesFolder, forms: [{ name: 'a.docx', bytes: file.bytes() }], accept: false, remove: false });
function choose(file: WordFile, pointer: string, said: string): void {
  const place = placesIn(file.carried).find(({ segment }) => segment.pointer === pointer);
  if (!place) throw new Error(`no ${pointer}`);
  fill(file, place.block, place.segment, said);
}
/** The items of the list at a place: values and what is shown. */
function itemsAt(file: WordFile, pointer: string): Map<string, string> {
  const place = placesIn(file.carried).find(({ segment }) => segment.pointer === pointer);
  const tag = `<w:tag w:val="${place?.block.name ?? ''}.${place ? place.block.segments.indexOf(place.segment) : 0}"/>`;
  const at = file.xml.indexOf(tag);
  const xml = file.xml.slice(at, file.xml.indexOf('<w:sdtContent>', at));
  return new Map(
    [...xml.matchAll(/<w:listItem w:displayText="([^"]*)" w:value="([^"]*)"\/>/g)].map(([, shown = '', value = '']) => [value, shown]),
  );
}

test('a person is chosen of those in people.yaml, and nobody else', async () => {
  const people = parse(readFileSync(join(samplesFolder, 'people.yaml'), 'utf8')) as Record<
    string,
    { name: string | { zh?: string; en?: string } }
  >;
  const nameOf = (id: string): string => {
    const name = people[id]?.name ?? '';
    return typeof name === 'string' ? name : (name.zh ?? name.en ?? '');
  };
  const file = await formFile();
  const [first] = planOf(before).team;
  expect(itemsAt(file, '/team/0/person')).toEqual(new Map(Object.keys(people).map((id) => [id, nameOf(id)])));
  const [other] = Object.keys(people).filter((id) => id !== first?.person);
  choose(file, '/team/0/person', nameOf(other ?? ''));
  const { value, diagnostics } = await taken(file);
  expect(diagnostics).toEqual([]);
  const after = planOf(value?.files[0]?.source ?? '');
  expect(after.team[0]).toEqual({ ...first, person: other });
  expect({ ...after, team: after.team.slice(1) }).toEqual({ ...planOf(before), team: planOf(before).team.slice(1) });

  const unknown = await formFile();
  choose(unknown, '/team/0/person', '查无此人');
  const told = await taken(unknown);
  expect(told.diagnostics.map(({ code }) => code)).toEqual(['take-unreadable']);
  expect(told.value?.files).toEqual([]);
});

test('a site is chosen of those of the case on its day', async () => {
  const file = await formFile();
  const plan = planOf(before);
  const at = plan.schedule.flatMap(({ slots }, day) => slots.map(({ site }, n) => ({ site, pointer: `/schedule/${day}/slots/${n}/site` })));
  const one = at.find(({ site, pointer }) => site === 'S1' && placesIn(file.carried).some(({ segment }) => segment.pointer === pointer));
  if (!one) throw new Error('no site in the plan');
  const { sites } = parse(readFileSync(join(samplesFolder, 'wanding/nuantu-heating/case.yaml'), 'utf8')) as {
    sites: { list: { id: string; name: { zh: string; en: string } }[] }[];
  };
  const second = sites.at(-1)?.list.find(({ id }) => id === 'S2');
  expect([...itemsAt(file, one.pointer).keys()]).toContain('S2');
  choose(file, one.pointer, second?.name.zh ?? '');
  const { value, diagnostics } = await taken(file);
  expect(diagnostics).toEqual([]);
  const sitesOf = (text: string): (string | undefined)[] => planOf(text).schedule.flatMap(({ slots }) => slots.map(({ site }) => site));
  const n = at.indexOf(one);
  expect(sitesOf(value?.files[0]?.source ?? '')).toEqual(sitesOf(before).with(n, 'S2'));
});
