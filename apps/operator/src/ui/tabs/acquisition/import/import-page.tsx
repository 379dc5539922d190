import { Page } from '@aicmo/ui';
import { Button } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useAddressValue } from '../../../components/address.ts';
import { useCarriedFile } from '../../../components/carried-file.tsx';
import { ChooseFile } from './choose-file.tsx';
import { ReviewImport } from './review-import.tsx';

/** A list on its way in: choose it, look at what would become of it, import it. */
export function ImportPage(): ReactNode {
  const { take } = useCarriedFile();
  const [file, setFile] = useState<File | null>(null);
  const [, setImport] = useAddressValue('import');
  useEffect(() => {
    const carried = take();
    if (carried !== null) setFile(carried);
  }, [take]);
  return (
    <Page
      title="Import leads"
      question="What will become of each row, before anything is kept? Nothing is sent."
      primaryAction={
        <Button variant="default" onClick={() => setImport(null)}>
          Cancel
        </Button>
      }
    >
      {file === null ? (
        <ChooseFile onChoose={setFile} />
      ) : (
        <ReviewImport
          key={`${file.name}/${file.size}/${file.lastModified}`}
          file={file}
          onOther={() => setFile(null)}
          onBegun={(batchId) => setImport(batchId)}
        />
      )}
    </Page>
  );
}
