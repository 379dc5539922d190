import type { Sequence, SequenceStep, SequenceVersion } from '@aicmo/cam/contract';
import { parseInstant, toAppError } from '@aicmo/core-kernel';
import { RelativeTime, Section } from '@aicmo/ui';
import { Button, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { counted } from '../../../words.ts';
import { useReadVersion } from './sequences.queries.ts';
import classes from './trial-box.module.css';

interface SequenceVersionsProps {
  readonly sequence: Sequence;
  readonly versions: readonly SequenceVersion[];
  /** Takes the messages of a version into the form. Missing: there is none. */
  readonly onTake: (steps: readonly SequenceStep[]) => void;
}

/** Every saved version with who goes through it; an old one goes back into the form. */
export function SequenceVersions({ sequence, versions, onTake }: SequenceVersionsProps): ReactNode {
  const read = useReadVersion(sequence.id);
  if (versions.length < 2) return null;
  return (
    <Section title="Versions" note="a version is never changed">
      {read.error ? (
        <Text role="alert" c="var(--mantine-color-error)">
          {toAppError(read.error).message}
        </Text>
      ) : null}
      <div className={classes['scroll']} tabIndex={0} role="group" aria-label="Versions of the sequence">
        <table className={classes['table']}>
          <thead>
            <tr>
              {['Version', 'Saved', 'By', 'Messages', 'In sequence', 'Go on with', ''].map((header) => (
                <th key={header} scope="col">
                  {header === '' ? <span className={classes['hidden']}>Take</span> : header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {versions.map((each) => (
              <tr key={each.version}>
                <th scope="row">{each.version}</th>
                <td>
                  <RelativeTime at={parseInstant(each.savedAt)} />
                </td>
                <td>{each.savedBy}</td>
                <td>{each.channels.length}</td>
                <td>{counted(each.inSequence, 'lead')}</td>
                <td>{each.carriedTo === null ? 'its own words' : `version ${each.carriedTo}`}</td>
                <td>
                  {each.version === sequence.version ? (
                    'newest'
                  ) : (
                    <Button
                      size="compact-sm"
                      variant="default"
                      loading={read.isPending && read.variables === each.version}
                      onClick={() => read.mutate(each.version, { onSuccess: ({ steps }) => onTake(steps) })}
                    >
                      Go back to it
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
