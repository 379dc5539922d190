import * as z from 'zod/mini';
import { invalid, type Platform } from '@aicmo/core-kernel';
import type { Angle, CreativeDirection, Swatch } from '../../contract/direction.ts';
import type { MissingMaterial } from '../../contract/direction-set.ts';
import { CreativeMaterial, materialLabels, type CreativeInput } from '../../contract/material.ts';
import { brandColoursIn, composePalette, hueOf, type PaletteSeed } from '../palette/palette-rules.ts';
import type { AngleRule } from './angles/angle.ts';
import { changeAngle } from './angles/change-angle.ts';
import { methodAngle } from './angles/method-angle.ts';
import { problemAngle } from './angles/problem-angle.ts';
import { proofAngle } from './angles/proof-angle.ts';
import { createPicker, hash, type Picker } from './picker.ts';
import { cautiousFit, samplePost, type PostFits } from './sample-posts.ts';
import { readVoice, type Voice } from './voice.ts';
import { bannedWordIn } from './wording-rules.ts';
import { write } from './write.ts';

/** What composing may use from outside. */
export interface CompositionDeps {
  /** The platforms' own counting (libs/social); a careful guess without it. */
  readonly postFits?: PostFits;
}

/** Three directions, or what the material must still say before there can be any. */
export type DirectionsOutcome =
  | { readonly ok: true; readonly directions: readonly CreativeDirection[] }
  | { readonly ok: false; readonly reason: string; readonly missing: readonly MissingMaterial[] };

const usualPlatforms: readonly Platform[] = ['linkedin', 'instagram', 'x'];

/**
 * Composes three creative directions (problem-led, proof-led or method-led, change-led) out of the material's own
 * words. Every phrase names the fields its words come from; every headline carries the company's name and its own
 * material, so two different clients share none; no banned word and no placeholder is ever used. The same material
 * always gives the same directions, and nothing is read from anywhere else.
 *
 * Material that is too thin gives `ok: false` with everything that is missing. Throws `invalid` (code
 * `creative-material`) for a value that is not material at all.
 */
export function generateCreativeDirections(input: CreativeInput, deps: CompositionDeps = {}): DirectionsOutcome {
  const material = parseMaterial(input);
  const read = readVoice(material);
  if ('missing' in read) return refusal(read.missing);
  const { voice } = read;
  const pick = createPicker(voice.company.words, bannedWordIn(material.bannedWords));
  const angles = [problemAngle, voice.hasProof ? proofAngle : methodAngle, changeAngle];
  const composed = angles.map((rule) => compose(rule, { material, voice, pick, fits: deps.postFits ?? cautiousFit }));
  const unfit = composed.find((direction) => direction.samplePosts.length === 0);
  return unfit ? refusal([tooLong]) : { ok: true, directions: composed };
}

interface Composition {
  readonly material: CreativeMaterial;
  readonly voice: Voice;
  readonly pick: Picker;
  readonly fits: PostFits;
}

function compose(rule: AngleRule, { material, voice, pick, fits }: Composition): CreativeDirection {
  const { bodies, ...territory } = rule.compose(voice, pick);
  const places = material.platforms.length > 0 ? [...new Set(material.platforms)] : usualPlatforms;
  const end = voice.act ? { act: write`${voice.act}.` } : {};
  const samplePosts = places.flatMap((platform, index) => {
    const turn = index % territory.hooks.length;
    const opening = territory.hooks[turn];
    const post = opening && samplePost(platform, { opening, body: bodies[turn] ?? [], ...end }, fits);
    return post ? [post] : [];
  });
  return { angle: rule.angle, ...territory, palette: paletteFor(rule.angle, material, voice), samplePosts };
}

const order: readonly Angle[] = ['PROBLEM', 'PROOF', 'CHANGE'];

function paletteFor(angle: Angle, material: CreativeMaterial, { company }: Voice): Swatch[] {
  const place = Math.max(0, order.indexOf(angle === 'METHOD' ? 'PROOF' : angle));
  const brand = brandColoursIn(material.brandColours);
  const given = brand[place % Math.max(1, brand.length)];
  // Without brand colours the three palettes of a client lie a third of the circle apart.
  const seed: PaletteSeed = given
    ? {
        source: { field: 'brandColours', item: given.item, words: given.words },
        colour: given.colour,
        hue: hueOf(given.colour),
      }
    : { source: { field: 'company', words: company.words }, hue: (hash(company.words) + place * 120) % 360 };
  return composePalette(angle, seed);
}

function parseMaterial(input: CreativeInput): CreativeMaterial {
  const read = z.safeParse(CreativeMaterial, input);
  if (read.success) return read.data;
  const named = read.error.issues.map((issue) => `${issue.path.join('.') || 'material'}: ${issue.message}`);
  throw invalid({
    code: 'creative-material',
    message: `The material cannot be read. ${named.join(' ')}`,
    details: { named },
  });
}

const refusal = (missing: readonly MissingMaterial[]): DirectionsOutcome => ({
  ok: false,
  reason: `There is too little to compose from. ${missing.map(({ need }) => need).join(' ')}`,
  missing,
});

const tooLong: MissingMaterial = {
  field: 'platforms',
  label: materialLabels.platforms,
  need: `${materialLabels.platforms}: the lines are too long for a post there; add a platform with more room or shorten them.`,
};
