/*
 * Hides the secrets of an environment in a text, for the time in which nothing but Node's own modules is there; the
 * whole of it is core-server's (known-secrets.ts, redact.ts), and a spec holds both to the same cases.
 */
const secretName = /(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|PASS|CREDENTIALS?|SIGNATURE|DSN)$/i;
const leastSigns = 6;
const hidden = '•••';

/** @param {Record<string, string | undefined>} env @returns {(text: string) => string} */
export function hiderFor(env) {
  const forms = [];
  for (const name of Object.keys(env)) {
    for (const secret of secretsIn(name, env[name] || '')) {
      for (const form of formsOf(secret)) if (forms.indexOf(form) === -1) forms.push(form);
    }
  }
  forms.sort((one, other) => other.length - one.length);
  return (text) =>
    forms
      .reduce((rest, form) => rest.split(form).join(hidden), String(text))
      .replace(/([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):(?!\*\*\*@)[^\s/]*@/gi, '$1:' + hidden + '@');
}

function secretsIn(name, value) {
  const found = secretName.test(name) ? [value, value.trim()] : [];
  // Of an address that breaks the rules nobody knows where its password was meant to end.
  const rest = /\/\/([^]*)$/.exec(value);
  for (const pattern of [/^([^/?#\s]*)@/, /^([^]*)@/, /^([^@]*)@/]) {
    const person = rest === null ? null : pattern.exec(rest[1]);
    const password = person === null ? null : /^[^:]*:([^]*)$/.exec(person[1]);
    if (password !== null) found.push(password[1], decoded(password[1]));
    else if (person !== null && person[1].length >= 20) found.push(person[1]);
  }
  const asked = /[?&;](?:password|pass|sslpassword|api_?key|access_token|token|secret|sslkey|sig)=([^&#\s]+)/gi;
  for (let match = asked.exec(value); match !== null; match = asked.exec(value))
    found.push(match[1], decoded(match[1]));
  return found.filter((secret) => secret.trim().length >= leastSigns);
}

function formsOf(secret) {
  const bytes = Buffer.from(secret, 'utf8');
  const cores = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    return text.slice([0, 2, 3][shift], Math.floor(((shift + bytes.length) * 8) / 6));
  });
  const long = cores.filter((core) => core.length >= 8);
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)].concat(
    long,
    long.map((core) => core.replace(/\+/g, '-').replace(/\//g, '_')),
  );
}

function decoded(secret) {
  try {
    return decodeURIComponent(secret);
  } catch {
    return secret;
  }
}
