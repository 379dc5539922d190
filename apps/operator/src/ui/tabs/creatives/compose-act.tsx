import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { ComposableStrategy } from '../../../contract/creatives.contract.ts';
import { screenWord } from '../../words.ts';

interface ComposeActProps {
  readonly strategies: readonly ComposableStrategy[];
  readonly isComposing: boolean;
  readonly onCompose: (strategyId: string) => void;
}

/** Composes at once where there is one strategy; asks which where there are several. */
export function ComposeAct({ strategies, isComposing, onCompose }: ComposeActProps): ReactNode {
  const [isAsking, setAsking] = useState(false);
  const [only] = strategies;
  if (!only) return null;
  return (
    <>
      <Button loading={isComposing} onClick={() => (strategies.length === 1 ? onCompose(only.id) : setAsking(true))}>
        Compose directions
      </Button>
      {isAsking ? (
        <WhichStrategy
          strategies={strategies}
          onClose={() => setAsking(false)}
          onCompose={(strategyId) => {
            setAsking(false);
            onCompose(strategyId);
          }}
        />
      ) : null}
    </>
  );
}

interface WhichStrategyProps extends Pick<ComposeActProps, 'strategies' | 'onCompose'> {
  readonly onClose: () => void;
}

function WhichStrategy({ strategies, onCompose, onClose }: WhichStrategyProps): ReactNode {
  const [chosen, setChosen] = useState(strategies[0]?.id ?? '');
  return (
    <Modal opened onClose={onClose} title="Compose directions">
      <Stack gap="lg">
        <Text c="dimmed">Three directions in the words of one strategy; nothing is invented.</Text>
        <Select
          label="Strategy"
          data={strategies.map((one) => ({ value: one.id, label: labelOf(one) }))}
          value={chosen}
          allowDeselect={false}
          onChange={(id) => setChosen(id ?? chosen)}
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button onClick={() => onCompose(chosen)}>Compose directions</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

const labelOf = ({ company, version, state }: ComposableStrategy): string =>
  `${company}, version ${version}, ${screenWord(state).toLowerCase()}`;
