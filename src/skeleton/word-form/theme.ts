/**
 * Styles for what stands in the middle of a form, which no stock style does.
 *
 * In:  nothing. Out: the `theme.yaml` of a house that has none; the names of its styles. A house that has a theme of its own is not
 * touched: it may have styles of these names.
 */
export const centredStyles = ['form-title', 'form-centre'] as const;

export const formTheme = `# 本机构的外观，叠加在 certpress 的主题上；说明见 docs/layouts.md 和 templates/theme.yaml / Looks of our own, laid over those of certpress.
styles:
  # 表格居中的标题和段落 / Title and paragraphs in the middle of a form
  form-title:
    name: Form Title
    main: { face: sans, size: 18, pitch: 26, weight: 600, colour: ink, align: centre, keepNext: true }
    second: { size: 12, pitch: 17, weight: 400, colour: slate }
  form-centre:
    name: Form Centre
    main: { face: serif, size: 10.5, pitch: 16, colour: ink, align: centre, before: 2 }
    second: { size: 9.5, pitch: 13, colour: slate, before: 1 }
`;
