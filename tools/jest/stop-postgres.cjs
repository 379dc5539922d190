'use strict';
/* Stops the server that with-postgres.cjs started, and removes its files. */
const baseTeardown = require('./global-teardown.cjs');

module.exports = async (globalConfig) => {
  await baseTeardown(globalConfig);
  globalThis.__aicmoStopPostgres?.();
};
