import type { Campaign, IdealCustomer, ScoringPreview } from '@aicmo/cam/contract';
import { toAppError } from '@aicmo/core-kernel';
import { Button, Group, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { counted } from '../../words.ts';
import { usePreviewIdealCustomer } from './campaign-ops.queries.ts';

interface WhoWouldMoveProps {
  readonly stored: Campaign;
  /** As it is typed. */
  readonly icp: IdealCustomer;
}

/** Another ideal customer makes other scores: says before it is saved whose tier would be another one. */
export function WhoWouldMove({ stored, icp }: WhoWouldMoveProps): ReactNode {
  const preview = usePreviewIdealCustomer(stored.id);
  const [looked, setLooked] = useState<{ readonly at: string; readonly found: ScoringPreview } | null>(null);
  const key = JSON.stringify(icp);
  if (key === JSON.stringify(stored.icp)) return null;
  const found = looked?.at === key ? looked.found : null;
  return (
    <Group gap="sm">
      <Button
        variant="default"
        loading={preview.isPending}
        onClick={() => preview.mutate(icp, { onSuccess: (answer) => setLooked({ at: key, found: answer }) })}
      >
        See who would move
      </Button>
      <Text size="sm" role="status" c={preview.error ? 'var(--mantine-color-error)' : 'dimmed'}>
        {preview.error ? toAppError(preview.error).message : found ? movesWords(found) : notYet}
      </Text>
    </Group>
  );
}

const notYet = 'Another ideal customer scores the leads of this campaign again when it is saved.';

/** "3 of 40 leads would move: 2 cool to warm, 1 warm to hot." */
export function movesWords({ leads, moving, moves }: ScoringPreview): string {
  if (leads === 0) return 'This campaign has no leads yet.';
  if (moving === 0) return `None of ${counted(leads, 'lead')} would move to another tier.`;
  const each = moves.map(
    ({ from, to, count }) => `${count} ${from?.toLowerCase() ?? 'not scored'} to ${to.toLowerCase()}`,
  );
  return `${moving} of ${counted(leads, 'lead')} would move: ${each.join(', ')}. Whoever is in sequence stays in it.`;
}
