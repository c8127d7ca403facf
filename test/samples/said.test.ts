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
import { sweep } from '../setup/long.js';
import { sampleDocument, sampleDocuments, sampleName, sampleScopes } from '../setup/samples.js';

const file = join(import.meta.dirname, 'said.yaml');

/** `npm test` looks at a part, the long run at the rest; whoever writes them anew wants all. */
const isWriting = process.env['CERTPRESS_SAID'] === 'write';
it('says what it said, document by document', sweep, async () => {
  const documents = await sampleDocuments('zh-en', isWriting ? undefined : 12);
  const said = Object.fromEntries(
    documents.map(({ name, composed }) => [
      name,
      createHash('sha256')
        .update(JSON.stringify(canon(composed.document)))
        .digest('hex')
        .slice(0, 16),
    ]),
  );
  if (isWriting) writeFileSync(file, stringify(said));
  const kept = parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;
  expect(said).toEqual(Object.fromEntries(Object.keys(said).map((name) => [name, kept[name]])));
  // No line of a document that is not there any more.
  const { scopes } = await sampleScopes();
  expect(Object.keys(kept).sort()).toEqual(scopes.map(sampleName).sort());
});

it('says “issued on recertification” of a certificate that was, and of no other that took the place of one', async () => {
  const { scopes } = await sampleScopes();
  const certificates = scopes.filter(
    ({ kind, roots }) => kind === 'certificate' && (roots.cert?.value as { replaces?: unknown } | undefined)?.replaces !== undefined,
  );
  const replacing = await Promise.all(certificates.map((scope) => sampleDocument(sampleName(scope))));
  const kinds = replacing.map(({ name, scope, composed }) => ({
    name,
    isRenewed: scope.audit?.audit.value.kind === 'R',
    saysSo: JSON.stringify(canon(composed.document)).includes(canonText('Issued on recertification')),
  }));
  expect(kinds.filter(({ isRenewed, saysSo }) => isRenewed !== saysSo)).toEqual([]);
  // Some of each, or nothing is told.
  expect(new Set(kinds.map(({ isRenewed }) => isRenewed))).toEqual(new Set([true, false]));
});
