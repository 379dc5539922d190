import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import { innerSettings, knownSettings, nearestName, sharedSettings } from './known-settings.ts';
import { listed, type Machine } from './machine.ts';

/** Near the limit of what the system hands to a program that is started (131 071 bytes, Linux). */
const mostBytes = 100_000;
/** Blank in these is a mistake that another check judges. */
const judgedElsewhere: readonly string[] = ['DATABASE_URL', 'OPENAI_API_KEY'];

/** Whether each variable that looks like ours is one: a mistyped name is silently the default. */
export const unknownSettingsSentinel = ({ variables }: Machine): Sentinel =>
  defineSentinel({
    id: 'machine-unknown-settings',
    title: 'Variables are known and have a value',
    severity: 'warning',
    reasons: {
      'setting-unknown': {
        cause: 'A variable begins like ours, or nearly is one of ours, and no program reads it: its name is mistyped.',
        cure: 'Give it the name that the finding suggests, or unset it.',
      },
      'setting-unreadable': {
        cause:
          'The name of a variable begins with an invisible sign: the file that it was read from has a byte-order mark.',
        cure: 'Save the file as UTF-8 without a byte-order mark.',
      },
      'setting-too-large': {
        cause: 'A variable is so large that the system refuses to start programs with it.',
        cure: 'Unset it, or put its content into a file.',
      },
      'setting-empty': {
        cause: 'A variable of ours is set, but blank: its default counts, which is perhaps not what was meant.',
        cure: 'Give it a value, or unset it.',
      },
    },
    run: async () => {
      const names = Object.keys(variables).filter((name) => variables[name] !== undefined);
      const found = [...invisible(names), ...unknown(names), ...large(variables, names), ...empty(variables, names)];
      const ours = names.filter((name) => name.startsWith('AICMO_')).length;
      const evidence = { 'variables of ours': ours, findings: found.length };
      const [first] = found;
      if (first === undefined)
        return { verdict: 'pass', summary: `Variables of ours: ${ours}; each is known.`, evidence };
      const commands = found.flatMap((each) => each.commands);
      return {
        verdict: 'fail',
        reason: first.reason,
        summary: `${listed(found.map(({ summary }) => summary))}.`,
        evidence,
        remedy: { text: 'Correct the name or the value where it is set.', commands },
      };
    },
  });

interface Strange {
  readonly reason: 'setting-unknown' | 'setting-unreadable' | 'setting-too-large' | 'setting-empty';
  readonly summary: string;
  readonly commands: readonly string[];
}

/** More in one command nobody reads. */
const mostUnset = 20;

const isPlain = (name: string): boolean => /^[A-Z][A-Z0-9_]*$/u.test(name);

function invisible(names: readonly string[]): readonly Strange[] {
  const marked = names.filter((name) => name.startsWith('\u{feff}'));
  return marked.map((name) => ({
    ...{ reason: 'setting-unreadable', commands: [] },
    summary: `The name of ${name.slice(1, 60)} begins with a byte-order mark`,
  }));
}

function unknown(names: readonly string[]): readonly Strange[] {
  const known = [...knownSettings, ...sharedSettings];
  const strange = names
    .filter((name) => isPlain(name) && !known.includes(name) && !innerSettings.test(name))
    .map((name) => ({ name, meant: nearestName(name, known) }))
    // Of a stranger's variables only the nearest are suspected: DATABSE_URL, OPENAI_APIKEY.
    .filter(({ name, meant }) => name.startsWith('AICMO_') || (meant !== undefined && sharedSettings.includes(meant)));
  const mistyped = strange.flatMap(({ name, meant }): readonly Strange[] =>
    meant === undefined
      ? []
      : [
          {
            reason: 'setting-unknown',
            summary: `No program reads ${name}; perhaps ${meant} was meant`,
            commands: [`export ${meant}="$${name}"`, `unset ${name}`],
          },
        ],
  );
  const unheard = strange.filter(({ meant }) => meant === undefined).map(({ name }) => name);
  if (unheard.length === 0) return mistyped;
  // Hundreds of them are one sentence and one command.
  const commands = [`unset ${unheard.slice(0, mostUnset).join(' ')}`];
  return [...mistyped, { reason: 'setting-unknown', summary: `No program reads ${listed(unheard)}`, commands }];
}

function large(variables: Machine['variables'], names: readonly string[]): readonly Strange[] {
  return names
    .filter((name) => (variables[name]?.length ?? 0) > mostBytes)
    .map((name) => ({
      ...{ reason: 'setting-too-large', commands: isPlain(name) ? [`unset ${name}`] : [] },
      summary: `${isPlain(name) ? name : 'A variable'} has ${Math.round((variables[name]?.length ?? 0) / 1000)} kB`,
    }));
}

function empty(variables: Machine['variables'], names: readonly string[]): readonly Strange[] {
  return names
    .filter((name) => [...knownSettings, ...sharedSettings].includes(name) && !judgedElsewhere.includes(name))
    .filter((name) => variables[name]?.trim() === '')
    .map((name) => ({ reason: 'setting-empty', summary: `${name} is set, but blank`, commands: [`unset ${name}`] }));
}
