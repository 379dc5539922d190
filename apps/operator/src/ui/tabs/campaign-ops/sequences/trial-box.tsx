import type { SequenceTrial } from '@aicmo/cam/contract';
import { MarkBadge, StateBadge, useMocked, type Tone } from '@aicmo/ui';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { grouped } from '../../../words.ts';
import classes from './trial-box.module.css';

const marks = { SIMULATION: 'simulated', PROOF: 'proof', LIVE: null } as const;
const verdicts: Readonly<Record<SequenceTrial['result']['verdict'], readonly [tone: Tone, words: string]>> = {
  'too-few': ['neutral', 'too early to say'],
  'no-difference': ['neutral', 'no difference yet'],
  winner: ['good', 'a wording is ahead'],
  distrusted: ['warn', 'not to be trusted'],
};

/** What is known by now of the wordings of one message: figures, whether the split is fair, and who is ahead. */
export function TrialBox({ trial }: { readonly trial: SequenceTrial }): ReactNode {
  const { position, mode, wordings, split, result } = trial;
  const mark = marks[mode];
  const [tone, words] = verdicts[result.verdict];
  const icon = tone === 'good' ? <IconCircleCheck /> : tone === 'warn' ? <IconAlertTriangle /> : <IconCircleDashed />;
  return (
    <section className={classes['box']} aria-label={`Wordings of message ${position}`}>
      <p className={classes['head']}>
        <strong>Saved wordings</strong>
        {mark === null ? null : <MarkBadge mark={mark} />}
        <StateBadge tone={tone} icon={icon}>
          {result.winner === null ? words : `${result.winner} is ahead`}
        </StateBadge>
      </p>
      <div className={classes['scroll']} tabIndex={0} role="group" aria-label={`Figures of message ${position}`}>
        <Figures wordings={wordings} winner={result.winner} />
      </div>
      <p className={classes['text']}>{result.text}</p>
      <p className={classes['text']}>{split.text}</p>
    </section>
  );
}

const share = (part: number, of: number): string => (of === 0 ? '–' : `${((part / of) * 100).toFixed(1)} %`);

function Figures({
  wordings,
  winner,
}: {
  readonly wordings: SequenceTrial['wordings'];
  readonly winner: string | null;
}): ReactNode {
  const mocked = useMocked();
  return (
    <table className={classes['table']}>
      <thead>
        <tr>
          {['', 'Sent', 'Answered', 'Interested', 'Opted out', 'Came back'].map((header) => (
            <th key={header} scope="col">
              {header === '' ? <span className={classes['hidden']}>Wording</span> : header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {wordings.map(({ letter, sent, replied, positive, optedOut, bounced }) => (
          <tr key={letter} data-winner={letter === winner}>
            <th scope="row">{letter}</th>
            <td>{mocked(grouped(sent))}</td>
            <td>
              {grouped(replied)} · {share(replied, sent)}
            </td>
            <td>
              {grouped(positive)} · {share(positive, sent)}
            </td>
            <td>{grouped(optedOut)}</td>
            <td>{grouped(bounced)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
