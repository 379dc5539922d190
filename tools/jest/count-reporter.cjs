'use strict';
/*
 * Writes how many tests of a project passed and failed to <project>/test-output/count.json, so that the test
 * command can add them up, also when Nx takes the result from its cache.
 */
const fs = require('node:fs');
const path = require('node:path');

class CountReporter {
  constructor(globalConfig) {
    this.rootDir = globalConfig.rootDir;
  }

  onRunComplete(_contexts, results) {
    const brokenFiles = results.numRuntimeErrorTestSuites;
    const folder = path.join(this.rootDir, 'test-output');
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(
      path.join(folder, 'count.json'),
      JSON.stringify({ passed: results.numPassedTests, failed: results.numFailedTests + brokenFiles }) + '\n',
    );
  }
}

module.exports = CountReporter;
