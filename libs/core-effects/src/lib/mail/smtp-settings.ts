/** A mailbox's way out: a submission server (RFC 6409). */
export interface SmtpSettings {
  readonly host: string;
  /** 465 for `tls`, 587 for `starttls`. */
  readonly port: number;
  /**
   * `tls`: from the first byte (RFC 8314). `starttls`: the server must offer it, or nothing is said to it. `none`: in
   * the clear, for a server on this machine.
   */
  readonly security: 'tls' | 'starttls' | 'none';
  /** Null: the server asks for none. */
  readonly login: { readonly user: string; readonly password: string } | null;
  /** What this machine calls itself in EHLO. Default: its own name. */
  readonly ehloName?: string;
  /** Certificates (PEM) that are trusted besides the system's. */
  readonly trustedCertificates?: string;
  /** `http://host:port` or `socks5://host:port`, with user and password if it wants them. */
  readonly proxyUrl?: string;
  readonly timeouts?: SmtpTimeouts;
}

/** Milliseconds; short enough that a whole message ends before its lease does. */
export interface SmtpTimeouts {
  /** Until the connection stands. Default 20,000. */
  readonly connect?: number;
  /** Until the server greets. Default 20,000. */
  readonly greeting?: number;
  /** Without a byte from the server, at any later stage. Default 60,000. */
  readonly silence?: number;
  /** Until the connection stands and we are logged in, however slowly the server speaks. Default 45,000. */
  readonly opening?: number;
  /** One message from its first command to the answer, however slowly the server speaks. Default 120,000. */
  readonly message?: number;
}

/** Who writes to whom (RFC 5321): not what stands in the headers. */
export interface SmtpEnvelope {
  /** Where bounces go; empty for none. */
  readonly from: string;
  readonly to: string;
}

/** Where a conversation was when it ended. */
export type SmtpStage = 'connect' | 'tls' | 'greeting' | 'login' | 'sender' | 'recipient' | 'data' | 'message';

/**
 * What became of one message. Only `accepted` has left. `refused` and `failed` provably did not happen: the server said
 * no, or the conversation ended before the message could be complete. `unknown`: the message was on its way when the
 * conversation ended, and nobody said whether it was taken.
 */
export type SmtpOutcome =
  | { readonly outcome: 'accepted'; readonly response: string; readonly transcript: readonly string[] }
  | {
      readonly outcome: 'refused';
      readonly stage: SmtpStage;
      /** Reply code (RFC 5321): 421, 450, 550 … */
      readonly code: number;
      /** Enhanced status code (RFC 3463), `5.1.1`, or empty. */
      readonly status: string;
      readonly response: string;
      /** 4xx: the same may work later. */
      readonly isTemporary: boolean;
      readonly transcript: readonly string[];
    }
  | {
      readonly outcome: 'failed';
      readonly stage: SmtpStage;
      /** One plain sentence. */
      readonly why: string;
      /** Whether the same may work later: a connection that broke, but not a certificate that is wrong. */
      readonly isTemporary: boolean;
      readonly transcript: readonly string[];
    }
  | { readonly outcome: 'held'; readonly transcript: readonly string[] }
  | { readonly outcome: 'unknown'; readonly why: string; readonly transcript: readonly string[] };
