/** A mailbox's way in: IMAP4rev1 or rev2 (RFC 3501, RFC 9051). */
export interface ImapSettings {
  readonly host: string;
  /** 993 for `tls`, 143 for `starttls`. */
  readonly port: number;
  /** `starttls`: the server must offer it, or nothing is said to it. `none`: in the clear, for this machine only. */
  readonly security: 'tls' | 'starttls' | 'none';
  readonly login: { readonly user: string; readonly password: string };
  /** Certificates (PEM) that are trusted besides the system's. */
  readonly trustedCertificates?: string;
  readonly proxyUrl?: string;
  /** Milliseconds. Default: 20,000 to connect and to be greeted, 120,000 without a byte while something was asked. */
  readonly timeouts?: { readonly connect?: number; readonly silence?: number };
}

/** A folder of a mailbox. */
export interface MailFolder {
  readonly path: string;
  /** What it is for, by the server's own word (RFC 6154) or its name; null: nothing special. */
  readonly use: 'inbox' | 'sent' | 'junk' | 'trash' | 'drafts' | 'archive' | 'all' | null;
}

/**
 * How far a folder was read. UIDs count up within a UIDVALIDITY (RFC 9051, section 2.3.1.1); when that changes, they
 * mean nothing any more and the folder is read again from its end.
 */
export interface FolderMark {
  readonly uidValidity: string;
  /** The highest UID that was read; 0: none. */
  readonly lastUid: number;
}

/** A message as it lies in a folder. */
export interface FetchedMail {
  readonly uid: number;
  /** When the server took it: instant, or null. */
  readonly receivedAt: string | null;
  /** The message, at most its first megabyte. */
  readonly raw: Uint8Array;
  /** Its whole length in bytes. */
  readonly bytes: number;
}

/** What reading a folder gave. */
export interface FolderReading {
  readonly messages: readonly FetchedMail[];
  /** Where to read on. Keep it in the transaction that keeps the messages. */
  readonly mark: FolderMark;
  /** The server numbers its messages anew: what was read before may come again, and is known by its Message-ID. */
  readonly wasRenumbered: boolean;
  /** Whether more lie there than were asked for. */
  readonly hasMore: boolean;
}
