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
import { canon, canonText } from '../../src/model/index.js';
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

it('says “issued on recertification” of a certificate that was, and of no other that took the place of one', async () => {
  const replacing = (await sampleDocuments()).filter(
    ({ scope: { kind, roots } }) =>
      kind === 'certificate' && (roots.cert?.value as { replaces?: unknown } | undefined)?.replaces !== undefined,
  );
  const kinds = replacing.map(({ name, scope, composed }) => ({
    name,
    isRenewed: scope.audit?.audit.value.kind === 'R',
    saysSo: JSON.stringify(canon(composed.document)).includes(canonText('Issued on recertification')),
  }));
  expect(kinds.filter(({ isRenewed, saysSo }) => isRenewed !== saysSo)).toEqual([]);
  // Some of each, or nothing is told.
  expect(new Set(kinds.map(({ isRenewed }) => isRenewed))).toEqual(new Set([true, false]));
});
