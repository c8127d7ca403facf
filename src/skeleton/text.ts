/**
 * The text of a skeleton: a record file of which every field says what it means, and what the scheme asks of it.
 *
 * In:  a kind of file, the scheme's rows for it, the values known already. Out: YAML with comments. The fields that the
 *      scheme asks for stand there empty, the others in comments, so that the file has its shape and lacks only contents.
 */
import { fieldsOf, itemOf, metaOf, type RecordKind, type Shape } from '../../schemas/record/index.js';
import type { Content } from '../../schemas/pack/index.js';
import { isRendered } from '../packs/renderings.js';
import { isPath, parseAnswerPath } from '../rules/answer-path.js';
import { form } from '../rules/how-to.js';
import { rootPlaces, type RootName, type RootShapes } from '../rules/root-shapes.js';
import { entryLines, shapeLines, type IsAsked } from './shape.js';

/** A row, and the keys that lead to one of its answers, without the steps into lists. */
interface Asked {
  readonly keys: readonly string[];
  readonly content: Content;
}
export interface SkeletonRequest {
  readonly kind: RecordKind;
  /** Its shape, with what the scheme adds; of a paper its own. */
  readonly shape: Shape;
  /** The roots that its rows see. */
  readonly roots: RootShapes;
  readonly rows: readonly Content[];
  /** Opening lines, without `#`. */
  readonly opening: readonly string[];
  readonly preset: Readonly<Record<string, string>>;
  /** Fields that say nothing here: of an audit, those of other kinds of audit. */
  readonly omit?: readonly string[];
}

export function skeletonText({ kind, shape, roots, rows, opening, preset, omit = [] }: SkeletonRequest): string {
  const asked: Asked[] = rows.flatMap((content) =>
    content.answer.flatMap((text) => {
      const path = parseAnswerPath(text, roots);
      if (!isPath(path)) return [];
      const place = rootPlaces[path.root as RootName | 'findings'];
      if (place.kind !== kind) return [];
      const start = place.path.filter((key) => typeof key === 'string');
      // Alternatives: the first is the usual one.
      return [{ keys: [...start, ...path.steps.flatMap((step) => (step.type === 'keys' ? step.keys.slice(0, 1) : []))], content }];
    }),
  );
  const findings = rows.filter((content) => content.finding);
  const item = itemOf(shape);
  const body = item
    ? // Registers and certificates begin with nothing; what an entry holds stands in comments.
      ['# 每项如下 / Each entry:', ...comment(entryLines(item, 0, [], askedAt(asked)))]
    : map(shape, asked, [], 0, preset, omit);
  const say =
    kind === 'findings'
      ? [
          '',
          '# 每条发现的 answers 写明它回答的内容 / The answers of a finding name what it answers:',
          ...findings.flatMap((content) => [`#   ${content.id}`, ...clauseLines([content], '#      ')]),
        ]
      : [];
  return [...opening.map((line) => `# ${line}`), '', ...body, ...say, ''].join('\n');
}

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();
/** What the scheme asks, in the words of the source and then those of the rendering, where there is one; `pad` stands before each line. */
const clauseLines = (contents: readonly Content[], pad: string): string[] =>
  [
    ...new Set(
      contents.map(
        (content) =>
          `${pad}${content.clause} 「${flat(content.zh)}」${content.required === 'later' ? '（可后补 / may follow later）' : ''}${isRendered(content) ? `\n${pad}  ${flat(content.en)}` : ''}`,
      ),
    ),
  ].flatMap((two) => two.split('\n'));
const comment = (lines: readonly string[]): string[] => lines.map((line) => line.replace(/^(\s*)(?:# )?/, '# $1'));
/** A value that YAML would read as anything but text is quoted. */
const scalar = (value: string): string =>
  /^[A-Za-z][A-Za-z0-9/_-]*$/.test(value) && !/^(?:true|false|null|yes|no|on|off)$/i.test(value) ? value : JSON.stringify(value);
/** Every document has these, whatever its scheme says. */
const always = new Set(['number', 'date']);

const askedAt =
  (asked: readonly Asked[]): IsAsked =>
  (way) =>
    asked.some(({ keys }) => way.every((word, n) => keys[n] === word));

/** Lines of a map: asked-for fields as empty keys, the others with their shape, in comments. */
function map(
  shape: Shape,
  asked: readonly Asked[],
  way: readonly string[],
  indent: number,
  preset: Readonly<Record<string, string>> = {},
  omit: readonly string[] = [],
): string[] {
  const pad = ' '.repeat(indent);
  const lines: string[] = [];
  for (const [key, child] of fieldsOf(shape) ?? []) {
    if (indent === 0 && omit.includes(key)) continue;
    const here = [...way, key];
    const under = asked.filter(({ keys }) => here.every((word, i) => keys[i] === word));
    const meta = metaOf(child);
    const meaning = meta ? `${meta.zh} / ${meta.en}` : '';
    if (key in preset) {
      lines.push(`${pad}${key}: ${scalar(preset[key] ?? '')}  # ${meaning}`);
      continue;
    }
    if (under.length === 0) {
      if (indent === 0 && always.has(key)) {
        lines.push(`${key}:  # ${meaning}`);
        continue;
      }
      lines.push(...comment(shapeLines(key, child, indent, way, askedAt(asked))));
      continue;
    }
    if (indent === 0) lines.push('');
    const isMap = fieldsOf(child) !== undefined && itemOf(child) === undefined && meta?.kind === undefined;
    const ends = isMap ? under.filter(({ keys }) => keys.length === here.length) : under;
    lines.push(
      ...clauseLines(
        ends.map((one) => one.content),
        `${pad}# `,
      ),
    );
    const how = form(child);
    lines.push(`${pad}${key}:  # ${meaning}${how.zh === '' || isMap ? '' : `（${how.zh} / ${how.en}）`}`);
    const item = itemOf(child);
    if (isMap) lines.push(...map(child, asked, here, indent + 2));
    else if (item && fieldsOf(item) && metaOf(item)?.kind === undefined)
      lines.push(...comment(entryLines(item, indent + 2, here, askedAt(asked))));
    else if (meta?.kind === 'applicable')
      lines.push(
        ...comment(
          [...(fieldsOf(child) ?? [])]
            .filter(([name]) => name !== 'notApplicable')
            .flatMap(([name, one]) => shapeLines(name, one, indent + 2, here, askedAt(asked))),
        ),
      );
  }
  return lines;
}
