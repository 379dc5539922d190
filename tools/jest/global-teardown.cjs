'use strict';
/* Nothing to end: the counterpart of global-setup.cjs, and what stop-postgres.cjs builds on. */
module.exports = async () => {};
