/**
 * Every content that the scheme requires has a place in the layout.
 *
 * In:  the scheme's contents for this document, and the places that the markup has. Out: a diagnostic for each content without
 * one, naming its id. A content has a place where its id stands in a `data-content`; or where the layout calls the part of
 * each content inside an element that answers the content at hand, in a loop over all groups or for the group that it is in.
 */
import type { Diagnostic, Place } from '../../diagnostics/index.js';
import type { LayoutFile, LayoutSet } from '../layout-set.js';
import { didYouMean, nearest, problem } from '../problem.js';
import type { StructureResult } from './structure.js';

export interface RequiredContent {
  readonly id: string;
  readonly clause?: string | undefined;
  /** The `data-content` under which it is printed, where that is not its own id. */
  readonly place?: string | undefined;
  /** Printed by the part of this other content. */
  readonly with?: string | undefined;
  /** The group of the document in which it stands, and the form of that group. */
  readonly group?: string | undefined;
  readonly form?: string | undefined;
  /** Its row in the pack. */
  readonly row?: () => Place | undefined;
}

/** A stock layout is nobody's to change: there the row is at fault, which the layout knows nothing of; in one's own, the layout. */
function between(content: RequiredContent, layout: Place): { readonly at: Place; readonly related?: readonly Place[] } {
  const row = content.row?.();
  if (!row) return { at: layout };
  return layout.file.startsWith('templates/') ? { at: row, related: [layout] } : { at: layout, related: [row] };
}

export function checkPlaces(
  set: LayoutSet,
  layout: LayoutFile,
  contents: readonly RequiredContent[],
  structure: StructureResult,
): Diagnostic[] {
  return contents.flatMap((content): Diagnostic[] => {
    const id = content.place ?? content.id;
    if (structure.literalContents.has(id)) return [];
    const restOf = (whole: string): string => whole.slice(whole.indexOf('.') + 1);
    // What is printed under another content's id has that one's part.
    const rest =
      content.place !== undefined && !structure.contentParts.some((c) => set.partials.has(`${c.kind}/${restOf(content.id)}`))
        ? restOf(content.place)
        : restOf(content.id);
    const clause = content.clause === undefined ? { zh: '', en: '' } : { zh: `（${content.clause}）`, en: ` (${content.clause})` };
    const [call] = structure.contentParts;
    const answering = structure.contentParts.find(
      (c) =>
        c.answers && (!c.groups || content.group === undefined || c.groups.has(content.group)) && set.partials.has(`${c.kind}/${rest}`),
    );
    if (answering) return [];
    if (call && content.with === undefined && !structure.contentParts.some((c) => set.partials.has(`${c.kind}/${rest}`))) {
      const name = `${call.kind}/${rest}`;
      const { at, related } = between(content, call.at);
      return [
        problem(
          'content-place-missing',
          at,
          `要求的内容 ${content.id}${clause.zh} 没有部件 ${name}`,
          `the required content ${content.id}${clause.en} has no partial ${name}`,
          {
            help: {
              zh: `加上 partials/${name}.hbs，并写上 data-content="${id}"。`,
              en: `Add partials/${name}.hbs, with data-content="${id}" in it.`,
            },
            related,
          },
        ),
      ];
    }
    const part = call && set.partials.get(`${call.kind}/${rest}`);
    const near = nearest(id, structure.literalContents.keys());
    const { at, related } = between(content, { file: (part ?? layout).file, line: 1, column: 1 });
    return [
      problem(
        'content-place-missing',
        at,
        `版式没有要求的内容 ${content.id}${clause.zh} 的位置`,
        `the layout has no place for the required content ${content.id}${clause.en}`,
        {
          help:
            near === undefined
              ? { zh: `在印出它的元素上写 data-content="${id}"。`, en: `Put data-content="${id}" on the element that prints it.` }
              : didYouMean(id, [near]),
          related,
        },
      ),
    ];
  });
}
