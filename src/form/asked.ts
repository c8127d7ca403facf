/**
 * What a form asks at a place of the record.
 *
 * In:  the scope of its document, the labels of its layouts, which places are open. Out: for each place the kind of its control, what it is
 * called, what the scheme asks there with its clause, the words to choose from, and how its value may be printed.
 */
import { z } from 'zod';
import { bare, fieldsOf, itemOf, metaOf, saysThereIsNone, shapeAt, type Shape } from '../../schemas/record/index.js';
import { shortClauses } from '../compose/clauses.js';
import { dateInWords, dayInWords } from '../compose/dates.js';
import { Labels } from '../compose/labels.js';
import { isOpenPlace } from '../compose/open-place.js';
import { pathOf, pointerOf } from '../files/pointer.js';
import { filesOf } from '../load/walk.js';
import type { RecordFile } from '../load/types.js';
import type { DocLang, Lang } from '../model/index.js';
import type { SchemeTools } from '../make/scheme-tools.js';
import { askedAt } from '../validate/contents.js';
import type { DocumentScope } from '../validate/scope.js';
import type { Content } from '../../schemas/pack/index.js';
import type { Asked, FormOfDocument } from '../writers/docx/asked.js';

export interface AskedOf {
  readonly scope: DocumentScope;
  readonly tools: SchemeTools;
  readonly lang: DocLang;
  readonly isOpen: (file: RecordFile, pointer: string) => boolean;
}

export function askedOf({ scope, tools, lang, isOpen }: AskedOf): Pick<FormOfDocument, 'of' | 'list'> {
  const { project } = scope;
  const files = new Map(
    [...(project.people ? [project.people] : []), ...(project.config ? [project.config] : []), ...filesOf(scope.case)].map((one) => [
      one.file,
      one,
    ]),
  );
  const words = wordsOf(tools);
  const contents = new Map<string, Content>();
  for (const { content, places } of askedAt(scope)) {
    for (const { file, path } of places) {
      const place = `${file.file}#${pointerOf(path)}`;
      if (!contents.has(place)) contents.set(place, content);
    }
  }
  /** At the place itself, or at what holds it: the nearest. */
  const contentAt = (file: string, pointer: string): Content | undefined => {
    for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
      const content = contents.get(`${file}#${at}`);
      if (content || at === '') return content;
    }
  };
  const people = namesOf(Object.entries(project.people?.value ?? {}).map(([value, { name }]) => ({ value, name })));
  const sites = namesOf(((scope.roots.sites?.value ?? []) as readonly NamedSite[]).map(({ id, name }) => ({ value: id ?? '', name })));
  const chosenFrom = { person: distinct(people), site: distinct(sites) };
  const wordsToChoose = new Map<Shape, Map<string | undefined, readonly Choice[]>>();
  /** By file and pointer: each place is asked about for every paragraph, row and list around it. */
  const known = new Map([...files.values()].map((file) => [file.file, { file, at: new Map<string, Asked | undefined>() }]));
  return {
    of: ({ file: name, pointer }) => {
      const inFile = known.get(name);
      if (!inFile) return undefined;
      const { file, at } = inFile;
      if (!at.has(pointer)) at.set(pointer, asked(file, pointer));
      return at.get(pointer);
    },
    list: (name, pointer) => {
      const file = files.get(name);
      if (!file || !isOpen(file, pointer)) return undefined;
      const shape = shapeAt(file.shape, keysOf(pathOf(pointer)));
      const meta = shape && metaOf(shape);
      const item = shape && itemOf(shape);
      // Of states that follow one another (`from`) the one in force is printed: a new one is none of a row.
      if (!meta || !item || fieldsOf(item)?.has('from')) return undefined;
      return inLang(meta, lang);
    },
  };

  function langsAt(last: string | undefined): readonly Lang[] {
    return lang === 'zh-en' && (last === 'zh' || last === 'en') ? [last] : ['zh', 'en'];
  }
  /** The words of a field of this name: the same at each of its places. */
  function choicesOf(form: z.ZodEnum, field: string | undefined): readonly Choice[] {
    const byField = wordsToChoose.get(form) ?? new Map<string | undefined, readonly Choice[]>();
    wordsToChoose.set(form, byField);
    const all = form.options.map(String);
    const choices = byField.get(field) ?? distinct(all.map((value) => ({ value, ...labelOf(words, all, field, value) })));
    byField.set(field, choices);
    return choices;
  }
  function asked(file: RecordFile, pointer: string): Asked | undefined {
    const path = pathOf(pointer);
    const [shape, of] = fieldAt(file.shape, path);
    const meta = shape && metaOf(shape);
    if (!shape || !meta) return undefined;
    const value = valueAt(file.value, of);
    // Which file it is nobody types; where the record has none, a picture may be put in.
    if (meta.kind === 'file' && value !== undefined) return undefined;
    const said: unknown =
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? (value as Readonly<Record<string, unknown>>)[path.at(-1) === 'en' ? 'en' : 'zh']
        : value;
    const form = bare(shape);
    const about = {
      isOpen: isOpen(file, pointer),
      title: inLang(meta, lang),
      hint: () => hintOf(meta, contentAt(file.file, pointer), langsAt(path.at(-1)), wayOut(file, path)),
    };
    // What the record has is the name of a file; who puts a picture in never sees it.
    if (meta.kind === 'picture' || meta.kind === 'file')
      return { ...about, ...pictureWords(lang), kind: 'picture', isEmpty: said === undefined, printed: [] };
    if (meta.kind === 'person' || meta.kind === 'site') {
      const choices = chosenFrom[meta.kind];
      const chosen = choices.find((one) => one.value === said);
      return { ...about, kind: 'choice', choices, printed: chosen ? [chosen.zh, chosen.en, chosen.value] : [] };
    }
    if (form instanceof z.ZodEnum) {
      const choices = choicesOf(form, of.at(-1));
      return { ...about, kind: 'choice', choices, printed: typeof said === 'string' ? printedAs(words, said) : [] };
    }
    const text = typeof said === 'string' || typeof said === 'number' ? String(said) : '';
    const dates = meta.kind === 'done' || meta.kind === 'planned' || meta.kind === 'limit';
    if (dates) {
      const forms = [dayInWords(text), dateInWords(text)].flatMap((one) => (one ? [one.zh, one.en] : []));
      return { ...about, kind: 'date', ...(text === '' || isOpenPlace(text) ? {} : { day: text }), printed: [...forms, text] };
    }
    // Codes stand in a row, those of clauses as briefly as layouts say them.
    const codes = Array.isArray(said) ? said.filter((one): one is string => typeof one === 'string') : [];
    const printed = codes.length > 0 ? [shortClauses(codes), codes.join('、'), codes.join(', ')] : [text];
    return { ...about, kind: 'text', printed: meta.kind === 'long' ? 'pieces' : printed };
  }
}

