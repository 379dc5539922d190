/** The parts of a person's name; `fullName` as it would stand in a list. */
export interface PersonName {
  readonly firstName: string;
  readonly lastName: string;
  readonly fullName: string;
}

/** Forms of address and degrees that are no part of the name one is greeted by. */
const honorific = /^(?:(?:(?:dr|prof|mr|mrs|ms|miss|mx|herr|frau|mme|sr|sra|ing|dipl)\.?|m\.)\s+)+(?=\S)/i;

/**
 * Completes a name from what a row has. A full name is split at its first space, or at the comma of “Berg, Anna”; the
 * rest is kept together as the last name, because only the person knows better.
 */
export function parsePersonName(first: string, last: string, full: string): PersonName {
  if (first !== '' || last !== '') {
    const firstName = first.replace(honorific, '');
    return { firstName, lastName: last, fullName: full || `${firstName} ${last}`.trim() };
  }
  const comma = /^([^,]+),\s*([^,]+)$/.exec(full);
  const plain = (comma ? `${comma[2]} ${comma[1]}` : full).replace(honorific, '').trim();
  const space = plain.indexOf(' ');
  return space === -1
    ? { firstName: plain, lastName: '', fullName: plain }
    : { firstName: plain.slice(0, space), lastName: plain.slice(space + 1), fullName: plain };
}
