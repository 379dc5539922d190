import type { Sentinel } from '@aicmo/core-kernel';

const because = (cause: string, cure: string) => ({ cause, cure });

/** What can stand in the way of any look into a database. */
const onTheWay: Sentinel['reasons'] = {
  'db-no-file': because(
    'There is no file at the path of DATABASE_URL: it was never made, moved away, or the path is wrong.',
    'npx aicmo db bootstrap makes it, if the path is the one that you mean.',
  ),
  'db-no-folder': because('Neither the file nor its folder is there.', 'Make the folder, then npx aicmo db bootstrap.'),
  'db-is-directory': because('The path names a folder.', 'Write the whole path of the file.'),
  'db-cannot-open': because(
    'This user may not read the file or enter its folder.',
    'Let this user read and write the file and its folder.',
  ),
  'db-read-only': because(
    'The file, its folder or the server takes no writes.',
    'Let this user write, or point DATABASE_URL at the primary server.',
  ),
  'db-not-a-database': because(
    'The file is no SQLite database: its first bytes are others.',
    'Correct the path, or move the file away; nothing should be made over it.',
  ),
  'db-corrupt': because(
    'Pages of the database are damaged, or a part of the file is missing.',
    'Stop AICMO, keep the file, and restore the latest backup.',
  ),
  'db-io': because(
    'The disk could not be read or written.',
    'Look at the disk, and that the file is not on a network drive.',
  ),
  'db-full': because('The disk of the database is full.', 'Free some space.'),
  'db-busy': because('Another program or transaction holds the lock.', 'Close it, or ask again in a moment.'),
  'db-timeout': because('A statement took longer than it may.', 'Ask again; look what else the database is doing.'),
  'db-out-of-memory': because('The database has no memory left.', 'Give the machine more, or close other programs.'),
  'db-unreachable': because(
    'Nothing listens at host and port of DATABASE_URL, or no way leads there.',
    'Start the server, or correct host and port.',
  ),
  'db-host-unknown': because(
    'The name service does not know the host.',
    'Correct the host in DATABASE_URL, or check the network.',
  ),
  'db-no-answer': because(
    'The server, or what is in its place, says nothing.',
    'Look whether the server is overloaded, or a firewall swallows the packets.',
  ),
  'db-hung-up': because(
    'The server took the connection and closed it at once.',
    'Ask again; a server that stops does that, and a proxy without a server behind it.',
  ),
  'db-starting': because('The server is starting or stopping.', 'Ask again in a moment.'),
  'db-session-ended': because(
    'The server ended the session, or the connection broke.',
    'Ask again; look into the server’s log if it stays.',
  ),
  'db-too-many': because('The server has no connection left.', 'Close other programs, or raise max_connections.'),
  'db-pool-full': because(
    'All connections of this program are in use.',
    'Ask again; make the pool larger if it stays.',
  ),
  'db-auth': because(
    'The server refused the user or the password.',
    'Correct them in DATABASE_URL; signs like @ : / # in a password are percent-encoded.',
  ),
  'db-password-missing': because(
    'The server asks for a password, and DATABASE_URL has none.',
    'Write it after the user.',
  ),
  'db-not-allowed': because(
    'The rules of the server (pg_hba.conf) do not let this user in from here.',
    'Let the owner of the server add a line.',
  ),
  'db-tls-required': because(
    'The server takes encrypted connections only.',
    'Add ?sslmode=verify-full to DATABASE_URL.',
  ),
  'db-tls-not-offered': because(
    'DATABASE_URL asks for encryption, and the server offers none.',
    'Switch TLS on at the server; only for one on this machine write ?sslmode=disable.',
  ),
  'db-tls-certificate': because(
    'The certificate of the server is expired, of another host, or of an authority that nobody knows.',
    'Let it be renewed, or name its authority with sslrootcert.',
  ),
  'db-tls-failed': because(
    'The encrypted connection could not be set up.',
    'Look what stands between here and the server.',
  ),
  'db-not-postgres': because(
    'Another program than PostgreSQL answers at the port.',
    'Correct host and port; PostgreSQL’s own is 5432.',
  ),
  'db-missing': because('The server has no database of this name.', 'Create it, or correct the name.'),
  'db-no-namespace': because(
    'The search path of the user names no schema that exists.',
    'Create the schema, or correct search_path.',
  ),
  'db-no-right': because('The user has no right to do this.', 'Let the owner of the database grant it.'),
  'db-permission': because('The user has no right to make tables.', 'Let the owner of the database grant it.'),
  'db-no-schema': because('Tables or columns are missing that this code needs.', 'npx aicmo db bootstrap makes them.'),
  'db-failed': because(
    'The database refused a statement that it should have taken.',
    'npx aicmo db status looks more closely; report it if it stays.',
  ),
};

