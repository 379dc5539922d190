import type { ThreadEntry } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { MarkBadge, RelativeTime, StateBadge, type Tone } from '@aicmo/ui';
import { Button, Menu, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { screenWord } from '../../../words.ts';
import { kindTones, kindWords, sayableKinds } from './inbox-words.ts';
import classes from './inbox.module.css';
import { useInboxActs, type Thread } from './inbox.queries.ts';
import { UncertainAnswer } from './uncertain-answer.tsx';

type Entry<Is extends ThreadEntry['is']> = Extract<ThreadEntry, { readonly is: Is }>;

/** What was written both ways, the oldest first; so many at the end are open from the beginning. */
export function ThreadEntries({ thread }: { readonly thread: Thread }): ReactNode {
  const { entries, isCut } = thread;
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? entries : entries.slice(-openAtFirst);
  const more = entries.length - shown.length;
  return (
    <div className={classes['entries']}>
      {more > 0 ? (
        <Button size="compact-sm" variant="subtle" onClick={() => setWhole(true)}>
          Show {more} older
        </Button>
      ) : isCut ? (
        <Text size="sm" c="dimmed">
          Older ones stand on the lead’s page.
        </Text>
      ) : null}
      <ol className={classes['thread']} aria-label="Messages">
        {shown.map((entry) => (
          <li key={`${entry.is}-${entry.id}`} className={classes['entry']} data-is={entry.is}>
            {entry.is === 'theirs' ? (
              <Theirs entry={entry} />
            ) : entry.is === 'answer' ? (
              <Answer entry={entry} />
            ) : (
              <Ours entry={entry} />
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

const openAtFirst = 6;

interface LineProps {
  readonly who: string;
  readonly at: string;
  readonly children?: ReactNode;
}

/** Who wrote when, and how it stands. */
const Line = ({ who, at, children }: LineProps): ReactNode => (
  <div className={classes['line']}>
    <bdi className={classes['writer']}>{who}</bdi>
    <span className={classes['when']}>
      <RelativeTime at={parseInstant(at)} />
    </span>
    {children}
  </div>
);

function Words({ subject, text }: { readonly subject: string; readonly text: string }): ReactNode {
  return (
    <>
      {subject === '' ? null : (
        <div className={classes['topic']} dir="auto">
          {subject}
        </div>
      )}
      <div className={classes['text']} dir="auto">
        {text.trim() === '' ? 'No words.' : text.trim()}
      </div>
    </>
  );
}

function Theirs({ entry }: { readonly entry: Entry<'theirs'> }): ReactNode {
  const { correct } = useInboxActs();
  const isOurs = entry.kind !== entry.machineKind;
  return (
    <>
      <Line who={entry.from} at={entry.at}>
        <StateBadge tone={kindTones[entry.kind]}>{kindWords[entry.kind]}</StateBadge>
      </Line>
      <Words subject={entry.subject} text={entry.text} />
      <details className={classes['why']}>
        <summary>{isOurs ? 'A person said what it is' : `Why: ${Math.round(entry.confidence * 100)} % sure`}</summary>
        {entry.evidence.length === 0 ? null : (
          <p dir="auto">
            {isOurs ? `The machine took it for “${kindWords[entry.machineKind].toLowerCase()}”` : 'What decided'}:{' '}
            {entry.evidence.join(', ')}
          </p>
        )}
        {entry.effects.map(({ what, why }) => (
          <p key={what} dir="auto">
            {what}
            {why === '' ? '.' : `: ${why}`}
          </p>
        ))}
        <Menu position="bottom-start">
          <Menu.Target>
            <Button size="compact-xs" variant="default" loading={correct.isPending}>
              It is something else
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {sayableKinds
              .filter((kind) => kind !== entry.kind)
              .map((kind) => (
                <Menu.Item key={kind} onClick={() => correct.mutate({ id: entry.id, kind })}>
                  {kindWords[kind]}
                </Menu.Item>
              ))}
          </Menu.Dropdown>
        </Menu>
      </details>
    </>
  );
}

const attemptTones: Readonly<Record<string, Tone>> = { BOUNCED: 'bad', COMPLAINED: 'bad', UNCERTAIN: 'warn' };

function Ours({ entry }: { readonly entry: Entry<'message'> }): ReactNode {
  const { campaignName, step, state } = entry;
  return (
    <>
      <Line who={`Message ${step}${campaignName === '' ? '' : ` of “${campaignName}”`}`} at={entry.at}>
        {state === 'SENT' ? null : <StateBadge tone={attemptTones[state] ?? 'neutral'}>{screenWord(state)}</StateBadge>}
      </Line>
      <details className={classes['ours']}>
        <summary dir="auto">{entry.subject}</summary>
        <div className={classes['text']} dir="auto">
          {entry.text.trim()}
        </div>
      </details>
    </>
  );
}

const answerTones: Readonly<Record<Entry<'answer'>['state'], Tone>> = {
  ...{ SENT: 'good', SENDING: 'info', RETRY_SCHEDULED: 'info', FAILED: 'bad', UNCERTAIN: 'warn' },
  ...{ PROOFED: 'neutral', CANCELLED: 'neutral' },
};

function Answer({ entry }: { readonly entry: Entry<'answer'> }): ReactNode {
  const { state, by, reasons, nextTryAt, evidence } = entry;
  return (
    <>
      <Line who={by} at={entry.at}>
        {state === 'PROOFED' ? (
          <MarkBadge mark="proof" />
        ) : (
          <StateBadge tone={answerTones[state]}>{screenWord(state)}</StateBadge>
        )}
      </Line>
      <Words subject={entry.subject} text={entry.text} />
      {state === 'SENT' || state === 'PROOFED' ? null : (
        <Text size="sm" className={classes['text'] ?? ''}>
          {reasons.join(' ')}
          {nextTryAt === null ? null : (
            <>
              {' '}
              It is tried again <RelativeTime at={parseInstant(nextTryAt)} />.
            </>
          )}
        </Text>
      )}
      {evidence.length === 0 || state === 'SENT' ? null : (
        <details className={classes['why']}>
          <summary>What the mail server said</summary>
          <pre className={classes['said']}>{evidence.join('\n')}</pre>
        </details>
      )}
      {state === 'UNCERTAIN' ? <UncertainAnswer answerId={entry.id} /> : null}
    </>
  );
}
