/**
 * Comma-separated values as RFC 4180 has them: lines end with CRLF, a field with a comma, a quote or a line break stands in
 * quotes, a quote in it is doubled.
 *
 * In:  rows of cells. Out: text. By hand: this is all there is to it, and no library says less; a test reads it back.
 */
const field = (text: string): string => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export const csv = (rows: readonly (readonly string[])[]): string => rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
