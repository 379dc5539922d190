import { randomBytes } from 'node:crypto';
import { askCommand } from '../other-answers.ts';
import { asBefore, migration, typesSql, withMigration } from './own-migration.ts';
import { plantedSecret } from '../ask-doctor.ts';
import type { DrillPlace } from '../drill-place.ts';
import type { DrillRow, MadeRow } from '../drill-row.ts';
import { byteServer, fillLine, fullLine, webServer } from './scripts.ts';

const spec = 'libs/core-db/src/lib/faults/postgres.faults.spec.ts';
const anyServer = (port: number | string, host = '127.0.0.1'): string =>
  `postgres://app:${plantedSecret}@${host}:${port}/app`;
const reachable = { check: 'core-db-reachable', verdict: 'fail' } as const;
const passing = { check: 'core-db-reachable', verdict: 'unknown' } as const;

/** "Correct DATABASE_URL": with the one that works. */
const embedded = (place: DrillPlace): void => void (place.settings['DATABASE_URL'] = `sqlite:${place.file}`);

const urlRow = (
  row: Pick<MadeRow, 'id' | 'fault' | 'code' | 'check' | 'verdict'> & Partial<MadeRow>,
  url: (place: DrillPlace) => string | Promise<string>,
): MadeRow => ({
  make: async (place) => void (place.settings['DATABASE_URL'] = await url(place)),
  cure: embedded,
  ...row,
});

/** What PostgreSQL sends for an error: https://www.postgresql.org/docs/current/protocol-message-formats.html, ErrorResponse. */
function errorResponse(sqlState: string, message: string): string {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${sqlState}\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]).toString('base64');
}

/** A server that answers whoever comes with this error. */
const refusing = async (place: DrillPlace, sqlState: string, message: string): Promise<string> =>
  anyServer((await place.other(byteServer, errorResponse(sqlState, message))).said);

/** A user of the server, with a planted password and no right but to connect. */
async function aUser(
  place: DrillPlace,
  right = '',
): Promise<{ readonly owner: string; readonly url: string; readonly name: string }> {
  const owner = await place.postgres();
  const name = `drill_user_${randomBytes(6).toString('hex')}`;
  const url = new URL(owner);
  await place.postgresSql(owner, `create role ${name} login password '${plantedSecret}' ${right}`);
  place.undo(() => place.postgresSql(owner, `drop owned by ${name}`, `drop role ${name}`));
  url.username = name;
  url.password = plantedSecret;
  return { owner, url: url.href, name };
}

const connecting: readonly DrillRow[] = [
  urlRow(
    {
      id: 'C1',
      fault: 'the server is down',
      ...reachable,
      code: 'db-unreachable',
      remedy: /pg_isready/u,
      isShort: true,
    },
    () => anyServer(1),
  ),
  urlRow({ id: 'C2', fault: 'no such host', ...reachable, code: 'db-host-unknown' }, () =>
    anyServer(5432, 'no-such-host.invalid'),
  ),
  urlRow({ id: 'C3', fault: 'a firewall drops the packets', ...passing, code: 'db-no-answer' }, async (place) => {
    if (process.platform !== 'linux') place.cannotMake('only Linux drops the packets of a full line');
    const { pid, said } = await place.other(fullLine);
    process.kill(pid, 'SIGSTOP');
    await place.other(fillLine, said);
    return anyServer(said);
  }),
  urlRow({ id: 'C4', fault: 'the password is wrong', ...reachable, code: 'db-auth' }, async (place) => {
    const url = new URL((await aUser(place)).url);
    url.password = `${plantedSecret}x`;
    return url.href;
  }),
  urlRow(
    { id: 'C5', fault: 'the URL has no password and the server wants one', ...reachable, code: 'db-password-missing' },
    async (place) => {
      const url = new URL((await aUser(place)).url);
      url.password = '';
      return url.href;
    },
  ),
  { id: 'C6', fault: 'the server wants encryption and the URL does not ask for it', shownBy: spec },
  urlRow(
    {
      id: 'C7',
      fault: 'the URL asks for encryption and the server has none',
      ...reachable,
      code: 'db-tls-not-offered',
    },
    async (place) => `${await place.postgres()}?sslmode=verify-full`,
  ),
  { id: 'C8', fault: 'the certificate is signed by itself, for another host, or too old', shownBy: spec },
  urlRow(
    { id: 'C9', fault: 'the server has no such database', ...reachable, code: 'db-missing', remedy: /createdb/u },
    async (place) => Object.assign(new URL(await place.postgres()), { pathname: '/no_such_database' }).href,
  ),
];

