import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.map': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
};

/** The files of a build. */
export interface StaticFiles {
  /** The answer for this address (`/assets/x.js`), undefined where the build has no such file. */
  answer(pathname: string, request: Request): Promise<Response | undefined>;
}

interface StaticFile {
  readonly path: string;
  readonly gzipped: boolean;
}

/**
 * Lists a build's folder once; a request can then name only what is in the list, so no path leads out of it. Files below
 * `/assets/` carry a hash in their name and are cached for ever; a `.gz` beside a file is sent to those who take it.
 * Throws (ENOENT) when the folder is missing.
 */
export async function openStaticFiles(root: string): Promise<StaticFiles> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const all = new Set(paths);
  const files = new Map<string, StaticFile>(
    paths
      .filter((path) => !path.endsWith('.gz'))
      .map((path) => [`/${relative(root, path).split(sep).join('/')}`, { path, gzipped: all.has(`${path}.gz`) }]),
  );
  return {
    answer: async (pathname, request) => {
      const file = files.get(pathname);
      if (file === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) return undefined;
      return fileResponse(file, pathname, request);
    },
  };
}

async function fileResponse(file: StaticFile, pathname: string, request: Request): Promise<Response> {
  const gzip = file.gzipped && /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '');
  const content = await readFile(gzip ? `${file.path}.gz` : file.path);
  const tag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
  const headers = {
    'content-type': mediaTypes[extname(file.path)] ?? 'application/octet-stream',
    'cache-control': pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: tag,
    vary: 'accept-encoding',
    ...(gzip ? { 'content-encoding': 'gzip' } : {}),
  };
  if (request.headers.get('if-none-match') === tag) return new Response(null, { status: 304, headers });
  return new Response(request.method === 'HEAD' ? null : content, { headers });
}
