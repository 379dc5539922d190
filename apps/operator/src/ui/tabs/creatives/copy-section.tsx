import { parseInstant, toAppError, type Platform } from '@aicmo/core-kernel';
import type { CopySet, CreativeDirection } from '@aicmo/creative/contract';
import { QueryState, RelativeTime, Section, StateBadge } from '@aicmo/ui';
import { Button, Group, Select, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { dollars } from '../../components/dollars.ts';
import { useHouse } from '../../components/house.ts';
import { LlmOffNotice } from '../../components/llm-off-notice.tsx';
import { platformWords } from '../../components/platform-words.ts';
import { useCopies, useWriteCopy } from './creatives.queries.ts';
import classes from './creatives.module.css';

interface CopySectionProps {
  readonly directionId: string;
  readonly direction: CreativeDirection;
}

/** Copy for a post in variants: composed from the strategy's own words, or written by the language model where there is one. */
export function CopySection({ directionId, direction }: CopySectionProps): ReactNode {
  const copies = useCopies(directionId);
  return (
    <Section title="Copy for a post">
      <WriteAct directionId={directionId} platforms={direction.samplePosts.map(({ platform }) => platform)} />
      <QueryState query={copies}>
        {({ copies: sets }) =>
          sets.length === 0 ? (
            <Text c="dimmed">Nothing written yet.</Text>
          ) : (
            sets.map((set) => <WrittenCopy key={set.id} set={set} />)
          )
        }
      </QueryState>
    </Section>
  );
}

interface WriteActProps {
  readonly directionId: string;
  readonly platforms: readonly Platform[];
}

/** The rules are the usual way, and the only one without a language model. */
function WriteAct({ directionId, platforms }: WriteActProps): ReactNode {
  const { llm } = useHouse();
  const write = useWriteCopy();
  const [platform, setPlatform] = useState<Platform>(platforms[0] ?? 'linkedin');
  const begin = (way: 'RULES' | 'MODEL'): void => write.mutate({ directionId, platform, way });
  const isWriting = (way: 'RULES' | 'MODEL'): boolean => write.isPending && write.variables.way === way;
  return (
    <>
      <Group gap="sm" align="end">
        <PlatformChoice platforms={platforms} chosen={platform} onChoose={setPlatform} />
        <Button
          variant="default"
          loading={isWriting('RULES')}
          disabled={write.isPending}
          onClick={() => begin('RULES')}
        >
          Compose from your strategy
        </Button>
        <Button
          variant="default"
          loading={isWriting('MODEL')}
          disabled={write.isPending || !llm.enabled}
          onClick={() => begin('MODEL')}
        >
          Ask the language model
        </Button>
      </Group>
      <LlmOffNotice works="Copy is composed from your strategy’s own words." />
      {write.error ? (
        <Text role="alert" c="var(--mantine-color-error)">
          {toAppError(write.error).message}
        </Text>
      ) : null}
    </>
  );
}

interface PlatformChoiceProps {
  readonly platforms: readonly Platform[];
  readonly chosen: Platform;
  readonly onChoose: (platform: Platform) => void;
}

const PlatformChoice = ({ platforms, chosen, onChoose }: PlatformChoiceProps): ReactNode => (
  <Select
    label="Platform"
    data={platforms.map((value) => ({ value, label: platformWords[value] }))}
    value={chosen}
    allowDeselect={false}
    onChange={(value) => onChoose(platforms.find((known) => known === value) ?? chosen)}
  />
);

function WrittenCopy({ set }: { readonly set: CopySet }): ReactNode {
  const isModel = set.provenance.by === 'MODEL';
  return (
    <article aria-label={`Copy for ${platformWords[set.platform]}`}>
      <Group gap="sm">
        <StateBadge tone={isModel ? 'info' : 'neutral'}>
          {isModel ? 'written by a language model' : 'composed from your strategy'}
        </StateBadge>
        <Text c="dimmed">
          {platformWords[set.platform]} · <RelativeTime at={parseInstant(set.writtenAt)} /> · {originOf(set)}
        </Text>
      </Group>
      {set.note === null ? null : <Text c="dimmed">{set.note}</Text>}
      {set.variants.map((text) => (
        <blockquote key={text} className={classes['post']}>
          {text}
        </blockquote>
      ))}
    </article>
  );
}

function originOf({ provenance, source, writtenBy }: CopySet): string {
  const from = `version ${source.version} of the strategy`;
  if (provenance.by === 'RULES') return `${writtenBy}, from ${from}`;
  const { model, prompt, microUsd } = provenance;
  return `${model}, asked by ${writtenBy}, from ${from}, version ${prompt.version} of the instructions, ${dollars(microUsd)}`;
}