/** The owner types what the remedy says. */
const withoutRight: MadeRow = {
  ...{ id: 'C11', fault: 'the user may not make tables', check: 'core-db-writable', verdict: 'fail' },
  ...{ code: 'db-permission', remedy: /grant create on schema/u },
  make: async (place) => {
    const { url, owner } = await aUser(place);
    place.settings['DATABASE_URL'] = url;
    owners.set(place, owner);
  },
  cure: (place, { remedy }) => {
    const [, grant = ''] = /^psql -c '(.*)'$/u.exec(remedy?.commands[0] ?? '') ?? [];
    return place.postgresSql(owners.get(place) ?? '', grant);
  },
};

/** The URL of who may do everything in the place's database. */
const owners = new WeakMap<DrillPlace, string>();

const readOnly: MadeRow = {
  ...{ id: 'C12', fault: 'the server takes no writes', check: 'core-db-writable', verdict: 'fail' },
  ...{ code: 'db-read-only', remedy: /server that writes/u },
  make: async (place) => {
    const url = await place.postgres();
    place.settings['DATABASE_URL'] = url;
    const database = new URL(url).pathname.slice(1);
    await place.postgresSql(url, `alter database ${database} set default_transaction_read_only = on`);
  },
  cure: async (place) => {
    place.settings['DATABASE_URL'] = await place.postgres(); // one that writes
  },
};

const concurrently = migration(
  '2099-01-01-index',
  typesSql('create index concurrently autonomy_action_drill on autonomy_action (kind)'),
);

const working: readonly DrillRow[] = [
  urlRow(
    {
      id: 'C10',
      fault: 'the database has no tables',
      check: 'core-db-tables',
      verdict: 'fail',
      code: 'db-empty',
      cure: 'typed',
    },
    (place) => place.postgres(),
  ),
  withoutRight,
  readOnly,
  urlRow({ id: 'C13', fault: 'the server has no connection left', ...passing, code: 'db-too-many' }, (place) =>
    refusing(place, '53300', 'sorry, too many clients already'),
  ),
  urlRow({ id: 'C14', fault: 'the server is starting', ...passing, code: 'db-starting' }, (place) =>
    refusing(place, '57P03', 'the database system is starting up'),
  ),
  { id: 'C15', fault: 'the connection is killed in the middle of a check', shownBy: spec },
  { id: 'C16', fault: 'a statement takes too long', shownBy: spec },
  urlRow(
    { id: 'C17', fault: 'a web server listens on the port', ...reachable, code: 'db-not-postgres' },
    async (place) => anyServer((await place.other(webServer)).said),
  ),
  urlRow(
    { id: 'C18', fault: 'the server takes the connection and never speaks', ...passing, code: 'db-no-answer' },
    async (place) => anyServer((await place.other(byteServer)).said),
  ),
  urlRow(
    {
      ...{ id: 'C19', fault: 'the URL is one of a pooler', check: 'core-db-url', verdict: 'pass', code: null },
      ...{ says: /pooler/u, cure: 'passes' },
    },
    () => anyServer(6543),
  ),
  urlRow({ id: 'C20', fault: 'the disk of the server is full', ...reachable, code: 'db-full' }, (place) =>
    refusing(place, '53100', 'could not extend file'),
  ),
  {
    ...{ id: 'C21', fault: 'an index is built concurrently inside of a transaction', check: 'aicmo db bootstrap' },
    ...{
      verdict: 'fail',
      code: 'migration-failed',
      asks: (place, signal) => askCommand(place, ['db', 'bootstrap'], signal),
    },
    make: async (place) => {
      place.settings['DATABASE_URL'] = await place.postgres();
      await withMigration(place, 'last', concurrently);
    },
    cure: async (place) => asBefore(place, await place.house(), concurrently),
  },
];

/** C: PostgreSQL. Those that only meet a server that is none need none. */
export const postgresRows: readonly DrillRow[] = [...connecting, ...working];
