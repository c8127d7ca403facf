/**
 * Checks what stands where: elements of the vocabulary in places where they may stand, text where text may stand, the columns
 * of tables. Partials are looked into at every place they are called from, since that decides what may stand in them.
 *
 * In:  the markup of a layout and of what it reaches. Out: diagnostics, and the places that the layout has for contents.
 */
import type { Diagnostic, Prose } from '../../diagnostics/index.js';
import {
  attributesOf,
  literalValue,
  possibleValues,
  type Attribute,
  type MarkupElement,
  type MarkupNode,
  type ValuePart,
} from '../layout/markup.js';
import type { LayoutPlace } from '../layout/ast.js';
import { parsedLayout } from '../layout/parsed.js';
import type { LayoutFile, LayoutSet } from '../layout-set.js';
import { didYouMean, problem } from '../problem.js';
import { contentPartKind, partialName } from '../reachable.js';
import { elementNames, mayContain, otherNames, ruleOf, takesBlocks, takesText } from '../vocabulary.js';
import { parseWidths } from '../widths.js';
import { checkAttributes, type AttributeInput } from './attributes.js';
import { groupsIn, type Groups } from './groups.js';

/** A call of `(content-part kind)`; `answers`: it stands in an element whose `data-content` is the content at hand. */
export interface ContentPartCall {
  readonly kind: string;
  readonly at: LayoutPlace;
  readonly answers: boolean;
  /** The groups whose contents it meets; those of every group where it is not said. */
  readonly groups?: ReadonlySet<string>;
}
export interface StructureResult {
  readonly diagnostics: readonly Diagnostic[];
  /** Ids that stand in `data-content`, with the file. */
  readonly literalContents: ReadonlyMap<string, ReadonlySet<string>>;
  readonly contentParts: readonly ContentPartCall[];
}
interface Around {
  readonly parent: string | undefined;
  readonly chain: readonly string[];
  readonly answersItem: boolean;
  readonly groups?: ReadonlySet<string>;
  readonly calls: readonly LayoutPlace[];
}

export interface StructureInput extends AttributeInput {
  /** The groups that a content stands in, by its id without the document: `deviations`. */
  readonly groupsOf: ReadonlyMap<string, ReadonlySet<string>>;
  readonly groups: Groups;
}

