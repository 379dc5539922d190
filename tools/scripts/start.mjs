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
const { portFrom, requireFreePort } = await import('./port.mjs');
const { serveOperator } = await import('./serve-operator.mjs');

await runScript(async () => {
  const words = process.argv.slice(2);
  const strange = words.find((word) => word !== '--demo');
  if (strange !== undefined) throw new Stop(`Found "${strange}"; npm start knows only --demo.`);
  const isDemo = words.includes('--demo');
  const host = process.env.AICMO_HOST || '127.0.0.1';
  const port = portFrom('AICMO_OPERATOR_PORT', 8501);
  await requireFreePort(host, port, 'AICMO_OPERATOR_PORT');
  const node = await ensureInstalled();
  const settings = databaseSettings(isDemo);
  await ensureDatabase(node, settings, isDemo);
  await ensureOperatorBuild();
  process.stdout.write(`Starting the operator${isDemo ? ' with the demonstration' : ''}; Ctrl-C stops it.\n`);
  return serveOperator(node, settings);
});
