import type { ImportBatch } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { AppLink, RelativeTime, Section } from '@aicmo/ui';
import type { ReactNode } from 'react';
import { tabHref } from '../../../components/address.ts';
import { counted, grouped } from '../../../words.ts';
import { useImports } from '../acquisition.queries.ts';
import classes from './import.module.css';

/** The lists that were brought in, newest first; nothing while there are none. */
export function ImportHistory({ client }: { readonly client: string | null }): ReactNode {
  const batches = useImports(client).data?.batches ?? [];
  if (batches.length === 0) return null;
  return (
    <Section title="Imported lists" note={counted(batches.length, 'list')}>
      <div className={classes['box']} tabIndex={0} role="group" aria-label="Imported lists">
        <table className={classes['table']}>
          <thead>
            <tr>
              <th scope="col">List</th>
              <th scope="col">Imported</th>
              <th scope="col" className={classes['number']}>
                New leads
              </th>
              <th scope="col" className={classes['number']}>
                Changed
              </th>
              <th scope="col" className={classes['number']}>
                Known already
              </th>
              <th scope="col" className={classes['number']}>
                Rejected
              </th>
              <th scope="col">How it ended</th>
            </tr>
          </thead>
          <tbody>
            {batches.map((batch) => (
              <Row key={batch.id} batch={batch} client={client} />
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

const ends: Readonly<Record<ImportBatch['status'], string>> = {
  RUNNING: 'going on',
  COMPLETED: 'completely',
  CANCELLED: 'stopped by a person',
  FAILED: 'stopped by itself',
  INTERRUPTED: 'interrupted',
  UNDOING: 'being taken back',
  UNDONE: 'taken back',
};

function Row({ batch, client }: { readonly batch: ImportBatch; readonly client: string | null }): ReactNode {
  return (
    <tr>
      <td>
        <AppLink href={tabHref('acquisition', client, { import: batch.id })}>{batch.fileName}</AppLink>
      </td>
      <td>
        <RelativeTime at={parseInstant(batch.startedAt)} />
      </td>
      <td className={classes['number']}>{grouped(batch.imported)}</td>
      <td className={classes['number']}>{grouped(batch.updated)}</td>
      <td className={classes['number']}>{grouped(batch.duplicates)}</td>
      <td className={classes['number']}>{grouped(batch.rejected)}</td>
      <td>{ends[batch.status]}</td>
    </tr>
  );
}
