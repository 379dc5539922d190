import { parseArgs } from 'node:util';
import { invalid, toAppError, type AppError } from '@aicmo/core-kernel';
import { openWorkspace, type Workspace, type WorkspaceEnv } from '@aicmo/workspace';
import { exitCodes, type Command, type CommandContext, type CommandGroup, type CommandResult } from './command.ts';
import { commandHelp, groupHelp, overview } from './help.ts';

/** The world around the command line. */
export interface CliWorld {
  /** What is to be said of commands that begin with the same word. None by default. */
  readonly groups?: readonly CommandGroup[];
  readonly argv: readonly string[];
  readonly env: () => WorkspaceEnv;
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  readonly signal: AbortSignal;
}

/** Finds the command, runs it, prints what it says, and gives the exit status. */
export async function runCli(commands: readonly Command[], world: CliWorld): Promise<number> {
  const command = findCommand(commands, world.argv);
  const wantsHelp = world.argv.includes('--help') || world.argv.includes('-h');
  const wantsJson = world.argv.includes('--json');
  if (!command) return withoutCommand(commands, world, wantsHelp);
  if (wantsHelp) {
    world.out(commandHelp(command));
    return exitCodes.done;
  }
  try {
    const result = await runCommand(command, world);
    world.out(wantsJson ? JSON.stringify(result.json, null, 2) : result.text);
    return result.exitCode ?? exitCodes.done;
  } catch (error) {
    const failure = toAppError(error);
    if (wantsJson)
      world.out(
        JSON.stringify(
          { error: { kind: failure.kind, code: failure.code, message: failure.message, details: failure.details } },
          null,
          2,
        ),
      );
    else world.error(failure.message);
    if (failure.code === 'unexpected' && error instanceof Error) world.error(error.stack ?? '');
    return exitStatusOf(failure);
  }
}

/** Help of everything or of one group; whoever typed something else is told so. */
function withoutCommand(commands: readonly Command[], world: CliWorld, wantsHelp: boolean): number {
  const [word, second] = world.argv.filter((each) => !each.startsWith('-'));
  const topic = commands.filter((each) => word !== undefined && each.name.startsWith(`${word} `));
  if (word !== undefined && !wantsHelp && topic.length === 0) {
    world.error(`There is no command "${world.argv.join(' ')}". Type: npx aicmo --help`);
    return exitCodes.usage;
  }
  if (second !== undefined && !wantsHelp) world.error(`There is no command "${word} ${second}". There are these:`);
  const group = (world.groups ?? []).find(({ name }) => name === word);
  world.out(group ? groupHelp(group, topic) : overview(topic.length > 0 ? topic : commands));
  return word === undefined || wantsHelp ? exitCodes.done : exitCodes.usage;
}

const exitStatusOf = (failure: AppError): number => {
  if (failure.code === 'cli-usage') return exitCodes.usage;
  if (failure.code === 'db-no-schema' || failure.code === 'db-no-file') return exitCodes.actionNeeded;
  if (didFail(failure.code)) return exitCodes.failed;
  return failure.kind === 'unavailable' || failure.kind === 'internal' ? exitCodes.couldNotRun : exitCodes.failed;
};

/** What was tried and did not work, whoever is at fault; a wait that was too long never tried. */
const didFail = (code: string): boolean =>
  /^(?:backup|restore)-/.test(code) ||
  (code.startsWith('migration-') && !/-(lock-timeout|running|aborted)$/.test(code));

function findCommand(commands: readonly Command[], argv: readonly string[]): Command | undefined {
  const said = argv.filter((word) => !word.startsWith('-')).join(' ');
  return [...commands]
    .sort((a, b) => b.name.length - a.name.length)
    .find(({ name }) => said === name || said.startsWith(`${name} `));
}

async function runCommand(command: Command, world: CliWorld): Promise<CommandResult> {
  let opened: Promise<Workspace> | undefined;
  const { values, positionals } = parse(command, world.argv);
  const args = positionals.slice(command.name.split(' ').length);
  const [least, most] = command.args ?? [0, 0];
  if (args.length < least || args.length > most) {
    throw usageError(
      command,
      args.length < least
        ? 'Something is missing.'
        : `Found "${args[most] ?? ''}", which is one word too many; quote names with spaces.`,
    );
  }
  let read: WorkspaceEnv | undefined;
  const context: CommandContext = {
    args,
    option: (name) => single(values[name]),
    options: (name) => [values[name] ?? []].flat().filter((value) => typeof value === 'string'),
    has: (name) => values[name] === true,
    get env() {
      return (read ??= world.env());
    },
    workspace: () => (opened ??= openWorkspace(context.env)),
    progress: (line) => world.error(line),
    signal: world.signal,
  };
  try {
    return await command.run(context);
  } finally {
    await opened?.then((workspace) => workspace.close());
  }
}

type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

const single = (value: Values[string]): string | undefined => (typeof value === 'string' ? value : undefined);

function parse(
  command: Command,
  argv: readonly string[],
): { readonly values: Values; readonly positionals: readonly string[] } {
  const own = (command.options ?? []).map(
    ({ name, value, multiple = false }) =>
      [name, { type: value ? ('string' as const) : ('boolean' as const), multiple }] as const,
  );
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { ...Object.fromEntries(own), json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    // Node's own texts name the option; only its advice about "--" is cut off.
    throw usageError(command, (error instanceof Error ? error.message : String(error)).split('. ')[0] + '.');
  }
}

const usageError = (command: Command, found: string): AppError =>
  invalid({ code: 'cli-usage', message: `${found} Type: npx aicmo ${command.name} --help` });
