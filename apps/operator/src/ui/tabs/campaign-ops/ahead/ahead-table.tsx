import type { CampaignSimulation } from '@aicmo/cam/contract';
import { DataTable, EmptyState, type Column } from '@aicmo/ui';
import type { ReactNode } from 'react';
import { counted, screenWord } from '../../../words.ts';
import { zoneWords } from '../campaign-words.ts';

type Message = CampaignSimulation['messages'][number];

const whyOf = ({ bound }: Message): string => bound.map(({ text }) => text).join(' ') || 'Its turn had come.';

const columnsIn = (zone: string): readonly Column<Message>[] => {
  const day = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short' });
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  const when = ({ at }: Message): string => `${day.format(Date.parse(at))}, ${time.format(Date.parse(at))}`;
  return [
    { id: 'when', header: 'When', width: 140, render: when, text: when },
    { id: 'lead', header: 'Lead', width: 140, render: (row) => row.leadName, text: (row) => row.leadName },
    {
      id: 'subject',
      header: 'Message',
      width: 220,
      render: (row) => `${row.step}: ${row.subject}`,
      text: (row) => `${row.step}: ${row.subject}`,
    },
    {
      id: 'mailbox',
      header: 'From',
      width: 160,
      render: (row) => row.mailbox || 'not chosen yet',
      text: (row) => row.mailbox,
    },
    { id: 'why', header: 'Why not earlier', width: 260, render: whyOf, text: whyOf },
    { id: 'state', header: 'What becomes of it', width: 130, render: (row) => screenWord(row.state), hidden: true },
    {
      id: 'company',
      header: 'Company',
      width: 130,
      render: (row) => row.company,
      text: (row) => row.company,
      hidden: true,
    },
    { id: 'sequence', header: 'Sequence', width: 140, render: (row) => row.sequenceName, hidden: true },
  ];
};

/** Every message that would leave, in its order, in the client's time. */
export function AheadTable({ played: { messages, rules, zone } }: { readonly played: CampaignSimulation }): ReactNode {
  const [most] = rules;
  const mostly = most ? ` · most often put off: ${most.text.replace(/\.$/, '').toLowerCase()}` : '';
  return (
    <DataTable
      label="Messages of the coming days"
      rows={messages}
      rowId={({ leadId, step }) => `${leadId}/${step}`}
      columns={columnsIn(zone)}
      summary={`${counted(messages.length, 'message')} · times of ${zoneWords(zone)}${mostly}`}
      empty={
        <EmptyState
          title="No message would leave"
          why="Nobody is in sequence, or everybody waits: what holds them stands below."
        />
      }
    />
  );
}
