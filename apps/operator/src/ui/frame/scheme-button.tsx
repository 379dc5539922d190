import { useMantineColorScheme } from '@mantine/core';
import { IconBrightness, IconMoon, IconSun } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './side-bar.module.css';

const schemes = {
  auto: { next: 'light', word: 'as the machine', Icon: IconBrightness },
  light: { next: 'dark', word: 'light', Icon: IconSun },
  dark: { next: 'auto', word: 'dark', Icon: IconMoon },
} as const;

/** Light, dark, or as the machine; Mantine keeps the choice in local storage. */
export function SchemeButton(): ReactNode {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { next, word, Icon } = schemes[colorScheme];
  const label = `Appearance: ${word}. Change to ${schemes[next].word}`;
  return (
    <button
      type="button"
      className={classes['quiet']}
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(next)}
    >
      <Icon size={16} aria-hidden="true" />
    </button>
  );
}
