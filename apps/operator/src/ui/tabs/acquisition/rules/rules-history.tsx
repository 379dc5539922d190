import { builtInRules, type RulesVersion } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { RelativeTime, Section } from '@aicmo/ui';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { RulesPage } from '../../../../contract/acquisition/rules.contract.ts';
import { changesBetween } from './rules-words.ts';
import classes from './rules.module.css';

interface RulesHistoryProps {
  readonly page: RulesPage;
  /** Takes the numbers of a version into the form. */
  readonly onTake: (version: RulesVersion) => void;
}

const builtIn: RulesVersion = { version: 0, rules: builtInRules, at: '', by: '', why: '' };

/** Every version with who, when, why and what was different; an old one goes back into the form. */
export function RulesHistory({ page, onTake }: RulesHistoryProps): ReactNode {
  const { current, history, sequences } = page;
  if (history.length === 0) return null;
  const versions = [...history, builtIn];
  const nameOf = (id: string): string => sequences.find((each) => each.id === id)?.name ?? 'another sequence';
  return (
    <Section title="History" note="a version is never changed">
      <div className={classes['box']} tabIndex={0} role="group" aria-label="Versions of the rules">
        <table className={classes['table']}>
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col" className={classes['words']}>
                Saved
              </th>
              <th scope="col" className={classes['words']}>
                By
              </th>
              <th scope="col" className={classes['words']}>
                Why
              </th>
              <th scope="col" className={classes['words']}>
                What changed
              </th>
              <th scope="col">
                <span className={classes['hidden']}>Take</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {versions.map((each, index) => (
              <tr key={each.version}>
                <th scope="row">{each.version === 0 ? 'Built in' : each.version}</th>
                <td className={classes['words']}>
                  {each.at === '' ? '' : <RelativeTime at={parseInstant(each.at)} />}
                </td>
                <td className={classes['words']}>{each.by}</td>
                <td className={classes['words']}>{each.why}</td>
                <td className={classes['words']}>{whatChanged(versions[index + 1], each, nameOf)}</td>
                <td>
                  {each.version === current.version ? (
                    'holds now'
                  ) : (
                    <Button size="compact-sm" variant="default" onClick={() => onTake(each)}>
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

const whatChanged = (before: RulesVersion | undefined, after: RulesVersion, nameOf: (id: string) => string): string =>
  before === undefined ? '' : changesBetween(before.rules, after.rules, nameOf).join(', ');
