import { invalid } from '@aicmo/core-kernel';

/**
 * A secret from the terminal, without showing it, or the first line of standard input. It is never an argument: those
 * stand in the history of the shell and in the list of processes. Throws `invalid` (`cli-secret`) when nothing comes.
 */
export async function readSecret(question: string, signal: AbortSignal): Promise<string> {
  const { stdin, stderr } = process;
  if (stdin.isTTY) {
    stderr.write(question);
    stdin.setRawMode(true);
  }
  try {
    const secret = await firstLine(signal);
    if (secret !== '') return secret;
  } finally {
    if (stdin.isTTY) {
      stdin.setRawMode(false);
      stderr.write('\n');
    }
    stdin.pause();
  }
  throw invalid({
    code: 'cli-secret',
    message: 'Found no password; type it when you are asked, or send it by standard input.',
  });
}

/** Up to the end of a line. In a terminal, the keys of erasing and leaving have to be understood here. */
async function firstLine(signal: AbortSignal): Promise<string> {
  let line = '';
  for await (const chunk of process.stdin.iterator({ destroyOnReturn: false })) {
    if (signal.aborted) return '';
    for (const key of String(chunk)) {
      if (key === '\r' || key === '\n') return line;
      if (key === '\u0003' || key === '\u0004') return '';
      line = key === '\u007F' ? line.slice(0, -1) : line + key;
    }
  }
  return line;
}
