/** What the texts name is printed, or it is said why not: `named-documents.yaml` has every document of the catalogue, and is true. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { schemeOf } from '../setup/schemes.js';

type Named = Readonly<Record<string, { readonly documents?: readonly string[]; readonly why?: string }>>;
const named = parse(readFileSync(join(import.meta.dirname, 'named-documents.yaml'), 'utf8')) as Readonly<Record<string, Named>>;
/** How many the catalogue numbers, without a gap. */
const counts = { wanding: ['W', 30], cusc: ['C', 26], cqm: ['Q', 23], zoho: ['Z', 10] } as const;

describe.each(Object.entries(counts))('%s', (id, [letter, count]) => {
  const rows = Object.entries(named[id] ?? {});
  it('has every document of the catalogue once', () => {
    expect(rows.map(([row]) => row)).toEqual(Array.from({ length: count }, (_, i) => `${letter}-D${String(i + 1).padStart(2, '0')}`));
  });
  it('prints it under a kind that the scheme has, or says why not', () => {
    const known = schemeOf(id).documents;
    for (const [row, { documents = [], why = '' }] of rows) {
      expect([row, documents.length > 0, why !== '']).toEqual([row, why === '', why !== '']);
      expect([row, documents.filter((kind) => !known.has(kind))]).toEqual([row, []]);
    }
  });
});
