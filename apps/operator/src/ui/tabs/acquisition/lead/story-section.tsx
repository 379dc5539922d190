import type { StoryLine } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { RelativeTime, Section } from '@aicmo/ui';
import { Button, Chip, Text } from '@mantine/core';
import {
  IconCalendar,
  IconChecklist,
  IconFileImport,
  IconGitCommit,
  IconMail,
  IconNote,
  IconStar,
} from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { Failure } from './failure.tsx';
import { useLeadWork, useOlderStory, type LeadRecord } from './lead.queries.ts';
import { NoteEdit, NoteForm } from './note-form.tsx';
import classes from './story-section.module.css';

type Kind = StoryLine['kind'];

const icons: Readonly<Record<Kind, typeof IconNote>> = {
  source: IconFileImport,
  decision: IconGitCommit,
  note: IconNote,
  message: IconMail,
  task: IconChecklist,
  appointment: IconCalendar,
  score: IconStar,
};

const parts: readonly (readonly [title: string, kinds: readonly Kind[]])[] = [
  ['Notes', ['note']],
  ['Messages', ['message']],
  ['Plans', ['task', 'appointment']],
  ['Decisions', ['decision', 'score']],
  ['Sources', ['source']],
];

/** What happened to a lead, newest first, with a place to add to it; whoever wants less sees one kind of line only. */
export function StorySection({ page }: { readonly page: LeadRecord['page'] }): ReactNode {
  const leadId = page.lead.id;
  const older = useOlderStory(leadId, page.story.next);
  const [part, setPart] = useState<string | null>(null);
  const kinds = parts.find(([title]) => title === part)?.[1];
  const all = [...page.story.lines, ...older.lines];
  const lines = kinds === undefined ? all : all.filter(({ kind }) => kinds.includes(kind));
  return (
    <Section title="Story">
      <NoteForm leadId={leadId} />
      <div className={classes['chips']} role="group" aria-label="Which lines" data-story-parts>
        {parts.map(([title]) => (
          <Chip
            key={title}
            size="xs"
            variant="outline"
            checked={part === title}
            onChange={(isOn) => setPart(isOn ? title : null)}
          >
            {title}
          </Chip>
        ))}
      </div>
      {lines.length === 0 ? <Text c="dimmed">No such line{older.isMore ? ' so far' : ''}.</Text> : null}
      <ol className={classes['lines']} aria-label="Story">
        {lines.map((line) => (
          <Line key={`${line.kind}/${line.id}/${line.at}`} leadId={leadId} line={line} />
        ))}
      </ol>
      <Failure error={older.error} />
      {older.isMore ? (
        <Button mt="sm" variant="default" loading={older.isFetching} onClick={older.more}>
          Show older lines
        </Button>
      ) : null}
    </Section>
  );
}

function Line({ leadId, line }: { readonly leadId: string; readonly line: StoryLine }): ReactNode {
  const [isEditing, setEditing] = useState(false);
  const { removeNote } = useLeadWork(leadId);
  const Icon = icons[line.kind];
  const { actor, why, what, at, id } = line;
  return (
    <li className={classes['line']} data-kind={line.kind}>
      <Icon className={classes['icon']} size={16} stroke={1.5} aria-hidden="true" />
      <div>
        {isEditing ? (
          <NoteEdit leadId={leadId} noteId={id} text={what} onClose={() => setEditing(false)} />
        ) : (
          <div className={classes['what']}>{what}</div>
        )}
        {why === '' || line.kind === 'note' ? null : (
          <Text size="sm" c="dimmed" className={classes['what'] ?? ''}>
            {why}
          </Text>
        )}
        <div className={classes['how']}>
          <span>
            <RelativeTime at={parseInstant(at)} />
            {actor === '' ? null : <> · {actor}</>}
            {line.kind === 'note' && why !== '' ? <> · changed later</> : null}
          </span>
          {line.kind === 'note' && !isEditing ? (
            <>
              <Button size="compact-xs" variant="subtle" onClick={() => setEditing(true)}>
                Change
              </Button>
              <Button
                size="compact-xs"
                variant="subtle"
                loading={removeNote.isPending}
                onClick={() => removeNote.mutate(id)}
              >
                Remove
              </Button>
            </>
          ) : null}
        </div>
      </div>
    </li>
  );
}
