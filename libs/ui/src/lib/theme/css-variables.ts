import type { CSSVariablesResolver } from '@mantine/core';

/**
 * Colours that Mantine does not name: surfaces, lines and the five tones of a state. Every pair of text and
 * background reaches 4.5:1 in both schemes; axe checks it on each page end to end.
 */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: { '--aicmo-figure-size': '28px', '--aicmo-row-height': '36px', '--aicmo-drawer-width': '400px' },
  light: {
    '--aicmo-on-filled': '#ffffff',
    '--mantine-color-text': '#1c1c1f',
    '--mantine-color-dimmed': '#5f5f69',
    '--mantine-color-placeholder': '#6b6b75',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-anchor': '#3653d6',
    '--aicmo-surface': '#fafafa',
    '--aicmo-line': '#e4e4e8',
    '--aicmo-hover': '#f6f6f8',
    '--aicmo-selected': '#eef2ff',
    '--aicmo-neutral': '#55555f',
    '--aicmo-neutral-soft': '#eeeef1',
    '--aicmo-good': '#17693c',
    '--aicmo-good-soft': '#e6f4ec',
    '--aicmo-warn': '#7d4b00',
    '--aicmo-warn-soft': '#fdf0d5',
    '--aicmo-bad': '#ab221b',
    '--aicmo-bad-soft': '#fde8e6',
    '--aicmo-info': '#3045ae',
    '--aicmo-info-soft': '#e8edff',
  },
  dark: {
    '--aicmo-on-filled': '#111113',
    '--mantine-color-text': '#ededef',
    '--mantine-color-dimmed': '#a8a8b1',
    '--mantine-color-placeholder': '#93939d',
    '--mantine-color-error': '#ff8f87',
    '--mantine-color-anchor': '#a3b4ff',
    '--aicmo-surface': '#19191c',
    '--aicmo-line': '#2a2a2f',
    '--aicmo-hover': '#17171a',
    '--aicmo-selected': '#1a1f36',
    '--aicmo-neutral': '#b4b4bd',
    '--aicmo-neutral-soft': '#26262b',
    '--aicmo-good': '#6fd39b',
    '--aicmo-good-soft': '#12291d',
    '--aicmo-warn': '#f2b84b',
    '--aicmo-warn-soft': '#2e2210',
    '--aicmo-bad': '#ff8f87',
    '--aicmo-bad-soft': '#341717',
    '--aicmo-info': '#a3b4ff',
    '--aicmo-info-soft': '#1b2247',
  },
});
