import type { RejectedRow } from '@aicmo/cam/contract';
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { grouped } from '../../../words.ts';
import classes from './import.module.css';

const mostShown = 100;

/** Rows that become no lead: number in the file, reason, text; the first hundred, for all are in the download. */
export function RejectedTable({ rows }: { readonly rows: readonly RejectedRow[] }): ReactNode {
  return (
    <>
      <div className={classes['box']} tabIndex={0} role="group" aria-label="Rejected rows">
        <table className={classes['table']}>
          <thead>
            <tr>
              <th scope="col" className={classes['number']}>
                Row
              </th>
              <th scope="col">Why</th>
              <th scope="col">As it stands in the file</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, mostShown).map(({ rowNumber, raw, reason }) => (
              <tr key={rowNumber}>
                <td className={classes['number']}>{grouped(rowNumber)}</td>
                <td className={classes['why']}>{reason}</td>
                <td className={classes['raw']} title={raw}>
                  {raw}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > mostShown ? (
        <Text size="sm" c="dimmed" mt="sm">
          These are the first {mostShown}; the download has all of them.
        </Text>
      ) : null}
    </>
  );
}
