/*
 * `aicmo doctor`: the ops shell's look over the house, started with nothing installed. It lies with the shell, so that
 * command, shell and the page of last resort tell the same findings under the same ids.
 */

/**
 * @param {readonly string[]} words what stands after `doctor`
 * @returns {Promise<number>} the exit status: 0, 1 failed, 2 not known, 3 could not run, 64 wrong usage
 */
export function runDoctor(words) {
  const start = new URL('../../apps/ops-shell/src/doctor/start.mjs', import.meta.url).href;
  return import(start).then((doctor) => doctor.runDoctor(words));
}
