import { parseInstant } from '@aicmo/core-kernel';
import { QueryState, RelativeTime, Section } from '@aicmo/ui';
import type { ReactNode } from 'react';
import { counted } from '../../../words.ts';
import { useErasures } from './rights.queries.ts';
import classes from './rights.module.css';

/** Receipts: what was erased, without whom. */
export function ErasureList(): ReactNode {
  return (
    <Section title="Erased" note="who they were is not kept">
      <QueryState query={useErasures()}>
        {({ erasures }) =>
          erasures.length === 0 ? (
            <p className={classes['quiet']}>Nobody was erased yet.</p>
          ) : (
            <div className={classes['box']} tabIndex={0} role="group" aria-label="What was erased">
              <table className={classes['table']}>
                <thead>
                  <tr>
                    <th scope="col">When</th>
                    <th scope="col">Why</th>
                    <th scope="col">By</th>
                    <th scope="col">What</th>
                  </tr>
                </thead>
                <tbody>
                  {erasures.map(({ id, at, reason, by, counts }) => (
                    <tr key={id}>
                      <th scope="row">
                        <RelativeTime at={parseInstant(at)} />
                      </th>
                      <td>{reason}</td>
                      <td>{by}</td>
                      <td>
                        {counted(
                          counts.reduce((sum, { count }) => sum + count, 0),
                          'record',
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </QueryState>
    </Section>
  );
}
