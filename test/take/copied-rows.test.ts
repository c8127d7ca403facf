/**
 * A row of a table that somebody copied by hand and typed in, as those do whose editor has no sign for new entries: it is a new entry, and
 * the words in it that are fixed, or of other records, are told only where they were changed too.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { formOf } from '../../src/form/form.js';
import { take } from '../../src/take/take.js';
import { samplesFolder } from '../setup/samples.js';
import { nameAt, WordFile } from './edited.js';

const audit = 'wanding/qingyu-payment/audits/stage-2';
/** A date, the activity in both languages, the name of the site (of another record), and where it was done. */
const activity = '/activities/1';
interface Report {
  readonly activities: readonly { readonly activity: { readonly zh: string; readonly en: string } }[];
}

test('is an entry, and says nothing with what the copied row said', async () => {
  const { value: bytes } = await formOf({ folder: join(samplesFolder, audit), document: 'audit-report', today: '2026-11-29' });
  if (!bytes) throw new Error('no form');
  const { activities } = parse(readFileSync(join(samplesFolder, audit, 'report.yaml'), 'utf8')) as Report;
  const [, before] = activities;
  const taken = (change: (row: string) => string) => {
    const file = new WordFile(bytes);
    const { to, xml } = file.row(nameAt(file, `${activity}/start`));
    // A copy has no bookmarks, and LibreOffice leaves no controls in it.
    const copy = xml
      .replace(/<w:bookmark(?:Start|End)[^>]*>/g, '')
      .replace(/<w:sdt>.*?<w:sdtContent>(.*?)<\/w:sdtContent><\/w:sdt>/g, '$1')
      .replace(before?.activity.zh ?? '', '复核')
      .replace(before?.activity.en ?? '', 'Second look')
      .replace('2026-04-14', '2026-04-16');
    expect(copy).toMatch(/复核.*Second look.*清江金融港/);
    file.replace(to, to, change(copy));
    return take({ root: samplesFolder, forms: [{ name: 'a.docx', bytes: file.bytes() }], accept: false, remove: false });
  };
  const { value, diagnostics } = await taken((row) => row);
  expect(diagnostics).toEqual([]);
  expect((parse(value?.files[0]?.source ?? '') as Report).activities).toEqual([
    ...activities.slice(0, 2),
    { start: '2026-04-16', activity: { zh: '复核', en: 'Second look' }, mode: 'on-site' },
    ...activities.slice(2),
  ]);

  const elsewhere = await taken((row) => row.replace('清江金融港', '西郊机房'));
  expect(elsewhere.diagnostics.map(({ code, message }) => [code, message.zh.includes('西郊机房')])).toEqual([['take-outside', true]]);
});
