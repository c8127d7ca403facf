/**
 * Whose words go into the records without anybody having said whose they are.
 *
 * In:  what was taken, and the part of the record that its taker named. Out: the fault, where the records would change in what only the
 * body writes and nobody has said that the files are its own. That a file says so itself proves nothing: a client's form can be made to
 * say that it is the whole report, and everything that such a file carries is known to whoever holds one like it. What clients answer is
 * written all the same, and everything is shown.
 */
import type { Diagnostic } from '../diagnostics/index.js';
import type { PartToTake } from './allowed.js';
import type { Taken } from './types.js';

const mostNamed = 3;

export function unsaidPart({ forms, ofBody }: Taken, part: PartToTake | undefined): Diagnostic | undefined {
  if (part !== undefined || ofBody.length === 0) return undefined;
  const named = ofBody.slice(0, mostNamed).map(({ field }) => field);
  const [zhMore, enMore] = ofBody.length > mostNamed ? ['等', ', …'] : ['', ''];
  return {
    code: 'take-part-unsaid',
    severity: 'error',
    place: { file: forms[0]?.name ?? '' },
    message: {
      zh: `${ofBody.length} 处改动属于只有机构填写的内容（${named.map(({ zh }) => zh).join('、')}${zhMore}），而没有说明文件出自谁；一个文件也没有写。机构自己的文件加上 --part findings、nc 或 plan，整份报告用 --part all`,
      en: `${ofBody.length === 1 ? '1 change is' : `${ofBody.length} changes are`} to what only the body writes (${named.map(({ en }) => en).join(', ')}${enMore}), and nobody has said whose file it is; no file was written. For files of the body's own add --part findings, nc or plan; for a whole report --part all`,
    },
  };
}