export const reachableReasons: Sentinel['reasons'] = onTheWay;

export const tablesReasons: Sentinel['reasons'] = {
  ...onTheWay,
  'db-empty': because('The database has no table: none was ever made.', 'npx aicmo db bootstrap makes them.'),
  'db-no-tables': because(
    'The database was written to once and has no table now: its -wal file may have been deleted.',
    'Look for that file or restore a backup before anything writes.',
  ),
};

export const writableReasons: Sentinel['reasons'] = onTheWay;

export const integrityReasons: Sentinel['reasons'] = {
  ...onTheWay,
  'db-dangling-reference': because(
    'Rows point to rows that do not exist: somebody deleted past the rules.',
    'Restore a backup from before.',
  ),
  'db-index-invalid': because('An index was not built to its end, and is not used.', 'Make it anew: REINDEX.'),
  'db-rule-unchecked': because(
    'A rule was added without checking the rows that were there.',
    'Check it: ALTER TABLE … VALIDATE CONSTRAINT.',
  ),
  'db-no-tables': because('The database has no table to look into.', 'npx aicmo db bootstrap makes them.'),
};

export const migrationReasons: Sentinel['reasons'] = {
  ...onTheWay,
  'migration-none': because(
    'This code has no migrations: its installation is not complete.',
    'npm ci, and a checkout that is whole.',
  ),
  'migration-broken': because(
    'A migration cannot be read: this installation is not complete.',
    'npm ci, and a checkout that is whole.',
  ),
  'migration-pending': because(
    'The code is newer than the schema.',
    'npx aicmo db bootstrap brings it up to date; a copy is kept before.',
  ),
  'migration-running': because('Another process is at it right now.', 'Ask again when it has ended.'),
  'migration-interrupted': because(
    'A bootstrap was ended in the middle.',
    'npx aicmo db status says where; then go on, or restore the copy that it names.',
  ),
  'migration-changed': because(
    'A migration was edited after it was applied here.',
    'Bring back the file as it was, and write a new migration for the change.',
  ),
  'migration-missing': because(
    'The database has a migration that this code has lost, though it knows later ones.',
    'Bring back the file.',
  ),
  'migration-reordered': because(
    'Migrations were applied in another order than they now have.',
    'Bring back their names.',
  ),
  'migration-inserted': because(
    'A new migration stands before one that was applied already.',
    'Give it the name of a later day.',
  ),
  'migration-no-journal': because(
    'Our tables are there, and the journal of the migrations is not.',
    'Restore a backup; npx aicmo db status says more.',
  ),
  'migration-journal-damaged': because('The journal of the migrations cannot be read.', 'Restore a backup.'),
  'db-newer': because(
    'A newer version of AICMO has changed this database.',
    'Start that version; this one must not write.',
  ),
  'db-foreign-tables': because(
    'The database has tables of another program and none of ours.',
    'Point DATABASE_URL at a database of its own.',
  ),
  'db-tables-missing': because(
    'The journal says that everything is applied, and tables are missing.',
    'Look for a deleted -wal file, or restore a backup; a bootstrap would only cover it.',
  ),
  'db-empty': because('The database has no table: none was ever made.', 'npx aicmo db bootstrap makes them.'),
  'db-no-tables': because(
    'The database was written to once and has no table now.',
    'Look for a -wal file or restore a backup before anything writes.',
  ),
};
