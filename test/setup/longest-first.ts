/** Files that take long begin first, so that the workers end together also where no earlier run has left its times. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const longest = [
  'verify/sound',
  'cli/watch',
  'verify/tampering',
  'archive/archive',
  'verify/robust',
  'archive/cli',
  'cli/cli',
  'cli/status-due',
  'make/lint',
  'output/dependence',
  'verify/cli',
  'archive/closing',
  'lawful/lawful',
  'lawful/breaks',
  'judge/rows/rows',
  'archive/store/killed',
];
const rank = ({ moduleId, project }: TestSpecification): number => {
  if (project.config.isolate) return -1;
  const found = longest.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return found < 0 ? longest.length : found;
};

export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
