import { existsSync } from 'node:fs';
import path from 'node:path';
import { escapeHtml, openStaticFiles, type PageRequest } from '@aicmo/core-server';

type Pages = (page: PageRequest) => Promise<Response | undefined>;

/** The built screens: files by their address, and index.html for every address that the screens know themselves. */
export async function openStaticPages(distFolder: string): Promise<Pages> {
  if (!existsSync(path.join(distFolder, 'index.html'))) return untilBuilt(distFolder);
  const files = await openStaticFiles(distFolder);
  return async ({ request }) => {
    const { pathname } = new URL(request.url);
    const file = pathname === '/' ? undefined : await files.answer(pathname, request);
    if (file !== undefined || !isPage(request, pathname)) return file;
    return files.answer('/index.html', request);
  };
}

/** A page has no extension; a missing file must not be answered with HTML, which a browser would then run as a script. */
export const isPage = (request: Request, pathname: string): boolean =>
  (request.method === 'GET' || request.method === 'HEAD') &&
  path.posix.extname(pathname) === '' &&
  !pathname.startsWith('/assets/');

/** Without a build it says so; who then builds finds the screens there. */
function untilBuilt(distFolder: string): Pages {
  let built: Promise<Pages> | undefined;
  return async (page) => {
    if (built === undefined && existsSync(path.join(distFolder, 'index.html'))) built = openStaticPages(distFolder);
    return (await (built ?? missingBuild))(page);
  };
}

const missingBuild: Pages = ({ request }) => {
  const { pathname } = new URL(request.url);
  if (!isPage(request, pathname)) return Promise.resolve(undefined);
  const text = 'The screens are not built yet. Type: npx nx build operator, then reload this page.';
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>AICMO</title><p>${escapeHtml(text)}</p></html>`;
  return Promise.resolve(new Response(html, { status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } }));
};
