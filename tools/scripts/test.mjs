#!/usr/bin/env node
/*
 * npm test: everything that must hold, from a fresh clone, on any Node from 20. Its last line is
 * "N passed, N failed" over every test; a step that fails counts as one failure. --deep runs the long tests instead.
 */
const oldest = 20;
if (Number.parseInt(process.versions.node, 10) < oldest) {
  process.stderr.write(`Found Node ${process.versions.node}; this needs Node ${oldest} or newer: https://nodejs.org\n`);
  process.exit(1);
}

const { randomInt } = await import('node:crypto');
const { runScript, Stop } = await import('./fail.mjs');
const { ensureInstalled, requireSpace } = await import('./install.mjs');
const { repositoryRoot } = await import('./node-gate.mjs');
const { runStep, steps } = await import('./test-step.mjs');
const { tally } = await import('./test-tally.mjs');
const { testProjects } = await import('./test-projects.mjs');

const testMinutes = 18;
const deepMinutes = 60;

await runScript(async () => {
  const words = process.argv.slice(2);
  const strange = words.find((word) => word !== '--deep');
  if (strange !== undefined) {
    throw new Stop(`Found "${strange}"; npm test runs everything. One project: npx nx test <project>.`);
  }
  await ensureInstalled();
  requireSpace(300, 'the tests');
  return words.includes('--deep') ? testDeep() : testAll();
});

async function testAll() {
  let failedSteps = 0;
  for (const step of steps) if (!(await runStep(step))) failedSteps += 1;
  return report(await testProjects('test', testMinutes, {}), failedSteps);
}

async function testDeep() {
  const seed = process.env.AICMO_TEST_SEED ?? String(randomInt(1, 2 ** 31));
  process.stdout.write(`Seed ${seed}. The same run again: AICMO_TEST_SEED=${seed} npm run test:deep\n`);
  return report(await testProjects('test-deep', deepMinutes, { AICMO_TEST_SEED: seed }), 0);
}

/**
 * @param {readonly import('./test-tally.mjs').Outcome[]} outcomes
 * @param {number} failedSteps
 */
function report(outcomes, failedSteps) {
  const { passed, failed, fromCache, cachedProjects, silent } = tally(outcomes, repositoryRoot);
  if (silent.length > 0) process.stdout.write(`Counted as failed without a test's verdict: ${silent.join(', ')}\n`);
  const where = cachedProjects.length > 0 ? ` (projects ${cachedProjects.join(', ')})` : '';
  process.stdout.write(`of these ${fromCache} came from cache${where}\n`);
  process.stdout.write(`${passed} passed, ${failed + failedSteps} failed\n`);
  return failed + failedSteps === 0 && passed > 0 ? 0 : 1;
}
