/**
 * A record file with some of its values changed, and nothing else.
 *
 * In:  the text of a record file, edits, and where it is known the shape of the file, by which new keys find their place.
 * Out: the new text, in which only the lines concerned differ: comments, order, blank lines, quotes, line ends and the way in which
 * lines stand in are left; or why an edit cannot be made, and where it is asked for, all others.
 *
 * The text is spliced, never written anew from its tree, which changes what nobody touched. What came out is read again, and its values
 * are held against those worked out on the values alone: where anything else says something else than before, the edit is not made.
 */
import type { z } from 'zod';
import type { Code, Diagnostic, Outcome, Prose } from '../diagnostics/index.js';
import { failed, hasErrors, ok } from '../diagnostics/index.js';
import { parseYaml } from '../files/parse-yaml.js';
import { pathOf, placeAt } from '../files/pointer.js';
import { spotsOf } from '../files/spots.js';
import { plainYaml } from '../files/yaml-values.js';
import { keysOf, shapeAt } from '../../schemas/record/shape.js';
import { afterEdit, listIndex, sameValue, tidiedValue } from './expected.js';
import { planned, type KeyOrder } from './splices.js';
import { handOf, referencesIn, shared, type Tree } from './tree.js';
import type { Edit, Splice } from './types.js';

interface Read {
  readonly tree: Tree;
  readonly value: unknown;
}

/** All of the edits, or none. */
export function editRecord(file: string, source: string, edits: readonly Edit[], shape?: z.ZodType): Outcome<string> {
  const { value, diagnostics } = editWhatCan(file, source, edits, shape);
  return value?.left.length === 0 ? ok(value.text, diagnostics) : failed(...diagnostics);
}

export interface EditedInPart {
  readonly text: string;
  /** Edits of values that stand once and are meant in several places: each is told, and the others are made. */
  readonly left: readonly Edit[];
}
export function editWhatCan(file: string, source: string, edits: readonly Edit[], shape?: z.ZodType): Outcome<EditedInPart> {
  const mark = source.startsWith('\uFEFF') ? '\uFEFF' : '';
  const first = read(file, source.slice(mark.length));
  if (!first.value) return failed(...first.diagnostics);
  const order: KeyOrder = (path) => {
    const at =
      shape &&
      shapeAt(
        shape,
        path.map((step) => listIndex(step) ?? step),
      );
    return at ? keysOf(at) : [];
  };
  let now = first.value;
  const left: Edit[] = [];
  const diagnostics: Diagnostic[] = [];
  /** What is in a value that is left as it is cannot be edited either. */
  const isInLeft = ({ pointer }: Edit): boolean => left.some((one) => pointer === one.pointer || pointer.startsWith(`${one.pointer}/`));
  for (let next = 0; next < edits.length;) {
    if (isInLeft(edits[next] as Edit)) {
      left.push(edits[next++] as Edit);
      continue;
    }
    const { splices, value, until, refusal } = gathered(file, now, edits, next, order);
    if (refusal?.code === 'edit-shared') {
      // Where it stands in the file as it is: lines that were put in above are not there if nobody writes them.
      diagnostics.push({ ...refusal, place: placeOf(file, first.value, edits[until] as Edit) });
      left.push(edits[until] as Edit);
      next = until + 1;
      continue;
    }
    if (refusal) return failed(...diagnostics, refusal);
    const after = read(file, spliced(now.tree.text, splices));
    const last = edits[until - 1] as Edit;
    if (!after.value) return failed(...after.diagnostics.map((one): Diagnostic => ({ ...one, place: placeOf(file, now, last) })));
    if (!sameValue(after.value.value, value)) return failed(refused('edit-unsafe', file, now, last, unsafe));
    now = after.value;
    next = until;
  }
  return ok({ text: mark + now.tree.text, left }, diagnostics);
}

/** The edits from one on that can be made by the same tree: scalars for scalars, each once; or a single one of another kind. */
function gathered(file: string, now: Read, edits: readonly Edit[], from: number, order: KeyOrder) {
  const splices: Splice[] = [];
  const pointers = new Set<string>();
  let { value } = now;
  let until = from;
  for (; until < edits.length; until++) {
    const edit = tidy(edits[until] as Edit);
    if (pointers.has(edit.pointer)) break;
    const after = afterEdit(value, edit);
    const refuse = (code: Code, prose: Prose) => ({ splices, value, until, refusal: refused(code, file, now, edit, prose) });
    if (!after) {
      if (until > from) break;
      return refuse('edit-nowhere', nowhere(edit));
    }
    if (sameValue(after.value, value)) continue;
    const plan = planned(now.tree, edit, order);
    // Those before it are made first.
    if (plan === shared && until > from) break;
    if (plan === shared) return refuse('edit-shared', sharedProse);
    if (!plan.isSimple && until > from) break;
    pointers.add(edit.pointer);
    splices.push(...plan.splices);
    value = after.value;
    if (!plan.isSimple) {
      until++;
      break;
    }
  }
  return { splices, value, until, refusal: undefined };
}
const tidy = (edit: Edit): Edit => (edit.kind === 'remove' ? edit : { ...edit, value: tidiedValue(edit.value) });

function read(file: string, text: string): Outcome<Read> {
  const parsed = parseYaml(new TextEncoder().encode(text), file);
  if (!parsed.value) return failed(...parsed.diagnostics);
  const { document, lines } = parsed.value;
  const plain = plainYaml(document, text, (offset, pointer) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), pointer };
  });
  if (hasErrors(plain.diagnostics)) return failed(...plain.diagnostics.filter(({ severity }) => severity === 'error'));
  return ok({
    tree: { text, document, hand: handOf(text, document), referredTo: text.includes('*') ? referencesIn(document) : new Set() },
    value: plain.value,
  });
}

function spliced(text: string, splices: readonly Splice[]): string {
  let out = text;
  for (const { start, end, text: written } of [...splices].sort((a, b) => b.start - a.start))
    out = out.slice(0, start) + written + out.slice(end);
  return out;
}

function placeOf(file: string, { tree }: Read, edit: Edit) {
  const parsed = parseYaml(new TextEncoder().encode(tree.text), file).value;
  return parsed
    ? placeAt({ file, spots: spotsOf(parsed.document, parsed.lines) }, pathOf(edit.pointer), file)
    : { file, pointer: edit.pointer };
}
const refused = (code: Code, file: string, now: Read, edit: Edit, message: Prose): Diagnostic => ({
  code,
  severity: 'error',
  message,
  place: placeOf(file, now, edit),
});

const nowhere = ({ kind, pointer }: Edit): Prose =>
  kind === 'remove'
    ? { zh: `${pointer} 处没有可以删去的内容`, en: `There is nothing at ${pointer} to remove` }
    : kind === 'add'
      ? { zh: `${pointer} 处没有列表可以添加`, en: `There is no list at ${pointer} to add to` }
      : { zh: `记录中没有 ${pointer} 这个位置，也不能新建`, en: `The record has no place ${pointer}, and none can be made there` };
const sharedProse: Prose = {
  zh: '这里的值用 & 命名，别处以 * 引用：改一处就改了几处',
  en: 'The value here is named by & and meant elsewhere by *: a change would reach several places',
};
const unsafe: Prose = { zh: '这个值不能在不触动其他内容的情况下写入', en: 'The value cannot be written without touching something else' };
