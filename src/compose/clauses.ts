/**
 * Clause numbers, short.
 *
 * In:  `4.1 4.2 4.3 4.4`, or `5.6.3.2(1) 5.6.3.2(4)`. Out: `4.1–4.4`, `5.6.3.2(1)(4)`. Runs of three or more become a range;
 * items of one clause share its number.
 */
interface Clause {
  readonly whole: string;
  readonly head: string;
  readonly item: string | undefined;
  readonly parent: string;
  readonly last: number | undefined;
}

function parse(whole: string): Clause {
  const match = /^([^(（]+)([(（].*)$/.exec(whole);
  const head = match?.[1] ?? whole;
  let end = head.length;
  while (/\d/.test(head.charAt(end - 1))) end--;
  return { whole, head, item: match?.[2], parent: head.slice(0, end), last: end < head.length ? Number(head.slice(end)) : undefined };
}

export function shortClauses(numbers: readonly string[]): string {
  const list = [...new Set(numbers)].map(parse);
  const out: string[] = [];
  for (let i = 0; i < list.length;) {
    const first = list[i];
    if (!first) break;
    let end = i + 1;
    if (first.item !== undefined) {
      while (list[end]?.item !== undefined && list[end]?.head === first.head) end++;
      out.push(
        first.head +
          list
            .slice(i, end)
            .map((c) => c.item ?? '')
            .join(''),
      );
    } else {
      while (isNext(list[end - 1], list[end])) end++;
      if (end - i >= 3) out.push(`${first.whole}–${list[end - 1]?.whole ?? ''}`);
      else {
        end = i + 1;
        out.push(first.whole);
      }
    }
    i = end;
  }
  return out.join(', ');
}
const isNext = (a: Clause | undefined, b: Clause | undefined): boolean =>
  a?.last !== undefined && b?.last !== undefined && b.item === undefined && a.parent === b.parent && b.last === a.last + 1;

/** A clause as it stands beside a heading, where there is no room for the publishers of a standard: `17021-1 9.4.8.2 m)`. */
export const markOf = (clause: string): string => clause.replace(/^(?:ISO\/IEC|ISO|GB\/T) (?=\d)/u, '');
