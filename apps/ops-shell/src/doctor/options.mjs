/*
 * What `aicmo doctor` was told, on Node's own modules alone and in syntax that Node 12 reads: the doctor has to say what
 * is wrong also where nothing else runs.
 */

/**
 * @typedef {object} DoctorOptions
 * @property {'text' | 'json' | 'health'} format
 * @property {'critical' | 'error' | 'warning' | 'info'} failLevel
 * @property {string[] | null} only null for all
 * @property {string[]} skip
 * @property {number | null} timeoutMs for the whole run; null for none
 * @property {boolean} askModel the language model may be asked, which costs a little
 * @property {boolean} list
 * @property {boolean} help
 * @property {number | null} watchMs between two runs; null for one run
 */

/** @typedef {{ options: DoctorOptions } | { usage: string }} ParsedOptions `usage`: one sentence, what was found and expected */

export const severities = /** @type {const} */ (['critical', 'error', 'warning', 'info']);

export const help = `npx aicmo doctor

Look over the whole house, and say what is wrong and what to type

  --only <ids>            ask these checks only, separated by commas
  --skip <ids>            leave these out; what waits for them is asked all the same
  --ask-model             ask the language model one short question, which costs a little
  --list                  name every check, and ask none
  --fail-level <level>    the least severity that makes the exit status 1: critical, error (default), warning, info
  --timeout <seconds>     end the whole run after so long; what has no answer by then is unknown
  --watch [seconds]       ask again and again (5 s by default), and say what changes, until Ctrl-C
  --json                  { verdict, exitCode, observedAt, results } alone on standard output
  --health                the same as application/health+json
  --format <format>       text, json or health
  --help                  this text

Exit status: 0 nothing is wrong, 1 something failed, 2 something could not be found out, 3 the doctor could not run,
64 wrong usage. Without an installation type: node tools/cli/aicmo.mjs doctor
What each finding means and what helps stands in docs/ops.md.`;

/**
 * Reads the words after `doctor`.
 * @param {readonly string[]} words
 * @param {readonly string[]} ids of every check
 * @returns {ParsedOptions}
 */
export function parseOptions(words, ids) {
  /** @type {DoctorOptions} */
  const options = {
    format: 'text',
    failLevel: 'error',
    only: null,
    skip: [],
    timeoutMs: null,
    askModel: false,
    list: false,
    help: false,
    watchMs: null,
  };
  const rest = words.slice();
  while (rest.length > 0) {
    const word = String(rest.shift());
    const at = word.indexOf('=');
    if (at > 0 && word.slice(0, 2) === '--') rest.unshift(word.slice(at + 1));
    const usage = readOption(at > 0 ? word.slice(0, at) : word, rest, options, ids);
    if (usage !== null) return { usage: `${usage} Type: npx aicmo doctor --help` };
  }
  return { options };
}

/**
 * @param {string} name
 * @param {string[]} rest what follows it; a value is taken off
 * @param {DoctorOptions} options written to
 * @param {readonly string[]} ids
 * @returns {string | null} what is wrong with it
 */
function readOption(name, rest, options, ids) {
  switch (name) {
    case '--json':
      options.format = 'json';
      return null;
    case '--health':
      options.format = 'health';
      return null;
    case '--ask-model':
      options.askModel = true;
      return null;
    case '--list':
      options.list = true;
      return null;
    case '--help':
    case '-h':
      options.help = true;
      return null;
    case '--only':
    case '--skip':
      return readIds(name, rest.shift(), options, ids);
    case '--watch':
      return readWatch(rest, options);
    case '--format':
    case '--fail-level':
    case '--timeout':
      return readValue(name, rest.shift(), options);
    default:
      return name[0] === '-' ? unknownOption(name) : `Found "${name}"; doctor takes options only.`;
  }
}

/** @param {string[]} rest @param {DoctorOptions} options */
function readWatch(rest, options) {
  const seconds = rest.length > 0 && /^\d+(?:\.\d+)?$/.test(rest[0]) ? Number(rest.shift()) : 5;
  options.watchMs = Math.max(1, seconds) * 1000;
  return null;
}

/** @param {string} name @param {string | undefined} value @param {DoctorOptions} options */
function readValue(name, value, options) {
  if (name === '--format') {
    if (value !== 'text' && value !== 'json' && value !== 'health') return wrong(name, value, 'text, json or health');
    options.format = value;
    return null;
  }
  if (name === '--timeout') {
    const seconds = Number(value);
    if (value === undefined || !(seconds > 0 && seconds <= 3600))
      return wrong(name, value, 'seconds, from above 0 to 3600');
    options.timeoutMs = seconds * 1000;
    return null;
  }
  const level = severities.find((each) => each === value);
  if (level === undefined) return wrong(name, value, severities.join(', '));
  options.failLevel = level;
  return null;
}

/** @param {string} name @param {string | undefined} value @param {DoctorOptions} options @param {readonly string[]} ids */
function readIds(name, value, options, ids) {
  const given = (value || '').split(',').filter((id) => id !== '');
  if (given.length === 0) return wrong(name, value, 'ids of checks, separated by commas');
  const strange = given.find((id) => ids.indexOf(id) === -1);
  if (strange !== undefined) {
    return `Found "${strange}" after ${name}; there is no such check. The nearest is ${nearest(strange, ids)}.`;
  }
  if (name === '--skip') options.skip = options.skip.concat(given);
  else options.only = (options.only || []).concat(given);
  return null;
}

/** @param {string} name @param {string | undefined} value @param {string} expected */
const wrong = (name, value, expected) =>
  `Found ${value === undefined ? 'nothing' : `"${value}"`} after ${name}; expected ${expected}.`;

const names = [
  '--only',
  '--skip',
  '--ask-model',
  '--list',
  '--fail-level',
  '--timeout',
  '--watch',
  '--json',
  '--health',
  '--format',
];

/** @param {string} name */
const unknownOption = (name) => `There is no option ${name}. The nearest is ${nearest(name, names)}.`;

/** @param {string} word @param {readonly string[]} known */
function nearest(word, known) {
  const far = known.map((each) => distance(word, each));
  return known[far.indexOf(Math.min.apply(null, far))];
}

/**
 * Levenshtein's: how many letters to change, add or leave out.
 * @param {string} one
 * @param {string} other
 * @returns {number}
 */
export function distance(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      next.push(Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[other.length];
}
