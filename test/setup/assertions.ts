/** Tells `count-assertions.ts` how many expectations each test executed. */
import { afterEach, expect } from 'vitest';
import './engine-memory.js';

afterEach(({ task }) => {
  Object.assign(task.meta, { assertions: expect.getState().assertionCalls });
});
