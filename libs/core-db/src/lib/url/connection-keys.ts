import { parameters } from './postgres-parameters.ts';

/** Names beside which a value may stand in a connection text, in any notation that people bring: URL, libpq, ADO, JDBC. */
export const connectionKeys: readonly string[] = [
  ...Object.keys(parameters),
  ...['server', 'hostname', 'address', 'data source', 'initial catalog', 'database', 'db', 'schema', 'currentSchema'],
  ...['username', 'user id', 'userid', 'uid', 'user name', 'login', 'ssl', 'ssl mode', 'encrypt', 'pooling', 'timeout'],
  ...['scheme', 'driver', 'dialect', 'url', 'name', 'postgres(?:ql)?(?=://)', 'sqlite'],
];
