import { platforms, type Platform } from '@aicmo/core-kernel';
import type { BrandKit } from '@aicmo/cam/contract';
import type { BriefContent, Strategy } from '@aicmo/strategy/contract';
import type { CreativeInput } from '@aicmo/creative/contract';
import type { Workspace } from '../workspace.ts';

/** What the flow needs of the house. */
type House = Pick<Workspace, 'cam' | 'strategy' | 'creative'>;

/**
 * Composes creative directions from the newest version of a strategy, in the strategy's own words, answers of people
 * included, and stores them with the version they come from. The client's brand kit is respected. A strategy that says too little gives `ok: false` with
 * what is missing.
 */
export async function directionsFromStrategy(
  workspace: House,
  request: { readonly strategyId: string; readonly by: string },
) {
  const [strategy, creative] = [await workspace.strategy(), await workspace.creative()];
  const current = await strategy.strategies.get(request.strategyId);
  const brief = await strategy.briefs.get(current.briefId, current.briefVersion);
  const { brandKit } = await (await workspace.cam()).clients.get(current.clientId);
  return creative.directions.compose({
    clientId: current.clientId,
    source: { kind: 'STRATEGY', id: current.id, version: current.version },
    material: materialOf(current, brief.content, brandKit),
    by: request.by,
  });
}

/** Creative's view of a strategy; what a strategy rephrases (offer, promise) is taken from the brief that it quotes. */
function materialOf(strategy: Strategy, brief: BriefContent, brandKit: BrandKit): CreativeInput {
  const said = (field: string): string[] => linesOf(strategy, field);
  return {
    ...{ company: brief.company, offer: brief.offer, visual: brief.visual, brandColours: brief.brandColours },
    audience: said('audience.who')[0] ?? '',
    pains: said('audience.pains'),
    outcomes: said('audience.outcomes'),
    differentiators: said('value.difference'),
    proof: said('value.proof'),
    tone: said('constraints.tone')[0] ?? brandKit.voice,
    bannedWords: [...brandKit.bannedWords, ...said('constraints.words').flatMap((line) => line.split(','))],
    callToAction: brief.callToAction || (said('channels.act')[0] ?? ''),
    platforms: platformsIn(said('channels.names')),
  };
}

const linesOf = (strategy: Strategy, field: string): string[] =>
  strategy.layers
    .flatMap((layer) => layer.fields)
    .filter(({ id }) => id === field)
    .flatMap(({ statements }) => statements.flatMap(({ text }) => text.split('\n')));

const otherNames: Readonly<Record<string, Platform>> = { twitter: 'x', email: 'newsletter', 'e-mail': 'newsletter' };

/** The platforms that are named as channels, in their order; anything else that people write there is no platform. */
function platformsIn(names: readonly string[]): Platform[] {
  const words = names.flatMap((name) => name.toLowerCase().split(/[\s,;/]+/));
  const found = words.flatMap((word) => platforms.find((platform) => platform === word) ?? otherNames[word] ?? []);
  return [...new Set(found)];
}
