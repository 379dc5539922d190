import { maskUrl } from '../mask-url.ts';

/** What to type when a URL is not as it should be. */
export interface UrlRemedy {
  readonly text: string;
  readonly commands: readonly string[];
}

/** One thing that was found in a database URL. Holds no secret. */
export interface UrlFinding {
  /** Stable, kebab-case: `db-url-…`, `db-file-…`, `db-driver-…`. */
  readonly code: string;
  readonly message: string;
  readonly remedy: UrlRemedy;
}

/** A URL that a driver may see: the file of SQLite, or the connection text of PostgreSQL. */
export type ParsedDatabaseUrl =
  | { readonly dialect: 'sqlite'; readonly file: string; readonly normalized: string }
  | {
      readonly dialect: 'postgres';
      readonly connectionString: string;
      /** The same for each further host of the URL; tried in this order when the ones before do not answer. */
      readonly otherHosts: readonly string[];
      /** Only a server that takes writes will do (`target_session_attrs`). */
      readonly mustTakeWrites: boolean;
      readonly normalized: string;
    };

/** What one reading of a URL gave; `parsed` is there exactly when there is no issue. */
export interface UrlReading {
  readonly dbType: 'sqlite' | 'postgres' | 'other';
  readonly parsed?: ParsedDatabaseUrl;
  readonly issues: readonly UrlFinding[];
  readonly warnings: readonly UrlFinding[];
}

/** What to type where nothing better is known. */
export const exampleCommands: readonly string[] = [
  'export DATABASE_URL=sqlite:.data/aicmo.db',
  'export DATABASE_URL=postgres://user:password@localhost:5432/aicmo',
];

/** The command that sets a URL, with every secret as `***`: whoever types it puts the real one there. */
export const exportCommand = (url: string): string =>
  `export DATABASE_URL='${maskUrl(url).replaceAll("'", String.raw`'\''`)}'`;

export const finding = (
  code: string,
  message: string,
  text: string,
  commands: readonly string[] = exampleCommands,
): UrlFinding => ({ code, message, remedy: { text, commands } });

/** A finding about SQLite, with an example of its own where nothing better is known. */
export const sqliteFinding = (code: string, message: string, text: string, commands = exampleCommands.slice(0, 1)) =>
  finding(code, message, text, commands);

/** A finding about PostgreSQL, with an example of its own where nothing better is known. */
export const postgresFinding = (code: string, message: string, text: string, commands = exampleCommands.slice(1)) =>
  finding(code, message, text, commands);

/** A reading that ended at one issue. */
export const refused = (dbType: UrlReading['dbType'], issue: UrlFinding): UrlReading => ({
  ...{ dbType, issues: [issue], warnings: [] },
});
