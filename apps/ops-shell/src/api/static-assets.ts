import { readFile } from 'node:fs/promises';
import path from 'node:path';

const assets = path.resolve(import.meta.dirname, '../assets');

interface Asset {
  readonly file: (repositoryFolder: string) => string;
  readonly type: string;
}

const own = (name: string) => () => path.join(assets, name);

/** Every file that the pages may ask for; there is no way to any other. */
const known: Readonly<Record<string, Asset>> = {
  '/assets/ops.css': { file: own('ops.css'), type: 'text/css; charset=utf-8' },
  '/assets/ops.js': { file: own('ops.js'), type: 'text/javascript; charset=utf-8' },
  '/assets/favicon.svg': { file: own('favicon.svg'), type: 'image/svg+xml' },
  '/assets/inter.woff2': {
    file: (repository) =>
      path.join(repository, 'node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'),
    type: 'font/woff2',
  },
};

/** The answer for an asset; undefined for everything else, and for a font that is not installed. */
export async function answerAsset(pathname: string, repositoryFolder: string): Promise<Response | undefined> {
  const asset = known[pathname];
  if (asset === undefined) return undefined;
  try {
    const content = await readFile(asset.file(repositoryFolder));
    return new Response(content, { headers: { 'content-type': asset.type, 'cache-control': 'no-store' } });
  } catch {
    return undefined;
  }
}
