/**
 * A QR symbol as a picture.
 *
 * In:  rows of modules (`1` is dark) and a colour. Out: the bytes of an SVG with a single path.
 */
export function qrPicture(modules: readonly string[], colour: string): Uint8Array {
  const n = modules.length;
  const path = modules.flatMap((row, y) =>
    // Runs of dark modules are one rectangle each, and reach a little into the next row, so that no seams show.
    [...row.matchAll(/1+/g)].map((run) => `M${run.index} ${y}h${run[0].length}v1.005h-${run[0].length}z`),
  );
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${n} ${n}" width="${n}" height="${n}"><path fill="${colour}" d="${path.join('')}"/></svg>`,
  );
}
