/** A message as it is meant: who, what, and which other message it answers. */
export interface MailDraft {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: { readonly name: string; readonly address: string };
  readonly replyTo?: string;
  readonly subject: string;
  readonly text: string;
  /** Beside the text; null: text alone. */
  readonly html: string | null;
  /** Without angle brackets. The same attempt has the same one, so that it can be found again. */
  readonly messageId: string;
  /** Message-IDs of the thread, the oldest first; the last one is answered. */
  readonly references: readonly string[];
  /** When it is written: instant. */
  readonly at: string;
  /** Any further ones, such as List-Unsubscribe. Names as they are to stand; no line break gets into a value. */
  readonly headers: Readonly<Record<string, string>>;
  /** Signs the message (RFC 6376) with a key whose public half stands in DNS below `selector._domainkey.domain`. */
  readonly dkim?: { readonly domain: string; readonly selector: string; readonly privateKey: string };
}

/**
 * The bytes of a message (RFC 5322, MIME), the same for the same draft: boundaries are derived from the Message-ID.
 * Names and subjects of any script are encoded (RFC 2047).
 */
export async function composeMail(draft: MailDraft): Promise<Uint8Array> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer/index.js');
  const bracketed = draft.references.map((id) => `<${id}>`);
  const answers = bracketed.at(-1);
  const composer = new MailComposer({
    ...{ from: draft.from, to: draft.to, subject: oneLine(draft.subject), text: draft.text },
    ...(draft.html === null ? {} : { html: draft.html }),
    ...(draft.replyTo === undefined ? {} : { replyTo: draft.replyTo }),
    ...(answers === undefined ? {} : { inReplyTo: answers, references: bracketed }),
    ...{ messageId: `<${draft.messageId}>`, date: new Date(draft.at), baseBoundary: draft.messageId },
    headers: Object.fromEntries(
      Object.entries(draft.headers).map(([name, value]) => [name, { prepared: true, value: oneLine(value) }]),
    ),
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  const raw = await composer.compile().build();
  return draft.dkim === undefined ? raw : signed(raw, draft.dkim);
}

const oneLine = (text: string): string => text.replaceAll(/[\r\n]+/g, ' ');

/**
 * What a signature covers: what RFC 6376 (section 5.4.1) recommends, and both headers of RFC 8058 (section 4), of which
 * the library would leave out the second.
 */
const headerFieldNames =
  'From:Sender:Reply-To:Subject:Date:Message-ID:To:Cc:MIME-Version:Content-Type:Content-Transfer-Encoding:' +
  'In-Reply-To:References:List-Id:List-Unsubscribe:List-Unsubscribe-Post';

async function signed(
  raw: Buffer,
  { domain, selector, privateKey }: NonNullable<MailDraft['dkim']>,
): Promise<Uint8Array> {
  const { default: DKIM } = await import('nodemailer/lib/dkim/index.js');
  const signer = new DKIM({ domainName: domain, keySelector: selector, privateKey, headerFieldNames });
  const chunks: Buffer[] = [];
  for await (const chunk of signer.sign(raw)) chunks.push(chunk as Buffer); // a stream of bytes
  return Buffer.concat(chunks);
}
