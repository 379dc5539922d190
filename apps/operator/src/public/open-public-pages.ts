import { servePublic, type Log, type PublicPlace, type RunningPublicPages } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import { createPublicApp, failedAnswer } from './public-app.ts';

/** Serves the public pages of a workspace. `arrivalMs`: how long a request may take to arrive; 10 s by default. */
export function openPublicPages(
  workspace: Workspace,
  place: PublicPlace,
  log: Log,
  options: { readonly arrivalMs?: number } = {},
): Promise<RunningPublicPages> {
  const { clock } = workspace;
  const capture = async () => (await workspace.cam()).capture;
  const optOuts = async () => (await workspace.cam()).optOuts;
  const answer = createPublicApp({ capture, optOuts, clock, baseUrl: place.url });
  return servePublic({ place, log, answer, failed: failedAnswer, portVariable: 'AICMO_PUBLIC_PORT', ...options });
}
