/** A form is finished in both formats although nothing is filled in: it has no day, and every cell is there to be written in. */
import { mkdtemp, rm, writeFile, cp, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { built } from '../setup/built.js';
import { samplesFolder } from '../setup/samples.js';

let place = '';
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'certpress-blank-'));
  await cp(join(samplesFolder, 'people.yaml'), join(place, 'people.yaml'));
  await writeFile(join(place, 'certpress.yaml'), 'lang: zh-en\n');
});
afterAll(() => rm(place, { recursive: true, force: true }));

it.each(['wanding', 'cusc'])(
  '%s',
  async (scheme) => {
    await mkdir(join(place, `enquiry-${scheme}`));
    await writeFile(join(place, `enquiry-${scheme}`, 'case.yaml'), `scheme: ${scheme}\n`);
    const { diagnostics, outputs } = await built({
      paths: [join(place, `enquiry-${scheme}`)],
      cwd: place,
      out: join(place, 'out'),
      documents: ['application-form'],
      today: '2026-10-15',
    });
    expect(diagnostics.filter((d) => d.severity !== 'info').map((d) => `${d.code} ${d.message.en}`)).toEqual([]);
    expect(outputs.map(({ file }) => file.slice(file.lastIndexOf('/') + 1)).sort()).toEqual([
      'application-form.zh-en.docx',
      'application-form.zh-en.pdf',
    ]);
  },
  60_000,
);
