/**
 * `npm run bench`: certpress against hand-made floors, on one report, in one process.
 *
 * In:  `--json` for one object on stdout and nothing else; `--rounds N`. Out: ratios, and what they are made of. README.md in
 * this folder says how to read them.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageInfo } from '../src/program/package-info.js';
import { SampleCase } from './case.js';
import { coldStart, unchanged } from './command.js';
import { measure, type Measured, type Step } from './measure.js';
import { median } from './rounds.js';

const { values: flags } = parseArgs({ options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '21' } } });
const rounds = Math.max(1, Number(flags.rounds) || 21);
const warmUps = 12;
const coldStarts = 7;

const root = packageInfo().root;
const sample = new SampleCase(root);
const main = join(import.meta.dirname, '..', 'src', 'cli', 'main.js');
process.once('SIGINT', () => {
  sample.remove();
  process.exit(130);
});

try {
  const measured = await measure(sample, root, rounds, warmUps);
  const unchangedMs = await unchanged(main, sample.folder);
  const cold: number[] = [];
  for (let i = 0; i < coldStarts; i++) cold.push(await coldStart(main, sample.folder));
  report(measured, unchangedMs, median(cold));
} finally {
  sample.remove();
}

function report({ rounds: r, pages }: Measured, unchangedMs: number, coldStartMs: number): void {
  const pdf: Step[] = ['compose', 'pdf write'];
  const docx: Step[] = ['compose', 'docx write'];
  const ratios = {
    pdf: { rendered: r.ratio(pdf, ['typst']), proved: r.ratio([...pdf, 'inspect', 'pdf proof'], ['typst', 'typst read back']) },
    docx: { rendered: r.ratio(docx, ['docxtemplater']), proved: r.ratio([...docx, 'inspect', 'docx proof'], ['docxtemplater']) },
    load: r.ratio(['load'], ['typst']),
    judge: r.ratio(['judge'], pdf),
  };
  const two = (n: number): number => Math.round(n * 100) / 100;
  if (flags.json) {
    const rounded = {
      pdf: { rendered: two(ratios.pdf.rendered), proved: two(ratios.pdf.proved) },
      docx: { rendered: two(ratios.docx.rendered), proved: two(ratios.docx.proved) },
      load: two(ratios.load),
      judge: two(ratios.judge),
    };
    console.log(JSON.stringify({ ...rounded, coldStartMs: Math.round(coldStartMs) }, null, 2));
    return;
  }
  const row = (name: string, ours: number, floor: number, ratio: number, aim: number): string =>
    `${name.padEnd(18)}${ours.toFixed(0).padStart(8)}${floor.toFixed(0).padStart(9)}${ratio.toFixed(2).padStart(8)}${aim.toFixed(1).padStart(7)}  ${ratio <= aim ? 'met' : 'missed'}`;
  console.log(
    [
      `One report, ${pages.ours} pages (floor: ${pages.floor}); ${rounds} rounds after ${warmUps} to warm up; medians.`,
      '',
      `${''.padEnd(18)}${'ours ms'.padStart(8)}${'floor ms'.padStart(9)}${'ratio'.padStart(8)}${'aim'.padStart(7)}`,
      row('PDF rendered', r.ms(...pdf), r.ms('typst'), ratios.pdf.rendered, 1.2),
      row('PDF proved', r.ms(...pdf, 'inspect', 'pdf proof'), r.ms('typst', 'typst read back'), ratios.pdf.proved, 1.2),
      row('DOCX rendered', r.ms(...docx), r.ms('docxtemplater'), ratios.docx.rendered, 0.6),
      row('DOCX proved', r.ms(...docx, 'inspect', 'docx proof'), r.ms('docxtemplater'), ratios.docx.proved, 1),
      row('load and validate', r.ms('load'), r.ms('typst'), ratios.load, 0.6),
      row('judge / PDF', r.ms('judge'), r.ms(...pdf), ratios.judge, 0.1),
      '',
      `of which: compose ${r.ms('compose').toFixed(0)}, inspect ${r.ms('inspect').toFixed(0)}, PDF write ${r.ms('pdf write').toFixed(0)}, PDF proof ${r.ms('pdf proof').toFixed(0)}, DOCX write ${r.ms('docx write').toFixed(0)}, DOCX proof ${r.ms('docx proof').toFixed(0)} ms`,
      `a second build of unchanged inputs: ${unchangedMs.toFixed(0)} ms, nothing loaded or rendered`,
      `first document on disk ${coldStartMs.toFixed(0)} ms after a cold start (aim: 1000; median of ${coldStarts})`,
    ].join('\n'),
  );
}
