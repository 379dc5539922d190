const pairs = /([a-z][\w ]*?)\s*=\s*('(?:[^'\\]|\\[^]|'')*'|"(?:[^"\\]|\\[^])*"|[^;\s]+)/gi;

const meanings: Readonly<Record<string, readonly string[]>> = {
  user: ['user', 'user id', 'userid', 'uid', 'username', 'user name'],
  password: ['password', 'pwd'],
  host: ['host', 'hostaddr', 'server', 'data source'],
  port: ['port'],
  database: ['dbname', 'database', 'initial catalog', 'db'],
};

/** The URL that a list of keywords (`host=… user=…` of libpq, `Server=…;User Id=…` of .NET) means, with the password as `***`. */
export function urlOfKeywords(list: string): string {
  const given = new Map([...list.matchAll(pairs)].map(([, key = '', value = '']) => [key.trim().toLowerCase(), value]));
  const valueOf = (part: string): string | undefined =>
    meanings[part]?.flatMap((key) => given.get(key) ?? [])[0]?.replace(/^(['"])(.*)\1$/s, '$2');
  const password = valueOf('password') === undefined ? '' : ':***';
  const host = encodeURIComponent(valueOf('host') ?? 'localhost');
  const place = `${host}:${valueOf('port') ?? '5432'}/${encodeURIComponent(valueOf('database') ?? 'database')}`;
  return `postgres://${encodeURIComponent(valueOf('user') ?? 'user')}${password}@${place}`;
}
