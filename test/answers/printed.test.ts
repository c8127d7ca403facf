/**
 * What layouts print of a value reads back to that value: every run of words in the samples' documents that is one value of a record. A
 * place of which this is not so is closed, and an answer there is not taken. What is expected is what the record says.
 */
import { describe, expect, it } from 'vitest';
import { choicesOf } from '../../src/answers/choices.js';
import { isOpen, readWords } from '../../src/answers/read-words.js';
import { Labels } from '../../src/compose/labels.js';
import { pathOf } from '../../src/files/pointer.js';
import { loadProject } from '../../src/load/project.js';
import type { RecordFile } from '../../src/load/types.js';
import { eachBlock, inlinesOf, type Lang } from '../../src/model/index.js';
import { childOf, metaOf, type FieldKind, type Shape } from '../../schemas/record/index.js';
import type { Choice } from '../../src/answers/types.js';
import { isLongRun, sweep } from '../setup/long.js';
import { sampleDocuments, samplesFolder } from '../setup/samples.js';

interface Said {
  readonly name: string;
  readonly words: string;
  readonly lang: Lang;
  readonly shape: Shape;
  readonly kind: FieldKind | undefined;
  readonly present: unknown;
  readonly choices: readonly Choice[];
}
const isText = (shape: Shape | undefined): boolean => ['text', 'name', 'long'].includes((shape && metaOf(shape)?.kind) ?? '');

/** A field of a record and its value: of a text that of the language which the pointer names, or of the first. */
function fieldAt(record: RecordFile, pointer: string): { shape: Shape; present: unknown } | undefined {
  let shape: Shape | undefined = record.shape;
  let around: Shape | undefined;
  let present: unknown = record.value;
  for (const step of pathOf(pointer)) {
    around = shape;
    shape = shape && (childOf(shape, /^\d+$/.test(step) ? Number(step) : step) ?? childOf(shape, step));
    present = (present as Readonly<Record<string, unknown>> | undefined)?.[step];
  }
  if (isText(around) && /\/(?:zh|en)$/.test(pointer)) shape = around;
  if (isText(shape) && typeof present === 'object') present = (present as { readonly zh?: unknown }).zh;
  return shape && { shape, present };
}

/** Every run that prints one value of a case's record; long text is read by paragraphs. */
async function said(): Promise<Said[]> {
  const records = new Map<string, RecordFile>();
  for (const one of loadProject(samplesFolder).value?.cases ?? []) {
    const audits = one.audits.flatMap((a) => [
      a.audit,
      a.plan,
      a.notice,
      a.report,
      a.review,
      a.decision,
      ...a.findings,
      ...a.nonconformities,
    ]);
    for (const file of [one.case, one.certificates, one.events, one.documents, ...audits]) if (file) records.set(file.file, file);
  }
  const out: Said[] = [];
  for (const { name, composed, order } of await sampleDocuments('zh-en', 12)) {
    const labels = new Labels(order.tools.layouts, order.tools.scheme.scheme.labels);
    eachBlock(composed.document, (block) => {
      for (const inline of inlinesOf(block)) {
        const [place, ...more] = inline.origin?.record ?? [];
        const record = place && records.get(place.file);
        const field = record && more.length === 0 ? fieldAt(record, place.pointer) : undefined;
        const kind = field && metaOf(field.shape)?.kind;
        if (inline.type !== 'text' || !field || kind === 'long') continue;
        out.push({ name, words: inline.value, lang: inline.lang, kind, choices: choicesOf(field.shape, labels), ...field });
      }
    });
  }
  return out;
}

describe('words of the samples’ documents', () => {
  it('read back to what the record says, or are worked out', sweep, async () => {
    const all = await said();
    const open = all.filter((one) => isOpen(one.words, one.shape, one.lang, one));
    const closed = all.filter((one) => !open.includes(one));
    // Some 8,500 runs in all, of which a hundred are worked out of a code: titles by content ids, sentences by clauses.
    expect(open.length).toBeGreaterThan(isLongRun ? 6_500 : 300);
    expect(closed.length).toBeLessThan(all.length * 0.02);
    expect(closed.filter(({ kind }) => kind !== 'code').map(({ name, words, present }) => [name, words, present])).toEqual([]);
    // What does not say the code itself cannot be an answer to it.
    expect(closed.filter(({ words, present }) => words === present)).toEqual([]);
    for (const one of open) {
      const reading = readWords(one.words, one.shape, one.lang, { ...one, printed: one.words });
      expect(reading.ok && reading.value, `${one.name}: ${one.words}`).toEqual(one.present);
    }
  });
});