export function checkStructure(set: LayoutSet, layout: LayoutFile, input: StructureInput): StructureResult {
  const diagnostics: Diagnostic[] = [];
  const said = new Set<string>();
  let seen = new Set<string>();
  const checked = new Set<MarkupElement>();
  const literalContents = new Map<string, Set<string>>();
  const contentParts: ContentPartCall[] = [];
  const partFindings = new Map<LayoutFile, Diagnostic[]>();
  let sink: Diagnostic[] | undefined;
  const say = (d: Diagnostic, calls: readonly LayoutPlace[] = []): void => {
    if (sink && d.code === 'element-misplaced') {
      sink.push(calls.length === 0 ? d : { ...d, related: [...calls].reverse().slice(0, 3) });
      return;
    }
    const key = `${d.code} ${d.place?.file ?? ''}:${d.place?.line ?? ''}:${d.place?.column ?? ''} ${d.message.en}`;
    if (said.has(key)) return;
    said.add(key);
    diagnostics.push(calls.length === 0 ? d : { ...d, related: [...(d.related ?? []), ...[...calls].reverse().slice(0, 3)] });
  };

  const visit = (nodes: readonly MarkupNode[], around: Around, file: LayoutFile): void => {
    for (const node of nodes) {
      switch (node.kind) {
        case 'element':
          element(node, around, file);
          break;
        case 'text':
          text(node.value, node.at, around);
          break;
        case 'print':
          print(node, around);
          break;
        case 'partial':
          partial(node, around);
          break;
        default: {
          const { main, inverse } = groupsIn(node.statement, around.groups, input.groups);
          visit(node.main, inGroups(around, main), file);
          visit(node.inverse, inGroups(around, inverse), file);
        }
      }
    }
  };

  const text = (value: string, at: LayoutPlace, around: Around): void => {
    const bare = value.replace(/&(?:#\d+|#x[0-9a-f]+|[a-z]\w*);?/gi, ' ');
    if (bare.trim() === '' && value.trim() === '') return;
    const start = after(at, value);
    if (!takesText(around.parent)) {
      const where =
        around.parent === undefined
          ? { zh: '版式的最外层', en: 'the top of a layout' }
          : { zh: `<${around.parent}>`, en: `<${around.parent}>` };
      say(problem('text-misplaced', start, `文字不能直接放在${where.zh}里`, `text cannot stand directly in ${where.en}`), around.calls);
    }
    const word = /\p{L}+/u.exec(bare)?.[0];
    if (word !== undefined)
      say(problem('text-literal', start, `版式里直接写了文字“${word}”`, `words stand literally in the layout: “${word}”`));
  };

  const print = (node: MarkupNode & { kind: 'print' }, around: Around): void => {
    const { path } = node.statement;
    if (!takesText(around.parent)) {
      say(
        problem(
          'text-misplaced',
          node.at,
          `不能直接在${around.parent === undefined ? '版式的最外层' : `<${around.parent}>`}里印出`,
          `nothing can be printed directly in ${around.parent === undefined ? 'the top of a layout' : `<${around.parent}>`}`,
        ),
        around.calls,
      );
    } else if (path.type === 'PathExpression' && path.original === 'rich' && !takesBlocks(around.parent)) {
      say(
        problem(
          'print-refused',
          node.at,
          `长文本不能放在 <${around.parent ?? ''}> 里`,
          `long text cannot stand in <${around.parent ?? ''}>`,
          { help: { zh: '放在 <div>、<td> 或 <field> 里。', en: 'Put it into a <div>, <td> or <field>.' } },
        ),
        around.calls,
      );
    }
  };

  const partial = (node: MarkupNode & { kind: 'partial' }, around: Around): void => {
    const { name } = node.statement;
    const kind = contentPartKind(name);
    if (kind !== undefined) {
      const { answersItem: answers, groups } = around;
      if (!contentParts.some((c) => c.kind === kind && c.answers === answers && named(c.groups) === named(groups)))
        contentParts.push({ kind, at: node.at, answers, ...(groups ? { groups } : {}) });
      for (const [id, source] of set.partials) {
        if (id.startsWith(`${kind}/`) && isMet(id.slice(kind.length + 1), groups)) enterPart(source, around, node.at);
      }
      return;
    }
    const source = set.partials.get(partialName(name) ?? '');
    if (source) enter(source, around, node.at);
  };
  /** What the scheme does not know is met wherever it is called. */
  const isMet = (content: string, groups: ReadonlySet<string> | undefined): boolean => {
    const own = input.groupsOf.get(content);
    return !own || !groups || [...own].some((group) => groups.has(group));
  };
  /** The part of a content is wrong only where every call would be: which contents a call meets, the scheme says. */
  const enterPart = (source: LayoutFile, around: Around, at: LayoutPlace): void => {
    const before = { sink, seen };
    // Each call of the part is looked at anew.
    [sink, seen] = [[], new Set()];
    enter(source, around, at);
    const found = sink;
    ({ sink, seen } = before);
    const known = partFindings.get(source);
    partFindings.set(source, known ? known.filter((k) => found.some((f) => sameFinding(f, k))) : found);
  };
  const enter = (source: LayoutFile, around: Around, at: LayoutPlace): void => {
    const key = `${source.name} ${around.answersItem} ${named(around.groups)} ${around.chain.join('>')}`;
    // A partial that calls itself deeper and deeper is cut off; what it may hold does not change with depth.
    if (seen.has(key) || around.calls.length > 12) return;
    seen.add(key);
    visit(parsedLayout(source).markup?.nodes ?? [], { ...around, calls: [...around.calls, at] }, source);
  };

  const element = (node: MarkupElement, around: Around, file: LayoutFile): void => {
    const rule = ruleOf(node.name);
    if (!rule) {
      say(
        problem('element-unknown', node.at, `没有元素 <${node.name}>`, `there is no element <${node.name}>`, {
          help: meantElement(node.name),
        }),
      );
      visit(node.children, { ...around, parent: 'div' }, file);
      return;
    }
    const misplaced = (zh: string, en: string): void => say(problem('element-misplaced', node.at, zh, en), around.calls);
    const inside = rule.notInside?.find((name) => around.chain.includes(name));
    if (!mayContain(around.parent, node.name)) {
      misplaced(
        around.parent === undefined ? `<${node.name}> 不能放在最外层` : `<${node.name}> 不能直接放在 <${around.parent}> 里`,
        around.parent === undefined
          ? `<${node.name}> cannot stand at the top of a layout`
          : `<${node.name}> cannot stand directly in <${around.parent}>`,
      );
    } else if (inside !== undefined)
      misplaced(`<${node.name}> 不能放在 <${inside}> 里面`, `<${node.name}> cannot stand inside <${inside}>`);
    else if (rule.onlyInside && !rule.onlyInside.some((name) => around.chain.includes(name)))
      misplaced(
        `<${node.name}> 只能放在 ${rule.onlyInside.map((n) => `<${n}>`).join('、')} 里`,
        `<${node.name}> stands only in ${rule.onlyInside.map((n) => `<${n}>`).join(', ')}`,
      );
    if (!checked.has(node)) {
      checked.add(node);
      for (const d of checkAttributes(node, rule, input)) say(d);
      for (const d of checkColumns(node, input.measure)) say(d);
    }
    const content = attributesOf(node).find(({ attribute }) => attribute.name === 'data-content')?.attribute;
    if (content) for (const id of literalIds(content)) literalContents.set(id, (literalContents.get(id) ?? new Set()).add(file.name));
    const dynamic = content !== undefined && content.value.some(printsId);
    visit(
      node.children,
      { ...around, parent: node.name, chain: [...around.chain, node.name], answersItem: around.answersItem || dynamic },
      file,
    );
  };

  visit(parsedLayout(layout).markup?.nodes ?? [], { parent: undefined, chain: [], answersItem: false, calls: [] }, layout);
  for (const found of partFindings.values()) for (const d of found) say(d);
  return { diagnostics, literalContents, contentParts };
}
const named = (groups: ReadonlySet<string> | undefined): string => [...(groups ?? [])].join(' ');
const inGroups = (around: Around, groups: ReadonlySet<string> | undefined): Around =>
  groups === around.groups ? around : { ...around, ...(groups ? { groups } : {}) };
function meantElement(name: string): Prose | undefined {
  const other = Object.hasOwn(otherNames, name) ? otherNames[name] : undefined;
  return other === undefined ? didYouMean(name, elementNames) : { zh: `这里叫 <${other}>。`, en: `It is <${other}> here.` };
}
const sameFinding = (a: Diagnostic, b: Diagnostic): boolean =>
  a.code === b.code && a.place?.file === b.place?.file && a.place?.line === b.place?.line && a.place?.column === b.place?.column;

/** The place of the first character that is not white space. */
function after(at: LayoutPlace, value: string): LayoutPlace {
  const lines = value.slice(0, Math.max(value.search(/\S/), 0)).split(/\r\n?|\n/);
  const last = lines.at(-1) ?? '';
  return { file: at.file, line: at.line + lines.length - 1, column: lines.length === 1 ? at.column + last.length : last.length + 1 };
}

const literalIds = (attribute: Attribute): string[] => {
  const whole = possibleValues(attribute.value);
  if (whole) return whole.flatMap((v) => v.split(/\s+/)).filter((v) => v !== '');
  const texts = (parts: readonly ValuePart[]): string[] =>
    parts.flatMap((p) => (p.kind === 'text' ? p.value.split(/\s+/) : p.kind === 'block' ? [...texts(p.main), ...texts(p.inverse)] : []));
  return texts(attribute.value).filter((v) => v !== '');
};
/** `{{id}}`, `{{this.id}}`, `{{content.id}}`: the id of the content at hand. */
const printsId = (part: ValuePart): boolean =>
  part.kind === 'print'
    ? part.statement.path.type === 'PathExpression' && part.statement.path.parts.at(-1) === 'id'
    : part.kind === 'block' && (part.main.some(printsId) || part.inverse.some(printsId));

// ---- columns -----------------------------------------------------------------------------------------------------------

/** Where widths and cells are written out, they must agree; spans down make rows depend on each other, and are left to the rendering. */
function checkColumns(node: MarkupElement, measure: number): Diagnostic[] {
  if (node.name !== 'table' && node.name !== 'field-list' && node.name !== 'grid') return [];
  const all = new Map(
    attributesOf(node).map(({ attribute, conditional }) => [attribute.name, conditional ? undefined : literalValue(attribute)]),
  );
  const widths = parseWidths(all.get('widths') ?? '');
  if (!widths) return [];
  const fixed = widths.reduce((sum, w) => sum + ('mm' in w ? w.mm : 0), 0);
  if (fixed > measure + 0.005) {
    return [
      problem(
        'width-too-large',
        node.at,
        `各列共 ${fixed} mm，版心只有 ${measure} mm`,
        `the columns are ${fixed} mm together; the text of the page is ${measure} mm wide`,
      ),
    ];
  }
  if (node.name === 'field-list') {
    const columns = all.get('marks') === 'true' ? 3 : all.has('marks') && all.get('marks') !== 'false' ? widths.length : 2;
    return columns === widths.length
      ? []
      : [
          problem(
            'table-columns',
            node.at,
            `字段表有 ${columns} 列，写了 ${widths.length} 个宽度`,
            `the field list has ${columns} columns and ${widths.length} widths`,
          ),
        ];
  }
  const rows = rowsOf(node);
  if (
    rows.some((row) =>
      row.children.some((c) => c.kind === 'element' && attributesOf(c).some(({ attribute }) => attribute.name === 'rowspan')),
    )
  )
    return [];
  return rows.flatMap((row) => {
    const columns = columnsOf(row);
    return columns === undefined || columns === widths.length
      ? []
      : [
          problem(
            'table-columns',
            row.at,
            `这一行有 ${columns} 列，表有 ${widths.length} 列`,
            `this row has ${columns} columns, the table ${widths.length}`,
          ),
        ];
  });
}
function rowsOf(node: MarkupElement): MarkupElement[] {
  const visit = (nodes: readonly MarkupNode[]): MarkupElement[] =>
    nodes.flatMap((n) => {
      if (n.kind === 'block') return [...visit(n.main), ...visit(n.inverse)];
      if (n.kind !== 'element') return [];
      return n.name === 'tr' || n.name === 'grid-row' ? [n] : visit(n.children);
    });
  return visit(node.children);
}
/** Undefined where blocks or partials decide. */
function columnsOf(row: MarkupElement): number | undefined {
  let sum = 0;
  for (const cell of row.children) {
    if (cell.kind === 'block' || cell.kind === 'partial') return undefined;
    if (cell.kind !== 'element') continue;
    const span = attributesOf(cell).find(({ attribute }) => attribute.name === 'colspan');
    const value = span ? (span.conditional ? undefined : literalValue(span.attribute)) : '1';
    if (value === undefined || !Number.isInteger(Number(value))) return undefined;
    sum += Number(value);
  }
  return sum;
}
