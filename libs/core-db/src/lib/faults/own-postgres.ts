import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FaultPlace } from './fault-place.ts';

/** A PostgreSQL server that a row has for itself. */
export interface OwnPostgres {
  /** Of its user and database "postgres". */
  readonly url: string;
  readonly port: number;
  readonly data: string;
  stop(): void;
}

interface StartPostgres {
  startPostgres(how: {
    readonly auth?: string;
    readonly flags?: Readonly<Record<string, string | number>>;
    readonly files?: (data: string) => Readonly<Record<string, string>>;
    readonly wait?: boolean;
  }): Promise<OwnPostgres>;
}

/** Starts a server with settings of its own; the row cannot be made where there are no binaries. */
export async function ownPostgres(
  place: FaultPlace,
  how: Parameters<StartPostgres['startPostgres']>[0],
): Promise<OwnPostgres> {
  const program = path.join(import.meta.dirname, '../../../../../tools/jest/start-postgres.cjs');
  // A script of the repository in CommonJS, which Jest's own set-up uses too.
  const { startPostgres } = createRequire(import.meta.url)(program) as StartPostgres;
  try {
    const server = await startPostgres(how);
    place.undo(async () => server.stop());
    return server;
  } catch (error) {
    return place.cannotMake(error instanceof Error ? error.message : String(error));
  }
}

/** A certificate and its key, as PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** A certificate that signs itself, made by the openssl of this machine: Node can read certificates, not make them. */
export function selfSigned(
  place: FaultPlace,
  { host, days }: { readonly host: string; readonly days: number },
): Certificate {
  const folder = mkdtempSync(path.join(tmpdir(), 'aicmo-certificate-'));
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  const name = /^[\d.]+$/.test(host) ? `IP:${host}` : `DNS:${host}`;
  const request = path.join(folder, 'request.pem');
  const openssl = (...how: readonly string[]) => void execFileSync('openssl', how, { stdio: 'pipe' });
  try {
    const what = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=${name}`, '-keyout', key, '-out', request];
    openssl('req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', ...what);
    // Only this way takes a number of days that lie in the past.
    openssl(
      'x509',
      '-req',
      '-in',
      request,
      '-signkey',
      key,
      '-copy_extensions',
      'copy',
      '-days',
      String(days),
      '-out',
      cert,
    );
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } catch (error) {
    return place.cannotMake(`openssl made no certificate: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes a file into the row's folder and gives its path. */
export function writeInto(place: FaultPlace, name: string, text: string): string {
  writeFileSync(place.file(name), text);
  return place.file(name);
}
