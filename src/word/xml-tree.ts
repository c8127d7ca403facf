/**
 * The tree of a part, put together as its elements are read.
 *
 * In:  tags and words, in their order, of whichever parser. Out: the root element, names in the room's spelling. Of a file's tags most are
 * the same few again and again: each is read once a scope of namespaces, and its attributes are one object.
 */
import { damaged, tooLarge, wordLimits } from './limits.js';
import { isDeclaration, prefixes, Scope } from './namespaces.js';
import { tagOf, type Hearer, type Tag } from './plain-xml.js';

export interface WordElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly WordElement[];
  /** Characters directly inside. */
  readonly text: string;
}
/** How many elements a document may still have; shared by its parts. */
export interface ElementCount {
  left: number;
}

type Attributes = Readonly<Record<string, string>>;
const none: Attributes = Object.freeze({});
/** An element while its content is read. Of most there is none: they share a list, and so nothing is put into that. */
interface Growing {
  readonly name: string;
  readonly attributes: Attributes;
  children: WordElement[];
  text: string;
}
const childless: WordElement[] = [];
const grown = (name: string, attributes: Attributes): Growing => ({ name, attributes, children: childless, text: '' });
interface Spelt {
  readonly name: string;
  readonly attributes: Attributes;
}
interface KnownTag extends Pick<Tag, 'name' | 'isEmpty'> {
  readonly spelt: Spelt;
}
/** What is longer, or comes after so many, is read as it comes. */
const [longestTag, mostTags] = [200, 4_000];

export const malformed = (part: string, why: string): Error =>
  damaged(`部件 ${part} 的 XML 有误：${why}`, `the XML of ${part} is malformed: ${why}`);

export class WordTree implements Hearer {
  private readonly outside = grown('', none);
  private readonly elements: Growing[] = [this.outside];
  private readonly scopes: Scope[] = [Scope.outermost()];
  private top = this.outside;
  private scope = this.scopes[0] as Scope;
  private readonly known = new WeakMap<Scope, Map<string, KnownTag>>();
  private tags = new Map<string, KnownTag>();

  constructor(
    private readonly part: string,
    private readonly count: ElementCount,
  ) {}

  root(): WordElement | undefined {
    return this.outside.children[0];
  }

  open(raw: string): KnownTag | undefined {
    const known = this.tags.get(raw);
    if (known) {
      this.checkSize();
      this.push(known.spelt, this.scope);
      return known;
    }
    const read = tagOf(raw);
    if (!read) return undefined;
    const { tags, scope: around } = this;
    const { name, isEmpty, attributes } = read;
    const tag = { name, isEmpty, spelt: this.element(name, attributes) };
    // One that declares namespaces is the outermost of its part.
    if (this.scope === around && raw.length <= longestTag && tags.size < mostTags) tags.set(raw, tag);
    return tag;
  }
  element(name: string, attributes: Attributes): Spelt {
    this.checkSize();
    const scope = this.scope.within(attributes);
    const spelt = this.spelt(scope, name, attributes);
    this.push(spelt, scope);
    return spelt;
  }
  close(): void {
    const element = this.elements.pop();
    this.scopes.pop();
    this.top = this.elements[this.elements.length - 1] ?? this.outside;
    this.within(this.scopes[this.scopes.length - 1] as Scope);
    if (element?.name !== 'mc:AlternateContent') return;
    this.top.children.pop();
    this.top.children.push(...chosen(element));
  }
  text(words: string): void {
    this.top.text += words;
  }

  private checkSize(): void {
    if (this.elements.length > wordLimits.depth)
      throw tooLarge(
        `部件 ${this.part} 的元素嵌套超过 ${wordLimits.depth} 层`,
        `elements of ${this.part} are nested more than ${wordLimits.depth} deep`,
      );
    if (--this.count.left < 0)
      throw tooLarge(`文件的元素超过 ${wordLimits.elements} 个`, `the file has more than ${wordLimits.elements} elements`);
  }
  private push({ name, attributes }: Spelt, scope: Scope): void {
    const element = grown(name, attributes);
    if (this.top.children === childless) this.top.children = [element];
    else this.top.children.push(element);
    this.elements.push(element);
    this.scopes.push(scope);
    this.top = element;
    this.within(scope);
  }
  private within(scope: Scope): void {
    if (scope === this.scope) return;
    this.scope = scope;
    this.tags = this.known.get(scope) ?? new Map<string, KnownTag>();
    this.known.set(scope, this.tags);
  }
  private spelt(scope: Scope, tag: string, given: Attributes): Spelt {
    const name = scope.element(tag);
    if (name !== 'mc:Choice' && scope.spellsAlike(given)) return { name, attributes: given };
    let attributes: Record<string, string> | undefined = name === 'mc:Choice' ? {} : undefined;
    for (const key in given) {
      if (isDeclaration(key)) continue;
      attributes ??= {};
      const own = scope.attribute(key);
      // Those of namespaces that are not known here are all called `?`.
      if (Object.hasOwn(attributes, own) && !own.startsWith('?')) throw malformed(this.part, `duplicate attribute: ${key}.`);
      attributes[own] = given[key] as string;
    }
    if (name === 'mc:Choice' && attributes)
      attributes['Requires'] = (attributes['Requires'] ?? '')
        .split(/\s+/)
        .filter((prefix) => prefix !== '' && !prefixes.has(scope.uriOf(prefix) ?? ''))
        .join(' ');
    return { name, attributes: attributes ?? none };
  }
}

/** `Requires` holds what is unknown here. */
function chosen(alternatives: WordElement): readonly WordElement[] {
  const choice = alternatives.children.find(({ name, attributes }) => name === 'mc:Choice' && attributes['Requires'] === '');
  return (choice ?? alternatives.children.find(({ name }) => name === 'mc:Fallback'))?.children ?? [];
}
