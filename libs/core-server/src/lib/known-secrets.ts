const secretName = /(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|PASS|CREDENTIALS?|SIGNATURE|DSN)$/i;
const queryPassword = /[?&;](?:password|pass|sslpassword|api_?key|access_token|token|secret|sslkey|sig)=([^&#\s]+)/gi;
/** Fewer signs would be found inside of ordinary words. */
const leastSigns = 6;

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The values of an environment that must appear nowhere: those of variables that are named like a secret, and the
 * passwords inside of addresses, whatever the variable is called. By text and not by URL, because an address that
 * cannot be read holds a password all the same; up to the last `@`, because a raw one may stand in the password.
 */
export function knownSecrets(variables: Variables): readonly string[] {
  const found = Object.entries(variables).flatMap(([name, value = '']) => [
    ...(secretName.test(name) ? [value] : []),
    ...inAddress(value),
  ]);
  const plain = found.flatMap((value) => [value, value.trim(), value.trim().replace(/^(["'])(.*)\1$/s, '$2')]);
  return [...new Set(plain)].filter((value) => value.trim().length >= leastSigns);
}

/**
 * What may be the password of an address: up to the last `@` of its first part, of the whole, and up to the first one. Of
 * an address that breaks the rules nobody knows which of them was meant.
 */
function inAddress(value: string): readonly string[] {
  const asked = [...value.matchAll(queryPassword)].map((match) => match[1] ?? '');
  const rest = /\/\/(.*)$/s.exec(value)?.[1];
  if (rest === undefined) return asked;
  const people = [/^([^/?#\s]*)@/, /^(.*)@/s, /^([^@]*)@/].map((pattern) => pattern.exec(rest)?.[1] ?? '');
  const passwords = people.map((person) => /^[^:]*:(.*)$/s.exec(person)?.[1] ?? '');
  // A long name without a password is a token: https://<token>@host.
  const tokens = people.filter((person) => !person.includes(':') && person.length >= 20);
  return [...new Set([...passwords, ...tokens, ...asked])].filter((secret) => secret !== '');
}

/** Every way in which a secret may be written where it must not stand; longest first. */
export function writtenForms(secrets: readonly (string | undefined)[]): readonly string[] {
  const forms = secrets
    .filter((secret) => secret !== undefined && secret.length >= leastSigns)
    .flatMap((secret) => [...new Set([secret ?? '', decoded(secret ?? '')])])
    .flatMap(formsOf);
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const percent = encodeURIComponent(secret);
  const each = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  return [
    secret,
    percent,
    percent.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    percent.replaceAll('%20', '+'),
    // An address inside of an address, as a way back to it is written.
    encodeURIComponent(percent),
    encodeURIComponent(encodeURIComponent(percent)),
    encodeURI(secret),
    each,
    each.toUpperCase(),
    JSON.stringify(secret).slice(1, -1),
    bytes.toString('hex'),
    ...base64Cores(bytes),
  ];
}

/** What is the same in base64 whatever stands before and behind: one core for each of the three alignments. */
function base64Cores(bytes: Buffer): readonly string[] {
  const leastCore = 8;
  const cores = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    return text.slice([0, 2, 3][shift], Math.floor(((shift + bytes.length) * 8) / 6));
  });
  return cores
    .filter((core) => core.length >= leastCore)
    .flatMap((core) => [core, core.replaceAll('+', '-').replaceAll('/', '_')]);
}

/** A password out of an address is written percent-encoded there, and plain by the driver that uses it. */
function decoded(secret: string): string {
  try {
    return decodeURIComponent(secret);
  } catch {
    return secret;
  }
}
