/**
 * Checking the rows of a scheme when its pack is loaded.
 *
 * In:  rows with the files that they stand in, and the file of the scheme. Out: diagnostics in those files at line and column: an
 *      unknown path, a wrong type, an unknown function, a word that a fact can never be, a placeholder that cannot be shown, an id used
 *      twice or not at all.
 */
import { isScalar, type Scalar } from 'yaml';
import { acts, genericChecks, type Rule } from '../../schemas/pack/rules.js';
import type { DocumentDefinition } from '../../schemas/pack/documents.js';
import type { SchemeFile } from '../../schemas/pack/index.js';
import type { Code, Diagnostic, Prose } from '../diagnostics/index.js';
import { nodeAt } from '../files/pointer.js';
import { documentOf } from '../files/yaml-file.js';
import { complainOf, type PackPath } from './complain.js';
import type { PlacedRow } from './shared-rules.js';
import type { PackFile } from './types.js';
import { didYouMean } from '../files/shape-issues.js';
import type { Expressions } from '../rules/expressions.js';
import { sharedEnvironment } from '../rules/environment.js';
import { factShape } from '../rules/fact-shape.js';
import { hasLimit } from '../rules/failing.js';
import { placeholdersOf, ownPlaceholders } from '../rules/message.js';
import { offsetIn } from './offset.js';
import { misspeltWords, reasonCodes, type Keys } from './misspelt-words.js';
import { asPath, placesOf } from '../rules/paths.js';

/** What is reported without a row, and may follow from one all the same. */
const withoutRow: ReadonlySet<string> = new Set<string>([...genericChecks, 'event-not-allowed', 'word-not-in-scheme']);

