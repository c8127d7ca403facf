/**
 * `npm run bench:word`: what a Word form of a report costs beside the report, and taking it back beside reading it for the proof.
 *
 * In:  `--rounds N` (default 15); `--profile write|take` to do nothing but that, for a profiler. Out: ratios of the medians of CPU time,
 * all of one process, in turn, after a warm-up; of the deepest report of the samples, in which a person has changed three texts.
 */
import { parseArgs } from 'node:util';
import { compose, variantsOf } from '../src/compose/index.js';
import type { Diagnostic, Outcome } from '../src/diagnostics/index.js';
import { writtenForm } from '../src/form/form.js';
import { composeInput } from '../src/make/document.js';
import { settleToc } from '../src/model/index.js';
import { packageInfo } from '../src/program/package-info.js';
import { readDocx } from '../src/proof/read-docx.js';
import { recordsFor } from '../src/take/records.js';
import { openedForms, settledOf } from '../src/take/take.js';
import { writeDocx } from '../src/writers/docx/index.js';
import { SampleCase, orderOf, packsOf } from './case.js';
import { median } from './rounds.js';
import { personAt } from './word-person.js';

const { values: flags } = parseArgs({ options: { rounds: { type: 'string', default: '15' }, profile: { type: 'string' } } });
const [rounds, warmUps] = [Number(flags.rounds), 6];
const { root } = packageInfo();
const sample = new SampleCase(root);
process.once('SIGINT', () => {
  sample.remove();
  process.exit(130);
});

const steps = ['write DOCX', 'write form', 'read for the proof', 'read entries', 'take', 'open the project'] as const;
type Step = (typeof steps)[number];
const spent = new Map<Step, number[]>(steps.map((step) => [step, []]));
async function time<T>(step: Step, what: () => T | Promise<T>): Promise<T> {
  const before = process.cpuUsage();
  const result = await what();
  const { user, system } = process.cpuUsage(before);
  spent.get(step)?.push((user + system) / 1000);
  return result;
}

try {
  const { schemes, tools } = await packsOf(sample, root);
  for (let round = 0; round < warmUps + rounds; round++) {
    if (round === warmUps) for (const list of spent.values()) list.length = 0;
    // Other words of the same length, so that nothing is remembered of the round before.
    sample.renew(round);
    const order = orderOf(
      sample.load(() => schemes),
      tools,
    );
    const { scope } = order;
    const records = await time('open the project', () => valueOf(recordsFor(sample.root, [scope.asks.file.file])));
    const writeReport = (): Uint8Array => {
      const [variant = 'only'] = variantsOf(tools.layouts, scope.kind);
      const composed = valueOf(compose(tools.layouts, scope.kind, composeInput(order, variant)));
      return valueOf(writeDocx(settleToc(composed, 0)));
    };
    const writeForm = (): Uint8Array => valueOf(writtenForm({ scope, tools, lang: 'zh-en', people: scope.project.people }, {}));
    const written = flags.profile === 'take' ? [] : [() => time('write DOCX', writeReport), () => time('write form', writeForm)];
    // What was measured first in one round comes last in the next.
    for (const step of round % 2 === 0 ? written : written.reverse()) await step();
    if (flags.profile === 'write') continue;
    const changed = personAt(writeForm());
    const back = [
      () => time('read for the proof', () => valueOf(readDocx(changed)).carried()),
      () => time('read entries', () => valueOf(readDocx(changed))),
      () => time('take', () => take(changed)),
    ];
    for (const step of flags.profile === 'take' ? back.slice(2) : round % 2 === 0 ? back : back.reverse()) await step();

    async function take(bytes: Uint8Array): Promise<void> {
      const diagnostics: Diagnostic[] = [];
      const forms = openedForms([{ name: 'form.docx', bytes }], false, diagnostics);
      const settled = await settledOf(forms, records, { accept: false, remove: false });
      const edits = [...settled.edits.values()].flat();
      if (diagnostics.length + settled.diagnostics.length > 0 || edits.length !== 3)
        throw new Error(`three texts were changed, and ${edits.length} edits found: ${JSON.stringify(settled.diagnostics)}`);
    }
  }
} finally {
  sample.remove();
}
if (flags.profile === undefined) {
  const ms = (step: Step): number => median(spent.get(step) ?? []);
  const ratio = (ours: Step, floor: Step, aim: number): string =>
    `${ours} / ${floor}`.padEnd(40) +
    `${(ms(ours) / ms(floor)).toFixed(2)} (aim ${aim.toFixed(1)}; ${ms(ours).toFixed(1)} of ${ms(floor).toFixed(1)} ms)`;
  console.log(`${rounds} rounds after ${warmUps}, medians of CPU time`);
  console.log(ratio('write form', 'write DOCX', 1.3));
  console.log(ratio('take', 'read for the proof', 1.5));
  console.log(ratio('take', 'read entries', 1.5));
  console.log(`opening the project: ${ms('open the project').toFixed(1)} ms`);
}

function valueOf<T>({ value, diagnostics }: Outcome<T>): T {
  if (value === undefined) throw new Error(diagnostics.map((d) => d.message.en).join('; '));
  return value;
}
