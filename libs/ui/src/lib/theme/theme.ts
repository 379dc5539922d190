import {
  createTheme,
  defaultVariantColorsResolver,
  Drawer,
  Modal,
  parseThemeColor,
  type VariantColorsResolver,
} from '@mantine/core';
import { accent, dark, fontSizes, gray, spacing } from './tokens.ts';

const sans = "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif";
const closeButtonProps = { 'aria-label': 'Close' };
const overlayProps = { backgroundOpacity: 0.35 };

/** Filled colours are dark in the light scheme and light in the dark one; Mantine's own contrast knows one scheme only. */
const variantColors: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  const parsed = parseThemeColor({ color: input.color ?? input.theme.primaryColor, theme: input.theme });
  const follows = input.variant === 'filled' && parsed.isThemeColor && parsed.shade === undefined;
  return follows ? { ...colors, color: 'var(--aicmo-on-filled)' } : colors;
};

/** One type scale, one spacing scale, one radius, greys and one accent: see tokens.ts. */
export const theme = createTheme({
  colors: { accent: [...accent], gray: [...gray], dark: [...dark] },
  primaryColor: 'accent',
  primaryShade: { light: 8, dark: 3 },
  variantColorResolver: variantColors,
  fontFamily: sans,
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  fontSizes,
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.35' },
  spacing,
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '6px', lg: '6px', xl: '6px' },
  headings: {
    fontFamily: sans,
    fontWeight: '650',
    sizes: {
      h1: { fontSize: fontSizes.xl, lineHeight: '1.35' },
      h2: { fontSize: fontSizes.lg, lineHeight: '1.4' },
      h3: { fontSize: fontSizes.md, lineHeight: '1.45' },
      h4: { fontSize: fontSizes.sm, lineHeight: '1.45' },
    },
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Checkbox: { defaultProps: { size: 'xs', radius: 'xs', iconColor: 'var(--aicmo-on-filled)' } },
    Radio: { defaultProps: { size: 'xs', iconColor: 'var(--aicmo-on-filled)' } },
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    Modal: Modal.extend({
      defaultProps: {
        closeButtonProps,
        overlayProps,
        padding: 'xl',
        centered: true,
        transitionProps: { duration: 120, transition: 'fade' },
      },
    }),
    Drawer: Drawer.extend({
      defaultProps: { closeButtonProps, overlayProps, position: 'right', transitionProps: { duration: 120 } },
    }),
  },
});
