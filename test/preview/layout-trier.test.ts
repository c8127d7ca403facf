/** Layouts tried by another process: what it makes, what a save changes, and that a text which takes too long is stopped. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { layoutTrier, type LayoutTrier } from '../../src/preview/layout-trier.js';
import { readPdf } from '../../src/proof/read-pdf.js';
import { compile } from '../setup/run.js';
import { livePlace, type Place } from './project.js';

const sample = 'cusc/jieyu-contact-services';
let place: Place;
let certificate: string;
const triers: LayoutTrier[] = [];
const trierWith = (longest?: number): LayoutTrier => {
  const made = layoutTrier({ signal: new AbortController().signal, ...(longest === undefined ? {} : { longest }) });
  triers.push(made);
  return made;
};
const wanted = (): boolean => true;

beforeAll(async () => {
  await compile();
  place = await livePlace([sample]);
  await place.live.load();
  certificate = place.live.state().cases[0]?.documents.find(({ kind }) => kind === 'certificate')?.id ?? '';
});
afterAll(async () => {
  for (const one of triers) await one.close();
  place.end();
});

it('says what this process says, and follows a save', async () => {
  const trier = trierWith();
  const text = '<p>{{text client.name}}</p>';
  const tried = await trier.try(place.live, certificate, text, wanted);
  expect(tried).toEqual(await place.live.tryLayout(certificate, text));
  const words = (pdf = ''): string => JSON.stringify(readPdf(Buffer.from(pdf, 'base64')).value?.entries);
  expect(words(tried?.pdf)).toContain('淮汀接语客户联络服务有限公司');
  const file = join(place.folder, 'project', sample, 'case.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('淮汀接语客户联络服务有限公司', '淮汀接语客户服务有限公司'));
  await place.live.renew(certificate, 1);
  expect(words((await trier.try(place.live, certificate, text, wanted))?.pdf)).toContain('淮汀接语客户服务有限公司');
  // Nobody waits for it, or there is no such document.
  expect(await trier.try(place.live, certificate, text, () => false)).toBeUndefined();
  expect(await trier.try(place.live, '0:nobody', text, wanted)).toBeUndefined();
});

it('a text that takes too long is stopped and said; this process goes on meanwhile', async () => {
  // No process has begun within a millisecond.
  const tried = await trierWith(1).try(place.live, certificate, '<p>a</p>', wanted);
  expect(tried?.pdf).toBeUndefined();
  expect(tried?.problems.map(({ code }) => code)).toEqual(['maker-late']);
});
