import { invalid, notFound } from '@aicmo/core-kernel';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Who acts, in the records, when a command does it. */
export const byCommandLine = 'the command line';

/**
 * The thing that a person means: by its id, its whole name in any case, or the beginning of one name only. Throws
 * `not-found` (`cli-unknown`) with the names there are, or `invalid` (`cli-ambiguous`) with those that fit.
 * @param kind what it is, in the singular: "client".
 */
export function byName<T extends Named>(kind: string, things: readonly T[], said: string): T {
  const wanted = said.trim().toLocaleLowerCase();
  const exact = things.filter((thing) => thing.id === said || thing.name.toLocaleLowerCase() === wanted);
  const fitting =
    exact.length > 0
      ? exact
      : things.filter((thing) => wanted !== '' && thing.name.toLocaleLowerCase().startsWith(wanted));
  const [only, ...others] = fitting;
  if (only && others.length === 0) return only;
  if (!only) {
    const known = things.length === 0 ? `There is no ${kind} yet.` : `There are: ${listed(things)}.`;
    throw notFound({ code: 'cli-unknown', message: `There is no ${kind} "${said}". ${known}` });
  }
  throw invalid({
    code: 'cli-ambiguous',
    message: `"${said}" fits more than one ${kind}: ${listed(fitting)}. Type more of the name, or its id.`,
  });
}

/** At most ten names, quoted. */
function listed(things: readonly Named[]): string {
  const shown = things.slice(0, 10).map((thing) => `"${thing.name}"`);
  return things.length > shown.length
    ? `${shown.join(', ')} and ${things.length - shown.length} more`
    : shown.join(', ');
}
