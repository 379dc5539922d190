import { spawn } from 'node:child_process';
import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import { listed, type Machine } from './machine.ts';

/** Shorter or plainer ones stand in many files by chance, and are the URL's own check's. */
const isTelling = (secret: string): boolean => secret.length >= 12 && /\d/u.test(secret) && /[a-z]/iu.test(secret);

/** Whether a secret of this environment, or a file that is made for secrets, is in a file that git tracks. */
export const trackedSecretsSentinel = (machine: Machine): Sentinel =>
  defineSentinel({
    id: 'machine-secrets',
    title: 'No secret in a file that git tracks',
    severity: 'error',
    reasons: {
      'secret-tracked': {
        cause:
          'A secret of this environment stands in a file that git tracks: whoever gets the repository gets the secret.',
        cure: 'Take it out of the file, and make a new secret: the old one stays in the history.',
      },
      'secret-file-tracked': {
        cause: 'A file that is made for secrets (.env) is tracked by git.',
        cure: 'git rm --cached takes it out of git and leaves it on the disk; name it in .gitignore.',
      },
      'secret-no-git': {
        cause:
          'This folder is no git repository, or git is not installed: nothing is tracked that could be looked into.',
        cure: 'Nothing is to be done.',
      },
    },
    run: async ({ signal }) => {
      const git = (args: readonly string[], input = ''): Promise<GitAnswer> =>
        askGit(machine.repositoryFolder, args, input, signal);
      const listing = await git(['ls-files', '-z', '--', '.env', '.env.*', '**/.env', '**/.env.*']);
      if (listing.status !== 0) {
        return {
          verdict: 'skipped',
          reason: 'secret-no-git',
          summary: 'This is no git repository, or there is no git.',
        };
      }
      const secrets = secretsOf(machine.variables).filter(isTelling);
      // The values go in by standard input: arguments can be read by every user of the machine.
      const search = ['grep', '-z', '-I', '-l', '-F', '-f', '-'];
      const hits = secrets.length === 0 ? [] : names((await git(search, `${secrets.join('\n')}\n`)).text);
      const files = names(listing.text).filter((file) => !/\.(?:example|sample|template)$/u.test(file));
      const evidence = {
        'secrets looked for': secrets.length,
        'files with one': hits.length,
        'tracked .env files': files.length,
      };
      if (hits.length > 0) {
        const text = 'Take it out, and make a new one where it came from: the old one stays in the history.';
        const summary = `A secret of this environment stands in ${listed(hits)}.`;
        return {
          verdict: 'fail',
          reason: 'secret-tracked',
          summary,
          evidence,
          remedy: { text, commands: ['git log --oneline -- <file>'] },
        };
      }
      if (files.length > 0) {
        const remedy = {
          text: 'Take it out of git; it stays on the disk.',
          commands: files.map((file) => `git rm --cached ${file}`),
        };
        return {
          verdict: 'fail',
          reason: 'secret-file-tracked',
          summary: `git tracks ${listed(files)}.`,
          evidence,
          remedy,
        };
      }
      return { verdict: 'pass', summary: 'None was found in what git tracks.', evidence };
    },
  });

const names = (text: string): readonly string[] => text.split('\0').filter((name) => name !== '');

function secretsOf(variables: Machine['variables']): readonly string[] {
  const password = /:\/\/[^:/@\s]*:([^]*)@/u.exec(variables['DATABASE_URL'] ?? '')?.[1];
  const named = Object.entries(variables)
    .filter(([name]) => /^(?:AICMO_|OPENAI_)/u.test(name) && /(?:KEY|TOKEN|SECRET|PASSWORD)$/u.test(name))
    .map(([, value]) => value);
  return [password, ...named].map((secret) => secret?.trim() ?? '').filter((secret) => !/[\r\n]/u.test(secret));
}

interface GitAnswer {
  readonly status: number;
  readonly text: string;
}

/** 127 when there is no git, 1 when it found nothing. */
function askGit(cwd: string, args: readonly string[], input: string, signal: AbortSignal): Promise<GitAnswer> {
  return new Promise((resolve) => {
    const child = spawn('git', [...args], { cwd, signal, stdio: ['pipe', 'pipe', 'ignore'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text = (text + chunk.toString()).slice(0, 100_000)));
    child.stdin.on('error', () => undefined); // it refused before it read
    child.stdin.end(input);
    child.on('error', () => resolve({ status: 127, text: '' }));
    child.on('close', (status) => resolve({ status: status ?? 127, text }));
  });
}
