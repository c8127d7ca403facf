/**
 * Records in the plain kind of YAML, read without a syntax tree: four times as fast as with one.
 *
 * In:  the text of a file. Out: its values and spots, the very ones that `parseYaml`, `plainYaml` and `spotsOf` would give; or nothing,
 * where there is anything to say about the file, or it is not of this kind: then it is read by those. So whatever is wrong is found
 * and told in one place, and this need only know what is right.
 *
 * The plain kind: one document, block and flow collections, texts plain, quoted or in blocks, and words for keys. No tag, anchor, alias,
 * directive, tab, duplicate or empty document; nothing nested too deep, and nothing great enough to come near a bound.
 * `js-yaml` gives what a file says as a flat list of events with their offsets, from which both are made in one go.
 */
import { EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE, type Event, type ScalarEvent } from 'js-yaml';
import { unfolded } from './folded.js';
import { limits } from './limits.js';
import { SpotsWriter, whatIs, type Spot, type Spots } from './spots.js';
import { apart, isOfPlainCharacters, refusedKeys, swallowedIn } from './yaml-values.js';

export interface PlainFile {
  readonly value: unknown;
  readonly spots: Spots;
  /** Whether any key stands there without a value. */
  readonly empties: boolean;
}
/** Characters of a text that is read here; each gives at most one token, and those are bounded for all files. */
const longest = limits.tokens;
/** Why a file is not of the plain kind: nobody is told. */
class NotPlain extends Error {}

export function plainFile(text: string): PlainFile | undefined {
  // A tab may be indentation, which one reader takes and the other does not; both also differ on an end of a document before its beginning.
  if (text.length > longest || text.includes('\t') || /^(?:---|\.\.\.)/m.test(text)) return undefined;
  if (!isOfPlainCharacters(text.includes('\r') ? text.replaceAll('\r\n', '\n') : text)) return undefined;
  try {
    return new PlainReader(text, parseEvents(text, { maxDepth: limits.depth })).file();
  } catch {
    // Not YAML, or not plain: it is read again, and told what is wrong.
    return undefined;
  }
}

class PlainReader {
  private readonly spots = new SpotsWriter();
  private empties = false;
  private next = 0;
  /** End of what was read last: between it and the next text stand only signs, white space and comments. */
  private end = 0;
  /** How many children the collection has that begins at an event. */
  private readonly counts: Uint32Array;

  constructor(
    private readonly text: string,
    private readonly events: readonly Event[],
  ) {
    this.counts = countsOf(events);
  }

  file(): PlainFile {
    const document = this.take();
    if (document.type !== EVENT_ID.DOCUMENT || document.explicitStart || document.explicitEnd) throw new NotPlain();
    const value = this.value(this.spots.room(1), '');
    // One document, and nothing after it.
    if (value === undefined || this.take().type !== EVENT_ID.POP || this.next !== this.events.length) throw new NotPlain();
    return { value, spots: this.spots.done(lineStarts(this.text)), empties: this.empties };
  }

  private take(): Event {
    const event = this.events[this.next++];
    if (!event) throw new NotPlain();
    return event;
  }

  private value(at: Spot, key: string): unknown {
    const number = this.next;
    const event = this.take();
    if (event.type === EVENT_ID.SCALAR) return this.scalar(event, at, key);
    if (event.type !== EVENT_ID.MAPPING && event.type !== EVENT_ID.SEQUENCE) throw new NotPlain();
    plainly(event);
    const isMap = event.type === EVENT_ID.MAPPING;
    this.spots.node(at, [event.start, event.start + 1], isMap ? whatIs.map : whatIs.list);
    const children = this.counts[number] ?? 0;
    const first = this.spots.children(at, isMap ? children / 2 : children);
    this.end = Math.max(this.end, event.start);
    const value = isMap ? this.map(first, children / 2) : this.list(first, children);
    this.take();
    return value;
  }

  private list(first: Spot, count: number): unknown[] {
    const items: unknown[] = [];
    for (let n = 0; n < count; n++) items.push(this.value(first + n, ''));
    return items;
  }

