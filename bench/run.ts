/**
 * `npm run bench`: certpress beside its own build of commit b5e3223 and beside hand-made floors, in turn, in one run.
 *
 * In:  `--json` for one object on stdout and nothing else; `--rounds N` of one document, `--starts N` of processes, `--cases N` of the many
 * (0: none). Out: ratios, and what they are made of. README.md in this folder says how to read them.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageInfo } from '../src/program/package-info.js';
import { SampleCase } from './case.js';
import { measureMany, type Many } from './many.js';
import { measure, type Measured, type Step } from './measure.js';
import { measureStart, type Side, type Start } from './start.js';

const count = (most: string) => ({ type: 'string' as const, default: most });
const { values: flags } = parseArgs({
  options: { json: { type: 'boolean', default: false }, rounds: count('21'), starts: count('7'), cases: count('100') },
});
const [rounds, starts, cases] = [flags.rounds, flags.starts, flags.cases].map(Number) as [number, number, number];
const warmUps = 12;

const root = packageInfo().root;
const sample = new SampleCase(root);
const base = join(root, '.cache/b5e3223');
for (const [command, ...args] of [
  ['bash', 'bench/install-base.sh'],
  [process.execPath, 'tools/compile.mjs'],
] as const)
  if (spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] }).status !== 0) throw new Error(`${args.join(' ')} failed`);
const mainOf = (folder: string): string => join(folder, 'dist/src/cli/main.js');

process.once('SIGINT', () => {
  sample.remove();
  process.exit(130);
});

try {
  const measured = await measure(sample, root, rounds, warmUps);
  const sides = [root, base].map((folder) => ({ main: mainOf(folder), samples: join(folder, 'samples') })) as [Side, Side];
  const start = measureStart(...sides, Math.max(1, starts));
  report(measured, start, cases > 0 ? measureMany(root, ...sides, cases) : undefined);
} finally {
  sample.remove();
}

function report({ rounds: r, pages }: Measured, start: Start, many: Many | undefined): void {
  const pdf: Step[] = ['compose', 'pdf write'];
  const docx: Step[] = ['compose', 'docx write'];
  const ratios = {
    pdf: { rendered: r.ratio(pdf, ['typst']), proved: r.ratio([...pdf, 'inspect', 'pdf proof'], ['typst', 'typst read back']) },
    docx: { rendered: r.ratio(docx, ['docxtemplater']), proved: r.ratio([...docx, 'inspect', 'docx proof'], ['docxtemplater']) },
    load: r.ratio(['load'], ['typst']),
    judge: r.ratio(['judge'], ['typst']),
  };
  const two = (n: number | null | undefined): number | null => (n == null ? null : Math.round(n * 100) / 100);
  if (flags.json) {
    const { pdf: ofPdf, docx: ofDocx } = ratios;
    const said = {
      start: { help: two(start.help), noop: two(start.noop), first: two(start.first) },
      pdf: { rendered: two(ofPdf.rendered), proved: two(ofPdf.proved) },
      docx: { rendered: two(ofDocx.rendered), proved: two(ofDocx.proved) },
      load: two(ratios.load),
      judge: two(ratios.judge),
      jobs2: two(many?.jobs2),
      thousand: {
        docsPerSecond: two(many?.thousand.docsPerSecond),
        ratioToB5e3223: two(many?.thousand.ratioToB5e3223),
        peakMB: many?.thousand.peakMB ?? null,
      },
    };
    console.log(JSON.stringify(said, null, 2));
    return;
  }
  const line = (name: string, ratio: number | null | undefined, aim: number, more = ''): string =>
    `${name.padEnd(34)}${(two(ratio)?.toFixed(2) ?? 'none').padStart(7)}${aim.toFixed(2).padStart(7)}  ${ratio == null ? '' : ratio <= aim ? 'met' : 'missed'}${more}`;
  const ms = (ours: readonly Step[], floor: readonly Step[]): string =>
    `  (${r.ms(...ours).toFixed(0)} of ${r.ms(...floor).toFixed(0)} ms)`;
  console.log(
    [
      `One report, ${pages.ours} pages (floor: ${pages.floor}); ${rounds} rounds after ${warmUps} to warm up; ${starts} starts; medians.`,
      '',
      `${''.padEnd(34)}${'ratio'.padStart(7)}${'aim'.padStart(7)}`,
      line('--help / b5e3223', start.help, 0.12),
      line('nothing changed / b5e3223', start.noop, 0.22),
      line('first certificate / b5e3223', start.first, 0.3),
      line('check, nothing kept / b5e3223', start.check, 0.5),
      line('PDF rendered / floor A', ratios.pdf.rendered, 1.02, ms(pdf, ['typst'])),
      line('PDF proved / floor B', ratios.pdf.proved, 0.75, ms([...pdf, 'inspect', 'pdf proof'], ['typst', 'typst read back'])),
      line('DOCX rendered / docxtemplater', ratios.docx.rendered, 0.19, ms(docx, ['docxtemplater'])),
      line('DOCX proved / docxtemplater', ratios.docx.proved, 0.4, ms([...docx, 'inspect', 'docx proof'], ['docxtemplater'])),
      line('load and judge / floor A', ratios.load + ratios.judge, 0.15, `  (load ${two(ratios.load)}, judge ${two(ratios.judge)})`),
      '',
      `of which: compose ${r.ms('compose').toFixed(0)}, inspect ${r.ms('inspect').toFixed(0)}, PDF write ${r.ms('pdf write').toFixed(0)}, PDF proof ${r.ms('pdf proof').toFixed(0)}, DOCX write ${r.ms('docx write').toFixed(0)}, DOCX proof ${r.ms('docx proof').toFixed(0)} ms`,
      ...(many
        ? [
            `two jobs ${two(many.jobs2)} times the throughput of one (aim: 1.8 on two cores)`,
            `${cases} cases: ${two(many.thousand.docsPerSecond)} documents a second, ${two(many.thousand.ratioToB5e3223) ?? 'not comparable,'} times b5e3223, ${many.thousand.peakMB} MB at most`,
          ]
        : []),
    ].join('\n'),
  );
}
