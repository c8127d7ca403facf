/**
 * What keeps a copy for review from being made, and what it can only list.
 *
 * In:  what was commented on, the document of it. Out: diagnostics.
 */
import type { Diagnostic } from '../diagnostics/index.js';
import type { DocumentScope } from '../validate/scope.js';
import type { CommentedFile, Thread } from './remarks.js';

export const placeGone = ({ from, entries: [first], about }: Thread): Diagnostic => ({
  code: 'review-place-gone',
  severity: 'warning',
  place: { file: from },
  message: {
    zh: `${first?.by ?? ''}对“${cut(about)}”的批注“${cut(first?.words ?? '')}”：所指文字已不在文件中，或不止一处，列在文件末尾`,
    en: `What ${first?.by ?? ''} said of “${cut(about)}” (“${cut(first?.words ?? '')}”) is about text that is printed no more, or more than once; it is listed at the end`,
  },
});
const cut = (words: string): string => {
  const signs = Array.from(words.replace(/\s+/g, ' '));
  return signs.length > 40 ? `${signs.slice(0, 40).join('')}…` : signs.join('');
};

/** A person goes through them; what is beyond was made to be too much. */
const most = { comments: 1_000, characters: 500_000 } as const;

export function tooMany(commented: readonly CommentedFile[]): Diagnostic | undefined {
  const entries = commented.flatMap(({ threads }) => threads.flatMap((thread) => thread.entries));
  const characters = entries.reduce((n, { words }) => n + words.length, 0);
  if (entries.length <= most.comments && characters <= most.characters) return undefined;
  return {
    code: 'review-too-many',
    severity: 'error',
    message: {
      zh: `批注共 ${entries.length} 条、${characters} 字，上限为 ${most.comments} 条、${most.characters} 字`,
      en: `There are ${entries.length} comments of ${characters} characters; at most ${most.comments} of ${most.characters} are printed at once`,
    },
    help: { zh: '分几次处理，每次少给几个文件。', en: 'Do it in several runs, of fewer files each.' },
  };
}
export const noDocument = ({ name, document: { kind, number = '' } }: CommentedFile, there: number): Diagnostic => ({
  code: 'review-document',
  severity: 'error',
  place: { file: name },
  message:
    there === 0
      ? { zh: `这个项目里没有它所属的文件：${kind} ${number}`, en: `This project has no document that it is of: ${kind} ${number}` }
      : {
          zh: `这个项目里有 ${there} 份它可能所属的文件：${kind} ${number}`,
          en: `This project has ${there} documents that it may be of: ${kind} ${number}`,
        },
});
export const notReadable = ({ broken, kind }: DocumentScope): Diagnostic => ({
  code: 'review-document',
  severity: 'error',
  ...(broken[0] === undefined ? {} : { place: { file: broken[0] } }),
  message: {
    zh: `${kind} 的记录文件有错误，先改正：${broken.join('、')}`,
    en: `Record files of ${kind} have errors, which come first: ${broken.join(', ')}`,
  },
});
export const manyProjects = (n: number): Diagnostic => ({
  code: 'review-document',
  severity: 'error',
  message: { zh: `这里有 ${n} 个项目，批注一次只印一个项目的`, en: `There are ${n} projects here; comments are printed of one at a time` },
  help: {
    zh: '在项目文件夹里运行，或把它写在 --comments 前面。',
    en: 'Run it in the folder of the project, or name that before --comments.',
  },
});
