import type { Swatch } from '@aicmo/creative/contract';
import type { ReactNode } from 'react';
import { swatchWords } from './creative-words.ts';
import classes from './creatives.module.css';

/** The five colours side by side; a colour is content here, so it comes from the data, not from our own palette. */
export function PaletteStrip({ palette }: { readonly palette: readonly Swatch[] }): ReactNode {
  return (
    <ul className={classes['strip']} aria-label="Palette">
      {palette.map(({ role, hex }) => (
        <li key={role} className={classes['colour']} style={{ background: hex }} title={`${swatchWords[role]} ${hex}`}>
          <span className={classes['hidden']}>
            {swatchWords[role]} {hex}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The colours one under the other with what each is for and why it is this one. */
export function PaletteList({ palette }: { readonly palette: readonly Swatch[] }): ReactNode {
  return (
    <ul className={classes['swatches']}>
      {palette.map(({ role, hex, why }) => (
        <li key={role} className={classes['swatch']}>
          <span className={classes['chip']} style={{ background: hex }} aria-hidden="true" />
          <span>
            {swatchWords[role]} <code className={classes['hex']}>{hex}</code>
            <span className={classes['why']}>{why}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
