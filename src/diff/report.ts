/**
 * The report of a comparison: one page of HTML that needs nothing else.
 *
 * In:  a `Difference`, what was compared with what, the language of the interface. Out: HTML. It holds no script, loads nothing (its own
 * policy forbids both), follows the light or dark of the system, and is read on a narrow screen too.
 */
import type { Prose } from '../diagnostics/index.js';
import type { Difference, DocumentDifference, PagePair, ShownPage, State } from './diff.js';
import type { Piece, TextChange } from './text-changes.js';

export interface Compared {
  readonly before: string;
  readonly after: string;
}
type Lang = 'zh' | 'en';
type Say = (prose: Prose) => string;

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

export function reportHtml(difference: Difference, { before, after }: Compared, lang: Lang): string {
  const say: Say = (prose) => prose[lang];
  const { documents, unchanged, outlines } = difference;
  const title = say({ zh: '文件比较', en: 'Documents compared' });
  const count = (state: State): number => documents.filter((one) => one.state === state).length;
  const counts = [
    [say(stateWords.changed), count('changed')],
    [say(stateWords.added), count('added')],
    [say(stateWords.removed), count('removed')],
    [say({ zh: '未变', en: 'unchanged' }), unchanged],
  ] as const;
  const changed = documents.filter(({ state }) => state === 'changed');
  const ids = [...outlines.keys()].sort();
  // Their names are written for each letter of a page.
  const shortName = new Map(ids.map((id, i) => [id, `g${i.toString(36)}`]));
  const withShortNames = (html: string): string =>
    html.replace(/href="#(g[0-9A-F]{16,})"/g, (all, id: string) => `href="#${shortName.get(id) ?? id}"`);
  return [
    `<!doctype html><html lang="${lang === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">`,
    `<title>${escaped(title)}</title><style>${style}</style></head><body>`,
    `<header><h1>${escaped(title)}</h1><dl><dt>${escaped(say({ zh: '此前', en: 'Before' }))}</dt><dd>${escaped(before)}</dd>`,
    `<dt>${escaped(say({ zh: '此后', en: 'After' }))}</dt><dd>${escaped(after)}</dd></dl>`,
    `<p class="counts">${counts.map(([word, n]) => `<span><b>${n}</b> ${escaped(word)}</span>`).join('')}</p></header><main>`,
    documents.length === 0
      ? `<p>${escaped(say({ zh: '没有任何文件改变。', en: 'No document has changed.' }))}</p>`
      : listOf(documents, say),
    ...changed.map((one) => withShortNames(sectionOf(one, documents.indexOf(one), say))),
    '</main>',
    `<svg width="0" height="0" aria-hidden="true" class="outlines"><defs>`,
    ...ids.map((id) => `<symbol id="${shortName.get(id) ?? ''}" overflow="visible">${outlines.get(id) ?? ''}</symbol>`),
    '</defs></svg></body></html>\n',
  ].join('\n');
}

const stateWords: Readonly<Record<State, Prose>> = {
  added: { zh: '新增', en: 'added' },
  removed: { zh: '不再有', en: 'removed' },
  changed: { zh: '有改动', en: 'changed' },
};
const languages: Readonly<Record<string, Prose>> = {
  zh: { zh: '中文', en: 'Chinese' },
  en: { zh: '英文', en: 'English' },
  'zh-en': { zh: '中英文', en: 'Chinese and English' },
};

/** What is other in a document that changed, in a few words. */
function kindOfChange({ texts, shown, pages, isWithoutPictures }: DocumentDifference): Prose {
  if (texts.length > 0)
    return { zh: `${texts.length} 处文字`, en: texts.length === 1 ? '1 change of text' : `${texts.length} changes of text` };
  if (pages[1] === 0) return { zh: '未逐页比较', en: 'not compared page by page' };
  return shown.length > 0 || isWithoutPictures ? { zh: '只改了样子', en: 'looks only' } : { zh: '页面相同', en: 'same pages' };
}

function listOf(documents: readonly DocumentDifference[], say: Say): string {
  const rows = documents.map((one, i) => {
    const { name, title, lang, state } = one;
    const what = state === 'changed' ? say(kindOfChange(one)) : '';
    const link = state === 'changed' ? `<a href="#d${i}">${escaped(name)}</a>` : escaped(name);
    return `<tr class="${state}"><td>${link}<small>${escaped(say(title))}${lang === 'zh-en' ? '' : ` · ${escaped(say(languages[lang] ?? { zh: lang, en: lang }))}`}</small></td><td>${escaped(say(stateWords[state]))}</td><td>${escaped(what)}</td></tr>`;
  });
  return `<table><tbody>${rows.join('')}</tbody></table>`;
}

function sectionOf({ name, title, texts, pages, shown, more, isWithoutPictures }: DocumentDifference, i: number, say: Say): string {
  const notes = [
    pages[0] === pages[1] ? '' : say({ zh: `${pages[0]} 页变为 ${pages[1]} 页`, en: `${pages[0]} pages became ${pages[1]}` }),
    texts.length === 0 && shown.length > 0
      ? say({ zh: '文字未变，只有样子、图片或分页不同。', en: 'No word has changed: only looks, pictures or the place where pages break.' })
      : '',
    texts.length === 0 && shown.length === 0 && pages[1] > 0 && !isWithoutPictures
      ? say({
          zh: '每一页看起来都和以前一样；Word 文件的样式可能不同。',
          en: 'Every page looks as before; styles of the Word file may be other ones.',
        })
      : '',
    isWithoutPictures ? say({ zh: '这个版式引擎不画页面图片。', en: 'The layout engine in use draws no pictures of pages.' }) : '',
    more > 0 ? say({ zh: `另有 ${more} 对页面不同，未列出。`, en: `${more} more pairs of pages differ and are not shown.` }) : '',
  ].filter((note) => note !== '');
  return [
    `<section id="d${i}"><h2>${escaped(name)}<small>${escaped(say(title))}</small></h2>`,
    ...notes.map((note) => `<p class="note">${escaped(note)}</p>`),
    texts.length > 0 ? `<ol class="texts">${texts.map((one) => textOf(one, say)).join('')}</ol>` : '',
    ...shown.map((pair) => pairOf(pair, say)),
    '</section>',
  ].join('\n');
}

