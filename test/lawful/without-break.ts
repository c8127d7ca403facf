/** Rules with rows that no break is about, each with the reason. */
import type { SchemeId } from './windows.js';

export const withoutBreak: Readonly<Record<SchemeId, Readonly<Record<string, string>>>> = { wanding: {}, cusc: {} };
