#!/usr/bin/env node
/*
 * npm start: from a fresh clone to a working screen. Plain JavaScript on Node's own modules, because it runs before
 * anything is installed, on any Node from 20.
 */
const oldest = 20;
if (Number.parseInt(process.versions.node, 10) < oldest) {
  process.stderr.write(`Found Node ${process.versions.node}; this needs Node ${oldest} or newer: https://nodejs.org\n`);
  process.exit(1);
}

const { runScript, Stop } = await import('./fail.mjs');
const { ensureInstalled } = await import('./install.mjs');
const { databaseSettings, ensureDatabase } = await import('./home.mjs');
const { ensureOperatorBuild } = await import('./operator-build.mjs');
const { repositoryRoot } = await import('./node-gate.mjs');
const { portFrom, requireFreePort } = await import('./port.mjs');
const { serveOperator } = await import('./serve-operator.mjs');

/**
 * A start that fails before there is an operator is told by the doctor too.
 * @template Result
 * @param {Record<string, string>} settings
 * @param {() => Promise<Result>} work
 */
async function remembered(settings, work) {
  try {
    return await work();
  } catch (error) {
    const { recordFailedStart } = await import('../../apps/operator/src/api/start-record.mjs');
    if (error instanceof Stop) recordFailedStart(repositoryRoot, { ...process.env, ...settings }, error.message);
    throw error;
  }
}

await runScript(async () => {
  const words = process.argv.slice(2);
  const strange = words.find((word) => word !== '--demo');
  if (strange !== undefined) throw new Stop(`Found "${strange}"; npm start knows only --demo.`);
  const isDemo = words.includes('--demo');
  const host = process.env.AICMO_HOST || '127.0.0.1';
  const port = portFrom('AICMO_OPERATOR_PORT', 8501);
  await requireFreePort(host, port, 'AICMO_OPERATOR_PORT');
  const settings = databaseSettings(isDemo);
  const node = await remembered(settings, async () => {
    const installed = await ensureInstalled();
    await ensureDatabase(installed, settings, isDemo);
    await ensureOperatorBuild();
    return installed;
  });
  process.stdout.write(`Starting the operator${isDemo ? ' with the demonstration' : ''}; Ctrl-C stops it.\n`);
  return serveOperator(node, settings);
});
