import type { ImportPreview } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { RelativeTime } from '@aicmo/ui';
import { NativeSelect, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './import.module.css';

interface FileFactsProps {
  readonly preview: ImportPreview;
  readonly onSheet: (sheet: string) => void;
}

/** What the file was read as, so that a person sees when it was read wrongly; of a workbook, which sheet. */
export function FileFacts({ preview, onSheet }: FileFactsProps): ReactNode {
  const { sheets, sheet, remembered } = preview;
  return (
    <div className={classes['facts']}>
      <Text size="sm" c="dimmed">
        {factsOf(preview).join(' · ')}
      </Text>
      {sheets.length < 2 ? null : (
        <NativeSelect
          label="Sheet"
          data={[...sheets]}
          value={sheet ?? ''}
          onChange={({ currentTarget }) => onSheet(currentTarget.value)}
        />
      )}
      {remembered === null ? null : (
        <Text size="sm">
          {remembered.isOwn
            ? `The columns are used as ${remembered.chosenBy} chose for “${remembered.fileName}”, `
            : 'The columns are used as they were chosen for a list of another client, '}
          <RelativeTime at={parseInstant(remembered.chosenAt)} />.
        </Text>
      )}
    </div>
  );
}

const formats: Readonly<Record<ImportPreview['format'], string>> = {
  csv: 'Separated values',
  tsv: 'Values separated by tabs',
  xlsx: 'Excel workbook',
  json: 'JSON',
  jsonl: 'JSON lines',
};
const separators: Readonly<Record<string, string>> = { ',': 'commas', ';': 'semicolons', '|': 'bars' };
const encodings: Readonly<Record<string, string>> = {
  'utf-8': 'Unicode (UTF-8)',
  'utf-16le': 'Unicode (UTF-16)',
  'utf-16be': 'Unicode (UTF-16)',
  'windows-1252': 'Western European (Windows-1252)',
  mixed: 'two encodings, line by line (UTF-8 and Windows-1252)',
};

function factsOf({ format, delimiter, encoding, headerRow, product, sheet, sheets }: ImportPreview): readonly string[] {
  const separator = format === 'csv' ? separators[delimiter] : undefined;
  return [
    ...(product === null ? [] : [`Looks like an export of ${product}`]),
    separator === undefined ? formats[format] : `Values separated by ${separator}`,
    ...(format === 'xlsx' ? [] : [`read as ${encodings[encoding] ?? encoding}`]),
    ...(sheet === null || sheets.length > 1 ? [] : [`sheet “${sheet}”`]),
    ...(headerRow === null ? ['no row of names, so the columns are numbered'] : []),
    ...(headerRow !== null && headerRow > 1 ? [`the names stand in row ${headerRow}`] : []),
  ];
}