export function checkRules(
  rows: readonly PlacedRow[],
  scheme: PackFile<SchemeFile>,
  documents: ReadonlyMap<string, DocumentDefinition>,
): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const inAnyFile = complainOf(scheme.value.id, diagnostics);
  const nearest = (word: string, known: Iterable<string>): Prose | undefined => {
    const near = didYouMean(word, [...known]);
    return near === undefined ? undefined : { zh: `是否应为 ${near}？`, en: `Did you mean ${near}?` };
  };

  const ids = rows.map(({ row }) => row.id);
  rows.forEach(({ row, file, path: at }, i) => {
    const complain = (path: PackPath, code: Code, message: Prose, help?: Prose, offset?: number): void => {
      inAnyFile(file, path, code, message, help, offset);
    };
    const { expressions: env, variables } = sharedEnvironment().of(row);
    const wordsOf = (keys: Keys): readonly string[] | undefined =>
      reasonCodes(scheme.value, keys) ?? factShape(row, keys, sharedEnvironment())?.words;
    const check = (path: PackPath, expression: string | undefined, type: 'bool' | 'string'): void => {
      if (expression === undefined) return;
      const fault = env.faultOf(expression, type);
      const part = String(path.at(-1));
      for (const { word, path: fact, words, start } of fault ? [] : misspeltWords(env.tree(expression), wordsOf)) {
        complain(
          path,
          'rule-wrong',
          {
            zh: `规则 ${row.id} 的 ${part} 有错误：${fact} 不会是 ${word}`,
            en: `${part} of rule ${row.id} is wrong: ${fact} is never ${word}`,
          },
          // Behind the quotation mark.
          nearest(word, words),
          offsetIn(scalarAt(file, path), file.text, expression, start + 1),
        );
      }
      if (!fault) return;
      const near = expression.slice(fault.start, fault.start + 40).split('\n')[0] ?? '';
      const word = /^[A-Za-z_]\w*/.exec(expression.slice(fault.start).replace(/^\W+/, ''))?.[0];
      complain(
        path,
        'rule-wrong',
        {
          zh: `规则 ${row.id} 的 ${part} 有错误：${fault.message}${near === '' ? '' : `（在 ${near} 处）`}`,
          en: `${part} of rule ${row.id} is wrong: ${fault.message}${near === '' ? '' : ` (at ${near})`}`,
        },
        word !== undefined && !(word in variables) ? nearest(word, Object.keys(variables)) : undefined,
        offsetIn(scalarAt(file, path), file.text, expression, fault.start),
      );
    };
    if (ids.indexOf(row.id) !== i)
      complain([...at, 'id'], 'rule-wrong', { zh: `规则代号 ${row.id} 用了两次`, en: `The id ${row.id} is used twice` });
    const papers = [...documents.values()].filter(({ of }) => of === 'paper').map(({ id }) => id);
    if (row.for === 'paper' && row.paper === undefined)
      complain([...at, 'for'], 'rule-wrong', {
        zh: `规则 ${row.id} 要写明 paper：哪一种文书`,
        en: `Rule ${row.id} says with paper of which document the papers are`,
      });
    else if (row.paper !== undefined && row.for !== 'paper')
      complain([...at, 'paper'], 'rule-wrong', { zh: `paper 只与 for: paper 连用`, en: 'paper goes with for: paper only' });
    else if (row.paper !== undefined && !papers.includes(row.paper))
      complain(
        [...at, 'paper'],
        'rule-wrong',
        { zh: `方案没有文书 ${row.paper}`, en: `The scheme has no document ${row.paper} of papers` },
        nearest(row.paper, papers),
      );
    row.implies.forEach((id, n) => {
      if (!ids.includes(id) && !withoutRow.has(id))
        complain(
          [...at, 'implies', n],
          'rule-wrong',
          { zh: `没有规则 ${id}`, en: `There is no rule ${id}` },
          nearest(
            id,
            ids.filter((other) => other !== row.id),
          ),
        );
    });
    row.holdsBack.forEach((what, n) => {
      if (!(acts as readonly string[]).includes(what) && !(what in scheme.value.documents)) {
        complain(
          [...at, 'holdsBack', n],
          'rule-wrong',
          { zh: `scheme.yaml 的 documents 中没有 ${what}`, en: `documents in scheme.yaml has no ${what}` },
          nearest(what, [...acts, ...Object.keys(scheme.value.documents)]),
        );
      }
    });
    check([...at, 'when'], row.when, 'bool');
    if (row.kind === 'assert') {
      check([...at, 'that'], row.that, 'bool');
      check([...at, 'at'], row.at, 'string');
      if (row.place !== undefined) {
        const fault = env.faultOf(row.place, 'any');
        if (fault)
          complain([...at, 'place'], 'rule-wrong', {
            zh: `规则 ${row.id} 的 place 不是路径：${fault.message}`,
            en: `place of rule ${row.id} is no path: ${fault.message}`,
          });
        else if (!placesOf(env.tree(row.place)).every((one) => asPath(one)))
          complain([...at, 'place'], 'rule-wrong', { zh: `规则 ${row.id} 的 place 不是路径`, en: `place of rule ${row.id} is no path` });
      }
    } else {
      check([...at, 'event'], row.event, 'string');
      check([...at, 'notBefore'], row.notBefore, 'string');
      check([...at, 'notAfter'], row.notAfter, 'string');
      if (row.notBefore === undefined && row.notAfter === undefined) {
        complain(at, 'rule-wrong', {
          zh: `规则 ${row.id} 既没有 notBefore 也没有 notAfter`,
          en: `Rule ${row.id} has neither notBefore nor notAfter`,
        });
      }
    }
    for (const key of ['message', 'overdue', 'help', 'what'] as const) {
      const prose: Prose | undefined = key in row ? (row as Partial<Record<typeof key, Prose>>)[key] : undefined;
      if (!prose) continue;
      for (const lang of ['zh', 'en'] as const) {
        for (const { name, start } of placeholdersOf(prose[lang])) {
          if (ownPlaceholders.has(name) || isStated(row, name, env)) continue;
          const fault = env.faultOf(name, 'any');
          if (!fault) continue;
          complain(
            [...at, key, lang],
            'rule-wrong',
            {
              zh: `规则 ${row.id} 的 ${key} 中，{${name}} 无法显示：${fault.message}`,
              en: `In ${key} of rule ${row.id}, {${name}} cannot be shown: ${fault.message}`,
            },
            undefined,
            offsetIn(scalarAt(file, [...at, key, lang]), file.text, prose[lang], start),
          );
        }
      }
    }
  });
  return diagnostics;
}

/** `{notBefore}` and `{notAfter}` where the row has them; `{limit}` of an assert where it compares. */
function isStated(row: Rule, name: string, expressions: Expressions): boolean {
  if (row.kind === 'assert') return name === 'limit' && expressions.faultOf(row.that, 'bool') === undefined && hasLimit(row, expressions);
  return (
    name === 'event' ||
    name === 'limit' ||
    (name === 'notBefore' && row.notBefore !== undefined) ||
    (name === 'notAfter' && row.notAfter !== undefined)
  );
}

const scalarAt = (file: PackFile<unknown>, path: PackPath): Scalar | undefined => {
  const node = nodeAt(documentOf(file), path)?.value;
  return isScalar(node) ? node : undefined;
};
