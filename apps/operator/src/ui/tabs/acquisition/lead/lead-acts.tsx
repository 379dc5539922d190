import { Button, Group, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { screenWord } from '../../../words.ts';
import { useLeadActs, type LeadRecord } from './lead.queries.ts';
import { LoseDialog } from './lose-dialog.tsx';
import { NeverDialog } from './never-dialog.tsx';
import { WinDialog } from './win-dialog.tsx';

type Question = 'lost' | 'won' | 'never';

/** What a person may decide about a lead: where it stands, that it was looked at, that it is off limits. */
export function LeadActs({ record }: { readonly record: LeadRecord }): ReactNode {
  const { lead, reviewReasons } = record.page;
  const acts = useLeadActs(lead.id);
  const [question, setQuestion] = useState<Question | null>(null);
  const forwards = record.moves.filter((state) => state !== 'LOST' && state !== 'WON');
  return (
    <Group gap="sm">
      {reviewReasons.length > 0 ? (
        <Button loading={acts.lookedAt.isPending} onClick={() => acts.lookedAt.mutate(undefined)}>
          Looked at it
        </Button>
      ) : null}
      {record.moves.includes('WON') ? (
        <Button variant="default" onClick={() => setQuestion('won')}>
          Won
        </Button>
      ) : null}
      {forwards.length === 0 ? null : (
        <Menu>
          <Menu.Target>
            <Button
              variant="default"
              loading={acts.move.isPending}
              rightSection={<IconChevronDown size={14} aria-hidden="true" />}
            >
              Move to
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {forwards.map((to) => (
              <Menu.Item key={to} onClick={() => acts.move.mutate(to)}>
                {screenWord(to)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {record.moves.includes('LOST') ? (
        <Button variant="default" onClick={() => setQuestion('lost')}>
          Give up
        </Button>
      ) : null}
      {lead.consent === 'DO_NOT_CONTACT' ? null : (
        <Button variant="default" onClick={() => setQuestion('never')}>
          Never contact
        </Button>
      )}
      <OpenQuestion record={record} question={question} onClose={() => setQuestion(null)} />
    </Group>
  );
}

interface OpenQuestionProps {
  readonly record: LeadRecord;
  readonly question: Question | null;
  readonly onClose: () => void;
}

function OpenQuestion({ record, question, onClose }: OpenQuestionProps): ReactNode {
  const { lead, client } = record.page;
  const about = { leadId: lead.id, name: lead.name, onClose };
  switch (question) {
    case null:
      return null;
    case 'lost':
      return <LoseDialog {...about} />;
    case 'never':
      return <NeverDialog {...about} />;
    case 'won':
      return <WinDialog {...about} company={lead.company} timeZone={lead.timeZone ?? client.timeZone} />;
  }
}
