/**
 * The theme part that Word expects in every document.
 *
 * In:  our theme. Out: `theme1.xml`: its colours and faces where Word's own menus offer theme colours and theme fonts.
 * No style refers to it; it only keeps what somebody adds by hand in the family.
 */
import type { Theme } from '../../model/index.js';
import { escape, xmlHead } from './xml.js';

export function officeThemeXml(theme: Theme): string {
  const { colours, faces } = theme;
  const colour = (name: string, value: string | undefined, otherwise: string): string =>
    `<a:${name}><a:srgbClr val="${(value ?? otherwise).slice(1).toUpperCase()}"/></a:${name}>`;
  const accent = colours.accent ?? colours['certificate-accent'];
  const scheme =
    colour('dk1', colours.ink, '#000000') +
    colour('lt1', undefined, '#FFFFFF') +
    colour('dk2', accent, '#1F3864') +
    colour('lt2', colours.shade, '#F2F2F2') +
    colour('accent1', accent, '#1F3864') +
    colour('accent2', colours.metal, '#A98A4E') +
    colour('accent3', colours.slate, '#44546A') +
    colour('accent4', colours.weave, '#3E5E86') +
    colour('accent5', colours.grid, '#8A95A0') +
    colour('accent6', colours.hair, '#BCC5CE') +
    colour('hlink', accent, '#1F3864') +
    colour('folHlink', colours.slate, '#44546A');
  const fonts = (kind: string, face: Theme['faces']['sans']): string =>
    `<a:${kind}><a:latin typeface="${escape(face.en)}"/><a:ea typeface="${escape(face.zh)}"/><a:cs typeface=""/></a:${kind}>`;
  const fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>';
  const line = `<a:ln w="6350" cap="flat" cmpd="sng" algn="ctr">${fill}<a:prstDash val="solid"/></a:ln>`;
  const effect = '<a:effectStyle><a:effectLst/></a:effectStyle>';
  return (
    `${xmlHead}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="${escape(theme.name)}"><a:themeElements>` +
    `<a:clrScheme name="${escape(theme.name)}">${scheme}</a:clrScheme>` +
    `<a:fontScheme name="${escape(theme.name)}">${fonts('majorFont', faces.sans)}${fonts('minorFont', faces.serif)}</a:fontScheme>` +
    `<a:fmtScheme name="${escape(theme.name)}"><a:fillStyleLst>${fill.repeat(3)}</a:fillStyleLst><a:lnStyleLst>${line.repeat(3)}</a:lnStyleLst>` +
    `<a:effectStyleLst>${effect.repeat(3)}</a:effectStyleLst><a:bgFillStyleLst>${fill.repeat(3)}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`
  );
}
