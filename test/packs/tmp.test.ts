import { it } from 'vitest';
import { join } from 'node:path';
import { documentKinds } from '../../schemas/pack/index.js';
import { listSchemes, loadScheme } from '../../src/load/scheme.js';
import { loadKit } from '../../src/make/kit.js';
import * as Pipe from '../../src/pipeline.js';
it('lint', async () => {
  const root = process.cwd();
  for (const { id, version } of listSchemes(root)) {
    const s = loadScheme(id, version, root);
    const kit: any = await loadKit(s.value!, root, undefined as any);
    console.log(id, kit.diagnostics.map((d: any) => d.message.en));
    for (const k of documentKinds) for (const d of kit.value?.checked(k) ?? []) console.log(id, k, d.severity, d.code, d.clause ?? '', d.message.en, d.place?.file, d.place?.line);
  }
}, 60000);
it('build', async () => {
  const fn: any = (Pipe as any).build ?? (Pipe as any).run ?? (Pipe as any).runBuild;
  console.log(Object.keys(Pipe));
  for (const langs of [undefined, ['en'], ['zh']]) {
    const r: any = await fn({ paths: [join(process.cwd(), 'samples')], cwd: process.cwd(), out: '/tmp/outpk', knownOut: null, formats: ['docx', 'pdf'], ...(langs ? { langs } : {}), today: '2026-11-22', force: true, signal: new AbortController().signal, progress: () => {} });
    console.log(langs, r.outputs?.length, 'diagnostics', r.diagnostics.length);
    for (const x of r.diagnostics.filter((d: any) => d.severity !== 'info').slice(0, 60)) console.log('   ', x.severity, x.code, x.rule ?? '', x.clause ?? '', x.document ?? '', x.audit ?? '', x.subject ?? '', x.message.en, x.place?.file, x.place?.line);
  }
}, 400000);
