/**
 * Explanations: a clause, rule, row or content id in the scheme's own words, what is required, and where the record answers it.
 *
 * In:  a word as a person types it (brackets of either width), optionally one scheme. Out: one text for each match; of a pack that does not
 * load what is wrong with it, where nothing else answers or it is the one asked for: it is not what anybody asked of another.
 */
import type { Content, DocumentKind, SchemeFile, Wording } from '../../schemas/pack/index.js';
import { recordsWith, type RecordShapes } from '../../schemas/record/added-fields.js';
import { fieldMeta } from '../../schemas/record/index.js';
import { ok, type Diagnostic, type Outcome, type Prose } from '../diagnostics/index.js';
import { listSchemes, loadScheme } from '../packs/load-scheme.js';
import type { Packs } from '../packs/packs-seen.js';
import type { Scheme } from '../packs/types.js';
import { packageInfo } from '../program/package-info.js';
import type { z } from 'zod';
import type { GenericCheck } from '../../schemas/pack/rules.js';
import type { Transition } from '../../schemas/pack/life.js';
import { eventName } from '../packs/event-kinds.js';
import { stateNames } from '../judge/refusals.js';
import { quoted } from './quoted.js';
import { explainRule } from './rule.js';

/** `5.11.3（8）` and `5.11.3(8)` are one clause to someone who types. */
const plainBrackets = (s: string): string => s.replace(/（/g, '(').replace(/）/g, ')').replace(/\s+/g, '').toLowerCase();

export async function explainWord(word: string, only?: string, packs: Packs = packageInfo().root): Promise<Outcome<readonly Prose[]>> {
  const diagnostics: Diagnostic[] = [];
  const texts: Prose[] = [];
  const generic = new Map<string, Prose>();
  const wanted = plainBrackets(word);
  const near: Near[] = [];
  for (const { id, version } of await listSchemes(packs)) {
    if (only !== undefined && only !== id) continue;
    const { value: scheme, diagnostics: found } = await loadScheme(id, version, packs);
    diagnostics.push(...found);
    if (!scheme) continue;
    for (const [kind, groups] of Object.entries(scheme.contents) as [DocumentKind, NonNullable<Scheme['contents'][DocumentKind]>][]) {
      for (const content of groups.flatMap((g) => g.contents)) {
        if ([content.clause, content.rule, content.id].some((w) => w !== undefined && plainBrackets(w) === wanted))
          texts.push(explainContent(scheme, kind, content));
      }
    }
    const isMeant = (...words: readonly string[]): boolean => words.some((w) => plainBrackets(w) === wanted);
    near.push(...nearOf(scheme, word));
    for (const row of scheme.wording) if (isMeant(row.id, row.clause)) texts.push(explainWording(scheme, row));
    for (const row of scheme.rules) if (isMeant(row.id, row.rule, row.clause)) texts.push(explainRule(scheme, row));
    for (const row of scheme.scheme.life) if (isMeant(row.clause)) texts.push(explainTransition(scheme, row));
    for (const [code, reason] of Object.entries(scheme.scheme.reasons))
      if (isMeant(code, reason.clause)) texts.push(explainReason(scheme, code, reason));
    // The same for every scheme: once is enough.
    for (const check of scheme.generic) if (isMeant(check.id, check.rule)) generic.set(check.id, explainCheck(check));
  }
  const found = [...texts, ...generic.values()];
  return ok(
    found.length > 0 || near.length === 0 ? found : [listOf(word, near)],
    found.length > 0 && only === undefined ? [] : diagnostics,
  );
}

interface Near {
  readonly at: string;
  readonly title: Prose;
}
/** What stands under a heading of the scheme's text, or speaks of a word: nobody knows all codes by heart. */
function nearOf(scheme: Scheme, word: string): Near[] {
  const heading = plainBrackets(word);
  const isNear = (clause: string, ...titles: readonly string[]): boolean =>
    [`${heading}.`, `${heading}(`].some((start) => plainBrackets(clause).startsWith(start)) ||
    (word.length > 1 && /^\p{L}+$/u.test(word) && titles.some((title) => title.toLowerCase().includes(word.toLowerCase())));
  const contents = Object.values(scheme.contents).flatMap((groups) => groups.flatMap((group) => group.contents));
  return [
    ...contents.map(({ clause, id, title }) => ({ clause, id, title })),
    ...scheme.rules.map(({ clause, id, zh, en }) => ({ clause, id, title: { zh, en } })),
  ]
    .filter(({ clause, title }) => isNear(clause, title.zh, title.en))
    .map(({ clause, id, title }) => ({ at: `${scheme.id}  ${clause}  ${id}`, title }));
}
/** As many as a screen takes. */
const most = 30;
function listOf(word: string, near: readonly Near[]): Prose {
  const lines = (lang: 'zh' | 'en'): string =>
    near
      .slice(0, most)
      .map(({ at, title }) => `  ${at}  ${title[lang]}`)
      .join('\n');
  const more = near.length - most;
  return {
    zh: `没有“${word}”这个代码、规则、条款或术语；与它有关的有：\n${lines('zh')}${more > 0 ? `\n  另有 ${more} 项` : ''}`,
    en: `There is no code, rule, clause or word “${word}”; what stands under it or speaks of it:\n${lines('en')}${more > 0 ? `\n  and ${more} more` : ''}`,
  };
}

