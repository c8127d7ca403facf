/**
 * Each mandatory and each forbidden string of the packs: the samples pass, and a document in which it was edited away (or
 * slipped in) fails, with only what shares its place. The cases are made from the packs.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { canonText, type Document } from '../../src/model/index.js';
import { canon } from '../../src/model/canon.js';
import { layoutName } from '../../src/make/document.js';
import { proveWording, stringsOf, type ReadBack } from '../../src/proof/wording.js';
import { sampleDocument, sampleDocuments, type SampleDocument } from '../setup/samples.js';
import { isLongRun, long, sweep } from '../setup/long.js';

let documents: SampleDocument[];
beforeAll(async () => {
  // The long run looks at all of them, `npm test` at a part.
  const every = isLongRun ? undefined : 12;
  documents = [...(await sampleDocuments('zh-en', every)), ...(await sampleDocuments('en', every))];
}, 120_000);

/** What the finished files would say: both formats say what the model says, which other tests prove. */
const readings = (document: Document): ReadBack[] => {
  const pieces = canon(document).map((e) => e.text);
  const text = pieces.join('');
  return [
    { format: 'pdf', text, pieces },
    { format: 'docx', text, pieces },
  ];
};
/** The document with some text changed wherever it stands whole in one run of text. */
const edited = (document: Document, change: (text: string) => string): Document =>
  JSON.parse(JSON.stringify(document), (key, value: unknown) =>
    key === 'value' && typeof value === 'string' ? change(value) : value,
  ) as Document;

describe('wording', () => {
  it('the samples say everything that they must, and nothing that they must not', sweep, () => {
    for (const { name, order, composed } of documents) {
      expect(proveWording(composed.document, order.wording, readings(composed.document), layoutName(order)), name).toEqual([]);
    }
  });

  it('every mandatory string is missed when it is edited away, with its clause and its words', long, () => {
    const tried = new Set<string>();
    for (const { name, order, composed } of documents) {
      for (const row of order.wording.filter((w) => w.kind !== 'forbidden')) {
        for (const string of stringsOf(row, composed.document.lang)) {
          // The last word goes; what stands in several runs is broken by taking its runs' common part.
          const spaced = new RegExp(string.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '[ \u00a0]'), 'g');
          const broken = edited(composed.document, (text) => text.replace(spaced, '※'));
          const found = proveWording(broken, order.wording, readings(broken), layoutName(order)).find((d) => d.rule === row.id);
          expect(found, `${name}: ${row.id} ${string}`).toMatchObject({
            code: 'wording-missing',
            clause: row.clause,
            severity: row.severity,
          });
          expect(found?.message.zh).toContain(string);
          tried.add(`${order.scope.scheme.id} ${row.id}`);
        }
      }
    }
    const all = documents.flatMap(({ order }) =>
      order.wording
        .filter((w) => w.kind !== 'forbidden' && (w.string !== undefined || w.must))
        .map((w) => `${order.scope.scheme.id} ${w.id}`),
    );
    expect([...tried].sort()).toEqual([...new Set(all)].sort());
  });

  // wanding 5.11.2: the conclusion names the standard. What a record says there is where it has to be added; the layout stands beside.
  it('a mandatory string that a record leaves out is missed at its line there', async () => {
    const one = await sampleDocument('ludu-locks/surveillance-3/audit-report');
    const rows = one.order.wording.filter(({ id }) => id === 'W-T13');
    const broken = edited(one.composed.document, (text) => text.replace(/ISO[ \u00a0]22301:2019/g, '※'));
    const [found] = proveWording(broken, rows, readings(broken), layoutName(one.order));
    expect(found?.place).toMatchObject({ file: expect.stringMatching(/surveillance-3\/report\.yaml$/) as string });
    expect(JSON.stringify(found?.place)).toContain('/conclusion');
    expect(found?.related?.at(-1)?.file).toBe(layoutName(one.order));
  });
  it('a forbidden string of a record is named at its line there', sweep, () => {
    const named = documents.flatMap(({ order, composed }) => {
      const row = order.wording.find((w) => w.kind === 'forbidden');
      if (!row) return [];
      // In every text: those of records come first, with their places.
      const broken = edited(composed.document, (text) => `${text}${row.string ?? ''}`);
      return proveWording(broken, [row], readings(broken), layoutName(order)).map((d) => d.place);
    });
    expect(named.length).toBeGreaterThan(0);
    for (const place of named)
      expect(place).toEqual(expect.objectContaining({ file: expect.stringMatching(/\.yaml$/), line: expect.any(Number) as number }));
  });
  it('every forbidden string is found wherever it slipped in', long, () => {
    for (const { name, order, composed } of documents) {
      for (const row of order.wording.filter((w) => w.kind === 'forbidden')) {
        let slipped = false;
        const broken = edited(composed.document, (text) => (slipped ? text : ((slipped = true), `${text}${row.string ?? ''}`)));
        const found = proveWording(
          broken,
          order.wording,
          readings(broken).map((r) => ({ ...r, pieces: [...r.pieces, canonText(row.string ?? '')] })),
          layoutName(order),
        );
        expect(
          found.map((d) => d.rule),
          `${name}: ${row.id}`,
        ).toContain(row.id);
      }
    }
  });
});
