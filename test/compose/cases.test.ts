/**
 * Layouts composed against records, found by folder: `cases/<name>/` holds `layout.hbs`, `partials/` and `record.yaml`. What each element
 * of the layout became stands in a file of its own in `expected/`, in all three forms of the model (in `zh-en` with origins); `page.txt`
 * has
 * what is around them. `npm run test:update` rewrites the expectations, so they are of circular origin: they show what changes, and who
 * looks at the change says whether it is right.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { compose, loadLayouts, variantsOf } from '../../src/compose/index.js';
import { printModel, type Block, type DocLang, type Document } from '../../src/model/index.js';
import { circular } from '../setup/circular.js';
import { cases, here, input, record, shared } from './setup.js';

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

describe.each(cases('cases'))('%s', (name) => {
  const folder = join(here, 'cases', name);
  const layout = readFileSync(join(folder, 'layout.hbs'), 'utf8').split('\n');
  /** The element of the layout that a block comes from: the first that its line opens, or the file that is not the layout. */
  const elementOf = ({ origin }: Block): string => {
    const { file, line } = origin?.template ?? {};
    if (file === undefined || line === undefined) return 'elsewhere';
    if (!file.endsWith('layout.hbs')) return file.replace(/^.*\/|\.hbs$/g, '');
    return /<([a-z][a-z0-9-]*)/.exec(layout[line - 1] ?? '')?.[1] ?? 'elsewhere';
  };
  /** What the printed document has beyond one without blocks. */
  const printed = (document: Document, blocks: readonly Block[], origins: boolean): string => {
    const only = (some: readonly Block[]): string =>
      printModel({ ...document, sections: document.sections.map((section) => ({ ...section, blocks: some })) }, { origins });
    return only(blocks).slice(only([]).length);
  };

  it('composes as expected', async () => {
    const { value: set, diagnostics } = loadLayouts([shared, { path: folder, shown: name }]);
    if (!set || diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
    const context = record(readFileSync(join(folder, 'record.yaml'), 'utf8'));
    const pack = readdirSync(folder).includes('pack.yaml') ? (parse(readFileSync(join(folder, 'pack.yaml'), 'utf8')) as object) : {};
    const out = new Map<string, string>();
    const put = (element: string, title: string, text: string): void =>
      void out.set(element, `${out.get(element) ?? ''}==== ${title}\n${text}`);
    for (const lang of ['zh-en', 'zh', 'en'] satisfies DocLang[]) {
      for (const variant of variantsOf(set, 'layout')) {
        const outcome = compose(
          set,
          'layout',
          input(context, {
            lang,
            variant,
            ...pack,
            assets: new Map([['dot.png', { mime: 'image/png', bytes: png, pixels: { width: 1, height: 1 } }]]),
          }),
        );
        const origins = lang === 'zh-en';
        const document = outcome.value;
        const said = outcome.diagnostics
          .map((d) => `${d.severity} ${d.code} ${d.place?.file ?? ''}:${d.place?.line ?? ''}:${d.place?.column ?? ''} ${d.message.en}\n`)
          .join('');
        if (!document) {
          put('page', `${lang} ${variant}`, said);
          continue;
        }
        expect(document.sections).toHaveLength(1);
        const blocks = document.sections.flatMap((section) => section.blocks);
        put(
          'page',
          `${lang} ${variant}`,
          printModel({ ...document, sections: document.sections.map((section) => ({ ...section, blocks: [] })) }, { origins }) + said,
        );
        for (const element of new Set(blocks.map(elementOf)))
          put(
            element,
            `${lang} ${variant}`,
            printed(
              document,
              blocks.filter((block) => elementOf(block) === element),
              origins,
            ),
          );
      }
    }
    for (const [element, text] of out) await expect(circular + text).toMatchFileSnapshot(join(folder, 'expected', `${element}.txt`));
    const expected = existsSync(join(folder, 'expected')) ? readdirSync(join(folder, 'expected')) : [];
    expect(expected.filter((file) => !out.has(file.replace(/\.txt$/, '')))).toEqual([]);
  });
});
