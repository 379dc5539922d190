'use strict';
/* Removes what global-setup.cjs made; stop-postgres.cjs builds on it. */
const { rmSync } = require('node:fs');

module.exports = async () => {
  if (process.env.AICMO_TEST_COPIES) rmSync(process.env.AICMO_TEST_COPIES, { recursive: true, force: true });
};
