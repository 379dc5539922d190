'use strict';
/* Starts a real PostgreSQL server for the tests of one project. TEST_POSTGRES_URL replaces it. */
const baseSetup = require('./global-setup.cjs');
const { startPostgres } = require('./start-postgres.cjs');

module.exports = async (globalConfig) => {
  await baseSetup(globalConfig);
  if (process.env.TEST_POSTGRES_URL) return;
  const { url, stop } = await startPostgres();
  globalThis.__aicmoStopPostgres = stop;
  process.env.TEST_POSTGRES_URL = url;
  process.env.AICMO_TEST_OWN_POSTGRES = '1';
};
