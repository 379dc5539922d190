import type { CampaignSimulation } from '@aicmo/cam/contract';
import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { counted } from '../../../words.ts';

/** Who would wait for a person when the days are over, by reason, most people first. */
export function AheadHolds({ held }: { readonly held: CampaignSimulation['held'] }): ReactNode {
  if (held.length === 0) return null;
  return (
    <Stack component="ul" gap="sm" p={0} m={0} aria-label="Would wait for a person">
      {held.map(({ reasons, people, names }) => {
        const more = people > names.length ? ` and ${people - names.length} more` : '';
        const why = reasons.map(({ text }) => text).join(' ');
        return (
          <Text component="li" key={`${names.join()} ${why}`} style={{ listStyle: 'none' }}>
            <b>{counted(people, 'person', 'people')}</b>: {why}{' '}
            <Text component="span" c="dimmed">
              {names.join(', ')}
              {more}
            </Text>
          </Text>
        );
      })}
    </Stack>
  );
}
