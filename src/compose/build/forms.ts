/**
 * What forms need: places to sign and to seal, options to tick, statements of nothing, codes to scan, pictures.
 *
 * In:  the element. Out: blocks. What they print by themselves are labels of the locales.
 */
import { takesCode, takesPicture } from './bounds.js';
import { encode } from 'uqr';
import { build, type Block, type GridCell, type Inline, type Lang, type Paragraph } from '../../model/index.js';
import { attributeRuns, isBlank, onOneLine, pairFormOf, readRuns, recordsIn } from './inline.js';
import { partText } from '../values.js';
import { isOpenPlace } from '../open-place.js';
import { valueProblem } from '../problem.js';
import { labelAround, labelPhraseOf, labelRuns } from './labels.js';
import { answering, paragraphsOf } from './paragraphs.js';
import {
  attribute,
  attributeContents,
  flag,
  mainLang,
  numberOf,
  originAt,
  originOf,
  recordsOf,
  report,
  styleOf,
  type Building,
  type Setting,
} from './setting.js';
import { elementsOf } from './tables.js';
import type { TreeElement } from './tree.js';

// ---- signatures --------------------------------------------------------------------------------------------------------

const gutter = 6;
/** Room to sign in, and for a round seal of 40 mm, mm. */
const blankHeight = { sign: 11, seal: 42 } as const;
/** Name and rule above the last row, about, mm. */
const underTheLine = 6;
/** A date is written on a line as long as the column leaves beside its label, in both languages, mm. */
const dateLine = { label: 18, least: 10, most: 30 } as const;

export function signBlockElement(element: TreeElement, building: Building, setting: Setting): Block[] {
  const signs = elementsOf(element, 'sign');
  if (signs.length === 0) return [];
  const indent = numberOf(building, element, 'indent', 0);
  // One alone signs on a line as long as one of two.
  const columns = Math.max(2, signs.length);
  const width = Math.floor(((setting.measure - indent - gutter * (columns - 1)) / columns) * 100) / 100;
  if (width < 20) {
    report(
      building,
      'width-too-large',
      element.at,
      `并排 ${signs.length} 处签字放不下`,
      `${signs.length} signatures do not fit side by side`,
    );
    return [];
  }
  const cells = (of: (sign: TreeElement) => readonly Block[], align: GridCell['align'] = 'top') =>
    build.gridRow({ cells: signs.map((s) => build.gridCell({ align, blocks: of(s) })) });
  const said = (sign: TreeElement, blocks: readonly Block[]): Block[] => answering(blocks, attributeContents(sign));
  const named = signs.some((s) => s.attributes.has('name') || elementsOf(s, 'sign-name').length > 0);
  const sealed = (s: TreeElement): boolean => flag(s, 'seal');
  const below = signs.some(sealed) ? [build.space(blankHeight.seal - blankHeight.sign - underTheLine)] : [];
  const grid = build.grid({
    indent,
    widths: signs.map(() => width),
    gutter,
    origin: originOf(element),
    rows: [
      cells((s) => said(s, roleOf(s, building)), 'bottom'),
      cells(() => [build.space(blankHeight.sign)]),
      // A seal is set down in the white of its whole column, a signature on a line.
      cells((s) => (sealed(s) ? [] : [build.rule('signature')])),
      ...(named ? [cells((s) => (sealed(s) ? [] : said(s, nameOf(s, building))))] : []),
      cells((s) => (sealed(s) ? below : said(s, dateOf(s, width, building)))),
    ],
  });
  return [build.keep([grid], { origin: originOf(element) })];
}
function roleOf(sign: TreeElement, building: Building): Block[] {
  const key = attribute(sign, 'label');
  return key === undefined ? [] : paragraphsOf(labelRuns(key, sign, building), 'sign-role', building, sign.at, sign.item);
}
function nameOf(sign: TreeElement, building: Building): Block[] {
  const children = elementsOf(sign, 'sign-name');
  const lines = children.map((child) => ({ at: child.at, runs: readRuns(child.children, { building, at: child.at }) }));
  if (children.length === 0) lines.push({ at: sign.at, runs: attributeRuns(sign, 'name', { building, at: sign.at }) });
  return lines.flatMap(({ runs, at }) => (isBlank(runs) ? [] : paragraphsOf(runs, 'sign-name', building, at, sign.item)));
}
function dateOf(sign: TreeElement, width: number, building: Building): Block[] {
  const form = pairFormOf(building, 'sign-name');
  const label = onOneLine(labelRuns('elements.date', sign, building), building, form);
  const given = attributeRuns(sign, 'date', { building, at: sign.at });
  const line = Math.max(dateLine.least, Math.min(dateLine.most, Math.floor(width - dateLine.label)));
  const date = isBlank(given) ? [build.blank(line)] : onOneLine(given, building, form);
  const content: Inline[] = [...label, ...(label.length > 0 ? [build.gap(0.8)] : []), ...date];
  return [
    build.paragraph({ style: 'sign-name', rank: 'main', lang: mainLang(building), content, origin: originOf(sign, recordsIn(content)) }),
  ];
}

export function sealPlaceElement(element: TreeElement, building: Building): Block[] {
  const style = styleOf(building, element, 'class', building.theme.styles, 'certificate-seal-caption');
  const key = attribute(element, 'label');
  const caption: Paragraph[] = key === undefined ? [] : paragraphsOf(labelRuns(key, element, building), style, building, element.at);
  return [build.sealPlace({ diameter: numberOf(building, element, 'diameter', 40) || 40, caption, origin: originOf(element) })];
}

// ---- options and statements ----------------------------------------------------------------------------------------------

