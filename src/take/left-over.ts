/**
 * What in a file is for people to see to: tracked changes that nobody accepted, comments, and what no record can hold.
 *
 * In:  a file, opened; whether open changes are taken as accepted. Out: each of them with where it stands, its words, and of a change or a
 * comment who left it when, and the fields that it is about, or the heading above it. An editor that has made plain text of tracked changes
 * leaves nothing to tell them by, and nothing is said of those.
 */
import type { ReviewEntry } from '../answers/review-list.js';
import type { Code, Diagnostic, Prose } from '../diagnostics/index.js';
import type { WordPlace } from '../word/types.js';
import type { Form } from './form.js';
import { quoted } from './where.js';

export interface LeftOver {
  readonly code: Code;
  readonly at: WordPlace;
  readonly words: string;
  readonly message: Prose;
  readonly severity: Diagnostic['severity'];
}
type NameOf = (file: string, pointer: string) => Prose;

export function leftOver({ review, leftovers, paragraphs }: Form, isAccepted: boolean, nameOf: NameOf): readonly LeftOver[] {
  const out: LeftOver[] = review.flatMap((entry) =>
    entry.kind !== 'comment' && isAccepted
      ? []
      : [reviewed(entry, nameOf, entry.places.length > 0 ? '' : headingAbove(entry.at, paragraphs))],
  );
  for (const { kind, place: at, words } of leftovers) {
    if (kind === 'external')
      out.push({
        ...{ code: 'take-left-out', at, words, severity: 'warning' },
        message: { zh: '指向文件之外，没有打开，也不写入记录', en: 'points out of the file; it was not fetched, and no record holds it' },
      });
    else if (strange.has(kind))
      out.push({
        ...{ code: 'take-left-out', at, words, severity: 'warning' },
        message: { zh: `不能写入记录（${kind}）`, en: `no record can hold it (${kind})` },
      });
  }
  return out;
}

const keyOf = ({ part, page, paragraph, table, row, cell }: WordPlace): string => [part, page, table, row, cell, paragraph].join();
/** Of what stands at fixed words no field says where it is: the heading does. */
function headingAbove(at: WordPlace, paragraphs: Form['paragraphs']): string {
  const own = keyOf(at);
  const end = paragraphs.findIndex(({ place }) => keyOf(place) === own);
  return paragraphs.slice(0, end + 1).findLast(({ block, isToc }) => block.outline !== undefined && !isToc)?.text ?? '';
}

function reviewed({ kind, by, on, words, about, at, places, isDone, depth }: ReviewEntry, nameOf: NameOf, heading: string): LeftOver {
  const names = [...new Map(places.map(({ file, pointer }) => [`${file}#${pointer}`, nameOf(file, pointer)])).values()];
  const [zhNames, enNames] = [names.map(({ zh }) => `“${zh}”`).join('、'), names.map(({ en }) => en).join(', ')];
  const day = on === undefined ? '' : ` ${on.slice(0, 10)}`;
  const under = quoted(heading);
  const zhOf = `${by === '' ? '未署名' : by}${day}${zhNames === '' ? '' : `，涉及${zhNames}`}${under === '' ? '' : `，在“${under}”之下`}`;
  const enOf = `by ${by === '' ? 'somebody unnamed' : by}${day}${enNames === '' ? '' : `, about ${enNames}`}${under === '' ? '' : `, under “${under}”`}`;
  if (kind !== 'comment') {
    const [zh, en] = kind === 'insertion' ? ['插入', 'insertion'] : ['删除', 'deletion'];
    return {
      ...{ code: 'take-open-change', at, words, severity: 'warning' },
      message: { zh: `修订（${zh}），${zhOf}；未接受，没有采用`, en: `tracked ${en} ${enOf}; it is open, and not taken` },
    };
  }
  const [zhAbout, enAbout] = about === '' ? ['', ''] : [`，针对“${quoted(about)}”`, `, on “${quoted(about)}”`];
  const [zhKind, enKind] = depth > 0 ? ['对批注的答复', 'answer to a comment'] : ['批注', 'comment'];
  const [zhDone, enDone] = isDone ? ['，已解决', '; settled'] : ['', ''];
  return {
    ...{ code: 'take-comment', at, words, severity: 'info' },
    message: { zh: `${zhKind}，${zhOf}${zhAbout}${zhDone}`, en: `${enKind} ${enOf}${enAbout}${enDone}` },
  };
}

/** What no document of ours has; pictures, drawings and text boxes it has itself. */
const strange: ReadonlySet<string> = new Set([
  'footnote',
  'chart',
  'diagram',
  'embedded',
  'active-control',
  'macro',
  'equation',
  'other-file',
  'merged-words',
  'too-deep',
  'hidden',
  'ruby',
  'symbol',
]);
