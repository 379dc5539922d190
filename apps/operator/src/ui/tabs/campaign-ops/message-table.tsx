import type { OutreachAttempt } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { DataTable, MarkBadge, QueryState, RelativeTime, StateBadge, type Column } from '@aicmo/ui';
import { IconAlertTriangle, IconBan, IconCheck, IconClock, IconHandStop, IconMail } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { counted } from '../../words.ts';
import { useMessages, type MessageChoice } from './campaign-ops.queries.ts';
import { markOf, messageState } from './campaign-words.ts';

const columns: readonly Column<OutreachAttempt>[] = [
  { id: 'lead', header: 'Lead', width: 150, render: (row) => row.leadName, text: (row) => row.leadName },
  { id: 'state', header: 'State', width: 150, render: (row) => <MessageState message={row} /> },
  { id: 'when', header: 'When', width: 90, render: (row) => <When message={row} /> },
  { id: 'subject', header: 'Subject', width: 220, render: (row) => row.subject, text: (row) => row.subject },
  { id: 'step', header: 'Message', width: 80, render: (row) => `${row.step} of ${row.stepCount}` },
  {
    id: 'why',
    header: 'Why',
    width: 240,
    render: (row) => row.reasons[0]?.text ?? '',
    text: (row) => row.reasons.map(({ text }) => text).join(' '),
  },
  {
    id: 'company',
    header: 'Company',
    width: 130,
    render: (row) => row.company,
    text: (row) => row.company,
    hidden: true,
  },
];

interface MessageTableProps {
  readonly choice: MessageChoice;
  /** The choice in words, behind the count: "planned". */
  readonly words: string;
  readonly openId: string | null;
  readonly onOpen: (messageId: string) => void;
  readonly empty: ReactNode;
}

/** Messages of a campaign or of a run; a row opens its text and its reasons. */
export function MessageTable({ choice, words, openId, onOpen, empty }: MessageTableProps): ReactNode {
  const query = useMessages(choice);
  return (
    <QueryState query={query}>
      {({ pages }) => (
        <DataTable
          label="Messages"
          rows={pages.flatMap(({ attempts }) => attempts)}
          rowId={({ id }) => id}
          columns={columns}
          onOpen={({ id }) => onOpen(id)}
          openId={openId}
          summary={`${counted(pages[0]?.total ?? 0, 'message')}${words === '' ? '' : ` · ${words}`}`}
          empty={empty}
          onEndReached={() => {
            if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
          }}
        />
      )}
    </QueryState>
  );
}

const icons: Readonly<Partial<Record<OutreachAttempt['state'], ReactNode>>> = {
  ...{ SCHEDULED: <IconClock />, RETRY_SCHEDULED: <IconClock />, BLOCKED: <IconHandStop />, CANCELLED: <IconBan /> },
  ...{ SENDING: <IconMail />, SENT: <IconCheck />, SIMULATED: <IconCheck />, PROOFED: <IconCheck /> },
};

/** The state of a message in a word, marked when nothing left. */
export function MessageState({ message }: { readonly message: OutreachAttempt }): ReactNode {
  const { tone, word } = messageState(message.state);
  const mark = markOf(message.mode);
  if (mark && (message.state === 'SIMULATED' || message.state === 'PROOFED')) return <MarkBadge mark={mark} />;
  return (
    <StateBadge tone={tone} icon={icons[message.state] ?? <IconAlertTriangle />}>
      {word}
    </StateBadge>
  );
}

function When({ message }: { readonly message: OutreachAttempt }): ReactNode {
  const at = message.settledAt ?? message.notBefore;
  return at === null ? '' : <RelativeTime at={parseInstant(at)} zone={message.recipientZone} />;
}
