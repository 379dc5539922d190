import { Button, Group, Kbd, Text, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { useHouse } from '../../../components/house.ts';
import { Failure } from '../lead/failure.tsx';
import classes from './inbox.module.css';
import type { Thread } from './inbox.queries.ts';
import { useAnswerDraft } from './use-answer-draft.ts';

/** A place to answer: what is typed is kept for everybody, and an answer that is out of date is not sent. */
export function AnswerForm({ thread }: { readonly thread: Thread }): ReactNode {
  const { answer, item } = thread;
  const house = useHouse();
  const draft = useAnswerDraft(thread);
  const isEmpty = draft.text.trim() === '';
  const refusals = house.proofMode ? answer.refusals : [...answer.refusals, ...answer.lastInch];
  const isHeld = refusals.length > 0;
  return (
    <form
      className={classes['answer']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isEmpty && !isHeld) draft.send();
      }}
    >
      <Stale draft={draft} name={item.name} />
      <Twice draft={draft} />
      <Textarea
        data-answer
        label="Answer"
        description={`From ${answer.fromName} <${answer.from}> to ${answer.to}: ${answer.subject}`}
        placeholder={`Write to ${item.name} …`}
        autosize
        minRows={4}
        maxRows={16}
        dir="auto"
        value={draft.text}
        disabled={draft.isSending}
        onChange={({ currentTarget }) => draft.type(currentTarget.value)}
        onBlur={draft.keepNow}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && !isEmpty && !isHeld) draft.send();
        }}
      />
      {answer.signature.trim() === '' || isEmpty ? null : (
        <Text size="sm" c="dimmed" className={classes['text'] ?? ''} dir="auto">
          {answer.signature.trim()}
        </Text>
      )}
      {isHeld ? (
        <Notice title="Nothing can be answered now" role="note">
          {refusals.map(({ code, text }) => (
            <div key={code}>{text}</div>
          ))}
        </Notice>
      ) : null}
      <Failure error={draft.theirs === null ? draft.error : null} />
      {draft.reasons.map((reason) => (
        <Text key={reason} size="sm" role="status">
          {reason}
        </Text>
      ))}
      <Group gap="sm">
        <Button type="submit" size="sm" disabled={isEmpty || isHeld || draft.isStale} loading={draft.isSending}>
          {house.proofMode ? 'Make a proof' : 'Send the answer'}
        </Button>
        <Text size="sm" c="dimmed" role="status">
          {draft.isKeeping ? 'Keeping it …' : draft.keptBy === null ? '' : `Kept as a draft by ${draft.keptBy}`}
        </Text>
        <Text size="sm" c="dimmed" visibleFrom="sm">
          <Kbd size="xs">Ctrl</Kbd> <Kbd size="xs">Enter</Kbd>
        </Text>
      </Group>
      {house.proofMode ? (
        <Text size="sm" c="dimmed">
          Proof mode is on: the answer is kept as it would leave, and nothing leaves.
        </Text>
      ) : null}
    </form>
  );
}

interface NoticeProps {
  readonly title: string;
  readonly role: 'note' | 'alert';
  readonly children: ReactNode;
}

/** What a person has to know before they send. */
const Notice = ({ title, role, children }: NoticeProps): ReactNode => (
  <div role={role} className={classes['notice']}>
    <h3>{title}</h3>
    {children}
  </div>
);

interface StaleProps {
  readonly draft: ReturnType<typeof useAnswerDraft>;
  readonly name: string;
}

function Stale({ draft, name }: StaleProps): ReactNode {
  if (!draft.isStale) return null;
  return (
    <Notice title="This draft is out of date" role="alert">
      {name} has written again since it was begun. Read that first; as it is, the draft is not sent.
      <Group gap="xs" mt="xs">
        <Button size="compact-sm" variant="default" loading={draft.isTakingOver} onClick={draft.takeOver}>
          It still fits
        </Button>
        <Button size="compact-sm" variant="default" loading={draft.isTakingOver} onClick={draft.startAnew}>
          Start anew
        </Button>
      </Group>
    </Notice>
  );
}

/** Somebody else wrote on the same answer: both texts stand there, and the person chooses. */
function Twice({ draft }: Pick<StaleProps, 'draft'>): ReactNode {
  if (draft.theirs === null) return null;
  const { writtenBy, text } = draft.theirs;
  return (
    <Notice title={`${writtenBy} wrote on this answer too`} role="alert">
      <div className={classes['text']} dir="auto">
        {text}
      </div>
      <Group gap="xs" mt="xs">
        <Button size="compact-sm" variant="default" onClick={draft.keepMine}>
          Keep mine
        </Button>
        <Button size="compact-sm" variant="default" onClick={draft.takeTheirs}>
          Take this one
        </Button>
      </Group>
    </Notice>
  );
}
