/**
 * Papers: records whose fields the definition of their document says.
 *
 * In:  the folder of papers of a case or an audit, and what kinds of papers its scheme has (told by whoever reads packs; none of
 * that where the scheme cannot be read). Out: the records, each in the shape of its kind; an error where `paper:` names none, or one
 * that lies elsewhere.
 */
import { ok, type Diagnostic, type Outcome, type Prose } from '../diagnostics/index.js';
import { didYouMean } from '../files/shape-issues.js';
import type { KindsOfPaper } from './records-of.js';
import { loadRecord, placeIn } from './record-file.js';
import type { RecordFile } from './types.js';

export const paperFolder = 'papers';

/** `file` from the project's folder on; `at`: whose folder of papers it lies in. */
export function loadPaper(root: string, file: string, at: 'case' | 'audit', kinds: KindsOfPaper | undefined): Outcome<RecordFile<'paper'>> {
  const loose = loadRecord('paper', root, file);
  const id = loose.value?.value.paper;
  if (!loose.value || !kinds || loose.value.misshapen.includes('/paper')) return loose;
  if (id === undefined)
    return complained(loose.value, loose.diagnostics, [], {
      code: 'value-missing',
      message: { zh: '缺少 paper（文书的种类）', en: 'paper is missing (the id of its document)' },
      help: listOf(kinds),
    });
  const kind = kinds.get(id);
  if (!kind) {
    const near = didYouMean(id, kinds.keys());
    return complained(loose.value, loose.diagnostics, ['paper'], {
      code: 'document-unknown',
      message: { zh: `本方案没有文书 ${id}`, en: `The scheme has no papers ${id}` },
      help: near === undefined ? listOf(kinds) : { zh: `是否应为 ${near}？`, en: `Did you mean ${near}?` },
    });
  }
  const shaped = loadRecord('paper', root, file, kind.shape);
  if (!shaped.value || kind.lies === at) return shaped;
  return complained(shaped.value, shaped.diagnostics, ['paper'], {
    code: 'document-unknown',
    message:
      at === 'case'
        ? { zh: `${id} 属于一次审核`, en: `${id} belongs to an audit` }
        : { zh: `${id} 属于整个案卷`, en: `${id} belongs to the whole case` },
    help:
      at === 'case'
        ? { zh: '把文件移到 audits/<审核>/papers/。', en: 'Move the file to audits/<audit>/papers/.' }
        : { zh: '把文件移到案卷的 papers/。', en: 'Move the file to papers/ of the case.' },
  });

  function complained(
    record: RecordFile<'paper'>,
    found: readonly Diagnostic[],
    path: readonly string[],
    what: Pick<Diagnostic, 'code' | 'message' | 'help'>,
  ): Outcome<RecordFile<'paper'>> {
    return ok(record, [...found, { severity: 'error', ...what, place: placeIn(root, record, path) }]);
  }
}

const listOf = (kinds: KindsOfPaper): Prose =>
  kinds.size === 0
    ? { zh: '本方案没有文书。', en: 'The scheme has none.' }
    : { zh: `可写：${[...kinds.keys()].join('、')}。`, en: `There are: ${[...kinds.keys()].join(', ')}.` };
