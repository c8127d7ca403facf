/** What reads HTML by itself where it is well nested reads what an HTML parser reads, and leaves it everything else. */
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { describe, expect, it } from 'vitest';
import { readWellNested } from '../../src/compose/build/well-nested.js';
import { elementNames, mayContain, takesText, voidElements } from '../../src/compose/vocabulary.js';

type Seen = string | { readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly children: readonly Seen[] };
/** Each start tag bears its own name, as stamps do; what the parser supplies bears none, and is passed through. */
const stamp = 'data-t';

function byParser(html: string): Seen[] {
  const read = (node: DefaultTreeAdapterTypes.ChildNode): Seen[] => {
    if (node.nodeName === '#text') return [(node as DefaultTreeAdapterTypes.TextNode).value];
    if (!('tagName' in node)) return [];
    const children = node.childNodes.flatMap(read);
    const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]));
    return Object.hasOwn(attributes, stamp) ? [{ name: attributes[stamp] ?? '', attributes, children }] : children;
  };
  return parseFragment(html).childNodes.flatMap(read);
}

function byItself(html: string): Seen[] | undefined {
  const top: Seen[] = [];
  const around: Seen[][] = [top];
  const isRead = readWellNested(html, {
    open(written) {
      const attributes: Record<string, string> = {};
      for (const [name, value] of written) attributes[name] ??= value;
      const children: Seen[] = [];
      around.at(-1)?.push({ name: attributes[stamp] ?? '', attributes, children });
      around.push(children);
    },
    close: () => around.pop(),
    text: (value) => around.at(-1)?.push(value),
  });
  return isRead ? top : undefined;
}

/** Numbers that are the same in each run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
const pick = <T>(list: readonly T[], below: (n: number) => number): T | undefined => list[below(list.length)];
const texts = ['a', ' ', '\n  ', '甲', '\uFDD012\uFDD1', ' b '];

/** Elements below `parent`; `isWild`: whatever stands wherever, with what a parser decodes, and some tags left out. */
function written(parent: string | undefined, depth: number, below: (n: number) => number, isWild: boolean): string {
  const names = isWild ? [...elementNames, 'b', 'hr', 'tfoot', 'col'] : elementNames.filter((name) => mayContain(parent, name));
  let out = '';
  for (let n = below(4); n > 0; n--) {
    if (isWild || takesText(parent)) out += pick(isWild ? [...texts, '&amp;', '<', '\r', '<!-- -->', '</p>'] : texts, below) ?? '';
    else if (below(2) === 0) out += '\n';
    const name = depth > 0 ? pick(names, below) : undefined;
    if (name === undefined) continue;
    const attribute = pick(
      ['', ' class="x y"', " alt='a > b'", ' frame', ' id = "é"', ...(isWild ? [' a=b', ' x="1" x="2"', '/', ' X="1"'] : [])],
      below,
    );
    out += `<${name} ${stamp}="${name}"${attribute ?? ''}>`;
    if (voidElements.has(name)) continue;
    out += written(name, depth - 1, below, isWild);
    if (!isWild || below(8) > 0) out += `</${name}>`;
  }
  return out;
}

describe('HTML that is well nested', () => {
  it('is read as an HTML parser reads it, for everything that the vocabulary lets stand together', () => {
    const below = numbers(1);
    let elements = 0;
    for (let n = 0; n < 600; n++) {
      const html = written('section', 6, below, false);
      elements += html.split(stamp).length - 1;
      const read = byItself(html);
      // A link may hold a link as far as the vocabulary knows; a parser parts them.
      if (read === undefined) expect(html).toMatch(/<a [^]*<a /);
      else expect(read).toEqual(byParser(html));
    }
    expect(elements).toBeGreaterThan(2_000);
  });

  it('is told from what a parser would move, imply or decode', () => {
    const below = numbers(2);
    let [read, left] = [0, 0];
    for (let n = 0; n < 4_000; n++) {
      const html = written(undefined, 3, below, true);
      const own = byItself(html);
      if (own === undefined) left += 1;
      else {
        read += 1;
        expect(own, html).toEqual(byParser(html));
      }
    }
    expect(Math.min(read, left)).toBeGreaterThan(200);
  });

  it.each([
    '<p data-t="p"><p data-t="p"></p></p>',
    '<p data-t="p"><div data-t="div"></div></p>',
    '<table data-t="table">x<tr data-t="tr"></tr></table>',
    '<table data-t="table"><p data-t="p"></p></table>',
    '<td data-t="td"></td>',
    '<h2 data-t="h2"><h3 data-t="h3"></h3></h2>',
    '<ul data-t="ul"><li data-t="li"><div data-t="div"><li data-t="li"></li></div></li></ul>',
    '<a data-t="a"><a data-t="a"></a></a>',
    '<p data-t="p">a&nbsp;b</p>',
    '<p data-t="p">a\r\nb</p>',
    '<p data-t="p">',
    '</p>',
    '<strong data-t="strong"><em data-t="em"></strong></em>',
    '<gap data-t="gap"/>',
    '<script data-t="script"></script>',
    '<P data-t="p"></P>',
  ])('%s is left to the parser', (html) => {
    expect(byItself(html)).toBeUndefined();
  });
});
