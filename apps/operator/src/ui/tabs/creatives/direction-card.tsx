import type { CreativeDirection } from '@aicmo/creative/contract';
import { StateBadge } from '@aicmo/ui';
import { UnstyledButton } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { SourcedText } from '../../components/sourced-text.tsx';
import { angleWords, namedSources } from './creative-words.ts';
import { PaletteStrip } from './palette-strip.tsx';
import classes from './creatives.module.css';

interface DirectionCardProps {
  readonly direction: CreativeDirection;
  readonly isChosen: boolean;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

/** One direction in short: its palette, tagline, name and first hook. */
export function DirectionCard({ direction, isChosen, isOpen, onOpen }: DirectionCardProps): ReactNode {
  const { angle, name, tagline, hooks, palette } = direction;
  const [hook] = hooks;
  return (
    <article className={classes['card']} data-open={isOpen || undefined} aria-label={name.text}>
      <PaletteStrip palette={palette} />
      <div className={classes['cardBody']}>
        <p className={classes['angle']}>
          {angleWords[angle]}
          {isChosen ? (
            <StateBadge tone="good" icon={<IconCircleCheck />}>
              chosen
            </StateBadge>
          ) : null}
        </p>
        <p className={classes['tagline']}>
          <SourcedText text={tagline.text} sources={namedSources(tagline)} />
        </p>
        {hook ? (
          <p className={classes['hook']}>
            <SourcedText text={hook.text} sources={namedSources(hook)} />
          </p>
        ) : null}
        <UnstyledButton className={classes['open']} onClick={onOpen} aria-label={`Open the direction: ${name.text}`}>
          {name.text}
        </UnstyledButton>
      </div>
    </article>
  );
}
