/**
 * What a document may take, whatever its layout asks for: so many codes, so many bytes of pictures, so much of paper.
 *
 * In:  what an element is about to take; the sections of a whole document. Out: whether it may; where it may not, one diagnostic that names
 * the bound, at the element that went beyond it. Sizes of text are bounded where it is printed (`layout-run.ts`). Far above what any real
 * document takes: the longest of the samples has 40 pages, two pictures and a code.
 */
import { eachSpan, sheetOf, type Section } from '../../model/index.js';
import { report, type Building } from './setting.js';
import type { LayoutPlace } from '../layout/ast.js';

export const mostCodes = 500;
export const mostPictureBytes = 200 * 1024 * 1024;
export const mostSheets = 2_000;

export function takesCode(building: Building, at: LayoutPlace): boolean {
  building.spent.codes += 1;
  return within(
    building,
    building.spent.codes - mostCodes,
    1,
    at,
    `这份文件的二维码超过 ${mostCodes} 个`,
    `this document has more than ${mostCodes} QR codes`,
  );
}

export function takesPicture(building: Building, bytes: number, at: LayoutPlace): boolean {
  building.spent.pictureBytes += bytes;
  const mb = mostPictureBytes / 1024 / 1024;
  const over = building.spent.pictureBytes - mostPictureBytes;
  return within(
    building,
    over,
    bytes,
    at,
    `这份文件的图片共超过 ${mb} MB`,
    `the pictures of this document are more than ${mb} MB together`,
  );
}

/** Said once: by the first that goes beyond. */
function within(building: Building, over: number, taken: number, at: LayoutPlace, zh: string, en: string): boolean {
  if (over <= 0) return true;
  if (over <= taken) report(building, 'document-too-large', at, zh, en);
  return false;
}

/** The paper that a layout asks for without a word on it: page breaks and sections, spaces, rows of a height, pictures. */
export function checkPaper(sections: readonly Section[], building: Building): void {
  let sheets = 0;
  for (const { master, blocks, origin } of sections) {
    const room = Math.max(1, sheetOf(master).height - master.margins.top - master.margins.bottom);
    let mm = room;
    let last: LayoutPlace | undefined = origin?.template;
    eachSpan(blocks, (span, at) => {
      if (sheets + mm / room > mostSheets) return;
      mm += span === 'page' ? room : span;
      last = at?.template ?? last;
    });
    sheets += mm / room;
    if (sheets <= mostSheets) continue;
    report(
      building,
      'document-too-large',
      last,
      `版式要求的分页、空白和图片超过 ${mostSheets} 页`,
      `the breaks, spaces and pictures that the layout asks for take more than ${mostSheets} pages`,
    );
    return;
  }
}
