/**
 * Layouts tried with the longest texts: the stock layouts hold them, and what was planted is found at its line.
 *
 * A running header begins 12 mm below the edge: below a margin of 14 mm it has 2 mm, and a line of the header takes more (12 pt, 4.2 mm).
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { longestTrial, type TrialOf } from '../../src/make/longest-trial.js';
import { loadSchemeTools } from '../../src/make/scheme-tools.js';
import { loadScheme } from '../../src/packs/load-scheme.js';
import { packageInfo } from '../../src/program/package-info.js';
import { createPdfWriter } from '../../src/writers/pdf/index.js';

const house = mkdtempSync(join(tmpdir(), 'certpress-longest-'));
afterAll(() => {
  rmSync(house, { recursive: true, force: true });
});
const { root } = packageInfo();
const writer = createPdfWriter();
async function tried(of: TrialOf, files: Readonly<Record<string, string>> = {}): Promise<string[]> {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house, name)), { recursive: true });
    writeFileSync(join(house, name), text);
  }
  const scheme = loadScheme('wanding', 'B/1', root).value;
  const tools =
    scheme && (await loadSchemeTools(scheme, root, Object.keys(files).length > 0 ? { path: house, shown: 'house' } : undefined)).value;
  if (!tools) throw new Error('no tools');
  return (await longestTrial(tools, writer, of)).map(
    (d) => `${d.code} ${d.place?.file ?? ''}:${d.place?.line ?? ''}:${d.place?.column ?? ''} ${d.message.en}`,
  );
}
const stock = (name: string): string => readFileSync(join(root, 'templates', name), 'utf8');

it('the stock layouts hold them', async () => {
  expect(await tried({ documents: ['certificate'], langs: ['zh'] })).toEqual([]);
  expect(await tried({ documents: ['audit-plan', 'nonconformity-report', 'suspension-notice'] })).toEqual([]);
});
it('what does not is told with its line and language', async () => {
  const files = {
    'certificate.hbs': stock('certificate.hbs').replace(
      '<space height="5"></space>\n  {{> certificate/imprint}}\n</section>',
      '<space height="150"></space>\n</section>',
    ),
    'partials/page.hbs': stock('partials/page.hbs').replace('margins="22 19 19 22"', 'margins="14 19 19 22"'),
  };
  const at = (name: keyof typeof files, text: string): string => {
    const lines = files[name].split('\n');
    const line = lines.findIndex((one) => one.includes(text));
    return `house/${name}:${line + 1}:${(lines[line] ?? '').indexOf('<') + 1}`;
  };
  expect(await tried({ documents: ['certificate'], langs: ['zh'] }, files)).toEqual([
    `longest-overflow ${at('certificate.hbs', '<section master="certificate">')} the longest texts do not fit on this page, in its tightest variant either (in Chinese)`,
  ]);
  const header = await tried({ documents: ['audit-plan'], langs: ['en'] }, files);
  expect(header).toEqual([expect.stringContaining(`longest-overflow ${at('partials/page.hbs', '<page-master')} the running header is `)]);
  expect(header[0]).toMatch(/ mm high with the longest texts, and its margin has 2\.0 mm \(in English\)$/);
});
