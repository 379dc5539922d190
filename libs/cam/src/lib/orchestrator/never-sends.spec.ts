import { expect, test } from '@jest/globals';
import { sendNothingForbidden } from '../../testing/arbitrary-acts.ts';

test('no order of what people, leads and chance do sends what a rule forbids', async () => {
  const sent = await sendNothingForbidden({ seed: 20_261_122, numRuns: 6 });
  // What never sends anything proves nothing.
  expect(sent).toBeGreaterThan(20);
});
