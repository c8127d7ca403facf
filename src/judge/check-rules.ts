/**
 * Checking the rows of a scheme when its pack is loaded.
 *
 * In:  `rules.yaml`, of the right shape, and the file of the scheme. Out: diagnostics in that file at line and column: an
 *      unknown path, a wrong type, an unknown function, a word that a fact can never be, a placeholder that cannot be shown, an id used
 *      twice or not at all.
 */
import { isScalar, type Scalar } from 'yaml';
import { acts, genericChecks, type Rule } from '../../schemas/pack/rules.js';
import type { SchemeFile } from '../../schemas/pack/index.js';
import type { Code, Diagnostic, Prose } from '../diagnostics/index.js';
import { nodeAt, placeAt } from '../load/pointer.js';
import type { PackFile } from '../load/scheme.js';
import { didYouMean } from '../load/shape-issues.js';
import type { Expressions } from '../validate/expressions.js';
import { sharedEnvironment, variables } from './environment.js';
import { hasLimit } from './failing.js';
import { placeholdersOf, ownPlaceholders } from './message.js';
import { offsetIn } from './offset.js';
import { misspeltWords } from './misspelt-words.js';
import { asPath } from './paths.js';

type Path = readonly (string | number)[];
/** What is reported without a row, and may follow from one all the same. */
const withoutRow: ReadonlySet<string> = new Set<string>([...genericChecks, 'event-not-allowed']);

export function checkRules(file: PackFile<readonly Rule[]>, scheme: PackFile<SchemeFile>): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const complain = (path: Path, code: Code, message: Prose, help?: Prose, offset?: number): void => {
    const place = placeAt(file.source, path, file.path);
    const at = offset === undefined ? undefined : file.source.lines.linePos(offset);
    diagnostics.push({
      code, severity: 'error', message, ...(help ? { help } : {}), scheme: scheme.value.id,
      place: at ? { ...place, line: at.line, column: at.col } : place,
    });
  };
  const nearest = (word: string, known: Iterable<string>): Prose | undefined => {
    const near = didYouMean(word, [...known]);
    return near === undefined ? undefined : { zh: `是否应为 ${near}？`, en: `Did you mean ${near}?` };
  };

  const ids = file.value.map((row) => row.id);
  file.value.forEach((row, i) => {
    const { expressions } = sharedEnvironment();
    const env = expressions[row.for];
    const check = (path: Path, expression: string | undefined, type: 'bool' | 'string'): void => {
      if (expression === undefined) return;
      const fault = env.faultOf(expression, type);
      const part = String(path.at(-1));
      for (const { word, path: fact, words, start } of fault ? [] : misspeltWords(env.tree(expression), row.for, sharedEnvironment())) {
        complain(path, 'rule-wrong', { zh: `规则 ${row.id} 的 ${part} 有错误：${fact} 不会是 ${word}`, en: `${part} of rule ${row.id} is wrong: ${fact} is never ${word}` },
          // Behind the quotation mark.
          nearest(word, words), offsetIn(scalarAt(file, path), file.path, expression, start + 1));
      }
      if (!fault) return;
      const near = expression.slice(fault.start, fault.start + 40).split('\n')[0] ?? '';
      const word = /^[A-Za-z_]\w*/.exec(expression.slice(fault.start).replace(/^\W+/, ''))?.[0];
      complain(path, 'rule-wrong',
        { zh: `规则 ${row.id} 的 ${part} 有错误：${fault.message}${near === '' ? '' : `（在 ${near} 处）`}`, en: `${part} of rule ${row.id} is wrong: ${fault.message}${near === '' ? '' : ` (at ${near})`}` },
        word !== undefined && !(word in variables[row.for]) ? nearest(word, Object.keys(variables[row.for])) : undefined,
        offsetIn(scalarAt(file, path), file.path, expression, fault.start));
    };
    if (ids.indexOf(row.id) !== i) complain([i, 'id'], 'rule-wrong', { zh: `规则代号 ${row.id} 用了两次`, en: `The id ${row.id} is used twice` });
    row.implies.forEach((id, n) => {
      if (!ids.includes(id) && !withoutRow.has(id)) complain([i, 'implies', n], 'rule-wrong', { zh: `没有规则 ${id}`, en: `There is no rule ${id}` }, nearest(id, ids.filter((other) => other !== row.id)));
    });
    row.holdsBack.forEach((what, n) => {
      if (!(acts as readonly string[]).includes(what) && !(what in scheme.value.documents)) {
        complain([i, 'holdsBack', n], 'rule-wrong', { zh: `scheme.yaml 的 documents 中没有 ${what}`, en: `documents in scheme.yaml has no ${what}` });
      }
    });
    check([i, 'when'], row.when, 'bool');
    if (row.kind === 'assert') {
      check([i, 'that'], row.that, 'bool');
      check([i, 'at'], row.at, 'string');
      if (row.place !== undefined) {
        const fault = env.faultOf(row.place, 'any');
        if (fault) complain([i, 'place'], 'rule-wrong', { zh: `规则 ${row.id} 的 place 不是路径：${fault.message}`, en: `place of rule ${row.id} is no path: ${fault.message}` });
        else if (!asPath(env.tree(row.place))) complain([i, 'place'], 'rule-wrong', { zh: `规则 ${row.id} 的 place 不是路径`, en: `place of rule ${row.id} is no path` });
      }
    } else {
      check([i, 'event'], row.event, 'string');
      check([i, 'notBefore'], row.notBefore, 'string');
      check([i, 'notAfter'], row.notAfter, 'string');
      if (row.notBefore === undefined && row.notAfter === undefined) {
        complain([i], 'rule-wrong', { zh: `规则 ${row.id} 既没有 notBefore 也没有 notAfter`, en: `Rule ${row.id} has neither notBefore nor notAfter` });
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
          complain([i, key, lang], 'rule-wrong', { zh: `规则 ${row.id} 的 ${key} 中，{${name}} 无法显示：${fault.message}`, en: `In ${key} of rule ${row.id}, {${name}} cannot be shown: ${fault.message}` },
            undefined, offsetIn(scalarAt(file, [i, key, lang]), file.path, prose[lang], start));
        }
      }
    }
  });
  return diagnostics;
}

/** `{notBefore}` and `{notAfter}` where the row has them; `{limit}` of an assert where it compares. */
function isStated(row: Rule, name: string, expressions: Expressions): boolean {
  if (row.kind === 'assert') return name === 'limit' && expressions.faultOf(row.that, 'bool') === undefined && hasLimit(row, expressions);
  return name === 'event' || name === 'limit' || (name === 'notBefore' && row.notBefore !== undefined) || (name === 'notAfter' && row.notAfter !== undefined);
}

const scalarAt = (file: PackFile<unknown>, path: Path): Scalar | undefined => {
  const node = nodeAt(file.source.document, path)?.value;
  return isScalar(node) ? node : undefined;
};
