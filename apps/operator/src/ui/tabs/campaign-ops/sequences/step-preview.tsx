import type { Channel, StepVariant } from '@aicmo/cam/contract';
import { QueryState } from '@aicmo/ui';
import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import { MailLetter } from '../mail-letter.tsx';
import { LintList } from './lint-list.tsx';
import type { PreviewFor } from './preview-choice.tsx';
import { usePreview, type PreviewInput } from './sequences.queries.ts';
import classes from '../campaign-ops.module.css';

/** How long typing must rest before the message is asked again. */
const restMs = 300;

interface StepPreviewProps {
  readonly wording: StepVariant;
  readonly channel: Channel;
  readonly firstSubject: string;
  readonly previewFor: PreviewFor | null;
  /** Puts a better text into the template; missing: the template cannot be changed here. */
  readonly onReplace?: (field: 'subject' | 'body' | 'html', text: string) => void;
}

/** What the lead would read, with what would stop it and what could be better; follows the typing. */
export function StepPreview({ wording, channel, firstSubject, previewFor, onReplace }: StepPreviewProps): ReactNode {
  const { subject, body, html } = wording;
  const [input] = useDebouncedValue<Omit<PreviewInput, 'campaignId' | 'leadId'>>(
    useStable({ channel, subject, body, html, firstSubject }),
    restMs,
  );
  const query = usePreview(previewFor === null ? null : { ...previewFor, ...input });
  if (previewFor === null) return <Text c="dimmed">Shown here as soon as there is a campaign.</Text>;
  return (
    <QueryState query={query}>
      {(preview) => (
        <div className={classes['stepFields']}>
          <MailLetter
            label={`As ${preview.leadName ?? 'a lead'} would read it`}
            head={preview.leadName === null ? 'With example values' : `To ${preview.leadName}`}
            subject={preview.subject}
            text={preview.body}
            html={preview.html}
          />
          {preview.problems.map((problem) => (
            <p key={problem} role="status" className={classes['problem']}>
              {problem}
            </p>
          ))}
          <LintList findings={preview.lint} wording={wording} {...(onReplace ? { onReplace } : {})} />
        </div>
      )}
    </QueryState>
  );
}

/** The same object while its content is the same, so that it can rest. */
function useStable<T extends object>(value: T): T {
  const [held, setHeld] = useState(value);
  if (JSON.stringify(held) === JSON.stringify(value)) return held;
  setHeld(value);
  return value;
}
