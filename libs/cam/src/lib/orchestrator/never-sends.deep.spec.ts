import { expect, test } from '@jest/globals';
import { sendNothingForbidden } from '../../testing/arbitrary-acts.ts';

test('no order of what people, leads and chance do sends what a rule forbids, in many orders', async () => {
  const numRuns = 150;
  const sent = await sendNothingForbidden({ numRuns });
  process.stdout.write(`${numRuns} orders of acts; ${sent} messages left, none that a rule forbids\n`);
  expect(sent).toBeGreaterThan(numRuns);
}, 900_000);
