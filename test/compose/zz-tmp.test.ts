import { it } from 'vitest';
import { readFileSync, existsSync } from 'node:fs';
import { parse } from 'yaml';
import { checkLayout, loadLayouts } from '../../src/compose/index.js';
import { contextShape } from '../../src/compose/context.js';
import { loadTheme } from '../../src/compose/theme-file.js';
it('real', () => {
  const set = loadLayouts(['templates']);
  const out: string[] = set.diagnostics.map((d) => `${d.code} ${d.place?.file}:${d.place?.line} ${d.message.en}`);
  const theme = loadTheme(['templates/theme.yaml']).value!;
  for (const dir of ['schemas/schemes/wanding/B-1', 'schemas/schemes/cusc/2023']) {
    const scheme = existsSync(`${dir}/scheme.yaml`) ? parse(readFileSync(`${dir}/scheme.yaml`, 'utf8')) : { labels: {} };
    const contents = existsSync(`${dir}/contents.yaml`) ? parse(readFileSync(`${dir}/contents.yaml`, 'utf8')) : {};
    for (const doc of set.value!.layouts.keys()) {
      const t = performance.now();
      const ds = checkLayout(set.value!, doc, contextShape(), { theme, labels: scheme.labels ?? {}, contents: (contents[doc] ?? []).flatMap((g: any) => g.contents) });
      out.push(`== ${dir} ${doc} ${ds.length} ${(performance.now() - t).toFixed(1)} ms`);
      for (const d of ds) out.push(`${d.code} ${d.place?.file}:${d.place?.line}:${d.place?.column} ${d.message.en} | ${d.help?.en}`);
    }
  }
  console.log(out.join('\n'));
});
