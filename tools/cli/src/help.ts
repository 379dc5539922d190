import type { Command } from './command.ts';

const common = ['--json         the same, for a program', '--help         this text'];

/** The list of commands. */
export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => heading(command).length)) + 2;
  const lines = commands.map((command) => `  ${heading(command).padEnd(width)}${command.summary}`);
  return [
    'AICMO: win clients, plan, make, publish, listen, measure.',
    '',
    'npx aicmo <command>',
    '',
    ...lines,
    '',
    'npx aicmo <command> --help says more about one of them.',
  ].join('\n');
}

/** The help of one command. */
export function commandHelp(command: Command): string {
  const options = (command.options ?? []).map(
    ({ name, value, about }) => `--${name}${value ? ` ${value}` : ''}`.padEnd(34) + about,
  );
  const own = options.length > 0 ? ['', ...options.map((line) => `  ${line}`)] : [];
  return [
    `npx aicmo ${heading(command)}`,
    '',
    command.summary,
    ...own,
    '',
    ...common.map((line) => `  ${line.slice(0, 15).padEnd(34)}${line.slice(15)}`),
  ].join('\n');
}

const heading = ({ name, usage }: Command): string => (usage ? `${name} ${usage}` : name);