const inLang = ({ zh, en }: Record<Lang, string>, lang: DocLang): string => (lang === 'zh-en' ? `${zh} ${en}` : lang === 'en' ? en : zh);
const keysOf = (path: readonly string[]): readonly (string | number)[] => path.map((key) => (/^\d+$/.test(key) ? Number(key) : key));
/** Of a text the field is what holds its languages. */
function fieldAt(shape: Shape, path: readonly string[]): readonly [Shape | undefined, readonly string[]] {
  const keys = keysOf(path);
  const last = path.at(-1);
  if (last === 'zh' || last === 'en') {
    const around = shapeAt(shape, keys.slice(0, -1));
    const kind = around && metaOf(around)?.kind;
    if (kind === 'text' || kind === 'name' || kind === 'long') return [around, path.slice(0, -1)];
  }
  return [shapeAt(shape, keys), path];
}
const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (at as Readonly<Record<string, unknown>>)[key] : undefined,
    value,
  );

/**
 * What the field is, and what the scheme asks of it, word for word with its clause: in the language of the text that is asked for, where a
 * document of both has a place for each; else in both.
 */
function hintOf(
  meta: { readonly zh: string; readonly en: string },
  content: Content | undefined,
  langs: readonly Lang[],
  wayOut: Record<Lang, string> | undefined,
): string {
  const field = langs.map((lang) => meta[lang]).join(' ');
  const asked = content ? `｜${content.clause} ${langs.map((lang) => content[lang]).join(' / ')}` : '';
  return `〔${field}${asked}${wayOut ? `｜${langs.map((lang) => wayOut[lang]).join(' / ')}` : ''}〕`;
}
const pictureWords = (lang: DocLang): Pick<Asked, 'title' | 'hint'> => {
  const hint = { zh: '在这里放入图片（PNG或JPEG）', en: 'put a picture here, PNG or JPEG' };
  return {
    title: inLang({ zh: '图片', en: 'Picture' }, lang),
    hint: () => `〔${lang === 'zh-en' ? `${hint.zh} / ${hint.en}` : hint[lang]}〕`,
  };
};
/**
 * What is typed where a list or group that the record does not have is none, or does not apply (read by `src/answers/said-none.ts`); or,
 * where the record says that there is none, that there may be one after all.
 */
