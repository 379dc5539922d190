import type { FetchMessageObject, ImapFlow, ListResponse } from 'imapflow';
import { imapFailure } from './imap-failure.ts';
import type { FetchedMail, FolderMark, FolderReading, ImapSettings, MailFolder } from './imap-settings.ts';
import { openProxyDoorstep } from './proxy-doorstep.ts';

/** A mailbox that is being read. Nothing in it is changed, marked or deleted. */
export interface ImapMailbox {
  folders(): Promise<readonly MailFolder[]>;
  /**
   * What came into a folder since a mark, oldest first. Without a mark nothing is read: the mark says where the folder
   * ends now, so that old mail of a new mailbox is never taken for answers.
   */
  read(folder: string, mark: FolderMark | null, limit: number): Promise<FolderReading>;
  /** The folders in which a message with this Message-ID (without angle brackets) lies. */
  foldersWith(messageId: string, folders: readonly string[]): Promise<readonly string[]>;
  /** Waits until something may have come into the folder: IDLE (RFC 2177) where there is one, else a question a minute. */
  waitForMail(folder: string, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** The most of a message that is fetched. What a message is stands in its beginning; the rest is attachments. */
const mostBytes = 1_000_000;
const pollMs = 60_000;
const goodbyeMs = 2000;

/** Connects and logs in. Throws `unavailable` (`imap-…`), as does every method. */
export async function openImapMailbox(settings: ImapSettings): Promise<ImapMailbox> {
  const { ImapFlow: Client } = await import('imapflow');
  const { timeouts = {}, security, host, port, proxyUrl } = settings;
  const way = proxyUrl === undefined ? undefined : await guarded(() => openProxyDoorstep(proxyUrl, { host, port }));
  const client = new Client({
    ...{ host: way?.host ?? host, port: way?.port ?? port, secure: security === 'tls', logger: false },
    ...(way === undefined ? {} : { servername: host }),
    ...(security === 'tls' ? {} : { doSTARTTLS: security === 'starttls' }),
    auth: { user: settings.login.user, pass: settings.login.password },
    tls: {
      minVersion: 'TLSv1.2',
      ...(settings.trustedCertificates === undefined ? {} : { ca: settings.trustedCertificates }),
    },
    ...{ connectionTimeout: timeouts.connect ?? 20_000, greetingTimeout: timeouts.connect ?? 20_000 },
    ...{ socketTimeout: timeouts.silence ?? 120_000, disableAutoIdle: true },
  });
  client.on('error', () => undefined); // whatever is asked next fails with it
  client.once('close', () => way?.close());
  await guarded(() => client.connect()).catch((error: unknown) => {
    way?.close();
    throw error;
  });
  const known = new Map<string, number>();
  return {
    folders: () => guarded(async () => (await client.list()).map(folderOf)),
    read: (folder, mark, limit) => guarded(() => readFolder(client, known, folder, { mark, limit })),
    foldersWith: (messageId, folders) => guarded(() => foldersWith(client, messageId, folders)),
    waitForMail: (folder, signal) => guarded(() => waitForMail(client, known, folder, signal)),
    close: () => hangUp(client),
  };
}

/** A server that does not answer a goodbye is left without one. */
async function hangUp(client: ImapFlow): Promise<void> {
  const late = setTimeout(() => client.close(), goodbyeMs);
  await client.logout().catch(() => client.close());
  clearTimeout(late);
}

async function guarded<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw imapFailure(error);
  }
}

const uses: readonly (readonly [NonNullable<MailFolder['use']>, RegExp, string])[] = [
  ['inbox', /^inbox$/i, '\\Inbox'],
  [
    'sent',
    /^(?:sent(?: (?:items|messages|mail))?|gesendet(?:e (?:objekte|elemente))?|envoyés|éléments envoyés|enviados|inviati?|posta inviata|verzonden(?: items)?|wysłane|skickat|sendt)$/i,
    '\\Sent',
  ],
  ['junk', /^(?:junk(?: e-?mail)?|spam|bulk mail|unerwünscht|junk-e-mail)$/i, '\\Junk'],
  ['trash', /^(?:trash|deleted (?:items|messages)|papierkorb|corbeille|papelera|cestino)$/i, '\\Trash'],
  ['drafts', /^(?:drafts?|entwürfe|brouillons|borradores|bozze)$/i, '\\Drafts'],
  ['archive', /^(?:archive|archiv)$/i, '\\Archive'],
  ['all', /^all mail$/i, '\\All'],
];

