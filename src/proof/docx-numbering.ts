/**
 * Labels of lists, counted as Word counts them.
 *
 * In:  the root of `numbering.xml`; then the numbered paragraphs in reading order. Out: the label of each.
 */
import { child, valueOf, type XmlElement } from './docx-xml.js';

interface Level {
  readonly format: string;
  readonly label: string;
  readonly start: number;
}

export class ListLabels {
  private readonly shapes = new Map<string, Map<number, Level>>();
  private readonly lists = new Map<string, { readonly shape: string; readonly starts: Map<number, number> }>();
  /** Counts go on within one abstract list, except where a list restarts. */
  private readonly counts = new Map<string, number[]>();
  private readonly begun = new Set<string>();

  constructor(root: XmlElement | undefined) {
    for (const element of root?.children ?? []) {
      if (element.name === 'w:abstractNum') {
        const levels = element.children
          .filter((c) => c.name === 'w:lvl')
          .map(
            (l) =>
              [
                Number(l.attributes['w:ilvl']),
                {
                  format: valueOf(l, 'w:numFmt') ?? 'decimal',
                  label: valueOf(l, 'w:lvlText') ?? '',
                  start: Number(valueOf(l, 'w:start') ?? '1'),
                },
              ] as const,
          );
        this.shapes.set(element.attributes['w:abstractNumId'] ?? '', new Map(levels));
      } else if (element.name === 'w:num') {
        const starts = element.children
          .filter((c) => c.name === 'w:lvlOverride' && child(c, 'w:startOverride'))
          .map((c) => [Number(c.attributes['w:ilvl']), Number(valueOf(c, 'w:startOverride'))] as const);
        this.lists.set(element.attributes['w:numId'] ?? '', { shape: valueOf(element, 'w:abstractNumId') ?? '', starts: new Map(starts) });
      }
    }
  }

  /** Whether paragraphs of this list carry no label: they go on in the item above them. */
  unlabelled(numId: string, depth: number): boolean {
    return numId === '0' || this.shapes.get(this.lists.get(numId)?.shape ?? '')?.get(depth)?.format === 'none';
  }

  /** The label of the next paragraph of this list. */
  next(numId: string, depth: number): string {
    const list = this.lists.get(numId);
    const level = list && this.shapes.get(list.shape)?.get(depth);
    if (!list || !level) return '';
    const counts = this.counts.get(list.shape) ?? [];
    this.counts.set(list.shape, counts);
    const restart = list.starts.get(depth);
    if (restart !== undefined && !this.begun.has(`${numId}/${depth}`)) counts[depth] = restart;
    else counts[depth] = (counts[depth] ?? level.start - 1) + 1;
    this.begun.add(`${numId}/${depth}`);
    counts.length = depth + 1;
    if (level.format === 'bullet') return level.label;
    return level.label.replace(/%([1-9])/g, (_, n: string) => String(counts[Number(n) - 1] ?? 1));
  }
}
