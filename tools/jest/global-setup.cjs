'use strict';
/* Runs once before a project's tests: nothing may reach a network but loopback, and no setting of the developer or colour of the terminal leaks in. */
module.exports = async () => {
  for (const name of ['DATABASE_URL', 'OPENAI_API_KEY', 'AICMO_USE_LLM', 'AICMO_HOME', 'AICMO_DEMO', 'FORCE_COLOR'])
    delete process.env[name];
  process.env.TZ = 'UTC';
};
