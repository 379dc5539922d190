import { Resolver } from 'node:dns/promises';

/** What a domain's name servers say about mail. */
export type MailDomain =
  /** `hasMx` false: it names no mail server, and its own address stands for one (RFC 5321, section 5.1). */
  | { readonly kind: 'takes-mail'; readonly hasMx: boolean }
  /** It says that it takes none (RFC 7505, a null MX). */
  | { readonly kind: 'refuses-mail' }
  | { readonly kind: 'no-domain' }
  /** It exists and has neither a mail server nor an address. */
  | { readonly kind: 'no-server' }
  /** It could not be asked, which says nothing about the domain. */
  | { readonly kind: 'unknown'; readonly why: string };

/** The texts that stand under a name, such as those that say who may send for a domain. */
export type MailTexts =
  | { readonly kind: 'found'; readonly texts: readonly string[] }
  /** There is no such name, or no text under it. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly why: string };

/** Whom to ask and how long to wait. */
export interface NameServers {
  /** `192.0.2.1` or `127.0.0.1:5300`; the machine's own by default. */
  readonly servers?: readonly string[];
  /** For each question; asked twice. Default 2500. */
  readonly timeoutMs?: number;
}

/** Asks the name servers whether a domain takes mail. Never throws: what could not be asked is `unknown`. */
export async function readMailDomain(
  domain: string,
  { servers, timeoutMs = 2500 }: NameServers,
  signal?: AbortSignal,
): Promise<MailDomain> {
  return withResolver({ servers, timeoutMs }, (resolver) => askBoth(resolver, domain), signal);
}

/** Asks the name servers for the texts (TXT) of a name. Never throws: what could not be asked is `unknown`. */
export async function readMailTexts(
  name: string,
  { servers, timeoutMs = 2500 }: NameServers,
  signal?: AbortSignal,
): Promise<MailTexts> {
  const ask = async (resolver: Resolver): Promise<MailTexts> => {
    const found = await asked(() => resolver.resolveTxt(name));
    if (found.is === 'unknown') return { kind: 'unknown', why: found.why };
    // A text of more than 255 bytes comes in parts, which are joined without a space (RFC 7208, section 3.3).
    return found.is === 'found'
      ? { kind: 'found', texts: found.records.map((parts) => parts.join('')) }
      : { kind: 'none' };
  };
  return withResolver({ servers, timeoutMs }, ask, signal);
}

async function withResolver<Answer>(
  { servers, timeoutMs }: { readonly servers: readonly string[] | undefined; readonly timeoutMs: number },
  ask: (resolver: Resolver) => Promise<Answer>,
  signal?: AbortSignal,
): Promise<Answer | { readonly kind: 'unknown'; readonly why: string }> {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 2 });
  if (servers) resolver.setServers(servers);
  const cancel = (): void => resolver.cancel();
  if (signal?.aborted) return { kind: 'unknown', why: 'It was stopped.' };
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    return await ask(resolver);
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

async function askBoth(resolver: Resolver, domain: string): Promise<MailDomain> {
  const mx = await asked(() => resolver.resolveMx(domain));
  if (mx.is === 'no-domain') return { kind: 'no-domain' };
  if (mx.is === 'unknown') return { kind: 'unknown', why: mx.why };
  if (mx.is === 'found') {
    const names = mx.records.map(({ exchange }) => exchange).filter((name) => name !== '' && name !== '.');
    return names.length > 0 ? { kind: 'takes-mail', hasMx: true } : { kind: 'refuses-mail' };
  }
  for (const ask of [() => resolver.resolve4(domain), () => resolver.resolve6(domain)]) {
    const found = await asked<unknown>(ask);
    if (found.is === 'found') return { kind: 'takes-mail', hasMx: false };
    if (found.is === 'unknown') return { kind: 'unknown', why: found.why };
  }
  return { kind: 'no-server' };
}

type Asked<Record> =
  | { readonly is: 'found'; readonly records: readonly Record[] }
  | { readonly is: 'nothing' | 'no-domain' }
  | { readonly is: 'unknown'; readonly why: string };

/** By code: c-ares' words change with its version. */
async function asked<Record>(ask: () => Promise<readonly Record[]>): Promise<Asked<Record>> {
  try {
    const records = await ask();
    return records.length > 0 ? { is: 'found', records } : { is: 'nothing' };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'ENODATA') return { is: 'nothing' };
    if (code === 'ENOTFOUND') return { is: 'no-domain' };
    return { is: 'unknown', why: reasons[code] ?? 'The name servers gave no answer that can be read.' };
  }
}

const reasons: Readonly<Record<string, string>> = {
  ETIMEOUT: 'The name servers did not answer in time.',
  ESERVFAIL: 'The name servers could not find out.',
  EREFUSED: 'The name servers refused the question.',
  ECONNREFUSED: 'No name server can be reached.',
  ECANCELLED: 'It was stopped.',
  EBADNAME: 'It is no name that can be asked for.',
};
