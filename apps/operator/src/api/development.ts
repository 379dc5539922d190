import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import path from 'node:path';
import type { NodeMiddleware, PageRequest } from '@aicmo/core-server';
import type { ViteDevServer } from 'vite';
import { isPage } from './static-pages.ts';

/** Screens from their sources, with hot updates, in the same process and on the same port as the API. */
export interface DevelopmentServer {
  /** For `serve`: answers modules beside the API; its websocket uses the same HTTP server. */
  beside(server: Server): Promise<NodeMiddleware>;
  pages(page: PageRequest): Promise<Response | undefined>;
  close(): Promise<void>;
}

/** Opens it; Vite itself is loaded when the HTTP server is there. */
export function createDevelopmentServer(appFolder: string): DevelopmentServer {
  let vite: ViteDevServer | undefined;
  return {
    beside: async (server) => {
      // The configuration as a module: Vite's own loader writes and removes a file that `node --watch` watches.
      const [{ createServer }, { operatorViteConfig }] = await Promise.all([
        import('vite'),
        import('../../vite.config.ts'),
      ]);
      vite = await createServer({
        ...operatorViteConfig({ nonce: noncePlace }),
        configFile: false,
        appType: 'custom',
        server: { middlewareMode: true, hmr: { server } },
      });
      return vite.middlewares;
    },
    pages: async ({ request, nonce = '' }) => {
      const { pathname } = new URL(request.url);
      if (vite === undefined || !isPage(request, pathname)) return undefined;
      const source = await readFile(path.join(appFolder, 'index.html'), 'utf8');
      const html = await vite.transformIndexHtml(pathname, source);
      return new Response(html.replaceAll(noncePlace, nonce), {
        headers: { 'content-type': 'text/html; charset=utf-8' },
      });
    },
    close: async () => {
      await vite?.close();
    },
  };
}

/** Vite writes it into the page as the nonce of its scripts; each answer puts a fresh one in its place. */
const noncePlace = 'aicmo-nonce';
