'use strict';
const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');

/* Runs once before a project's tests: nothing may reach a network but loopback, and no setting of the developer or colour of the terminal leaks in. */
module.exports = async () => {
  for (const name of ['DATABASE_URL', 'OPENAI_API_KEY', 'AICMO_USE_LLM', 'AICMO_HOME', 'AICMO_DEMO', 'FORCE_COLOR'])
    delete process.env[name];
  process.env.TZ = 'UTC';
  // Databases with their tables made, of which each test gets a copy: libs/core-db/src/testing/migrated-database-url.ts.
  process.env.AICMO_TEST_COPIES = mkdtempSync(path.join(tmpdir(), 'aicmo-copies-'));
};
