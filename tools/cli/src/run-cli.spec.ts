import { expect, test } from '@jest/globals';
import { conflict, unavailable } from '@aicmo/core-kernel';
import { exitCodes, type Command } from './command.ts';
import { runCli } from './run-cli.ts';

const greet: Command = {
  name: 'lead greet',
  summary: 'Greet a lead',
  usage: '<name>',
  args: [1, 1],
  options: [
    { name: 'loud', about: 'in capitals' },
    { name: 'from', value: '<name>', about: 'who greets', multiple: true },
  ],
  run: async ({ args, has, options }) => {
    const text = `Hello ${args[0] ?? ''} from ${options('from').join(' and ')}`;
    return { text: has('loud') ? text.toUpperCase() : text, json: { text } };
  },
};
const failing = (name: string, error: Error): Command => ({ name, summary: name, run: () => Promise.reject(error) });

async function aicmo(...argv: string[]): Promise<{ status: number; out: string; error: string }> {
  const said = { out: '', error: '' };
  const status = await runCli(
    [
      greet,
      failing('fail busy', unavailable({ code: 'db-busy', message: 'The database is locked.' })),
      failing('fail twice', conflict({ code: 'name-taken', message: 'That name is taken.' })),
      failing('fail bare', unavailable({ code: 'db-no-file', message: 'There is no database yet.' })),
    ],
    {
      argv,
      env: () => ({ home: '/nowhere', databaseUrl: 'sqlite:/nowhere/a.db' }),
      out: (text) => (said.out += text),
      error: (text) => (said.error += text),
      signal: new AbortController().signal,
    },
  );
  return { status, ...said };
}

test('a command gets its arguments, switches and repeated options', async () => {
  expect(await aicmo('lead', 'greet', 'Jo', '--from', 'Ada', '--from', 'Bo', '--loud')).toEqual({
    status: exitCodes.done,
    out: 'HELLO JO FROM ADA AND BO',
    error: '',
  });
});

test('--json says the same for a program', async () => {
  expect(JSON.parse((await aicmo('lead', 'greet', 'Jo', '--json')).out)).toEqual({ text: 'Hello Jo from ' });
});

test('without a command, and with --help, it says what can be typed', async () => {
  expect((await aicmo()).out).toContain('lead greet <name>  Greet a lead');
  expect((await aicmo('lead', 'greet', '--help')).out).toContain('--from <name>');
  expect(await aicmo('lead')).toMatchObject({ status: exitCodes.usage, out: expect.stringContaining('lead greet') });
});

test.each([
  [['dance'], 'There is no command "dance"'],
  [['lead', 'greet'], 'Something is missing.'],
  [['lead', 'greet', 'Jo', 'Bo'], 'Found "Bo", which is one word too many'],
  [['lead', 'greet', 'Jo', '--soft'], "Unknown option '--soft'."],
])('wrong usage %p is refused with what to type', async (argv, found) => {
  expect(await aicmo(...argv)).toEqual({
    status: exitCodes.usage,
    out: '',
    error: expect.stringMatching(/Type: npx aicmo .*--help$/),
  });
  expect((await aicmo(...argv)).error).toContain(found);
});

test('a failure is one plain sentence, and its exit status says whose turn it is', async () => {
  expect(await aicmo('fail', 'busy')).toEqual({
    status: exitCodes.couldNotRun,
    out: '',
    error: 'The database is locked.',
  });
  expect(await aicmo('fail', 'twice')).toEqual({ status: exitCodes.failed, out: '', error: 'That name is taken.' });
  expect(await aicmo('fail', 'bare')).toMatchObject({ status: exitCodes.actionNeeded });
  expect(JSON.parse((await aicmo('fail', 'twice', '--json')).out)).toMatchObject({ error: { code: 'name-taken' } });
});
