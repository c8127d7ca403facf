/**
 * Real numbering for the lists of one document.
 *
 * In:  each list as it is written. Out: its `w:numId`, and `numbering.xml`. Every list has a number of its own, so that
 * each ordered list begins at its own number; lists that are indented alike share their definition.
 */
import { bullet } from '../../model/index.js';
import { twipsOfMm, twipsOfPt } from './units.js';
import { declare, xmlHead } from './xml.js';

export interface ListLook {
  readonly label: 'number' | 'bullet' | 'none';
  /** After a number. */
  readonly sign: '.' | ')';
  /** Room for the label, in sizes of the text. */
  readonly labelEm: number;
  /** Left indent of the label, mm, and the size of its text, pt. */
  readonly indentMm: number;
  readonly size: number;
  readonly fonts: string;
}

const levels = 9;
/** Room for a label such as `12.`, and for a bullet, in sizes of the text. */
export const labelEm = { number: 1.5, bullet: 1 } as const;

export class Numbering {
  private readonly shapes = new Map<string, { readonly id: number; readonly xml: string }>();
  private readonly unlabelled = new Map<number, number>();
  private readonly lists: string[] = [];

  /** A new list. */
  add(look: ListLook, depth: number, start: number): number {
    const restart = look.label === 'number' ? `<w:lvlOverride w:ilvl="${depth}"><w:startOverride w:val="${start}"/></w:lvlOverride>` : '';
    return this.list(this.shapeOf(look), restart);
  }

  /** The list without labels for paragraphs that go on in an item. */
  goingOn(look: ListLook): number {
    const shape = this.shapeOf({ ...look, label: 'none' });
    const id = this.unlabelled.get(shape) ?? this.list(shape, '');
    this.unlabelled.set(shape, id);
    return id;
  }

  xml(): string {
    return `${xmlHead}<w:numbering${declare('w')}>${[...this.shapes.values()].map((s) => s.xml).join('')}${this.lists.join('')}</w:numbering>`;
  }

  private list(shape: number, override: string): number {
    const id = this.lists.length + 1;
    this.lists.push(`<w:num w:numId="${id}"><w:abstractNumId w:val="${shape}"/>${override}</w:num>`);
    return id;
  }

  private shapeOf(look: ListLook): number {
    const key = JSON.stringify(look);
    const known = this.shapes.get(key);
    if (known) return known.id;
    const id = this.shapes.size + 1;
    this.shapes.set(key, { id, xml: shapeXml(id, look) });
    return id;
  }
}

function shapeXml(id: number, look: ListLook): string {
  const hanging = twipsOfPt(look.labelEm * look.size);
  const format = { number: 'decimal', bullet: 'bullet', none: 'none' }[look.label];
  const one = (level: number): string => {
    const label = { number: `%${level + 1}${look.sign}`, bullet, none: '' }[look.label];
    return (
      `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${look.label === 'none' ? '<w:suff w:val="nothing"/>' : ''}` +
      `<w:lvlText w:val="${label}"/><w:lvlJc w:val="left"/>` +
      `<w:pPr><w:ind w:left="${twipsOfMm(look.indentMm) + hanging * (level + 1)}" ${look.label === 'none' ? 'w:firstLine="0"' : `w:hanging="${hanging}"`}/></w:pPr>` +
      `<w:rPr>${look.fonts}</w:rPr></w:lvl>`
    );
  };
  return (
    `<w:abstractNum w:abstractNumId="${id}"><w:multiLevelType w:val="multilevel"/>` +
    `${Array.from({ length: levels }, (_, level) => one(level)).join('')}</w:abstractNum>`
  );
}
