/** Tells `count-assertions.ts` how many expectations each test executed. */
import { afterEach, expect } from 'vitest';

afterEach(({ task }) => {
  Object.assign(task.meta, { assertions: expect.getState().assertionCalls });
});
