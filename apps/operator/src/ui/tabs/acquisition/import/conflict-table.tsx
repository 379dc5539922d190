import type { MergeConflict } from '@aicmo/cam/contract';
import type { ReactNode } from 'react';
import classes from './import.module.css';

/** Values that a merge did not take over. */
export function ConflictTable({ conflicts }: { readonly conflicts: readonly MergeConflict[] }): ReactNode {
  return (
    <div className={classes['box']} tabIndex={0} role="group" aria-label="Values left alone">
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col">Row</th>
            <th scope="col">Value</th>
            <th scope="col">Kept</th>
            <th scope="col">In the file</th>
          </tr>
        </thead>
        <tbody>
          {conflicts.map(({ rowNumber, field, kept, found }) => (
            <tr key={`${rowNumber}/${field}`}>
              <td className={classes['number']}>{rowNumber}</td>
              <td>{spoken(field)}</td>
              <td>{kept}</td>
              <td>{found}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** `companyDomain` → "Company domain". */
function spoken(field: string): string {
  const words = field.replaceAll(/(?=[A-Z])/g, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
