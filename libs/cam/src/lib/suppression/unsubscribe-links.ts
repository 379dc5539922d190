import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { SecretStore } from '../rights/secret-store.ts';

/** The ways out that stand in each message: who has one of them needs nothing else to unsubscribe. */
export interface UnsubscribeLinks {
  /** A signed name of a message: says nothing to anybody else, and is good for ever. */
  token(attemptId: string): string;
  /** The page behind it; null while there are no public pages. */
  page(attemptId: string): string | null;
  /**
   * The headers of one message, RFC 2369 and RFC 8058: by the public page with one click where there is one, and always
   * by a mail to the mailbox that wrote: that one is read here, whoever gets the answers of people.
   */
  headers(attemptId: string, mailboxAddress: string): Readonly<Record<string, string>>;
  /** The message that a token names; undefined for whatever was not made here. */
  read(token: string): string | undefined;
  /** The same for the text of a mail that may have one in it: its subject, or subject and text. */
  readMail(text: string): string | undefined;
  /** The message whose page stands in a text, as it does below an answer; says nothing of what its writer wants. */
  quotedIn(text: string): string | undefined;
}

/** A message's id and 120 bits that only this workspace can make. */
const idBytes = 16;
const macBytes = 14;
const tokenLength = 40;
const tokenShape = /^[A-Za-z0-9_-]{40}$/;
/** The word before it is what `mailto:` puts there; a mail program or a person may add to it. */
const tokenInMail = /\bunsubscribe[\s:]+([A-Za-z0-9_-]{40})(?![A-Za-z0-9_-])/i;
/** Mail programs break long lines, but not in front of or in a word. */
const pageInText = /\/u\/([A-Za-z0-9_-]{40})(?![A-Za-z0-9_-])/;
const idShape = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Opens the links of one workspace: its key is read once, and the rest is arithmetic. */
export async function openUnsubscribe({
  secrets,
  publicUrl,
}: {
  readonly secrets: Pick<SecretStore, 'get'>;
  /** Where people outside reach the public pages. */
  readonly publicUrl: string | null;
}): Promise<UnsubscribeLinks> {
  return unsubscribeLinks(await secrets.get('public-links'), publicUrl);
}

/** The same with a key in hand. */
export function unsubscribeLinks(secret: Buffer, publicUrl: string | null): UnsubscribeLinks {
  const key = createSecretKey(secret); // made ready once: each message has its token
  const macOf = (id: Buffer): Buffer =>
    createHmac('sha256', key).update('unsubscribe|').update(id).digest().subarray(0, macBytes);
  const token = (attemptId: string): string => {
    const id = Buffer.from(attemptId.replaceAll('-', ''), 'hex');
    return Buffer.concat([id, macOf(id)]).toString('base64url');
  };
  const page = (attemptId: string) => (publicUrl === null ? null : `${publicUrl}/u/${token(attemptId)}`);
  const read = (text: string): string | undefined => {
    if (text.length !== tokenLength || !tokenShape.test(text)) return undefined;
    const bytes = Buffer.from(text, 'base64url');
    const id = bytes.subarray(0, idBytes);
    const isOurs = timingSafeEqual(bytes.subarray(idBytes), macOf(id));
    return isOurs ? uuidOf(id) : undefined;
  };
  return {
    token,
    page,
    headers: (attemptId, mailboxAddress): Readonly<Record<string, string>> => {
      const web = page(attemptId);
      const mail = `<mailto:${inUrl(mailboxAddress)}?subject=unsubscribe%20${token(attemptId)}>`;
      // One click by POST is for https alone (RFC 8058, section 3.1).
      return web?.startsWith('https://')
        ? { 'List-Unsubscribe': `<${web}>, ${mail}`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
        : { 'List-Unsubscribe': mail };
    },
    read,
    quotedIn: (text) => {
      const found = pageInText.exec(text)?.[1];
      return found === undefined ? undefined : read(found);
    },
    readMail: (text) => {
      const found = tokenInMail.exec(text)?.[1];
      return found === undefined ? undefined : read(found);
    },
  };
}

function uuidOf(bytes: Buffer): string | undefined {
  const hex = bytes.toString('hex');
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  return idShape.test(id) ? id : undefined;
}

/** RFC 6068: an address may have signs in it that mean something in a URL. */
const inUrl = (address: string): string => address.split('@').map(encodeURIComponent).join('@');
