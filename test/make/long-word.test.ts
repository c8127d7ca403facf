/** A word of any length is broken over lines, in both formats, in a paragraph as in a cell; nothing of it is lost. */
import { expect, it } from 'vitest';
import { canon } from '../../src/model/index.js';
import { readPdf } from '../../src/proof/read-pdf.js';
import { proveSame } from '../../src/proof/same.js';
import { createPdfWriter } from '../../src/writers/pdf/index.js';
import { loadTheme } from '../../src/compose/theme-file.js';
import { composed } from '../compose/setup.js';

const theme = loadTheme(['templates/theme.yaml']).value;
it.each([
  ['letters', 'Donaudampfschifffahrtsgesellschaft'.repeat(40)],
  ['letters with accents', 'éàüñ'.repeat(60)],
  ['accents that stand by themselves', 'e\u0301a\u0300'.repeat(60)],
  ['Cyrillic', 'сертификация'.repeat(20)],
  ['an address', `https://example.com/${'a-b_c/'.repeat(60)}?q=1#x`],
])(
  '%s',
  async (_, word) => {
    if (!theme) throw new Error('no theme');
    const body =
      '<p class="prose">{{w}}</p><ul><li>{{w}}</li></ul><grid widths="40 *"><grid-row><grid-cell><p>{{w}}</p></grid-cell><grid-cell><p>—</p></grid-cell></grid-row></grid>';
    const { value: document, diagnostics } = composed(body, `w: ${JSON.stringify(word)}`, { theme });
    if (!document) throw new Error(diagnostics.map((d) => d.message.en).join());
    const made = await createPdfWriter().write(document);
    const read = made.value && (await readPdf(made.value.bytes)).value;
    if (!read) throw new Error(made.diagnostics.map((d) => d.message.en).join());
    expect(proveSame(document, canon(document), read.entries, 'pdf')).toEqual([]);
  },
  120_000,
);
