import type { AskedBack } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { AppLink, RelativeTime, Section } from '@aicmo/ui';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { tabHref, useClientFilter } from '../../../components/address.ts';
import { Failure } from '../lead/failure.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { useAskedBack, useAskedBackActs } from './suppression.queries.ts';

/** People who unsubscribed and called it a mistake: nothing is there while nobody did. */
export function AskedBackSection(): ReactNode {
  const { data } = useAskedBack();
  const people = data?.people ?? [];
  if (people.length === 0) return null;
  return (
    <Section title="Unsubscribed by mistake, they say" note="oldest first">
      <Stack gap="sm">
        {people.map((person) => (
          <Person key={person.id} person={person} />
        ))}
      </Stack>
    </Section>
  );
}

function Person({ person }: { readonly person: AskedBack }): ReactNode {
  const { lift, leave } = useAskedBackActs();
  const client = useClientFilter();
  const [isAsking, setAsking] = useState(false);
  const { id, name, leadId, how, optedOutAt, askedBackAt } = person;
  const who =
    leadId === null ? name : <AppLink href={tabHref('acquisition', client, { lead: leadId })}>{name}</AppLink>;
  return (
    <Group justify="space-between" gap="sm">
      <Text>
        <bdi>{who}</bdi>, <RelativeTime at={parseInstant(askedBackAt)} />. {how},{' '}
        <RelativeTime at={parseInstant(optedOutAt)} />.
      </Text>
      <Group gap="sm">
        <Button variant="default" onClick={() => setAsking(true)}>
          Let them in again…
        </Button>
        <Button variant="subtle" loading={leave.isPending} onClick={() => leave.mutate(id)}>
          Leave them out
        </Button>
      </Group>
      <Failure error={leave.error} />
      {isAsking ? (
        <ReasonDialog
          sentence={`${name} may be contacted again, by every client. Sequences that were stopped stay stopped. The reason is kept.`}
          verb="Let them in again"
          act={lift}
          onSubmit={(reason) => lift.mutate({ id, reason }, { onSuccess: () => setAsking(false) })}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </Group>
  );
}
