/** Placeholder until the checks below are written. */
import type { z } from 'zod';
import type { Diagnostic } from '../diagnostics/index.js';
import type { Theme } from '../model/index.js';
import type { LayoutSet } from './layout-set.js';
import type { SchemeLabels } from './labels.js';
export interface CheckOptions { readonly theme: Theme; readonly labels: SchemeLabels; readonly contents: readonly { readonly id: string; readonly place?: string | undefined; readonly with?: string | undefined }[] }
export function checkLayout(_set: LayoutSet, _name: string, _shape: z.ZodType, _options: CheckOptions): Diagnostic[] { return []; }
