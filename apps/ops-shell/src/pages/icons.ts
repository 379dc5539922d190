import { html, type Html } from './html.ts';

const shapes = {
  home: 'M4 11 12 4l8 7M6 10v9h12v-9M10 19v-5h4v5',
  sentinels: 'M14 3v4h4M18 7v5M12 21H8a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h6l4 4M9 9h2M9 13h5m1 6 2 2 4-4',
  diagnostics:
    'M6 4H5a2 2 0 0 0-2 2v3a5 5 0 0 0 10 0V6a2 2 0 0 0-2-2h-1M8 15a6 6 0 0 0 12 0v-2M20 9.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3',
  canonical: 'M12 6H7a2 2 0 0 0-2 2v9a2 2 0 0 0 2 2h9a2 2 0 0 0 2-2v-5M11 13l9-9m-5 0h5v5',
  pass: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8.5 12l2.5 2.5 4.5-4.5',
  fail: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9.5 9.5l5 5m0-5-5 5',
  unknown: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7.5v5m0 3.5v.01',
  skipped: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8.5 12h7',
} as const;

export type IconName = keyof typeof shapes;

/** A drawn sign; the word beside it says the same, so a screen reader is spared it. */
export const icon = (name: IconName): Html =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="${shapes[name]}" /></svg>`;
