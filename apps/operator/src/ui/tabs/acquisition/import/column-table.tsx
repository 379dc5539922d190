import { LeadField, type ColumnGuess, type ColumnMapping } from '@aicmo/cam/contract';
import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './import.module.css';

/** What the places of a lead are called on screen. */
const fieldNames: Readonly<Record<LeadField, string>> = {
  firstName: 'First name',
  lastName: 'Last name',
  fullName: 'Full name',
  email: 'Mail address',
  title: 'Title',
  company: 'Company',
  companyDomain: 'Website',
  industry: 'Industry',
  employeeCount: 'Number of people',
  revenue: 'Yearly revenue',
  location: 'Place',
  country: 'Country',
  linkedin: 'LinkedIn profile',
  phone: 'Phone',
  timeZone: 'Time zone',
  language: 'Language',
  signals: 'Signals',
  budget: 'Budget',
  timeline: 'Timeline',
};

/** The choice for a column without a place of its own. */
const kept = 'kept';

interface ColumnTableProps {
  readonly columns: readonly ColumnGuess[];
  readonly mapping: ColumnMapping;
  readonly onChange: (mapping: ColumnMapping) => void;
}

/**
 * Each column with sample values and what it becomes. A place that is given to another column is taken from the first.
 * The browser's own choice list: a hundred columns would otherwise keep two thousand hidden options in the page.
 */
export function ColumnTable({ columns, mapping, onChange }: ColumnTableProps): ReactNode {
  const choices = [
    ...LeadField.options.map((value) => ({ value, label: fieldNames[value] })),
    { value: kept, label: 'Keep as it is called' },
  ];
  const choose = (index: number, value: string): void => {
    const field = LeadField.options.find((option) => option === value);
    const others = Object.entries(mapping).filter(([key, other]) => key !== String(index) && other !== field);
    onChange(Object.fromEntries(field === undefined ? others : [...others, [String(index), field]]));
  };
  return (
    <div className={classes['box']} tabIndex={0} role="group" aria-label="Columns of the file">
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">For example</th>
            <th scope="col">Becomes</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ index, header, samples, field, why }) => {
            const chosen = mapping[String(index)];
            return (
              <tr key={index}>
                <td>{header}</td>
                <td className={classes['samples']} title={samples.join(', ')}>
                  {samples.join(', ') || 'empty'}
                </td>
                <td>
                  <NativeSelect
                    aria-label={`${header} becomes`}
                    data={choices}
                    value={chosen ?? kept}
                    onChange={({ currentTarget }) => choose(index, currentTarget.value)}
                  />
                </td>
                <td className={classes['why']}>{(chosen ?? null) === field ? why : 'Chosen by you.'}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
