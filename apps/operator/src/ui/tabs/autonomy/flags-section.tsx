import { parseInstant } from '@aicmo/core-kernel';
import type { ControlFlagsView } from '@aicmo/core-effects/contract';
import { ConfirmAct, Facts, QueryState, Section, Story } from '@aicmo/ui';
import { Group, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { houseApi, useHouse } from '../../components/house.ts';
import { useFlags } from './autonomy.queries.ts';

/** What holds everything: the flags, their acts, and who changed them when and why. */
export function FlagsSection(): ReactNode {
  const query = useFlags();
  return (
    <Section title="What holds everything">
      <QueryState query={query}>
        {({ now, history }) => (
          <Stack gap="md" maw="75ch">
            <Facts items={flagFacts(now)} />
            <FlagActs flags={now} />
            {history.length > 0 ? <Story entries={history.map(toEntry)} /> : null}
          </Stack>
        )}
      </QueryState>
    </Section>
  );
}

function FlagActs({ flags }: { readonly flags: ControlFlagsView }): ReactNode {
  const { demo } = useHouse();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const act = async (change: (why: string) => Promise<unknown>): Promise<void> => {
    await change(reason);
    setReason('');
    await queries.invalidateQueries();
  };
  const sentence = (text: string): ReactNode => (
    <>
      {text}
      <TextInput
        mt="lg"
        label="Reason"
        description="Kept in the record, so that others understand."
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </>
  );
  const isHeld = flags.paused || flags.killed;
  return (
    <Group gap="sm">
      {isHeld ? (
        <ConfirmAct
          verb="Release"
          sentence={sentence('Work that was held goes on. What is due is checked again before it begins.')}
          onConfirm={() => act((why) => houseApi.release({ body: { reason: why } }))}
        />
      ) : (
        <ConfirmAct
          verb="Hold sending"
          danger
          sentence={sentence(
            'From now on nothing leaves and the engine begins nothing, for any client. You release it here.',
          )}
          onConfirm={() => act((why) => houseApi.hold({ body: { what: 'sending', reason: why } }))}
        />
      )}
      {flags.killed ? null : (
        <ConfirmAct
          verb="Stop everything"
          danger
          sentence={sentence(
            'From now on nothing leaves, nothing is read from outside, and running actions are told to stop. You release it here.',
          )}
          onConfirm={() => act((why) => houseApi.hold({ body: { what: 'everything', reason: why } }))}
        />
      )}
      {demo ? null : (
        <ConfirmAct
          verb={flags.proofMode ? 'Turn proof mode off' : 'Turn proof mode on'}
          danger={flags.proofMode}
          sentence={sentence(
            flags.proofMode
              ? 'Live campaigns of every client will really send from now on. Campaigns in simulation go on simulating.'
              : 'Live campaigns do everything but the last step from now on: each message is made ready and kept, none leaves.',
          )}
          onConfirm={() => act((why) => houseApi.proofMode({ body: { on: !flags.proofMode, reason: why } }))}
        />
      )}
    </Group>
  );
}

const sendingWords = ({ paused, killed }: ControlFlagsView): string =>
  killed ? 'Stopped: nothing leaves, nothing is read from outside' : paused ? 'Held: nothing leaves' : 'Not held';

const proofWords = ({ proofMode }: ControlFlagsView): string =>
  proofMode ? 'On: everything but the last step' : 'Off: live campaigns send';

const flagFacts = (flags: ControlFlagsView) => [
  { label: 'Sending', value: sendingWords(flags) },
  { label: 'Proof mode', value: proofWords(flags) },
];

const toEntry = (flags: ControlFlagsView) => ({
  at: parseInstant(flags.changedAt ?? '1970-01-01T00:00:00.000Z'),
  who: flags.changedBy ?? undefined,
  what: `${sendingWords(flags)} · proof mode ${flags.proofMode ? 'on' : 'off'}`,
  why: flags.reason ?? undefined,
});
