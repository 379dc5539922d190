import type { CaptureStatus, CaptureSubmission } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import {
  DataTable,
  EmptyState,
  QueryState,
  RelativeTime,
  Section,
  StateBadge,
  type Column,
  type Tone,
} from '@aicmo/ui';
import { Chip } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { counted } from '../../../words.ts';
import { useSubmissions } from './forms.queries.ts';
import { SubmissionDrawer } from './submission-drawer.tsx';
import classes from './forms.module.css';

const statusWords: Readonly<Record<CaptureStatus, readonly [word: string, tone: Tone]>> = {
  WAITING: ['Waits for the link', 'neutral'],
  HELD: ['Needs a person', 'warn'],
  CONFIRMED: ['Became a lead', 'good'],
  DISCARDED: ['Thrown away', 'neutral'],
  WITHDRAWN: ['Taken back', 'neutral'],
};
const shown = ['HELD', 'WAITING', 'CONFIRMED'] as const;

/** What people sent; those who need a person can be narrowed to. */
export function SubmissionSection({ client }: { readonly client: string | null }): ReactNode {
  const [status, setStatus] = useState<CaptureStatus | null>(null);
  const [openId, setOpenId] = useState<string | null>(null);
  const list = useSubmissions(client, status);
  return (
    <Section title="What people sent">
      <div className={classes['kinds']} role="group" aria-label="Which of them">
        {shown.map((each) => (
          <Chip
            key={each}
            size="xs"
            variant="outline"
            checked={status === each}
            onChange={(isOn) => setStatus(isOn ? each : null)}
          >
            {statusWords[each][0]}
          </Chip>
        ))}
      </div>
      <QueryState query={list}>
        {({ submissions, total }) => (
          <>
            <DataTable
              label="What people sent"
              rows={submissions}
              rowId={({ id }) => id}
              columns={columns}
              onOpen={({ id }) => setOpenId(id)}
              onEndReached={list.more}
              summary={counted(total, 'submission')}
              empty={
                <EmptyState
                  title={status === null ? 'Nobody has sent anything yet' : 'Nothing of this kind'}
                  why="What people send by a form stands here, newest first."
                />
              }
            />
            <SubmissionDrawer
              submission={submissions.find(({ id }) => id === openId)}
              onClose={() => setOpenId(null)}
            />
          </>
        )}
      </QueryState>
    </Section>
  );
}

const nameIn = ({ answers }: CaptureSubmission): string =>
  [answers['firstName'], answers['lastName']].filter((part) => part !== undefined).join(' ');

const columns: readonly Column<CaptureSubmission>[] = [
  {
    ...{ id: 'who', header: 'Who', width: 240 },
    render: (each) => <bdi>{each.answers['email'] ?? (each.leadId === null ? 'Deleted' : 'On the lead')}</bdi>,
    text: (each) => each.answers['email'] ?? '',
  },
  { id: 'name', header: 'Name', width: 160, render: (each) => <bdi>{nameIn(each)}</bdi>, text: nameIn },
  { id: 'form', header: 'Form', width: 160, render: ({ formName }) => formName, text: ({ formName }) => formName },
  {
    ...{ id: 'state', header: 'State', width: 160 },
    render: ({ status }) => <StateBadge tone={statusWords[status][1]}>{statusWords[status][0]}</StateBadge>,
  },
  {
    ...{ id: 'why', header: 'Why', width: 280 },
    render: ({ statusReason, messageState }) => statusReason || messageState,
    text: ({ statusReason, messageState }) => statusReason || messageState,
  },
  { id: 'at', header: 'Sent', width: 120, render: ({ receivedAt }) => <RelativeTime at={parseInstant(receivedAt)} /> },
];
