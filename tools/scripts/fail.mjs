/** A reason to stop that is said in one line, without a stack. */
export class Stop extends Error {}

/**
 * Runs a script and turns a {@link Stop} into one line on standard error and exit status 1.
 * @param {() => Promise<number>} script gives the exit status
 */
export async function runScript(script) {
  try {
    process.exitCode = await script();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    process.exitCode = 1;
  }
}

const reasons = [
  {
    pattern: /ENOSPC|no space left on device/iu,
    text: 'There is no space left on the disk. Free at least 1.5 GB, then type the command again.',
  },
  {
    pattern: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|network request to/u,
    text: 'The npm registry does not answer. Check the network, or the address that "npm config get registry" prints, then type the command again.',
  },
  {
    pattern: /\bE40[13]\b/u,
    text: 'The npm registry refuses us. Check the sign-in in your .npmrc ("npm whoami"), then type the command again.',
  },
  {
    pattern:
      /package\.json and package-lock\.json .*are not in sync|can only install packages when your package\.json/u,
    text: 'package.json and package-lock.json name different versions. Type "npm install", then the command again.',
  },
  {
    pattern: /EACCES|EPERM|EROFS/u,
    text: 'A file cannot be written. Check who owns this folder and its node_modules.',
  },
];

/**
 * The known reason behind a program's error output as one line, or null.
 * @param {string} output
 */
export function knownReason(output) {
  return reasons.find(({ pattern }) => pattern.test(output))?.text ?? null;
}
