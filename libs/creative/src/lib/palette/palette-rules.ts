import type { Angle, PhraseSource, Swatch } from '../../contract/direction.ts';
import { contrast, fromHsl, mix, parseHex, toHex, type Rgb } from './contrast.ts';

/** Where the accent of a palette comes from: a brand colour, or the company's name when none is given. */
export interface PaletteSeed {
  readonly source: PhraseSource;
  /** The brand colour; undefined: the hue is counted from the name. */
  readonly colour?: Rgb;
  readonly hue: number;
}

const readable = 4.5;
const white: Rgb = [1, 1, 1];
const black: Rgb = [0, 0, 0];

/**
 * The palette of an angle: a dark ground for the problem, white for proof and method, a warm tint for the change. A
 * brand colour stays as it is where text on it and beside it reads at 4.5 : 1, and is moved towards black or white only
 * as far as that needs.
 */
export function composePalette(angle: Angle, seed: PaletteSeed): Swatch[] {
  const isDark = angle === 'PROBLEM';
  const ground = groundOf(angle, seed.hue);
  const text = isDark ? fromHsl(seed.hue, 0.18, 0.95) : fromHsl(seed.hue, 0.3, 0.11);
  const quiet = mix(ground, text, 0.06);
  const wanted = seed.colour ?? fromHsl(seed.hue, 0.62, isDark ? 0.68 : 0.34);
  const accent = readableOn([ground, quiet], wanted, isDark ? white : black);
  const onAccent = contrast(white, accent) >= contrast(black, accent) ? white : fromHsl(seed.hue, 0.3, 0.06);
  const isMoved = toHex(accent) !== toHex(wanted);
  const from = seed.colour ? 'the brand colour' : 'a hue counted from the company’s name';
  const swatch = (role: Swatch['role'], colour: Rgb, why: string): Swatch => ({
    role,
    hex: toHex(colour),
    why,
    source: seed.source,
  });
  return [
    swatch('GROUND', ground, isDark ? 'Dark, so that the sentence stands alone' : 'Light, so that nothing competes'),
    swatch('QUIET_GROUND', quiet, 'A step beside the ground, for captions and sources'),
    swatch('TEXT', text, 'Tinted with the hue of the accent'),
    swatch(
      'ACCENT',
      accent,
      `From ${from}${isMoved ? `, ${isDark ? 'lighter' : 'darker'} so that it can be read` : ''}`,
    ),
    swatch('TEXT_ON_ACCENT', onAccent, 'Whichever of light and dark reads better on the accent'),
  ];
}

/** The hue (degrees) of a colour; 0 for greys. */
export function hueOf([red, green, blue]: Rgb): number {
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const spread = most - least;
  if (spread === 0) return 0;
  const sixth =
    most === red ? (green - blue) / spread : most === green ? 2 + (blue - red) / spread : 4 + (red - green) / spread;
  return (sixth * 60 + 360) % 360;
}

/** The first usable hex colours among brand colours, with the line they stand in. */
export const brandColoursIn = (lines: readonly string[]): { colour: Rgb; item: number; words: string }[] =>
  lines.flatMap((line, item) => {
    const words = /#[0-9a-f]{6}\b|#[0-9a-f]{3}\b/i.exec(line)?.[0];
    const colour = words ? parseHex(words) : undefined;
    return words && colour ? [{ colour, item, words }] : [];
  });

function groundOf(angle: Angle, hue: number): Rgb {
  if (angle === 'PROBLEM') return fromHsl(hue, 0.28, 0.1);
  return angle === 'CHANGE' ? fromHsl(hue, 0.42, 0.96) : white;
}

function readableOn(grounds: readonly Rgb[], wanted: Rgb, towards: Rgb): Rgb {
  for (let share = 0; share <= 1; share += 0.02) {
    const colour = mix(wanted, towards, share);
    // Judged as it will be written: in whole steps of 1/255.
    const written = parseHex(toHex(colour)) ?? colour;
    if (grounds.every((ground) => contrast(written, ground) >= readable + 0.02)) return colour;
  }
  return towards;
}
