import type { MadeRow } from '../drill-row.ts';

/** The public door of the library that the rows about imports break. */
export const door = 'libs/cam/src/index.ts';

/** What stands before the check of an import is broken with it. */
export const isAboutImport = { verdict: 'fail', withCauses: true } as const;

/** Lines before everything else in the door of a library; the cure is the commit before them. */
export const doorRow = (
  id: string,
  fault: string,
  code: string | null,
  lines: string,
  more: Partial<MadeRow> = {},
): MadeRow => ({
  ...{ id, fault, check: 'cam-import', ...isAboutImport, verdict: code === null ? 'pass' : 'fail', code },
  make: async (place) => (await place.house()).rewrite(door, (text) => `${lines}\n${text}`),
  cure:
    code === null
      ? 'passes'
      : async (place) => (await place.house()).rewrite(door, (text) => text.slice(lines.length + 1)),
  ...more,
});
