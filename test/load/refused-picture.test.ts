/** A picture that is refused is told once, with its cause, and not called missing as well. */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { built } from '../setup/built.js';
import { samplesFolder } from '../setup/samples.js';

it.each([
  ['no picture at all', 'text'],
  ['a picture that is cut off', undefined],
])(
  '%s',
  async (_, text) => {
    const root = await mkdtemp(join(tmpdir(), 'certpress-refused-'));
    try {
      for (const name of ['certpress.yaml', 'people.yaml']) await cp(join(samplesFolder, name), join(root, name));
      await cp(join(samplesFolder, 'cusc/jieyu-contact-services'), join(root, 'jieyu'), { recursive: true });
      const figure = join(root, 'jieyu/evidence/exercise-results-2025.png');
      await writeFile(figure, text ?? Buffer.from('89504e470d0a1a0a0000', 'hex'));
      const { diagnostics } = await built({
        paths: [root],
        cwd: root,
        formats: [],
        langs: ['zh-en'],
        documents: ['audit-report'],
        print: 'model',
      });
      const about = diagnostics.filter((d) => d.code === 'evidence-wrong' || d.code === 'asset-missing');
      expect(about.map((d) => [d.code, d.place?.file.endsWith('findings/ji-wangshu.yaml'), d.place?.line])).toEqual([
        ['evidence-wrong', true, 131],
      ]);
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  },
  110_000,
);