function wayOut(file: RecordFile, path: readonly string[]): Record<Lang, string> | undefined {
  for (let n = path.length - 1; n > 0; n--) {
    const above = path.slice(0, n);
    const shape = shapeAt(file.shape, keysOf(above));
    const kind = shape && metaOf(shape)?.kind;
    const there = valueAt(file.value, above);
    if (kind === 'statement' && saysThereIsNone(there))
      return { zh: '记录说没有；如果有，写在这里', en: 'the record says that there is none; if there is one, write it here' };
    if ((kind !== 'statement' && kind !== 'applicable') || there !== undefined) continue;
    return kind === 'statement'
      ? { zh: '没有就写“无”', en: 'if there are none, write “none”' }
      : { zh: '不适用就写“不适用：理由”', en: 'if it does not apply, write “not applicable: reason”' };
  }
  return undefined;
}

/** What layouts call the words of records: by the word and the group of labels. */
type Words = ReadonlyMap<string, ReadonlyMap<string, Record<Lang, string>>>;
const wordsOfTools = new WeakMap<SchemeTools, Words>();
/** The same for all places of a scheme's documents. */
function wordsOf(tools: SchemeTools): Words {
  const made = wordsOfTools.get(tools);
  if (made) return made;
  const labels = new Labels(tools.layouts, tools.scheme.scheme.labels);
  const words = new Map<string, Map<string, Record<Lang, string>>>();
  for (const key of labels.keys('zh')) {
    const dot = key.lastIndexOf('.');
    const [zh, en] = [labels.text('zh', key), labels.text('en', key)];
    if (dot <= 0 || zh === undefined) continue;
    const groups = words.get(key.slice(dot + 1)) ?? new Map<string, Record<Lang, string>>();
    words.set(key.slice(dot + 1), groups.set(key.slice(0, dot), { zh, en: en ?? zh }));
  }
  wordsOfTools.set(tools, words);
  return words;
}
/** What a word is called: in the group that has all words of its list, one of the field's own name first. */
function labelOf(words: Words, all: readonly string[], field: string | undefined, word: string): Record<Lang, string> {
  const fitting = [...(words.get(word) ?? [])].filter(([group]) => all.every((one) => words.get(one)?.has(group)));
  const [, called] = fitting.find(([group]) => group.toLowerCase() === field?.toLowerCase()) ?? fitting[0] ?? [];
  return called ?? { zh: word, en: word };
}
/** A layout may call a word by any group that has it. */
const printedAs = (words: Words, word: string): string[] =>
  [...(words.get(word)?.values() ?? [])].flatMap(({ zh, en }) => [zh, en]).sort((a, b) => b.length - a.length);

interface NamedSite {
  readonly id?: string;
  readonly name?: { readonly zh?: string | undefined; readonly en?: string | undefined };
}
const namesOf = (all: readonly { readonly value: string; readonly name?: NamedSite['name'] | undefined }[]): Choice[] =>
  all.flatMap(({ value, name: { zh, en } = {} }) => {
    return value === '' ? [] : [{ value, zh: zh ?? en ?? value, en: en ?? zh ?? value }];
  });

type Choice = NonNullable<Asked['choices']>[number];
/** Word refuses a list in which two items are called the same. */
function distinct(choices: readonly Choice[]): Choice[] {
  const own = (lang: Lang, one: Choice, i: number): string =>
    choices.findIndex((other) => other[lang] === one[lang]) === i ? one[lang] : `${one[lang]} (${one.value})`;
  return choices.map((one, i) => ({ value: one.value, zh: own('zh', one, i), en: own('en', one, i) }));
}
