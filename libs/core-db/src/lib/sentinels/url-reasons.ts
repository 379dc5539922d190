import type { Sentinel } from '@aicmo/core-kernel';

const because = (cause: string, cure: string) => ({ cause, cure });

/** What each finding about a database URL means: the check of the URL gives these, and so does `validateDatabaseUrl`. */
export const urlReasons: Sentinel['reasons'] = {
  'db-url-default': because(
    'DATABASE_URL is not set, so that the embedded SQLite file is used.',
    'Nothing is to be done; set it to use another database.',
  ),
  'db-url-blank': because(
    'DATABASE_URL is set, but blank.',
    'Write a URL, or unset it to use the embedded SQLite file.',
  ),
  'db-url-not-text': because('A program gave something that is no text as the URL.', 'Give it the URL as text.'),
  'db-url-malformed': because(
    'The URL cannot be read: something stands where nothing may.',
    'Write it like postgres://user:password@host:5432/database or sqlite:/path/of/the/file.db.',
  ),
  'db-url-bom': because(
    'The URL, or the name of its variable, begins with a byte-order mark.',
    'Save the file that it comes from as UTF-8 without a byte-order mark.',
  ),
  'db-url-undecodable': because(
    'The URL has bytes that are not UTF-8.',
    'Enter it again; a file with such a name has to be renamed first.',
  ),
  'db-url-nul': because(
    'The URL has a NUL character, at which a driver would cut the path off.',
    'Enter it again without that character.',
  ),
  'db-url-quoted': because(
    'The URL begins or ends with a quotation mark, which would become part of it.',
    'Remove the mark.',
  ),
  'db-url-blank-space': because('The URL begins or ends with blank space.', 'Remove it.'),
  'db-url-invisible': because(
    'The URL has a character that cannot be seen, as text copied from a page often has.',
    'Write it again by hand.',
  ),
  'db-url-control': because('The URL has a line break, a tab or another control character.', 'Write it in one line.'),
  'db-url-assignment': because('The value repeats the name of the variable before the URL.', 'Write the URL alone.'),
  'db-url-command': because('The value is a command, such as psql, and no URL.', 'Write the URL alone.'),
  'db-url-placeholder': because(
    'A part of the URL is still a placeholder that nothing has replaced.',
    'Put the real value there.',
  ),
  'db-url-keywords': because(
    'The value is a list of keywords, as psql and .NET read it.',
    'Write it as a URL: user, password, host, port and database in this order.',
  ),
  'db-url-no-scheme': because(
    'The value names no kind of database.',
    'Begin with sqlite: and the path, or with postgres://.',
  ),
  'db-url-scheme': because(
    'The scheme is one that other programs use for the same database.',
    'Begin with sqlite: or postgres://.',
  ),
  'db-url-driver': because(
    'The prefix names a driver of another language (Python, Java, Prisma).',
    'Begin with sqlite: or postgres:// alone.',
  ),
  'db-url-dialect': because(
    'The URL is of a database that is not supported.',
    'Use an SQLite file or a PostgreSQL server.',
  ),
  'db-url-cut': because(
    'The URL ends before a host: an unquoted "#" begins a comment in a .env file.',
    'Write "#" as %23, or put the value in quotes in that file.',
  ),
  'db-url-host': because(
    'What stands in the place of the host is no name and no address.',
    'Write a name, an IPv4 address, or an IPv6 address in brackets.',
  ),
  'db-url-no-host': because(
    'The URL names no host, and the driver would then take this machine.',
    'Write the host, or the folder of a socket as ?host=/folder.',
  ),
  'db-url-port': because(
    'The port is none from 1 to 65535, or the password stands where the port should.',
    'Write the port, or the "@" and the host after the password.',
  ),
  'db-url-raw-character': because(
    'The password or user has a sign that means something in a URL.',
    'Write it percent-encoded: # as %23, / as %2F, ? as %3F.',
  ),
  'db-url-raw-at': because('The password has an "@"; the last one was taken for the end of it.', 'Write it as %40.'),
  'db-url-encoding': because(
    'A percent sign is followed by no two hexadecimal digits.',
    'Write a percent sign as %25.',
  ),
  'db-url-percent': because(
    'The path of the file has a percent sign, which other programs decode.',
    'Rename the file, or keep the path as it stands.',
  ),
  'db-url-no-database': because(
    'The URL names no database; the server would take one with the name of the user.',
    'Write the database after the host.',
  ),
  'db-url-database': because('The name of the database cannot be one.', 'Correct the name after the host.'),
  'db-url-no-user': because(
    'The URL names no user; the driver would take the name of the system’s user.',
    'Write the user before the host.',
  ),
  'db-url-sslmode': because(
    'The value of sslmode is none that there is.',
    'Use sslmode=verify-full, or disable for a server on this machine.',
  ),
  'db-url-no-sslmode': because(
    'The URL says nothing of encryption, and the driver then uses none to another machine.',
    'Add ?sslmode=verify-full.',
  ),
  'db-url-plaintext': because(
    'sslmode=disable sends everything unencrypted to another machine.',
    'Use sslmode=verify-full.',
  ),
  'db-url-unverified': because(
    'sslmode=no-verify encrypts, but takes anybody for the server.',
    'Use sslmode=verify-full, with sslrootcert where the certificate is your own.',
  ),
  'db-url-pooler': because(
    'The URL looks like one of a connection pooler, which may not keep the locks of a session.',
    'Use the direct URL of the server for npx aicmo db bootstrap.',
  ),
  'db-url-schema': because(
    'The parameter "schema" is one of another library and would be overlooked.',
    'Name the schema in options: ?options=-c%20search_path%3Dname.',
  ),
  'db-url-parameter-case': because(
    'A parameter is written with other capitals than the driver knows.',
    'Write it as the finding says.',
  ),
  'db-url-parameter-refused': because(
    'A parameter is one that the driver does not follow, and without it the URL means something else.',
    'Remove it, and write host, user and sslmode out.',
  ),
  'db-url-parameter-ignored': because(
    'A parameter is one that psql follows and the driver does not.',
    'Remove it, or set it on the server or the user.',
  ),
  'db-url-parameter-unknown': because('A parameter is one that nobody knows.', 'Remove it, or correct its name.'),
  'db-url-memory': because(
    'The URL means a database in memory: everything is lost when the program ends.',
    'Name a file.',
  ),
  'db-url-relative': because(
    'The path is a relative one; it is taken from the working directory.',
    'Write the whole path.',
  ),
  'db-url-tilde': because('Nobody replaces "~" in a URL by the home folder.', 'Write the whole path.'),
  'db-url-windows-path': because(
    'The path is one of Windows with backslashes.',
    'Write it with slashes, like sqlite:C:/data/aicmo.db.',
  ),
  'db-url-sqlite-path': because('The path of the SQLite file cannot be one.', 'Correct the path behind sqlite:.'),
  'db-url-sqlite-host': because(
    'Behind two slashes a host stands, which SQLite has not.',
    'Write one slash less or one more.',
  ),
  'db-url-sqlite-options': because(
    'The URL has options that the driver would take for a part of the file’s name.',
    'Write the path alone.',
  ),
  'db-url-sqlite-companion': because(
    'The path names a file that SQLite keeps beside a database (-wal, -shm, -journal).',
    'Name the database itself.',
  ),
  'db-is-directory': because('The path names a folder.', 'Write the whole path of the file.'),
  'db-not-a-file': because('The path names a device, a socket or a pipe.', 'Write the path of a file.'),
  'db-network-disk': because(
    'The file is on a network disk, where SQLite’s locks do not hold.',
    'Put the file on a disk of this machine, or use PostgreSQL.',
  ),
  'db-file-open-to-all': because(
    'Everybody on this machine may read or write the file.',
    'Take the right away from all but its owner: chmod 600.',
  ),
  'db-driver-missing': because('The driver of this kind of database is not installed.', 'npm ci installs it.'),
  'db-driver-broken': because(
    'The driver is installed and does not load on this Node.',
    'npm ci, and start with the pinned Node.',
  ),
};
