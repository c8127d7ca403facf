/** Files that take long begin first, so that the workers end together also where no earlier run has left its times. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const longest = [
  'lawful/lawful',
  'verify/tampering',
  'archive/cli',
  'lawful/breaks',
  'archive/store/killed',
  'verify/cli',
  'cli/cli',
  'archive/archive',
  'judge/rows/rows',
  'cli/status-due',
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
