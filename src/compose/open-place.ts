/**
 * Places of a form that wait for words: what stands there for them while a layout runs.
 *
 * In:  nothing. Out: two signs that no record can print, one for each language, so that a layout prints them where it would print the
 * words; whatever makes words of a value (dates, labels) hands them on as they are. Only forms are made with them (`src/form`).
 */
export const openPlace = { zh: '\uE000', en: '\uE001' } as const;
const signs = /[\uE000\uE001]/;
export const isOpenPlace = (text: string): boolean => text === openPlace.zh || text === openPlace.en;
export const holdsOpenPlace = (text: string): boolean => signs.test(text);