function folderOf({ path, name, specialUse }: ListResponse): MailFolder {
  const found = uses.find(([, , word]) => word === specialUse) ?? uses.find(([, pattern]) => pattern.test(name));
  return { path, use: found?.[0] ?? null };
}

async function readFolder(
  client: ImapFlow,
  known: Map<string, number>,
  folder: string,
  { mark, limit }: { readonly mark: FolderMark | null; readonly limit: number },
): Promise<FolderReading> {
  const lock = await client.getMailboxLock(folder, { readOnly: true });
  try {
    const box = client.mailbox;
    known.set(folder, messagesIn(client));
    const [uidValidity, end] = box === false ? ['0', 0] : [String(box.uidValidity), box.uidNext - 1];
    if (mark === null)
      return { messages: [], mark: { uidValidity, lastUid: end }, wasRenumbered: false, hasMore: false };
    const wasRenumbered = mark.uidValidity !== uidValidity;
    const from = (wasRenumbered ? Math.max(0, end - limit) : mark.lastUid) + 1;
    // “n:*” always gives the last message, also when its UID is smaller: it is left out below.
    const found = (await client.search({ uid: `${from}:*` }, { uid: true })) || [];
    const uids = found.filter((uid) => uid >= from).sort((one, other) => one - other);
    const wanted = uids.slice(0, limit);
    const messages = wanted.length === 0 ? [] : await fetchMails(client, wanted);
    const lastUid = wanted.at(-1) ?? (wasRenumbered ? end : mark.lastUid);
    return { messages, mark: { uidValidity, lastUid }, wasRenumbered, hasMore: uids.length > limit };
  } finally {
    lock.release();
  }
}

/** Small messages come together; a large one is cut off by the server, and asked for by itself. */
async function fetchMails(client: ImapFlow, uids: readonly number[]): Promise<readonly FetchedMail[]> {
  const sizes = await client.fetchAll([...uids].join(','), { uid: true, size: true }, { uid: true });
  const small = sizes.filter(({ size = 0 }) => size <= mostBytes).map(({ uid }) => uid);
  const query = { uid: true, size: true, internalDate: true } as const;
  const fetched: FetchedMail[] = [];
  if (small.length > 0) {
    const together = await client.fetchAll(small.join(','), { ...query, source: true }, { uid: true });
    fetched.push(...together.map(mailOf));
  }
  for (const { uid } of sizes.filter(({ uid }) => !small.includes(uid))) {
    const one = await client.fetchOne(uid, { ...query, source: { maxLength: mostBytes } }, { uid: true });
    if (one) fetched.push(mailOf(one));
  }
  return fetched.sort((one, other) => one.uid - other.uid);
}

function mailOf({ uid, source, size, internalDate }: FetchMessageObject): FetchedMail {
  const raw = source ?? new Uint8Array();
  const at = internalDate === undefined ? Number.NaN : new Date(internalDate).getTime();
  return { uid, raw, bytes: size ?? raw.length, receivedAt: Number.isNaN(at) ? null : new Date(at).toISOString() };
}

async function foldersWith(
  client: ImapFlow,
  messageId: string,
  folders: readonly string[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const folder of folders) {
    const lock = await client.getMailboxLock(folder, { readOnly: true });
    try {
      const uids = await client.search({ header: { 'message-id': `<${messageId}>` } }, { uid: true });
      if (uids && uids.length > 0) found.push(folder);
    } finally {
      lock.release();
    }
  }
  return found;
}

/** How many messages lie in the open folder, as the server said last. */
const messagesIn = ({ mailbox }: ImapFlow): number => (mailbox === false ? 0 : mailbox.exists);

async function waitForMail(
  client: ImapFlow,
  known: ReadonlyMap<string, number>,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const lock = await client.getMailboxLock(folder, { readOnly: true });
  const stop = Promise.withResolvers<void>();
  const wake = (): void => stop.resolve();
  const fail = (): void => stop.reject(new Error('closed'));
  const timer = setTimeout(wake, pollMs);
  signal.addEventListener('abort', wake, { once: true });
  client.on('exists', wake).on('close', fail);
  try {
    // What came between the last reading and now was told already, and is not told again.
    if (signal.aborted || messagesIn(client) !== (known.get(folder) ?? messagesIn(client))) return;
    // IDLE ends by itself as soon as something else is asked; its own end says nothing about mail.
    void client.idle().catch(fail);
    await stop.promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', wake);
    client.off('exists', wake).off('close', fail);
    lock.release();
  }
}
