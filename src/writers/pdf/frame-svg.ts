/**
 * The frame of a page as SVG, for a picture of the page: the engine does not draw it.
 *
 * In:  a frame as PDF drawing. Out: SVG in points from the top left corner; the pieces that it repeats by names that are their hashes.
 */
import { createHash } from 'node:crypto';
import type { Frame } from './frame.js';

export interface FramePicture {
  readonly drawing: string;
  readonly pieces: ReadonlyMap<string, string>;
}

/** Follows the operators that `frame.ts` writes, and no others. */
export function frameSvg({ drawing, size, pieces }: Frame): FramePicture {
  const named = new Map(Object.entries(pieces).map(([name, piece]) => [name, pathsOf(piece.drawing, () => '')] as const));
  const idOf = (path: string): string => `g${createHash('sha256').update(path).digest('hex').slice(0, 32).toUpperCase()}`;
  const inside = pathsOf(drawing, (name) => idOf(named.get(name) ?? ''));
  return {
    drawing: `<g fill="none" transform="matrix(1 0 0 -1 0 ${size[1]})">${inside}</g>`,
    pieces: new Map([...named.values()].map((path) => [idOf(path), path])),
  };
}

function pathsOf(drawing: string, idOf: (name: string) => string): string {
  let out = '';
  let path = '';
  let look = '';
  let operands: string[] = [];
  /** Groups that are open, since each `q`; what a matrix changes lasts until its end. */
  const open: number[] = [0];
  const numbers = (): string => operands.join(' ');
  const close = (): void => {
    out += '</g>'.repeat(open.pop() ?? 0);
  };
  for (const word of drawing.split(/\s+/)) {
    if (word === '') continue;
    if (/^(?:[-+.\d]|\/)/.test(word)) {
      operands.push(word);
      continue;
    }
    const [x = '0', y = '0', width = '0', height = '0'] = operands;
    if (word === 'm' || word === 'l' || word === 'c') path += `${word === 'm' ? 'M' : word === 'l' ? 'L' : 'C'}${numbers()}`;
    else if (word === 'h') path += 'Z';
    else if (word === 're') path += `M${x} ${y}h${width}v${height}h-${width}Z`;
    else if (word === 'RG') look = ` stroke="rgb(${operands.map((one) => Math.round(Number(one) * 255)).join(',')})"`;
    else if (word === 'w') look += ` stroke-width="${numbers()}"`;
    else if (word === 'q') open.push(0);
    else if (word === 'Q') close();
    else if (word === 'cm') {
      out += `<g transform="matrix(${numbers()})">`;
      open.push((open.pop() ?? 0) + 1);
    } else if (word === 'Do') out += `<use href="#${idOf(x.slice(1))}"${look}/>`;
    else if (word === 'S') {
      out += `<path d="${path}"${look}/>`;
      path = '';
    } else throw new Error(`a frame is drawn with ${word}, which has no picture`);
    operands = [];
  }
  while (open.length > 0) close();
  return out;
}
