/**
 * The Typst program that lays out every document; the same for all of them.
 *
 * In:  `model`, the JSON that `encode.ts` makes, and `sheet`, both of which an engine says in lines before these: `sheet` is the label of
 * the document among others of one run, or none where there is but this one. Out: pages; and for the writer, under the label `report`, on
 * which page each required content stands, where seals go, and how much space each page that is filled had to share.
 *
 * No text of a record is ever markup here: texts are values that `text` shows. Space stands above blocks only, and every
 * line is exactly as high as its style says, as in Word. It is a string and not a file of its own so that it is found
 * wherever the compiled writer is.
 */
export const program = String.raw`
#let d = json(model)
// All of a kind in this document.
#let all(kind) = if sheet == none { query(kind) } else { query(selector(kind).within(sheet)) }

// Where the baseline of a box is: so far above its lower edge. From 0.15 on a length says how far below that of what is in it.
#let above-end(height) = if sys.version < version(0, 15, 0) { height } else { (at: bottom, shift: height) }

// ---- what the data point to: looks of letters, forms of paragraphs ----
#let families = d.faces.map(((zh, en)) => (((name: en, covers: "latin-in-cjk"), zh, en), (en, zh)))
#let languages = ((lang: "zh", region: "cn"), (lang: "en", region: "gb"))
#let look((face, size, weight, italic, colour, lang, tabular, tracking)) = (
  font: families.at(face).at(lang), size: size * 1pt, weight: weight,
  style: if italic == 1 { "italic" } else { "normal" }, fill: rgb(colour), ..languages.at(lang),
  number-width: if tabular == 1 { "tabular" } else { auto }, number-type: if tabular == 1 { "lining" } else { auto },
  cjk-latin-spacing: if tabular == 1 { none } else { auto }, tracking: tracking * 1em)
#let looks = d.looks.map(look)
#let stroke-of(l) = if l == 0 { none } else { l.at(0) * 1pt + rgb(l.at(1)) }
#let forms = d.forms.map(f => (
  text: (..looks.at(f.look), top-edge: f.top * 1pt, bottom-edge: -f.bottom * 1pt),
  height: (f.top + f.bottom) * 1pt, bottom: f.bottom * 1pt, justify: f.align == 1,
  align: (none, none, right, center).at(f.align), sticky: f.sticky,
  inset: (left: f.indent * 1mm, top: if f.above == 0 { 0pt } else { f.above.at(2) * 1pt }, bottom: if f.below == 0 { 0pt } else { f.below.at(2) * 1pt }),
  stroke: (top: stroke-of(f.above), bottom: stroke-of(f.below))))
#let ink = rgb(d.line)
// What a function uses of the data stands in a name of its own: it remembers all that it names, and if that were the data, no word of a
// document could change without everything being set anew.
#let metal = rgb(d.metal)
#let seal-colour = rgb(d.seal)
#let box-size = d.box * 1pt
#let page-height = d.page * 1mm
#let vertical = (top, horizon, bottom)

// ---- runs ----
#let run(it, f) = {
  if type(it) == str { return text(it) }
  let op = it.at(0)
  if op == 0 { text(..looks.at(it.at(1)), it.at(2)) }
  else if op == 1 {
    if it.at(3) > 0 { h(it.at(3) * 1pt, weak: true) }
    box(baseline: above-end(f.bottom), text(..looks.at(it.at(1)), it.at(2)))
    if it.at(4) > 0 { h(it.at(4) * 1pt, weak: true) }
  }
  else if op == 2 { linebreak() }
  else if op == 3 { h(it.at(1) * 1pt, weak: it.len() > 2) }
  // Should the rest not fit, the line ends in the middle of this: the joiner keeps its end with what stands at the right.
  else if op == 4 { h(1fr); box(); h(1fr); "\u{2060}" }
  else if op == 5 { text(font: families.at(1).at(1), weight: 400, size: box-size, it.at(1)) }
  else if op == 6 { box(width: it.at(1) * 1mm, height: f.height, baseline: above-end(f.bottom), inset: (bottom: f.bottom - 2pt), line(start: (0pt, f.height - f.bottom + 2pt), length: 100%, stroke: 0.5pt + ink)) }
  else if op == 7 { text(..looks.at(it.at(1)), context str(counter(page).get().first())) }
  else if op == 8 { text(..looks.at(it.at(1)), context str(counter(page).final().first())) }
  else if op == 9 { box(baseline: above-end(f.bottom - 1pt), stroke: 0.5pt + metal, radius: 0.6mm, inset: (x: 1.4mm, y: -1pt), it.at(1).map(i => run(i, f)).join()) }
  else if op == 10 [#metadata(it.at(1))<content>]
  else if op == 11 { box(baseline: above-end(f.bottom), it.at(1).map(i => run(i, f)).join()) }
  else if op == 13 {
    [#metadata(it.at(1))<repeats>]
    context if here().page() > all(<repeats>).find(m => m.value == it.at(1)).location().page() { it.at(2).map(i => run(i, f)).join() }
  }
  else if op == 15 {
    let body = it.at(3).map(i => run(i, f)).join()
    if it.at(1) != 0 [#metadata(it.at(1))<anchor>]
    if it.at(2) == 0 { body } else { context {
      let place = all(<anchor>).find(m => m.value == it.at(2))
      if place == none { body } else { link(place.location(), body) }
    } }
  }
  else if op == 14 { context {
    let headings = all(heading)
    let placed = it.at(1).filter(e => e.at(0) < headings.len()).map(e => (headings.at(e.at(0)).location().page(), e.at(1)))
    let page = here().page()
    let found = placed.find(e => e.at(0) == page)
    if found == none { found = placed.filter(e => e.at(0) < page).at(-1, default: none) }
    if found != none { found.at(1).map(i => run(i, f)).join() }
  } }
  else if op == 12 { if it.at(2).len() == 0 { box(width: it.at(1) * 1mm) } else {
    let words = it.at(2).map(i => run(i, f)).join()
    let mark = box(baseline: above-end(f.bottom), words)
    // A mark too long for its column goes on below, beside the text under the heading, where the column is empty. A word of it that is
    // too long itself pushes the text to the right.
    let column = it.at(1) * 1mm
    context {
      let w = measure(mark).width
      if w <= column - 1.5mm { mark; h(column - w) }
      else if measure(words, width: 1mm).width > column - 1.5mm { mark; h(2mm) }
      else { box(width: column - 1.5mm, height: f.height, baseline: above-end(f.bottom), par(hanging-indent: 0pt, justify: false, words)); h(1.5mm) }
    } } }
}
#let runs(list, f) = for it in list { run(it, f) }
#let marks(list) = for it in list [#metadata(it.at(1))<content>]

// ---- blocks; unit is what one share of space is worth, which only what stands on the page itself takes up ----
#let line-box(f, above, body, hang: 0mm, ragged: false) = block(above: above * 1pt, sticky: f.sticky, width: 100%, inset: f.inset + (left: f.inset.left + hang), stroke: f.stroke, {
  set text(..f.text)
  set align(f.align) if f.align != none
  set par(justify: f.justify and not ragged)
  body
})
#let flow(items, unit) = for it in items {
  let kind = it.at(0)
  if kind == "p" or kind == "q" {
    let f = forms.at(it.at(1))
    let ragged = kind == "q"
    // An answer that takes more than a line hangs behind its box.
    if it.len() > 4 { context line-box(f, it.at(2), ragged: ragged, par(hanging-indent: measure(runs(it.at(4), f)).width, runs(it.at(3), f))) }
    else { line-box(f, it.at(2), ragged: ragged, par(runs(it.at(3), f))) }
  } else if kind == "h" {
    let f = forms.at(it.at(1))
    let hang = it.at(4) * 1mm
    line-box(f, it.at(2), hang: hang, heading(level: it.at(3), { set text(..f.text); if hang > 0mm { h(-hang) }; runs(it.at(5), f) }))
  } else if kind == "l" {
    let f = forms.at(it.at(2))
    let items = it.at(5).map(i => flow(i, 0mm))
    line-box(f, it.at(1), {
      marks(it.at(6))
      if it.at(4) != 0 { enum(start: it.at(4).at(0), numbering: it.at(4).at(1), indent: 0pt, body-indent: 0.5em, spacing: it.at(3) * 1pt, ..items) }
      else { list(marker: "•", indent: 0pt, body-indent: 0.5em, spacing: it.at(3) * 1pt, ..items) }
    })
  } else if kind == "t" {
    let (_, above, indent, widths, cell-looks, groups, whole, stays) = it
    let cells = cell-looks.map(c => (
      inset: (top: c.padding.at(0) * 1pt, right: c.padding.at(1) * 1pt, bottom: c.padding.at(2) * 1pt, left: c.padding.at(3) * 1pt),
      stroke: (top: stroke-of(c.rules.at(0)), right: stroke-of(c.rules.at(1)), bottom: stroke-of(c.rules.at(2)), left: stroke-of(c.rules.at(3))),
      fill: if c.fill == 0 { none } else { rgb(c.fill) }, align: start + vertical.at(c.align), breakable: c.split))
    let cell((look, columns, rows, blocks, ids, least)) = table.cell(..cells.at(look), colspan: columns, rowspan: rows, {
      marks(ids)
      if least == 0 { flow(blocks, 0mm) } else { layout(size => {
        let content = flow(blocks, 0mm)
        block(width: 100%, height: calc.max(least * 1pt, measure(width: size.width, content).height), align(cells.at(look).align, content))
      }) }
    })
    let body = table(
      columns: widths.map(w => w * 1mm), stroke: none, inset: 0pt,
      ..groups.map(((kind, rows)) => {
        if kind == 1 { (table.header(..rows.map(cell)),) }
        else if kind == 2 { (table.header(level: 2, repeat: true, ..rows.map(cell)),) }
        else if kind == 3 { (table.header(level: 3, repeat: false, ..rows.map(cell)),) }
        else { rows.map(cell) }
      }).flatten())
    let placed(breakable) = block(above: above * 1pt, breakable: breakable, sticky: stays, inset: (left: indent * 1mm), body)
    // By context and not by layout: what is sticky above must see a block, not something that may become one.
    if whole == 2 { context placed(measure(width: (indent + widths.sum()) * 1mm, placed(false)).height > page-height) } else { placed(whole == 0) }
  } else if kind == "d" {
    block(above: it.at(3) * 1pt, sticky: true, inset: (left: it.at(1) * 1mm), flow(it.at(2), unit))
  } else if kind == "g" {
    let (_, above, indent, widths, gutter, cells, ids) = it
    block(above: above * 1pt, inset: (left: indent * 1mm), {
      marks(ids)
      grid(columns: widths.map(w => w * 1mm), column-gutter: gutter * 1mm,
        ..cells.map(((across, side, blocks)) => grid.cell(align: (if side == 1 { right } else { start }) + vertical.at(across), flow(blocks, 0mm))))
    })
  } else if kind == "c" {
    // The engine tags its own table of contents, and each line as a reference to what it names.
    let entries = it.at(1)
    marks(it.at(2))
    show outline.entry: e => {
      let n = all(heading).position(h => h.location() == e.element.location())
      let (_, form, above, column, words) = entries.find(entry => entry.at(0) == n)
      let f = forms.at(form)
      let to = e.element.location()
      line-box(f, above, hang: column * 1mm, link(to, {
        h(-column * 1mm); runs(words, f); h(3pt); box(width: 1fr, baseline: above-end(0pt), align(right, repeat(gap: 2pt, justify: false)[.])); h(3pt); str(counter(page).at(to).first()) }))
    }
    context {
      let places = all(heading).map(h => h.location())
      let listed = entries.map(entry => entry.at(0)).filter(n => n < places.len()).map(n => places.at(n))
      // It is looked at as a whole: it goes to the next page, where that one holds it.
      let whole(breakable) = block(breakable: breakable, width: 100%, outline(title: none, indent: 0pt, target: listed.slice(1).fold(selector(listed.first()), (s, l) => s.or(l))))
      if listed.len() > 0 { context whole(measure(width: it.at(3) * 1mm, whole(false)).height > page-height * 0.9) }
    }
  } else if kind == "n" {
    // The cells of the header are all as much lower, so that their words stay level.
    let (_, number, form, words) = it
    let f = forms.at(form)
    if words != 0 [#metadata(number)<repeats>]
    context {
      let first = all(<repeats>).find(m => m.value == number)
      if first != none and here().page() > first.location().page() {
        block(height: f.height + 2pt, width: 100%, if words != 0 { place(top + left, box(width: 150mm, baseline: above-end(0pt), line-box(f, 0, par(runs(words, f))))) })
      }
    }
  } else if kind == "k" {
    let placed(breakable) = block(above: it.at(1) * 1pt, breakable: breakable, sticky: it.at(5), width: 100%, { marks(it.at(4)); flow(it.at(3), unit) })
    if it.at(2) > 0 { context placed(measure(width: it.at(2) * 1mm, placed(false)).height > page-height) } else { placed(false) }
  } else if kind == "i" {
    block(above: it.at(1) * 1pt, inset: (left: it.at(2) * 1mm), { marks(it.at(6)); image(it.at(3), width: it.at(4) * 1mm, alt: it.at(5)) })
  } else if kind == "o" {
    let size = it.at(1) * 1mm
    block(width: size, height: size, {
      marks(it.at(3))
      context [#metadata((here().page(), here().position().x / 1mm, here().position().y / 1mm, it.at(1)))<seal>]
      place(top + left, circle(radius: size / 2, stroke: (paint: seal-colour, thickness: 0.75pt, dash: (0pt, 2.6pt), cap: "round")))
      place(center + horizon, block(width: 80%, flow(it.at(2), unit)))
    })
  } else if kind == "r" {
    block(above: it.at(1) * 1pt, width: 100%, { marks(it.at(5)); line(length: 100%, stroke: it.at(3) * 1pt + rgb(it.at(4))) })
    if it.at(2) > 0 { v(it.at(2) * 1pt) }
  } else if kind == "s" {
    marks(it.at(3))
    v(calc.max(it.at(1) * 1mm, it.at(2) * unit))
  } else if kind == "b" {
    marks(it.at(1))
    pagebreak()
  }
}

// How much one share is worth when the shares of spaces (height, share) take up what is left, none below its height.
#let unit-of(left, spaces) = {
  let open = spaces
  let rest = left
  let unit = 0mm
  while open.len() > 0 {
    unit = rest / open.map(s => s.at(1)).sum()
    let small = open.filter(s => s.at(1) * unit < s.at(0) * 1mm)
    if small.len() == 0 { break }
    rest -= small.map(s => s.at(0)).sum() * 1mm
    open = open.filter(s => s.at(1) * unit >= s.at(0) * 1mm)
  }
  if open.len() == 0 { 0mm } else { calc.max(unit, 0mm) }
}

// ---- the document ----
#set document(title: d.meta.at(0), author: d.meta.at(1), description: d.meta.at(2), keywords: d.meta.at(3),
  date: datetime(year: d.meta.at(4).at(0), month: d.meta.at(4).at(1), day: d.meta.at(4).at(2)))
#set text(..languages.at(d.lang), font: families.at(1).at(d.lang), size: 9pt, fallback: false, hyphenate: false, overhang: false, costs: (runt: 400%))
#set par(leading: 0pt, spacing: 0pt, linebreaks: "optimized")
#set block(spacing: 0pt)
#show heading: it => it.body

#for (i, s) in d.sections.enumerate() {
  let (top-margin, right-margin, bottom-margin, left-margin) = s.margins.map(m => m * 1mm)
  let start = label("section-" + str(i))
  let (above-head, below-foot) = s.from.map(m => m * 1mm)
  let (first-header, header) = (s.firstHeader, s.header)
  let head(items) = align(top, { v(above-head); flow(items, 0mm) })
  let (sheet-width, sheet-height) = s.sheet.map(m => m * 1mm)
  // What stands behind a page is no content: the engine makes an artifact of it.
  let pictures = s.behind
  let behind() = for (x, y, width, height, name, first) in pictures {
    if first == 0 or here().page() == all(start).first().location().page() {
      place(top + left, dx: x * 1mm, dy: y * 1mm, image(name, width: width * 1mm, height: height * 1mm, fit: "stretch"))
    }
  }
  page(width: sheet-width, height: sheet-height, background: if pictures.len() > 0 and not d.only { context behind() },
    margin: (top: top-margin, right: right-margin, bottom: bottom-margin, left: left-margin),
    header-ascent: 0pt, footer-descent: 0pt,
    header: if d.only { none } else if first-header == 0 { head(header) } else {
      context head(if here().page() == all(start).first().location().page() { first-header } else { header }) },
    footer: if not d.only { align(bottom, { flow(s.footer, 0mm); v(below-foot) }) }, {
      [#metadata(i)#start]
      if s.fill == 0 { flow(s.blocks, 0mm) } else { context {
        let left = sheet-height - top-margin - bottom-margin - measure(width: s.width * 1mm, flow(s.blocks, 0mm)).height
        // What the spaces keep at the least is in that height already.
        let least = s.fill.map(f => f.at(0)).sum(default: 0) * 1mm
        let unit = unit-of(left + least, s.fill)
        [#metadata((i, unit / 1mm, left >= -0.01mm))<filled>]
        if not d.only { flow(s.blocks, unit) }
      } }
      [#metadata(i)<end>]
    })
}
#context [#metadata((
  contents: all(<content>).map(m => (m.value, m.location().page())),
  filled: all(<filled>).map(m => m.value),
  headings: all(heading).map(h => h.location().page()),
  tops: all(heading).map(h => h.location().position().y / 1mm),
  end: all(<end>).last().location().position().y / 1mm,
  seals: all(<seal>).map(m => m.value),
  sections: range(d.sections.len()).map(i => all(label("section-" + str(i))).first().location().page()),
))<report>]
`;