function explainContent(scheme: Scheme, kind: DocumentKind, content: Content): Prose {
  const title = scheme.scheme.documents[kind]?.title ?? { zh: kind, en: kind };
  const where = content.finding
    ? {
        zh: `findings/*.yaml：某一审核发现的 answers 中写 ${content.id}`,
        en: `findings/*.yaml: a finding whose answers name ${content.id}`,
      }
    : content.pack !== undefined
      ? {
          zh: `由认证方案数据给出（${content.pack}），记录中无须填写`,
          en: `supplied by the scheme's data (${content.pack}); nothing to write in the record`,
        }
      : { zh: content.answer.join('、'), en: content.answer.join(', ') };
  const later = content.required === 'later';
  const example =
    content.finding || content.pack !== undefined
      ? undefined
      : content.answer
          .map((path) => exampleFor(path, recordsWith(scheme.adds)))
          .filter((e) => e !== undefined)
          .join('\n');
  return {
    zh: [
      `${scheme.id} ${scheme.version}  ${content.clause}  ${content.title.zh}（${content.id}）`,
      ...quoted(scheme, content).zh,
      `  文件：${title.zh}${content.for ? `（${content.for.join('、')}）` : ''}${later ? '；事实成立前印空白' : '；缺少则为错误'}`,
      ...(content.when === undefined ? [] : [`  条件：${content.when}`]),
      `  写在：${where.zh}`,
      ...(example ? [`  示例：\n${indent(example)}`] : []),
    ].join('\n'),
    en: [
      `${scheme.id} ${scheme.version}  ${content.clause}  ${content.title.en} (${content.id})`,
      ...quoted(scheme, content).en,
      `  document: ${title.en}${content.for ? ` (${content.for.join(', ')})` : ''}${later ? '; a ruled blank until the fact exists' : '; an error when missing'}`,
      ...(content.when === undefined ? [] : [`  condition: ${content.when}`]),
      `  answered in: ${where.en}`,
      ...(example ? [`  example:\n${indent(example)}`] : []),
    ].join('\n'),
  };
}

function explainWording(scheme: Scheme, row: Wording): Prose {
  const strings = row.string === undefined ? (row.must ?? []) : [row.string];
  const kind = {
    exact: { zh: '须逐字出现', en: 'must stand there, character for character' },
    content: { zh: '须有此内容，至少含有', en: 'must be stated, with at least' },
    forbidden: { zh: '不得出现', en: 'must never occur' },
  }[row.kind];
  return {
    zh: [
      `${scheme.id} ${scheme.version}  ${row.id}  ${row.clause}`,
      ...quoted(scheme, row).zh,
      `  文件：${row.documents.join('、')}${row.place ? `，${row.place} 处` : ''}`,
      `  ${kind.zh}：${strings.map((s) => `“${s}”`).join('、')}`,
    ].join('\n'),
    en: [
      `${scheme.id} ${scheme.version}  ${row.id}  ${row.clause}`,
      ...quoted(scheme, row).en,
      `  documents: ${row.documents.join(', ')}${row.place ? `, at ${row.place}` : ''}`,
      `  ${kind.en}: ${strings.map((s) => `“${s}”`).join(', ')}`,
    ].join('\n'),
  };
}

function explainTransition(scheme: Scheme, { event, from, to, clause, zh, en }: Transition): Prose {
  const states = from.map((state) => stateNames[state]);
  const leads =
    to === 'same' ? { zh: '状态不变', en: 'its state stays' } : { zh: `变为“${stateNames[to].zh}”`, en: `it is then ${stateNames[to].en}` };
  return {
    zh: [
      `${scheme.id} ${scheme.version}  ${clause}  事件：${eventName(event, scheme).zh}（${event}）`,
      ...quoted(scheme, { zh, en }).zh,
      `  允许的状态：${states.map((s) => `“${s.zh}”`).join('、')}；此后${leads.zh}`,
      '  写在：events.yaml',
    ].join('\n'),
    en: [
      `${scheme.id} ${scheme.version}  ${clause}  event: ${eventName(event, scheme).en} (${event})`,
      ...quoted(scheme, { zh, en }).en,
      `  allowed for a certificate that is ${states.map((s) => s.en).join(' or ')}; ${leads.en}`,
      '  written in: events.yaml',
    ].join('\n'),
  };
}

