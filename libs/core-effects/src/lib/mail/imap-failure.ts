import { isAppError, unavailable, type AppError } from '@aicmo/core-kernel';

/** An error of the IMAP library or of the socket. */
interface ImapError extends Error {
  readonly code?: string;
  readonly authenticationFailed?: boolean;
  readonly serverResponseCode?: string;
  readonly responseText?: string;
}

const causes: readonly (readonly [RegExp, string, string])[] = [
  [/EPROXY|proxy|socks/i, 'imap-proxy', 'The proxy did not connect to the mail server.'],
  [/ENOTFOUND|EAI_/, 'imap-unknown-host', 'The name of the mail server is not known. Look for a mistake in it.'],
  [/ECONNREFUSED/, 'imap-refused', 'Nothing answers at this server and port.'],
  [
    /CERT|SELF_SIGNED|UNABLE_TO_|ALTNAME|certificate/i,
    'imap-certificate',
    'The certificate of the mail server cannot be trusted, so nothing was said to it.',
  ],
  [
    /wrong version number|EPROTO|SSL/i,
    'imap-no-tls',
    'The server does not speak TLS here. Choose STARTTLS for port 143, and TLS for port 993.',
  ],
  [/STARTTLS/i, 'imap-no-starttls', 'The server offers no encryption, so nothing was said to it.'],
  [/timeout|GREEETING|GREETING|ETIMEDOUT/i, 'imap-silent', 'The mail server did not answer in time.'],
  [
    /NONEXISTENT|TRYCREATE|does(?:n't| not) exist|Invalid mailbox name|Unknown Mailbox|no such mailbox/i,
    'imap-no-folder',
    'There is no such folder in this mailbox. Choose another one.',
  ],
];

/** Any failure of reading a mailbox as `unavailable` (`imap-…`) with a plain sentence; ours stay as they are. */
export function imapFailure(error: unknown): AppError {
  if (isAppError(error)) return error;
  const {
    code = '',
    message = '',
    authenticationFailed,
    responseText = '',
    serverResponseCode = '',
  } = error as ImapError; // only errors are thrown by it
  if (authenticationFailed === true) {
    return unavailable({
      code: 'imap-login',
      message: 'The mail server refused user or password. Many providers want a password of its own for programs.',
      cause: error,
    });
  }
  const found = causes.find(([pattern]) => pattern.test(`${code} ${message} ${serverResponseCode} ${responseText}`));
  const [, name, text] = found ?? [
    /./,
    'imap-broken',
    'The connection to the mailbox broke. It is tried again by itself.',
  ];
  return unavailable({ code: name, message: text, cause: error });
}
