import { expect } from '@jest/globals';
import { urlWith } from './fake-servers.ts';
import { plantedSecret, type MadeFault, type UnmadeFault } from './fault-rows.ts';
import { ownPostgres } from './own-postgres.ts';
import { anyServer, aUser, blackHole, closedPort, say, tlsServer } from './postgres-places.ts';

/** C1 to C9: no session comes about. */
export const connectingRows: readonly (MadeFault | UnmadeFault)[] = [
  {
    id: 'C1',
    fault: 'the server is down',
    verdict: 'fail',
    code: 'db-unreachable',
    make: async () => anyServer(await closedPort(), 'localhost'),
    observe: async (url) => {
      const seen = await say(url, 'select 1');
      expect(seen.summary).toMatch(/^Nothing listens on (127\.0\.0\.1|\[::1\]):\d+/);
      expect(seen.remedy).toContain('pg_isready');
      return seen;
    },
  },
  {
    id: 'C2',
    fault: 'no such host',
    verdict: 'fail',
    code: 'db-host-unknown',
    make: async () => anyServer(5432, 'no-such-host.invalid'),
  },
  {
    id: 'C3',
    fault: 'a firewall drops the packets',
    verdict: 'unknown',
    code: 'db-no-answer',
    make: async (place) => anyServer(await blackHole(place)),
  },
  {
    id: 'C4',
    fault: 'the password is wrong, or the user unknown: told alike',
    verdict: 'fail',
    code: 'db-auth',
    make: async (place) => (await aUser(place)).url,
    observe: async (url) => {
      const wrong = await say(
        urlWith(url, (at) => Object.assign(at, { password: `${plantedSecret}x` })),
        'select 1',
      );
      const nobody = await say(
        urlWith(url, (at) => Object.assign(at, { username: 'nobody_here' })),
        'select 1',
      );
      const { username } = new URL(url);
      expect(nobody.summary.replace('nobody_here', username)).toBe(wrong.summary);
      return wrong;
    },
  },
  {
    id: 'C5',
    fault: 'the URL has no password and the server wants one',
    verdict: 'fail',
    code: 'db-password-missing',
    make: async (place) => (await ownPostgres(place, { auth: 'scram-sha-256' })).url,
    observe: async (url, place) => {
      const bare = (server: string) =>
        say(
          urlWith(server, (at) => Object.assign(at, { password: '' })),
          'select 1',
        );
      const inClear = await bare(await place.postgres());
      expect(inClear.code).toBe('db-password-missing');
      return bare(url);
    },
  },
  {
    id: 'C6',
    fault: 'the server wants encryption and the URL does not ask for it',
    verdict: 'fail',
    code: 'db-tls-required',
    make: async (place) => (await tlsServer(place, { host: '127.0.0.1', days: 2 })).locked,
    observe: async (url) => {
      const seen = await say(url, 'select 1');
      expect(seen.remedy).toContain('sslmode=verify-full');
      return seen;
    },
  },
  {
    id: 'C7',
    fault: 'the URL asks for encryption and the server has none',
    verdict: 'fail',
    code: 'db-tls-not-offered',
    make: async (place) => `${await place.postgres()}?sslmode=verify-full`,
  },
  {
    id: 'C8',
    fault: 'the certificate is signed by itself, for another host, or too old; with its authority named it is taken',
    verdict: 'fail',
    code: 'db-tls-certificate',
    make: async (place) => (await tlsServer(place, { host: '127.0.0.1', days: 2 })).locked,
    observe: async (url, place) => {
      const seen = await say(`${url}?sslmode=verify-full`, 'select 1');
      expect(seen.summary).toContain('is signed by itself');
      const trusted = `?sslmode=verify-full&sslrootcert=${place.file('ca.pem')}`;
      expect(await say(`${url}${trusted}`, 'select 1')).toMatchObject({ verdict: 'pass' });
      const other = await say(
        `${urlWith(url, (at) => Object.assign(at, { hostname: 'localhost' }))}${trusted}`,
        'select 1',
      );
      expect(other).toMatchObject({
        code: 'db-tls-certificate',
        summary: expect.stringContaining('another host name'),
      });
      const old = await tlsServer(place, { host: '127.0.0.1', days: -1 });
      expect(await say(`${old.locked}${trusted}`, 'select 1')).toMatchObject({
        code: 'db-tls-certificate',
        summary: expect.stringContaining('has expired'),
      });
      expect(`${seen.summary} ${seen.remedy}`).not.toMatch(/no-verify|rejectUnauthorized/);
      return seen;
    },
  },
  {
    id: 'C9',
    fault: 'the server has no such database',
    verdict: 'fail',
    code: 'db-missing',
    make: async (place) =>
      urlWith(await place.postgres(), (at) => Object.assign(at, { pathname: '/no_such_database' })),
    observe: async (url) => {
      const seen = await say(url, 'select 1');
      expect(seen.remedy).toMatch(/createdb -h 127\.0\.0\.1 -p \d+ -U \w+ no_such_database/);
      return seen;
    },
  },
];
