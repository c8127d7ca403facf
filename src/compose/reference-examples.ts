/**
 * An example for each element and each helper of layouts, as `docs/reference.md` and the workbench show it.
 *
 * In:  nothing. Out: pieces of a layout of the audit report, each whole by itself. `test/house/reference.test.ts` has them checked,
 * composed and made as Word file and PDF; an element or helper without one is a fault there, and so is an example that does not pass.
 */

/** By element; a part of another is shown in it. */
export const elementExamples: Readonly<Record<string, string>> = {
  h2: '<h2>{{t "client.auditee"}}</h2>',
  h3: '<h3><mark>5.11.3</mark>{{t "client.auditee"}}<at-right>{{doc.number}}</at-right></h3>',
  h4: '<h4>{{text client.name}}</h4>',
  p: '<p class="cell-short">{{text client.name}}（{{doc.number}}）<at-right>{{date report.date}}</at-right></p>',
  div: '<div class="value">{{rich report.summary}}</div>',
  'by-language': '<by-language><p>{{text client.name}}</p><p>{{text report.scope}}</p></by-language>',
  ul: '<ul>{{#each report.criteria}}<li>{{text this}}</li>{{/each}}</ul>',
  ol: '<ol><li>{{text client.name}}</li><li>{{doc.number}}</li></ol>',
  table: `<table class="schedule" widths="40 *" keep="rows">
  <caption numbered="true">{{t "client.auditee"}}</caption>
  <thead><tr><th>{{t "client.auditee"}}</th><th>{{t "client.registered-address"}}</th></tr></thead>
  <tbody>
    {{#each report.criteria}}<tr><th scope="row">{{add @index 1}}</th><td valign="middle">{{text this}}</td></tr>{{/each}}
    <tr class="with-next"><td colspan="2">{{text client.name}}</td></tr>
    <tr height="20"><td></td><td></td></tr>
  </tbody>
</table>`,
  'field-list': `<field-list marks="true">
  <field label="client.auditee" mark="5.11.3">{{text client.name}}</field>
  <field><field-label>{{t "client.registered-address"}}</field-label>{{text client.registeredAddress}}</field>
</field-list>`,
  grid: `<grid widths="* 60" gutter="6">
  <grid-row><grid-cell align="bottom"><p>{{text client.name}}</p></grid-cell><grid-cell side="right"><p>{{doc.number}}</p></grid-cell></grid-row>
</grid>`,
  keep: '<keep><p>{{text client.name}}</p><p>{{doc.number}}</p></keep>',
  'page-break': '<page-break></page-break>',
  toc: '<toc over="8" depth="3"></toc>',
  space: '<space height="5"></space>',
  rule: '<rule class="hair"></rule>',
  img: '{{#if body.logo}}<img src="{{body.logo.src}}" alt="{{text body.name}}" width="{{body.logo.width}}">{{/if}}',
  'qr-code': '<qr-code value="https://example.com/{{doc.number}}" size="25" label="client.auditee"></qr-code>',
  'seal-place': '<seal-place diameter="40" label="client.auditee"></seal-place>',
  'sign-block': `<sign-block>
  <sign label="role.leader" date="{{date report.date}}"><sign-name>{{text body.name}}</sign-name></sign>
  <sign label="role.auditor" seal="true"></sign>
</sign-block>`,
  'option-set': '<option-set of="mode" value="on-site"></option-set>',
  'none-statement': '{{#each report.deviations}}<p>{{@root.doc.number}}</p>{{else}}<none-statement></none-statement>{{/each}}',
  'not-applicable': '<not-applicable>{{text client.name}}</not-applicable>',
  strong: '<p><strong>{{text client.name}}</strong></p>',
  em: '<p><em>{{doc.number}}</em></p>',
  span: '<p><span class="result">{{doc.number}}</span></p>',
  a: '<p><a id="number">{{doc.number}}</a><gap em="1"></gap><a to="number">{{text client.name}}</a></p>',
  br: '<p>{{text client.name}}<br>{{doc.number}}</p>',
  'check-box': '<p><check-box checked="{{eq counts.major 0}}"></check-box>{{doc.number}}</p>',
  blank: '<p>{{doc.number}}<blank width="30"></blank></p>',
  gap: '<p>{{doc.number}}<gap em="2"></gap>{{date report.date}}</p>',
};

/** What stands at the top of a layout, around all that the others are. */
export const layoutExample = `<variant id="compact"></variant>
<page-master id="page" margins="22 19 19 22" frame="false">
  <running-header><p class="header">{{doc.number}}<gap em="1"></gap><running-heading level="2" part="title"></running-heading></p></running-header>
  <first-header></first-header>
  <running-footer><p class="footer">{{text client.name}}<at-right><page-number></page-number>/<page-count></page-count></at-right></p></running-footer>
</page-master>
<section master="page">
<h1>{{text doc.title}}</h1>
…
</section>`;

/** By helper; a condition is shown where it decides something. */
export const helperExamples: Readonly<Record<string, string>> = {
  t: '<p>{{t "client.auditee"}}</p>',
  text: '<p>{{text client.name}}</p>',
  name: '{{#each plan.team}}<p>{{name person.name}}</p>{{/each}}',
  rich: '<div class="prose">{{rich report.summary}}</div>',
  date: '<p>{{date report.date}}</p>',
  dates: '<p>{{dates audit.start audit.end}}</p>',
  day: '<p>{{day report.date}}</p>',
  join: '<p>{{join report.criteria}}</p>',
  clauses: '{{#each findings}}<p>{{clauses clauses}}</p>{{/each}}',
  clauseFor: '<p>{{clauseFor "report.scope"}}</p>',
  titleFor: '<p>{{titleFor "report.scope"}}</p>',
  wordingAt: '{{#each (wordingAt "report.scope")}}<p>{{text text}}</p>{{/each}}',
  eq: '{{#if (eq counts.major 0)}}<p>{{doc.number}}</p>{{/if}}',
  ne: '{{#if (ne counts.minor 0)}}<p>{{doc.number}}</p>{{/if}}',
  gt: '{{#if (gt counts.minor 0)}}<p>{{counts.minor}}</p>{{/if}}',
  startsWith: '{{#if (startsWith variant "comp")}}<p>{{variant}}</p>{{/if}}',
  and: '{{#if (and doc.number report.date)}}<p>{{doc.number}}</p>{{/if}}',
  or: '{{#if (or doc.draft doc.number)}}<p>{{doc.number}}</p>{{/if}}',
  not: '{{#if (not doc.draft)}}<p>{{doc.number}}</p>{{/if}}',
  written: '<option-set of="mode" value="{{#if (written report.date)}}on-site{{/if}}"></option-set>',
  has: '{{#if (has recommendations "grant")}}<p>{{doc.number}}</p>{{/if}}',
  count: '<p>{{count findings}}</p>',
  add: '{{#each findings}}<p>{{add @index 1}}</p>{{/each}}',
  find: '{{#with (find groups "id" "conclusion")}}<p>{{text title}}</p>{{/with}}',
  if: '{{#if report.date}}<p>{{date report.date}}</p>{{else}}<p>—</p>{{/if}}',
  unless: '{{#unless report.date}}<p>—</p>{{/unless}}',
  each: '{{#each ncs}}<p>{{number}}</p>{{else}}<none-statement></none-statement>{{/each}}',
  with: '{{#with client}}<p>{{text name}}</p>{{/with}}',
  'content-part': '{{#with (find groups "id" "conclusion")}}{{#each contents}}{{> (content-part "report")}}{{/each}}{{/with}}',
};
