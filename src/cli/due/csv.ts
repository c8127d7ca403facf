/**
 * Comma-separated values as RFC 4180 has them: lines end with CRLF, a field with a comma, a quote or a line break stands in
 * quotes, a quote in it is doubled.
 *
 * In:  rows of cells. Out: text. By hand: this is all there is to it, and no library says less; a test reads it back.
 *
 * A spreadsheet takes a cell that begins with one of a few signs for a formula, and names in it may be anyone's: an apostrophe
 * before them makes it text. A number with its sign is a number.
 */
const formula = /^[=+\-@\t\r\n]/;
const number = /^[+-]?\d+(?:\.\d+)?$/;
const plain = (text: string): string => (formula.test(text) && !number.test(text) ? `'${text}` : text);
const quoted = (text: string): string => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const field = (text: string): string => quoted(plain(text));

export const csv = (rows: readonly (readonly string[])[]): string => rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
