import { internal, type SentinelReport } from '@aicmo/core-kernel';
import type { DrillPlace } from './drill-place.ts';
import type { MadeRow } from './drill-row.ts';
import { runAicmo, runProgram } from './run-program.ts';

/** What changes something and may be typed on a copy. What only looks (ls, df, fuser, --help) cures nothing. */
const mayBeTyped =
  /^(?:npx aicmo db (?:bootstrap|backup|restore (?!--help))|mkdir -p |chmod |mv |rm |unset |export \w+='?sqlite:\/)/u;

/**
 * Types the commands of a remedy as they stand, in the environment of the copy; gives what was typed, with the folder of
 * the copy as an ellipsis. Throws when one fails.
 */
export async function typeRemedy(
  place: DrillPlace,
  { remedy }: SentinelReport,
  { as }: Pick<MadeRow, 'as'>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const typed = (remedy?.commands ?? []).filter((command) => mayBeTyped.test(command));
  if (typed.length === 0) {
    const offered = remedy?.commands.join(' · ') ?? 'none';
    throw internal({
      code: 'drill-no-command',
      message: `The remedy has no command that cures it; it offers: ${offered}`,
    });
  }
  for (const command of typed) await typeOne(place, command, { as, signal });
  return typed.map((command) => command.replaceAll(place.folder, '…'));
}

async function typeOne(
  place: DrillPlace,
  command: string,
  who: { readonly as: MadeRow['as']; readonly signal: AbortSignal },
): Promise<void> {
  const where = { settings: place.settings, ...who };
  const [, variable] = /^unset (\w+)$/u.exec(command) ?? [];
  if (variable !== undefined) return void delete place.settings[variable];
  const [, exported, value] = /^export (\w+)=(.*)$/su.exec(command) ?? [];
  if (exported !== undefined && value !== undefined) {
    place.settings[exported] = (await inWords(value, where)).join(' ');
    return;
  }
  const ours = /^npx aicmo /u.test(command);
  // A shell reads the words, as it does for a person; npx finds the copy's own command, which is called here by its path.
  const words = ours ? await inWords(command.replace(/^npx aicmo /u, ''), where) : undefined;
  const { status, stdout, stderr } = words
    ? await runAicmo(place.repository, words, where)
    : await runProgram(['/bin/sh', '-c', command], where);
  if (status === 0) return;
  const message = `The remedy "${command}" ended with ${String(status)}: ${(stderr || stdout).slice(0, 300)}`;
  throw internal({ code: 'drill-remedy-failed', message });
}

async function inWords(line: string, where: Parameters<typeof runProgram>[1]): Promise<readonly string[]> {
  const { stdout } = await runProgram(['/bin/sh', '-c', `printf '%s\\0' ${line}`], where);
  return stdout.split('\0').slice(0, -1);
}
