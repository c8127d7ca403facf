/**
 * What a PDF claims to be.
 *
 * In:  the bytes of a file. Out: `PDF/A-3a`, `PDF/UA-1`, as its XMP says; nobody checks it here.
 */
const window = 64 * 1024;

export function claimsOf(bytes: Uint8Array): string[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // An update brings its own packet; the last one is in force.
  const from = file.lastIndexOf('<x:xmpmeta');
  if (from < 0) return [];
  const text =
    file
      .subarray(from, from + window)
      .toString('latin1')
      .split('</x:xmpmeta>')[0] ?? '';
  const value = (name: string): string | undefined =>
    new RegExp(`(?:<${name}(?:\\s[^<>]{0,300})?>|\\s${name}\\s*=\\s*["'])\\s*([A-Za-z0-9]{1,4})`).exec(text)?.[1];
  const part = value('pdfaid:part');
  const ua = value('pdfuaid:part');
  return [
    ...(part === undefined ? [] : [`PDF/A-${part}${(value('pdfaid:conformance') ?? '').toLowerCase()}`]),
    ...(ua === undefined ? [] : [`PDF/UA-${ua}`]),
  ];
}
