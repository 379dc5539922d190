import { LeadField, type ColumnGuess, type ColumnMapping } from '@aicmo/cam/contract';
import { Button, NativeSelect, Text } from '@mantine/core';
import { Fragment, useState, type ReactNode } from 'react';
import { counted } from '../../../words.ts';
import { chooseColumn, findColumns, kept, manyColumns } from './choose-columns.ts';
import { ColumnTools } from './column-tools.tsx';
import { fieldNames } from './field-names.ts';
import classes from './import.module.css';

interface ColumnTableProps {
  readonly columns: readonly ColumnGuess[];
  readonly mapping: ColumnMapping;
  readonly onChange: (mapping: ColumnMapping) => void;
}

const atOnce = 50;

/** Each column with sample values and what it becomes; a file of ten thousand columns shows those that matter. */
export function ColumnTable({ columns, mapping, onChange }: ColumnTableProps): ReactNode {
  const isWide = columns.length > manyColumns;
  const [search, setSearch] = useState('');
  const [isPlacedOnly, setPlacedOnly] = useState(isWide);
  const [shown, setShown] = useState(isWide ? atOnce : manyColumns);
  const found = findColumns(columns, mapping, { search, isPlacedOnly });
  return (
    <>
      <ColumnTools
        {...{ columns, mapping, onChange, search, isPlacedOnly }}
        onSearch={setSearch}
        onPlacedOnly={setPlacedOnly}
      />
      <Table columns={found.slice(0, shown)} mapping={mapping} onChange={onChange} />
      {found.length === 0 ? <Text c="dimmed">No column has these words in its name or its values.</Text> : null}
      {found.length <= shown ? null : (
        <Button mt="sm" variant="default" size="compact-sm" onClick={() => setShown(shown + 4 * atOnce)}>
          Show more of {counted(found.length - shown, 'column')}
        </Button>
      )}
    </>
  );
}

const choices = [
  ...LeadField.options.map((value) => ({ value, label: fieldNames[value] })),
  { value: kept, label: 'Keep as it is called' },
  { value: 'leave-out', label: 'Leave out' },
];

/** Each value reads in its own direction, so that they keep their order. */
function Samples({ values }: { readonly values: readonly string[] }): ReactNode {
  if (values.every((value) => value === '')) return 'empty';
  return values.map((value, index) => (
    <Fragment key={index}>
      {index === 0 ? '' : ', '}
      <bdi>{value}</bdi>
    </Fragment>
  ));
}

/** The browser's own choice list: a hundred columns would otherwise keep two thousand hidden options in the page. */
function Table({ columns, mapping, onChange }: ColumnTableProps): ReactNode {
  return (
    <div className={classes['box']} tabIndex={0} role="group" aria-label="Columns of the file">
      <table className={`${classes['table'] ?? ''} ${classes['columns'] ?? ''}`}>
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
              <tr key={index} data-left-out={chosen === 'leave-out' || undefined}>
                <td className={classes['header']} title={header}>
                  {header}
                </td>
                <td className={classes['samples']} title={samples.join(', ')}>
                  <Samples values={samples} />
                </td>
                <td>
                  <NativeSelect
                    aria-label={`${header} becomes`}
                    data={choices}
                    value={chosen ?? kept}
                    onChange={({ currentTarget }) => onChange(chooseColumn(mapping, index, currentTarget.value))}
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
