/**
 * The check of layouts, found by folder: `checks/<name>.hbs` against one small shape, with everything it says in
 * `checks/<name>.txt`. Nothing is rendered. `npm run test:update` rewrites the expectations.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { checkLayout, loadLayouts } from '../../src/compose/index.js';
import { circular } from '../setup/circular.js';
import { here, shared, theme } from './setup.js';

const text = z
  .union([z.string(), z.strictObject({ zh: z.string(), en: z.string().optional() })])
  .transform((v) => (typeof v === 'string' ? { zh: v } : v));
const tree = z.object({
  label: z.string(),
  get children() {
    return z.array(tree).optional();
  },
});
const event = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('a'), onlyA: z.string() }),
  z.object({ kind: z.literal('b'), onlyB: z.string() }),
  z.object({ kind: z.literal('c') }),
]);
const shape = z.object({
  number: z.string(),
  when: z.iso.date().optional(),
  date: z.iso.date().default('2025-01-01'),
  flag: z.boolean().nullable(),
  list: z.array(z.string()),
  grade: z.enum(['major', 'minor']),
  client: z.object({ name: text }).partial(),
  sites: z.lazy(() => z.array(z.strictObject({ id: z.string() }))),
  statement: z.union([z.array(z.object({ what: z.string() })), z.strictObject({ none: z.literal(true) })]).optional(),
  applicable: z.union([z.strictObject({ notApplicable: text }), z.strictObject({ days: z.number() })]),
  codes: z.record(z.string(), z.string()),
  any: z.any(),
  tree,
  event,
  events: z.array(event),
  contents: z.array(z.object({ id: z.string(), clause: z.string() })),
  field: z.tuple([z.string(), z.number()]),
});
const labels = { own: { word: { zh: '词', en: 'word' } } };
const contents = ['present', 'typo', 'in-partial', 'in-part', 'silent', 'absent'].map((n) => ({ id: `doc.${n}`, clause: '5.1' }));

const folder = join(here, 'checks');
const { value: set } = loadLayouts([shared, { path: folder, shown: 'checks' }]);

describe.each(
  readdirSync(folder)
    .filter((f) => f.endsWith('.hbs'))
    .map((f) => f.slice(0, -4)),
)('%s', (name) => {
  it('is told what is wrong, at its line', async () => {
    if (!set) throw new Error('no layouts');
    const found = checkLayout(set, name, shape, { theme, labels, contents: name.startsWith('contents') ? contents : [] });
    const lines = found.map((d) => {
      const related = (d.related ?? []).map((r) => `${r.file}:${r.line ?? ''}:${r.column ?? ''}`);
      return [
        `${d.severity} ${d.code} ${d.place?.file ?? ''}:${d.place?.line ?? ''}:${d.place?.column ?? ''} ${d.message.en}`,
        `    ${d.help?.en ?? ''}`,
        ...(related.length > 0 ? [`    called from ${related.join(', ')}`] : []),
      ].join('\n');
    });
    await expect(`${circular}${lines.join('\n')}\n`).toMatchFileSnapshot(join(folder, `${name}.txt`));
  });
});
