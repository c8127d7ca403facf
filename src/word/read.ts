/**
 * A foreign Word file, read.
 *
 * In:  its bytes, the name by which diagnostics call it, and whether changes that were tracked count as made. Out: the file as a plain
 * tree (`types.ts`), with a list of what the tree does not have; or one diagnostic that says why it cannot be read. Whatever the bytes
 * are, nothing is thrown.
 */
import { catalogue, failed, ok, type Outcome } from '../diagnostics/index.js';
import { aboutOf } from './about.js';
import { WordBody } from './body.js';
import { tooLarge, wordLimits, WordRefused, damaged } from './limits.js';
import { WordNumbering } from './numbering.js';
import { WordPackage } from './package.js';
import { WordReview, type TextAs } from './review.js';
import { pageOf } from './page.js';
import { WordStyles } from './styles.js';
import type { Leftover, RunningBlocks, WordBlock, WordDocument, WordSection } from './types.js';
import { shortened } from './words.js';
import { childOf, switchOf, type WordElement } from './xml.js';

export function readWord(bytes: Uint8Array, file: string, as: TextAs = 'accepted'): Outcome<WordDocument> {
  try {
    if (bytes.length > wordLimits.fileBytes)
      throw tooLarge(`文件大于 ${wordLimits.fileBytes / 2 ** 20} MB`, `it is larger than ${wordLimits.fileBytes / 2 ** 20} MB`);
    return ok(documentOf(WordPackage.open(bytes), as));
  } catch (error) {
    if (!(error instanceof WordRefused)) throw error;
    const { zh, en } = error.prose;
    return failed({
      code: error.code,
      severity: 'error',
      place: { file },
      message: { zh: `无法读取这个 Word 文件：${zh}`, en: `This Word file cannot be read: ${en}` },
      help: { zh: catalogue[error.code].helpZh, en: catalogue[error.code].helpEn },
    });
  }
}

function documentOf(parts: WordPackage, as: TextAs): WordDocument {
  const root = parts.root(parts.main);
  const body = root?.name === 'w:document' ? childOf(root, 'w:body') : undefined;
  if (!body) throw damaged('正文部件不是 Word 文档', 'its main part is no Word document');
  const related = parts.related(parts.main);
  const partOf = (type: string): WordElement | undefined => {
    const found = [...related.values()].find((one) => one.type === type && !one.isExternal);
    return found && parts.root(found.target);
  };
  const styles = new WordStyles(partOf('styles'));
  const numbering = new WordNumbering(partOf('numbering'), styles);
  const settings = partOf('settings');
  const leftovers: Leftover[] = [];
  const pictures = new Map<string, Uint8Array>();
  const review = new WordReview(as, partOf('comments'), partOf('commentsExtended'));
  const context = { parts, styles, numbering, leftovers, pictures, review };

  if (parts.names.some((name) => name.endsWith('vbaproject.bin')))
    leftovers.push({ kind: 'macro', place: { part: 'body', page: 1, paragraph: 1 }, words: '' });
  leftovers.push(...fetchedFrom(parts));
  const main = new WordBody({
    ...context,
    part: parts.main,
    kind: 'body',
    notes: partOf('footnotes'),
    endnotes: partOf('endnotes'),
    comments: partOf('comments'),
  });
  const read = main.sections(body);
  const hasEven = switchOf(settings, 'w:evenAndOddHeaders') ?? false;

  // A section without a header of its own has that of the section before it.
  const inherited = new Map<string, readonly WordBlock[]>();
  const sections = read.map(({ properties, blocks }): WordSection => {
    const running = (kind: 'header' | 'footer'): RunningBlocks => {
      for (const reference of properties?.children.filter(({ name }) => name === `w:${kind}Reference`) ?? []) {
        const target = related.get(reference.attributes['r:id'] ?? '');
        const part = target && !target.isExternal ? parts.root(target.target) : undefined;
        if (!target || !part) continue;
        const reader = new WordBody({ ...context, part: target.target, kind });
        inherited.set(`${kind} ${reference.attributes['w:type'] ?? 'default'}`, reader.blocks(part.children));
      }
      const usual = inherited.get(`${kind} default`);
      const even = hasEven ? inherited.get(`${kind} even`) : undefined;
      const first = (switchOf(properties, 'w:titlePg') ?? false) ? (inherited.get(`${kind} first`) ?? []) : undefined;
      return { ...(usual ? { usual } : {}), ...(first ? { first } : {}), ...(even ? { even } : {}) };
    };
    return { page: pageOf(properties), blocks, header: running('header'), footer: running('footer') };
  });
  return { about: aboutOf(parts), sections, pictures, leftovers, changes: review.changes, comments: review.comments() };
}

/** What a program would fetch when it opens the file: a template, an object. Links and linked pictures are told where they stand. */
function fetchedFrom(parts: WordPackage): Leftover[] {
  const found = parts.names
    .flatMap((name) => /^(.*?)_rels\/([^/]*)\.rels$/i.exec(name)?.slice(1).join('') ?? [])
    .flatMap((part) => [...parts.related(part).values()])
    .filter(({ isExternal, type }) => isExternal && type !== 'hyperlink' && type !== 'image');
  return found.map(({ target }) => ({ kind: 'external', place: { part: 'body', page: 1, paragraph: 1 }, words: shortened(target) }));
}
