import type { Log } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import { createPublicApp } from './public-app.ts';
import type { PublicSettings } from './public-settings.ts';
import { servePublic, type RunningPublicPages } from './serve-public.ts';

/** Serves the public pages of a workspace. */
export function openPublicPages(workspace: Workspace, settings: PublicSettings, log: Log): Promise<RunningPublicPages> {
  const { clock } = workspace;
  const capture = async () => (await workspace.cam()).capture;
  return servePublic({ settings, log, answer: createPublicApp({ capture, clock, baseUrl: settings.url }) });
}
