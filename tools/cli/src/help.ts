import { exitCodes, type Command, type CommandExample, type CommandGroup } from './command.ts';

/** Columns of a terminal that texts are wrapped at. */
const width = 100;
/** What the first of two columns may take. */
const widest = 52;
const common: readonly CommandExample[] = [
  ['--json', 'the same, for a program'],
  ['--help', 'this text'],
];

/** What each status means unless a command says it more exactly. */
const usualStatuses: readonly (readonly [number, string])[] = [
  [exitCodes.done, 'done, or nothing to do'],
  [exitCodes.failed, 'failed or refused'],
  [exitCodes.actionNeeded, 'you have to do something first'],
  [exitCodes.couldNotRun, 'could not run: no database, no right, no disk'],
  [exitCodes.usage, 'typed wrong'],
];

/** Not among the commands: it starts on any Node and without an installation (aicmo.mjs). */
const doctor: CommandExample = ['doctor', 'Look over the whole house, and say what is wrong and what to type'];

/** The list of commands. */
export function overview(commands: readonly Command[]): string {
  return [
    'AICMO: win clients, plan, make, publish, listen, measure.',
    '',
    'npx aicmo <command>',
    '',
    ...columns([...commands.map((command): CommandExample => [heading(command), command.summary]), doctor]),
    '',
    'npx aicmo <command> --help says more about one of them.',
  ].join('\n');
}

/** The help of all commands that begin with the same word. */
export function groupHelp(group: CommandGroup, commands: readonly Command[]): string {
  const own = (command: Command): string => heading(command).slice(group.name.length + 1);
  return [
    `npx aicmo ${group.name} <command>: ${group.summary}`,
    '',
    ...columns(commands.map((command) => [own(command), command.summary])),
    '',
    ...group.about.flatMap((paragraph) => [...wrapped(paragraph, 0), '']),
    ...section('For example', group.examples),
    ...statuses([]),
    `npx aicmo ${group.name} <command> --help says more about one of them.`,
  ].join('\n');
}

/** The help of one command. */
export function commandHelp(command: Command): string {
  const options = (command.options ?? []).map(
    ({ name, value, about }) => [`--${name}${value ? ` ${value}` : ''}`, about] as const,
  );
  return [
    `npx aicmo ${heading(command)}`,
    '',
    command.summary,
    '',
    ...(command.about ?? []).flatMap((paragraph) => [...wrapped(paragraph, 0), '']),
    ...columns([...options, ...common]),
    '',
    ...section('For example', command.examples ?? []),
    ...(command.statuses ? statuses(command.statuses) : []),
  ]
    .join('\n')
    .trimEnd();
}

const section = (title: string, rows: readonly CommandExample[]): readonly string[] =>
  rows.length === 0 ? [] : [title, '', ...columns(rows), ''];

/** All five, so that a script's author need not look elsewhere. */
function statuses(own: NonNullable<Command['statuses']>): readonly string[] {
  const told = usualStatuses.map(([status, usual]): CommandExample => {
    const said = own.find(([each]) => each === status);
    return [String(status), said ? said[1] : usual];
  });
  return section('Exit status', told);
}

/** Two columns; a second one that is too long goes on below itself, and a first one that is too long stands alone. */
function columns(rows: readonly CommandExample[]): readonly string[] {
  const short = rows.map(([left]) => left.length).filter((length) => length <= widest);
  const first = Math.max(...short, 0) + 4;
  return rows.flatMap(([left, right]) => {
    const lines = wrapped(right, first).map((line) => ' '.repeat(first) + line);
    if (left.length > widest) return [`  ${left}`, ...lines];
    const [begin = '', ...more] = lines;
    return [`  ${left}`.padEnd(first) + begin.slice(first), ...more];
  });
}

/** A text in lines that leave room for `indent` columns in front of them; at least half the width is used. */
function wrapped(text: string, indent: number): readonly string[] {
  const room = Math.max(width - indent, width / 2);
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + 1 + word.length > room) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

const heading = ({ name, usage }: Command): string => (usage ? `${name} ${usage}` : name);
