import { parseInstant, toAppError } from '@aicmo/core-kernel';
import type { CreativeDirection, DirectionSet, Phrase } from '@aicmo/creative/contract';
import { AppLink, DetailDrawer, Facts, RelativeTime, Section } from '@aicmo/ui';
import { Button, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { tabHref, useClientFilter } from '../../components/address.ts';
import { SourcedText } from '../../components/sourced-text.tsx';
import { screenWord } from '../../words.ts';
import { CopySection } from './copy-section.tsx';
import { angleWords, namedSources } from './creative-words.ts';
import { useChoose } from './creatives.queries.ts';
import { PaletteList } from './palette-strip.tsx';
import classes from './creatives.module.css';

interface DirectionDrawerProps {
  readonly set: DirectionSet;
  readonly directionId: string;
  readonly direction: CreativeDirection;
  readonly onClose: () => void;
}

/** The whole of one direction; every phrase names its source on hover and focus. */
export function DirectionDrawer({ set, directionId, direction, onClose }: DirectionDrawerProps): ReactNode {
  return (
    <DetailDrawer
      opened
      onClose={onClose}
      title={direction.name.text}
      subtitle={`${angleWords[direction.angle]} · composed from your strategy`}
      action={<Choice set={set} directionId={directionId} />}
    >
      <p className={classes['lead']}>
        <Said phrase={direction.tagline} />
      </p>
      <Provenance set={set} />
      <Manner direction={direction} />
      <Pieces direction={direction} />
      <CopySection directionId={directionId} direction={direction} />
    </DetailDrawer>
  );
}

/** What it says, how it looks and how it sounds. */
function Manner({ direction }: { readonly direction: CreativeDirection }): ReactNode {
  return (
    <>
      <Section title="Idea">
        <Said phrase={direction.idea} />
      </Section>
      <Section title="Visual style">
        <Said phrase={direction.visualStyle} />
        <PaletteList palette={direction.palette} />
      </Section>
      <Section title="Tone">
        <Said phrase={direction.tone} />
      </Section>
    </>
  );
}

/** What it is made of, and what a post could be. */
function Pieces({ direction }: { readonly direction: CreativeDirection }): ReactNode {
  return (
    <>
      <Section title="Pillars">
        <ol className={classes['list']}>
          {direction.pillars.map(({ title, about }) => (
            <li key={title.text}>
              <strong>
                <Said phrase={title} />
              </strong>
              <span className={classes['about']}>
                <Said phrase={about} />
              </span>
            </li>
          ))}
        </ol>
      </Section>
      <Section title="Hooks">
        <ul className={classes['list']}>
          {direction.hooks.map((hook) => (
            <li key={hook.text}>
              <Said phrase={hook} />
            </li>
          ))}
        </ul>
      </Section>
      {direction.samplePosts.map(({ platform, text }) => (
        <Section key={platform} title={`Sample post, ${platform === 'x' ? 'X' : screenWord(platform)}`}>
          <blockquote className={classes['post']}>
            <Said phrase={text} />
          </blockquote>
        </Section>
      ))}
    </>
  );
}

const Said = ({ phrase }: { readonly phrase: Phrase }): ReactNode => (
  <SourcedText text={phrase.text} sources={namedSources(phrase)} />
);

function Provenance({ set }: { readonly set: DirectionSet }): ReactNode {
  const client = useClientFilter();
  const strategy = { strategy: set.source.id, version: String(set.source.version) };
  return (
    <Facts
      items={[
        {
          label: 'From',
          value: (
            <AppLink href={tabHref('strategy', client, strategy)}>Version {set.source.version} of the strategy</AppLink>
          ),
        },
        { label: 'Composed', value: <RelativeTime at={parseInstant(set.composedAt)} /> },
        { label: 'By', value: `${set.composedBy}, without a language model` },
        {
          label: 'Chosen',
          value: set.chosen ? (
            <>
              {set.directions.find(({ id }) => id === set.chosen?.directionId)?.direction.name.text}, by {set.chosen.by}
              , <RelativeTime at={parseInstant(set.chosen.at)} />
            </>
          ) : (
            'None of the three yet'
          ),
        },
      ]}
    />
  );
}

function Choice({ set, directionId }: { readonly set: DirectionSet; readonly directionId: string }): ReactNode {
  const choose = useChoose();
  if (set.chosen?.directionId === directionId) return <Text c="dimmed">This is the direction that was chosen.</Text>;
  return (
    <>
      <Button loading={choose.isPending} onClick={() => choose.mutate({ directionId, why: '' })}>
        {set.chosen ? 'Choose this one instead' : 'Choose this direction'}
      </Button>
      {choose.error ? (
        <Text role="alert" c="var(--mantine-color-error)">
          {toAppError(choose.error).message}
        </Text>
      ) : null}
    </>
  );
}