  private map(first: Spot, count: number): Record<string, unknown> {
    const out: Record<string, unknown> = {};
    for (let n = 0; n < count; n++) {
      const event = this.take();
      if (event.type !== EVENT_ID.SCALAR) throw new NotPlain();
      const { value: name, start } = this.read(event);
      if (typeof name !== 'string' || name === '<<' || refusedKeys.has(name) || Object.hasOwn(out, name)) throw new NotPlain();
      this.spots.key(first + n, name, start);
      const value = this.value(first + n, name);
      out[name] = value;
      this.empties ||= value === undefined;
    }
    return out;
  }

  private scalar(event: ScalarEvent, at: Spot, key: string): unknown {
    const { value, start, style } = this.read(event);
    const { end } = this;
    this.spots.node(at, [start, end], whatIs.scalar(value, style));
    if (typeof value !== 'string') return value ?? undefined;
    if (value.trim() === '') return undefined;
    if (event.style === SCALAR_STYLE.PLAIN) {
      const newline = this.text.indexOf('\n', end);
      if (swallowedIn(this.text.slice(end, newline < 0 ? this.text.length : newline))) throw new NotPlain();
    }
    return apart(unfolded({ value, range: [start, end], type: yamlStyles[event.style] }, this.text, key === 'en' ? 'en' : 'zh'));
  }

  /** What a scalar says, where it begins, and how it is written; moves to its end. */
  private read(event: ScalarEvent): { readonly value: unknown; readonly start: number; readonly style: 'literal' | 'folded' | 'flow' } {
    plainly(event);
    const { valueStart, valueEnd, style } = event;
    // Nothing stands there: it takes no room, and is named by its key. Where it has none, the other reader knows where it is.
    if (valueStart < 0) throw new NotPlain();
    const text = getScalarValue(this.text, event);
    if (style === SCALAR_STYLE.PLAIN) {
      this.end = valueEnd;
      return { value: meaning(text), start: valueStart, style: 'flow' };
    }
    if (style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED) {
      // A backslash may have made of it what would not be taken as it is.
      if (!event.fast && !isOfPlainCharacters(text)) throw new NotPlain();
      this.end = valueEnd + 1;
      return { value: text, start: valueStart - 1, style: 'flow' };
    }
    const start = this.headerBefore(valueStart);
    this.end = valueEnd;
    return { value: text, start, style: style === SCALAR_STYLE.LITERAL_BLOCK ? 'literal' : 'folded' };
  }

  /** Where `|` or `>` stands: the first after what was read last, comments aside. */
  private headerBefore(before: number): number {
    for (let at = this.end; at < before; at++) {
      const sign = this.text[at];
      if (sign === '|' || sign === '>') return at;
      if (sign === '#') at = this.text.indexOf('\n', at);
      if (at < 0) break;
    }
    throw new NotPlain();
  }
}
const yamlStyles = { 1: 'PLAIN', 2: 'QUOTE_SINGLE', 3: 'QUOTE_DOUBLE', 4: 'BLOCK_LITERAL', 5: 'BLOCK_FOLDED' } as const;

function plainly({ anchorStart, tagStart }: { readonly anchorStart: number; readonly tagStart: number }): void {
  if (anchorStart >= 0 || tagStart >= 0) throw new NotPlain();
}

/** All that the core schema takes for a number. */
export const number =
  /^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

/** What a plain text means by the core schema of YAML 1.2 (10.3.2); unusual ways to write a number are left to the other reader. */
function meaning(text: string): unknown {
  if (!/^[~nNtTfF0-9.+-]/.test(text)) return text;
  if (/^(?:~|[Nn]ull|NULL)$/.test(text)) return null;
  if (/^(?:[Tt]rue|TRUE)$/.test(text)) return true;
  if (/^(?:[Ff]alse|FALSE)$/.test(text)) return false;
  if (/^(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,8})?$/.test(text)) return Number(text);
  if (number.test(text)) throw new NotPlain();
  return text;
}

function countsOf(events: readonly Event[]): Uint32Array {
  const counts = new Uint32Array(events.length);
  const open: number[] = [];
  events.forEach((event, n) => {
    if (event.type === EVENT_ID.POP) {
      open.pop();
      return;
    }
    const around = open.at(-1);
    if (around !== undefined) counts[around] = (counts[around] ?? 0) + 1;
    if (event.type !== EVENT_ID.SCALAR && event.type !== EVENT_ID.ALIAS) open.push(n);
  });
  return counts;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
