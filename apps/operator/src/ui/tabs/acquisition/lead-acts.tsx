import type { Lead, LeadState } from '@aicmo/cam/contract';
import { ConfirmDialog } from '@aicmo/ui';
import { Button, Group, Menu, TextInput } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { screenWord } from '../../words.ts';
import { useLeadActs } from './acquisition.queries.ts';

interface LeadActsProps {
  readonly lead: Lead;
  readonly moves: readonly LeadState[];
}

type Question = 'lost' | 'never';

/** What a person may decide about a lead here: where it stands, that it was looked at, that it is off limits. */
export function LeadActs({ lead, moves }: LeadActsProps): ReactNode {
  const acts = useLeadActs(lead.id);
  const [question, setQuestion] = useState<Question | null>(null);
  const forwards = moves.filter((state) => state !== 'LOST');
  return (
    <Group gap="sm">
      {lead.needsReview ? (
        <Button loading={acts.reviewed.isPending} onClick={() => acts.reviewed.mutate()}>
          Looked at it
        </Button>
      ) : null}
      {forwards.length === 0 ? null : (
        <Menu>
          <Menu.Target>
            <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden="true" />}>
              Move to
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {forwards.map((to) => (
              <Menu.Item key={to} onClick={() => acts.move.mutate({ to, reason: '' })}>
                {screenWord(to)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {moves.includes('LOST') ? (
        <Button variant="default" onClick={() => setQuestion('lost')}>
          Give up
        </Button>
      ) : null}
      {lead.consent === 'DO_NOT_CONTACT' ? null : (
        <Button variant="default" onClick={() => setQuestion('never')}>
          Never contact
        </Button>
      )}
      {question === null ? null : (
        <ReasonDialog
          question={question}
          name={lead.name}
          onClose={() => setQuestion(null)}
          onConfirm={(reason) =>
            question === 'lost' ? acts.move.mutateAsync({ to: 'LOST', reason }) : acts.neverContact.mutateAsync(reason)
          }
        />
      )}
    </Group>
  );
}

interface ReasonDialogProps {
  readonly question: Question;
  readonly name: string;
  readonly onClose: () => void;
  readonly onConfirm: (reason: string) => unknown;
}

const words = {
  lost: {
    verb: 'Give up',
    sentence: (name: string) => `${name} is marked as lost. Nothing more is written; you can take it up again later.`,
  },
  never: {
    verb: 'Never contact',
    sentence: (name: string) =>
      `${name} goes on the list of those who are never contacted, in every campaign of this client.`,
  },
} as const;

function ReasonDialog({ question, name, onClose, onConfirm }: ReasonDialogProps): ReactNode {
  const [reason, setReason] = useState('');
  const { verb, sentence } = words[question];
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      verb={verb}
      danger={question === 'never'}
      sentence={
        <>
          {sentence(name)}
          <TextInput
            mt="lg"
            label="Reason"
            description="One short sentence; it stays in the story."
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
        </>
      }
      onConfirm={() => onConfirm(reason)}
    />
  );
}
