import { generate } from 'selfsigned';

/** A key and its certificate for this machine, PEM. */
export interface LocalCertificate {
  readonly key: string;
  readonly certificate: string;
}

let made: Promise<LocalCertificate> | undefined;

/** A certificate for `localhost` and 127.0.0.1 that signs itself; made once in a process. */
export const localCertificate = (): Promise<LocalCertificate> => (made ??= makeCertificate('localhost'));

/** One for another name, which no client on this machine may accept. */
export async function makeCertificate(name: string): Promise<LocalCertificate> {
  const made = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: name }] }],
  });
  return { key: made.private, certificate: made.cert };
}
