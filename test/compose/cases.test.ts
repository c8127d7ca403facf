/**
 * Layouts composed against records, found by folder: `cases/<name>/` holds `layout.hbs`, `partials/`, `record.yaml`, and
 * `expected.txt`, the model in all three forms (in `zh-en` with origins). `npm run test:update` rewrites the expectations.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { compose, loadLayouts, variantsOf } from '../../src/compose/index.js';
import { printModel, type DocLang } from '../../src/model/index.js';
import { cases, here, input, record, shared } from './setup.js';

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

describe.each(cases('cases'))('%s', (name) => {
  const folder = join(here, 'cases', name);
  it('composes as expected', async () => {
    const { value: set, diagnostics } = loadLayouts([shared, { path: folder, shown: name }]);
    if (!set || diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
    const context = record(readFileSync(join(folder, 'record.yaml'), 'utf8'));
    const pack = readdirSync(folder).includes('pack.yaml') ? (parse(readFileSync(join(folder, 'pack.yaml'), 'utf8')) as object) : {};
    const out: string[] = [];
    for (const lang of ['zh-en', 'zh', 'en'] satisfies DocLang[]) {
      for (const variant of variantsOf(set, 'layout')) {
        const outcome = compose(set, 'layout', input(context, { lang, variant, ...pack, assets: new Map([['dot.png', { mime: 'image/png', bytes: png, pixels: { width: 1, height: 1 } }]]) }));
        out.push(`==== ${lang} ${variant}`);
        if (outcome.value) out.push(printModel(outcome.value, { origins: lang === 'zh-en' }));
        for (const d of outcome.diagnostics) out.push(`${d.severity} ${d.code} ${d.place?.file ?? ''}:${d.place?.line ?? ''}:${d.place?.column ?? ''} ${d.message.en}`);
      }
    }
    await expect(`${out.join('\n')}\n`).toMatchFileSnapshot(join(folder, 'expected.txt'));
  });
});
