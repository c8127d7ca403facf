/**
 * What the samples' documents say: a change that is not about the pages leaves every word of them where it was.
 *
 * `said.yaml` holds a hash of each document's `canon`, written before kinds of document became data. Whoever means to change what a
 * document says renews its line: `CERTPRESS_SAID=write npx vitest run test/samples/said.test.ts`, and looks at the page.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { expect, it } from 'vitest';
import { canon } from '../../src/model/index.js';
import { sampleDocuments } from '../setup/samples.js';

const file = join(import.meta.dirname, 'said.yaml');

it('says what it said, document by document', async () => {
  const said = Object.fromEntries(
    (await sampleDocuments()).map(({ name, composed }) => [
      name,
      createHash('sha256')
        .update(JSON.stringify(canon(composed.document)))
        .digest('hex')
        .slice(0, 16),
    ]),
  );
  if (process.env['CERTPRESS_SAID'] === 'write') writeFileSync(file, stringify(said));
  expect(said).toEqual(parse(readFileSync(file, 'utf8')));
});