export function optionSetElement(element: TreeElement, building: Building): Block[] {
  const style = styleOf(building, element, 'class', building.theme.styles, 'option');
  const group = attribute(element, 'of') ?? '';
  const values = attribute(element, 'values')?.split(/[\s,]+/) ?? building.labels.group(group);
  const value = attribute(element, 'value');
  const records = recordsOf(element, 'value');
  if (value !== undefined && !isOpenPlace(value) && !values.includes(value)) {
    building.diagnostics.push(
      valueProblem(
        'option-unknown',
        records,
        element.at,
        `“${value}”不在这里的选项中：${values.join('、')}`,
        `“${value}” is not among the options here: ${values.join(', ')}`,
      ),
    );
  }
  const tick = Object.hasOwn(building.theme.characters, 'tick') ? 'tick' : undefined;
  const origin = originAt(element.at, records);
  const stacked = flag(element, 'stack');
  const options = values.map((option): Inline[] => {
    const checked = option === value;
    const words = onOneLine(
      labelRuns(`${group}.${option}`, element, building, checked ? tick : undefined),
      building,
      pairFormOf(building, style),
    );
    // English of a ticked option keeps the character style of the English: weight is for the words that lead.
    const english = pairFormOf(building, style).secondCharacter;
    const gapAt = words.findIndex((w) => w.type === 'gap');
    const toned = words.map((w, k) =>
      gapAt >= 0 && k > gapAt && w.type === 'text' && english !== undefined ? { ...w, style: english } : w,
    );
    // On a line with others an option is not broken inside.
    const label = stacked ? toned : toned.map((w) => (w.type === 'text' ? { ...w, value: w.value.replaceAll(' ', '\u00a0') } : w));
    return [build.checkBox(checked, { origin, ticked: option }), build.gap(0.3), ...label];
  });
  const lines = stacked ? options : options.length === 0 ? [] : [options.flatMap((o, i) => (i > 0 ? [build.gap(2), ...o] : o))];
  return lines.map((content) =>
    build.paragraph({ style, rank: 'main', lang: mainLang(building), content, origin: originOf(element, records) }),
  );
}

export function noneStatementElement(element: TreeElement, building: Building, setting: Setting): Block[] {
  const style = styleOf(building, element, 'class', building.theme.styles, setting.style);
  const { secondCharacter } = pairFormOf(building, style);
  return paragraphsOf(labelRuns('elements.none', element, building), style, building, element.at, element.item, {
    pair: 'line',
    gap: 0.5,
    secondCharacter,
  });
}

export function notApplicableElement(element: TreeElement, building: Building, setting: Setting): Block[] {
  const style = styleOf(building, element, 'class', building.theme.styles, setting.style);
  const reason = readRuns(element.children, { building, at: element.at });
  return paragraphsOf(
    labelAround('elements.not-applicable', 'reason', reason, element, building),
    style,
    building,
    element.at,
    element.item,
  );
}

// ---- pictures ------------------------------------------------------------------------------------------------------------

export function qrCodeElement(element: TreeElement, building: Building): Block[] {
  const lang = mainLang(building);
  const value = attribute(element, 'value');
  if (value === undefined || !takesCode(building, element.at)) return [];
  const key = attribute(element, 'label') ?? '';
  const parts = labelPhraseOf(key, element, building)?.in(lang) ?? [];
  const origin = originOf(element, recordsOf(element, 'value'));
  try {
    const { data } = encode(value, { ecc: 'M', border: 0 });
    const modules = data.map((line) => line.map((dark) => (dark ? '1' : '0')).join(''));
    const alt = parts.map(partText).join('') || value;
    return [build.qrCode({ text: value, modules, size: numberOf(building, element, 'size', 25) || 25, alt, lang, origin })];
  } catch {
    report(building, 'qr-too-long', element.at, `二维码放不下 ${value.length} 个字符`, `a QR code cannot hold ${value.length} characters`);
    return [];
  }
}

export function imageElement(element: TreeElement, building: Building, setting: Setting): Block[] {
  const lang: Lang = mainLang(building);
  const src = attribute(element, 'src');
  const asset = src === undefined ? undefined : building.assets.get(src);
  const alt = attribute(element, 'alt', lang);
  const records = recordsOf(element, 'src');
  if (!asset || src === undefined) {
    building.diagnostics.push(
      valueProblem('asset-missing', records, element.at, `找不到图片 ${src ?? ''}`, `the image ${src ?? ''} is missing`),
    );
    return [];
  }
  if (alt === undefined) {
    report(building, 'attribute-missing', element.at, `图片 ${src} 没有说明（alt）`, `the image ${src} has no description (alt)`);
    return [];
  }
  const indent = numberOf(building, element, 'indent', 0);
  const width = numberOf(building, element, 'width', setting.measure - indent);
  if (width <= 0 || width > setting.measure - indent + 0.005) {
    report(
      building,
      'width-too-large',
      element.at,
      `图片宽 ${width} mm，放不进 ${(setting.measure - indent).toFixed(1)} mm`,
      `the image is ${width} mm wide and does not fit into ${(setting.measure - indent).toFixed(1)} mm`,
    );
    return [];
  }
  // A picture of anyone may be as high as it likes.
  const most = numberOf(building, element, 'height', 0);
  const fitting = most > 0 ? Math.min(width, (most * asset.pixels.width) / asset.pixels.height) : width;
  if (!takesPicture(building, asset.bytes.byteLength, element.at)) return [];
  const data = Buffer.from(asset.bytes.buffer, asset.bytes.byteOffset, asset.bytes.byteLength).toString('base64');
  return [
    build.image({ mime: asset.mime, data, pixels: asset.pixels, width: fitting, indent, alt, lang, origin: originOf(element, records) }),
  ];
}
