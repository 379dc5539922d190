/*
 * What `aicmo doctor` finds, asked in a process of its own: it stands on Node's own modules too, and it alone knows how
 * to look. Where it is missing itself, the shell's own words have to do.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';

const limitMs = 30000;
const mostBytes = 512000;
const passedOn =
  /^(?:AICMO_(?!ACCESS_TOKEN$)[A-Z_]+|DATABASE_URL|OPENAI_[A-Z_]+|PATH|HOME|TZ|LANG|LC_[A-Z]+|TMPDIR|TEMP|SystemRoot)$/;

/**
 * @param {string} repository
 * @param {Record<string, string | undefined>} environment
 * @returns {Promise<import('./plain-page.mjs').Finding[]>} empty when the doctor gave no answer
 */
export function askDoctor(repository, environment) {
  const program = `${repository}tools/cli/aicmo.mjs`;
  if (!fs.existsSync(program)) return Promise.resolve([]);
  const env = {};
  for (const name of Object.keys(environment)) if (passedOn.test(name)) env[name] = environment[name];
  delete env.AICMO_PINNED_NODE;
  const child = spawn(process.execPath, [program, 'doctor', '--json'], {
    cwd: repository,
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  let out = '';
  const end = () => {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
      return;
    }
  };
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
    if (out.length > mostBytes) end();
  });
  const limit = setTimeout(end, limitMs);
  return new Promise((resolve) => {
    const settle = () => {
      clearTimeout(limit);
      resolve(readResults(out));
    };
    child.on('error', settle);
    child.on('close', settle);
  });
}

function readResults(text) {
  try {
    const { results } = JSON.parse(text);
    return results.map(({ id, title, verdict, summary, remedy }) => ({
      id,
      title,
      verdict,
      summary,
      remedy: remedy || null,
    }));
  } catch {
    // It was cut off, or it is another version's.
    return [];
  }
}
