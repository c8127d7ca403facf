import { it } from 'vitest';
import { join } from 'node:path';
import { loadProject } from '../../src/load/project.js';
import { loadSchemes } from '../../src/load/scheme.js';
import { judge } from '../../src/judge/judge.js';
it('x', () => {
  const project = loadProject(join(import.meta.dirname, '../../samples')).value!;
  const loaded = loadSchemes(project, join(import.meta.dirname, '../..'));
  for (const d of loaded.diagnostics) console.log('LOAD', d.place?.file.split('/').slice(-3).join('/'), d.place?.line, d.message.en);
  const schemes = loaded.value!;
  let j = judge(project, schemes, { asOf: '2026-10-15' });
  const t0 = performance.now();
  for (let i = 0; i < 10; i++) j = judge(project, schemes, { asOf: '2026-10-15' });
  const by: Record<string, number> = {};
  for (const v of j.verdicts) by[v.state] = (by[v.state] ?? 0) + 1;
  console.log('cases', project.cases.length, 'ms per project', (performance.now() - t0) / 10, 'verdicts', j.verdicts.length, by, 'changes', j.changesOn, [...schemes.values()].map((s) => s.rules.length));
  for (const d of j.diagnostics) console.log(d.severity, d.code, d.rule, d.case, d.audit, d.place?.file.split('/').at(-1), d.place?.pointer, '|', d.message.en);
});
