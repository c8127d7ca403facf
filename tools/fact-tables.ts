/** How tables of facts are written: one line for each fact. In: tables. Out: YAML. */
import { stringify } from 'yaml';
import type { FactTable } from '../test/judge/rows/facts.js';

export function printed(tables: readonly FactTable[]): string {
  const flow = (value: unknown): string => stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim();
  return tables
    .map(({ facts, ...head }) => {
      const lines = Object.entries(head).map(([key, value], i) => `${i === 0 ? '- ' : '  '}${key}: ${flow(value)}`);
      const values = Object.entries(facts ?? {}).map(([path, byState]) => `    ${path}: ${flow(byState)}`);
      return [...lines, ...(values.length > 0 ? ['  facts:', ...values] : [])].join('\n');
    })
    .join('\n');
}