function textOf(change: TextChange & { readonly pageBefore?: number; readonly pageAfter?: number }, say: Say): string {
  const { pageBefore: b, pageAfter: a } = change;
  const isOnly = (is: Piece['is']): boolean => change.pieces.every((piece) => piece.is === is);
  const pages = [...new Set([isOnly('new') ? undefined : b, isOnly('gone') ? undefined : a])]
    .filter((page) => page !== undefined)
    .join(' → ');
  const words = change.pieces.map(({ is, text }) =>
    is === 'same' ? escaped(brief(text)) : is === 'gone' ? `<del>${escaped(text)}</del>` : `<ins>${escaped(text)}</ins>`,
  );
  const page = pages === '' ? '' : `<small>${escaped(say({ zh: `第 ${pages} 页`, en: `page ${pages}` }))}</small>`;
  return `<li>${page}<p>${words.join('')}</p></li>`;
}

/** Of what is the same so much is left on either side of a change. */
const context = 60;
function brief(text: string): string {
  const all = [...text];
  return all.length <= 2 * context + 10 ? text : `${all.slice(0, context).join('')} … ${all.slice(-context).join('')}`;
}

const pairOf = ({ before, after }: PagePair, say: Say): string =>
  `<div class="pair">${figureOf(before, 'gone', say({ zh: '此前', en: 'Before' }), say)}${figureOf(after, 'new', say({ zh: '此后', en: 'After' }), say)}</div>`;

function figureOf(shown: ShownPage | undefined, which: 'gone' | 'new', side: string, say: Say): string {
  if (!shown)
    return `<figure><figcaption>${escaped(side)}</figcaption><p class="none">${escaped(say({ zh: '没有这一页', en: 'no such page' }))}</p></figure>`;
  const { page, picture, marks } = shown;
  const caption = say({ zh: `${side}，第 ${page} 页`, en: `${side}, page ${page}` });
  const { width, height, drawing } = picture;
  const to = (n: number): string => n.toFixed(1);
  const boxes = marks.map(
    ({ left, right, bottom, top }) =>
      `<rect class="${which}" x="${to(left - 1)}" y="${to(height - top)}" width="${to(right - left + 2)}" height="${to(top - bottom)}"/>`,
  );
  return [
    `<figure><figcaption>${escaped(caption)}</figcaption>`,
    `<svg class="page" role="img" aria-label="${escaped(caption)}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="100%" height="100%" fill="#fff"/>${boxes.join('')}<g>${drawing}</g></svg></figure>`,
  ].join('');
}

const style = `
:root{color-scheme:light dark;--text:#1c2330;--soft:#5b6472;--line:#d5dae1;--ground:#f6f7f9;--card:#fff;--gone:#a3201d;--gone-ground:#fde4e1;--new:#14633a;--new-ground:#d9f2e2;--link:#1d4f91}
@media(prefers-color-scheme:dark){:root{--text:#e6e9ee;--soft:#a3acb9;--line:#39414d;--ground:#15191f;--card:#1e242c;--gone:#ff9d94;--gone-ground:#4a1f1d;--new:#86dba8;--new-ground:#173a27;--link:#8db9f2}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:15px/1.5 system-ui,"Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
header,main{max-width:1200px;margin:0 auto;padding:16px}
h1{font-size:22px;margin:0 0 8px}
h2{font-size:17px;margin:0 0 8px;overflow-wrap:anywhere}
small{display:block;color:var(--soft);font-size:13px;font-weight:400}
dl{display:grid;grid-template-columns:auto 1fr;gap:2px 12px;margin:0}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
.counts{display:flex;flex-wrap:wrap;gap:4px 20px;margin:12px 0 0}
table{width:100%;border-collapse:collapse;background:var(--card);border:1px solid var(--line)}
td{padding:6px 10px;border-top:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
td+td{white-space:nowrap}
a{color:var(--link)}
tr.added td:nth-child(2){color:var(--new)}tr.removed td:nth-child(2){color:var(--gone)}
section{background:var(--card);border:1px solid var(--line);margin-top:20px;padding:14px}
.note{color:var(--soft);margin:0 0 6px}
.texts{margin:0 0 12px;padding-left:28px}
.texts p{margin:0 0 8px;overflow-wrap:anywhere}
del{color:var(--gone);background:var(--gone-ground)}
ins{color:var(--new);background:var(--new-ground);text-decoration:none;font-weight:600}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:12px;margin-top:12px}
figure{margin:0;min-width:0}
figcaption{color:var(--soft);font-size:13px;margin-bottom:4px}
.page{display:block;width:100%;height:auto;border:1px solid var(--line);background:#fff}
.page a{pointer-events:none}
.page rect.gone{fill:#ffb4ab}.page rect.new{fill:#9fe3b8}
.none{border:1px dashed var(--line);color:var(--soft);padding:40px 10px;text-align:center;margin:0}
.outlines{position:absolute}
@media(max-width:640px){.pair{grid-template-columns:1fr}td:nth-child(3){display:none}}
@media print{body{background:#fff}section{break-inside:auto;border:0}}
`.trim();
