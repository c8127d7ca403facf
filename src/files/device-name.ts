/**
 * Names that Windows takes for devices, whatever folder they stand in and whatever ending they have: `con`, `NUL.txt`.
 *
 * In:  one part of a path. Out: whether it is such a name (Microsoft, "Naming Files, Paths, and Namespaces"; the superscripts count
 * as the digits that they look like; `conin$` and `conout$` are the console's two ends).
 */
const device = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(?:\.|$)/i;

export const isDeviceName = (name: string): boolean => device.test(name);
