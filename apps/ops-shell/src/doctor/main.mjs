/* The doctor as a program: node apps/ops-shell/src/doctor/main.mjs [options]. */
import { runDoctor } from './start.mjs';

runDoctor(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
