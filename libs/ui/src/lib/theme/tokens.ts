/** Spacing in pixels: the only distances there are. Mantine's `gap="sm"` and friends use these names. */
export const spacing = { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px', '2xl': '40px' } as const;

/** Type sizes in pixels; figures alone use `--aicmo-figure-size` (28). */
export const fontSizes = { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' } as const;

/** Ten shades each, light to dark, as Mantine wants them. Shade 8 carries white text, shade 3 carries black text. */
export const accent = [
  '#eef2ff',
  '#dfe6ff',
  '#bccaff',
  '#91a5ff',
  '#748ffc',
  '#5c7cfa',
  '#4c6ef5',
  '#4263eb',
  '#3653d6',
  '#2f49bd',
] as const;

export const gray = [
  '#fafafa',
  '#f4f4f5',
  '#e9e9ec',
  '#dedee2',
  '#d0d0d5',
  '#a8a8b0',
  '#70707a',
  '#5b5b66',
  '#3a3a42',
  '#1c1c1f',
] as const;

export const dark = [
  '#ededef',
  '#d0d0d6',
  '#a8a8b1',
  '#8c8c96',
  '#36363c',
  '#26262b',
  '#19191c',
  '#111113',
  '#0c0c0e',
  '#080809',
] as const;
