import { parseInstant } from '@aicmo/core-kernel';
import { RelativeTime } from '@aicmo/ui';
import { Alert } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ErasedReport } from '../../../../contract/acquisition/rights.contract.ts';
import { counted } from '../../../words.ts';

const deletedWords: Readonly<Record<ErasedReport['deleted'], string>> = {
  gone: 'The database was written anew: its file holds no byte of it.',
  unreadable:
    'No statement can read it any more; the database server keeps bytes of it in files of its own for a while.',
  kept: 'The file is large: bytes of it stay in free pages until somebody types “npx aicmo db compact”.',
};

/** What an erasure did, and what it could not. */
export function ErasedNotice({
  report: { erasure, ledgerRows, files, deleted, backups },
}: {
  readonly report: ErasedReport;
}): ReactNode {
  const rows = erasure.counts.reduce((sum, { count }) => sum + count, 0);
  const [newest] = backups;
  return (
    <Alert role="status" color="green" icon={<IconCheck aria-hidden="true" />} title="Erased">
      {counted(rows, 'record')} and {counted(ledgerRows, 'row')} of the ledger are without this person.{' '}
      {files === 0
        ? ''
        : `${counted(files, 'file')} that waited to be imported held the person and went too; choose them again to go on. `}
      {deletedWords[deleted]}{' '}
      {newest === undefined ? (
        'There is no backup of before.'
      ) : (
        <>
          {counted(backups.length, 'backup')} of before, the newest <RelativeTime at={parseInstant(newest)} />, still
          hold everything until you delete them; “npx aicmo db backup --list” names them.
        </>
      )}
    </Alert>
  );
}
