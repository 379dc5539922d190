/*
 * `aicmo doctor`: starts on Node's own modules alone, in syntax that Node 12 reads, with nothing installed. It takes the
 * words, finds a Node that can ask the checks, and says itself what is wrong where there is none.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { hiderFor } from '../boot/hide-secrets.mjs';
import { bareResults } from './bare-report.mjs';
import { help, parseOptions } from './options.mjs';
import { closingOf, healthOf, jsonOf, lineOf, reportOf } from './print.mjs';

const least = 24;
const repository = fileURLToPath(new URL('../../../../', import.meta.url));
const couldNotRun = 3;
const wrongUsage = 64;

/**
 * Runs the doctor with the words that stand after its name.
 * @param {readonly string[]} words
 * @returns {Promise<number>} the exit status
 */
export async function runDoctor(words) {
  try {
    return await begin(words);
  } catch (error) {
    const hide = hiderFor(process.env);
    const why = hide(error && error.message ? error.message : String(error));
    process.stderr.write(`The doctor could not run: ${why}\nType: npm ci\n`);
    return couldNotRun;
  }
}

/** @param {readonly string[]} words */
async function begin(words) {
  const catalog = JSON.parse(fs.readFileSync(new URL('../checkup/catalog.json', import.meta.url), 'utf8'));
  const parsed = parseOptions(
    words,
    catalog.map(({ id }) => id),
  );
  if ('usage' in parsed) {
    // Somebody may have pasted a secret where an option stands.
    process.stderr.write(`${hiderFor(process.env)(parsed.usage)}\n`);
    return wrongUsage;
  }
  const { options } = parsed;
  if (options.help) return say(help);
  if (options.list) return say(listed(catalog, options));
  const version = process.env.AICMO_PRETEND_NODE || process.versions.node;
  if (parseInt(version, 10) >= least) return full(catalog, options);
  const pinned = `${repository}node_modules/.bin/node`;
  if (fs.existsSync(pinned)) return underPinnedNode(pinned, words, version);
  return bare(catalog, options, version);
}

/** @param {string} text */
function say(text) {
  process.stdout.write(`${hiderFor(process.env)(text)}\n`);
  return 0;
}

function listed(catalog, { format }) {
  const short = catalog.map(({ id, title, severity, library, after }) => ({ id, title, severity, library, after }));
  if (format !== 'text') return JSON.stringify(short, null, 2);
  const width = Math.max.apply(
    null,
    short.map(({ id }) => id.length),
  );
  return short.map(({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(8)}  ${title}`).join('\n');
}

/** @param {readonly unknown[]} catalog @param {import('./options.mjs').DoctorOptions} options */
async function full(catalog, options) {
  const kernel = `${repository}node_modules/@aicmo/core-kernel`;
  if (fs.existsSync(kernel) && typeof module.enableCompileCache === 'function') {
    module.enableCompileCache(`${repository}node_modules/.cache/compiled`);
  }
  // Nothing of what the checks are made from is a package, except the house's own kernel, which npm only links.
  if (!fs.existsSync(kernel) && typeof module.registerHooks === 'function') {
    const url = new URL('../../../../libs/core-kernel/src/index.ts', import.meta.url).href;
    module.registerHooks({
      resolve: (name, context, next) =>
        name === '@aicmo/core-kernel' ? { url, shortCircuit: true } : next(name, context),
    });
  }
  return import('./doctor.ts').then(
    ({ doctor }) => doctor(options, { repositoryFolder: repository, redact: hiderFor(process.env) }),
    () => bare(catalog, options, process.versions.node), // parts of the house are missing
  );
}

/** The same words again, under the Node that npm ci brought. */
function underPinnedNode(pinned, words, version) {
  const env = Object.assign({}, process.env, { AICMO_PINNED_NODE: version });
  delete env.AICMO_PRETEND_NODE;
  const main = fileURLToPath(new URL('./main.mjs', import.meta.url));
  const child = spawn(pinned, ['--no-warnings', main].concat(words), { stdio: 'inherit', env });
  const pass = (signal) => child.kill(signal);
  process.on('SIGINT', pass);
  process.on('SIGTERM', pass);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code === null ? couldNotRun : code));
  });
}

/** Where nothing of the house can be loaded, this says why, and of everything else that it was not asked. */
function bare(catalog, options, version) {
  const observedAt = new Date().toISOString();
  const chosen = bareResults(catalog, { repository, version, observedAt }).filter(
    ({ id }) => (options.only === null || options.only.indexOf(id) !== -1) && options.skip.indexOf(id) === -1,
  );
  const report = reportOf(chosen, options.failLevel, observedAt);
  if (options.format === 'json') say(jsonOf(report));
  else if (options.format === 'health') say(healthOf(report));
  else say(report.results.map(lineOf).concat(closingOf(report)).join('\n'));
  return report.exitCode;
}