function explainReason(scheme: Scheme, code: string, reason: SchemeFile['reasons'][string]): Prose {
  const name = eventName(reason.event, scheme);
  return {
    zh: [
      `${scheme.id} ${scheme.version}  ${reason.clause}  原因代号 ${code}：${name.zh}（${reason.event}）`,
      ...quoted(scheme, reason).zh,
      `  写在：events.yaml 中该事件的 reason`,
    ].join('\n'),
    en: [
      `${scheme.id} ${scheme.version}  ${reason.clause}  reason ${code}: ${name.en} (${reason.event})`,
      ...quoted(scheme, reason).en,
      `  written in: reason of such an event in events.yaml`,
    ].join('\n'),
  };
}

const explainCheck = ({ id, rule, severity, zh, en, help }: GenericCheck): Prose => ({
  zh: [
    `${rule}（${id}）`,
    `  要求：${zh}`,
    `  严重程度：${{ error: '错误', warning: '警告', info: '提示' }[severity]}`,
    `  处理：${help.zh}`,
  ].join('\n'),
  en: [`${rule} (${id})`, `  demands: ${en}`, `  severity: ${severity}`, `  what to do: ${help.en}`].join('\n'),
});

const indent = (text: string): string =>
  text
    .split('\n')
    .map((l) => `    ${l}`)
    .join('\n');

/** YAML that answers a path: the keys, and a value of the field's kind. */
function exampleFor(path: string, records: RecordShapes): string | undefined {
  const [root, ...keys] = path
    .replace(/\[[^[\]]*\]/g, '.[]')
    .split('.')
    .filter(Boolean);
  const kinds: Record<string, z.ZodType> = { ...records, nc: records.nonconformity };
  let schema: z.ZodType | undefined = kinds[root ?? ''];
  if (!schema) return undefined;
  const lines: string[] = [`# ${root}`];
  let depth = 0;
  let dash = false;
  for (const key of keys) {
    if (key === '[]') {
      schema = elementOf(schema);
      dash = true;
    } else {
      schema = schema && shapeOf(schema)?.[key];
      lines.push(`${'  '.repeat(depth)}${dash ? '- ' : ''}${key}:`);
      depth += dash ? 2 : 1;
      dash = false;
    }
    if (!schema) return undefined;
  }
  const value = valueOf(schema);
  const last = lines.pop() ?? '';
  return [...lines, dash ? `${last}\n${'  '.repeat(depth)}- ${value}` : `${last} ${value}`].join('\n');
}

type Def = { type: string; shape?: Record<string, z.ZodType>; innerType?: z.ZodType; element?: z.ZodType; options?: z.ZodType[] };
const def = (schema: z.ZodType): Def => schema.def as unknown as Def;
const inner = (schema: z.ZodType): z.ZodType => (def(schema).type === 'optional' ? inner(def(schema).innerType as z.ZodType) : schema);
function shapeOf(schema: z.ZodType): Record<string, z.ZodType> | undefined {
  const d = def(inner(schema));
  if (d.type === 'object') return d.shape;
  if (d.type === 'union') return Object.assign({}, ...(d.options ?? []).map((o) => shapeOf(o) ?? {})) as Record<string, z.ZodType>;
  return undefined;
}
function elementOf(schema: z.ZodType | undefined): z.ZodType | undefined {
  if (!schema) return undefined;
  const d = def(inner(schema));
  if (d.type === 'array') return d.element;
  return d.type === 'union' ? d.options?.map((o) => elementOf(o)).find((e) => e !== undefined) : undefined;
}
function valueOf(schema: z.ZodType): string {
  const s = inner(schema);
  const meta = fieldMeta.get(s) ?? fieldMeta.get(schema);
  switch (meta?.kind) {
    case 'text':
    case 'name':
    case 'long':
      return '{ zh: …, en: … }';
    case 'done':
    case 'planned':
    case 'limit':
      return '2026-03-12';
    case 'code':
    case 'person':
    case 'audit':
    case 'site':
      return '"…"';
    case 'statement':
      return '{ none: true }';
    case 'applicable':
      return '{ notApplicable: { zh: …, en: … } }';
    default:
      break;
  }
  const d = def(s);
  return d.type === 'boolean' ? 'true' : d.type === 'number' ? '1' : d.type === 'array' ? '[ … ]' : '…';
}
