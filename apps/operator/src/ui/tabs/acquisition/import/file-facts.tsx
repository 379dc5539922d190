import type { ImportPreview } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { RelativeTime } from '@aicmo/ui';
import { NativeSelect, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './import.module.css';

export interface FileFactsProps {
  readonly preview: ImportPreview;
  /** A person says what had been guessed. */
  readonly onState: (stated: { readonly sheet?: string; readonly headerRow?: number | null }) => void;
}

/** What the file was read as, so that a person sees when it was read wrongly; of a workbook, which sheet. */
export function FileFacts({ preview, onState }: FileFactsProps): ReactNode {
  const { sheets, sheet, remembered, headerRow } = preview;
  return (
    <div className={classes['facts']}>
      <Text size="sm" c="dimmed">
        {factsOf(preview).join(' · ')}
      </Text>
      {sheets.length < 2 ? null : (
        <NativeSelect
          size="xs"
          aria-label="Sheet"
          data={sheets.map((value) => ({ value, label: `Sheet “${value}”` }))}
          value={sheet ?? ''}
          onChange={({ currentTarget }) => onState({ sheet: currentTarget.value, headerRow: null })}
        />
      )}
      {headerRow === 0 && isJson(preview) ? null : (
        <NativeSelect
          size="xs"
          aria-label="Names of the columns"
          data={headerRows(headerRow ?? 0)}
          value={String(headerRow ?? 0)}
          onChange={({ currentTarget }) => onState({ headerRow: Number(currentTarget.value) })}
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

const isJson = ({ format }: ImportPreview): boolean => format === 'json' || format === 'jsonl';

/** The rows in which names may stand: the first ones, and the one that was found. */
const headerRows = (found: number) => [
  ...[...new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, found])]
    .filter((row) => row > 0)
    .map((row) => ({ value: String(row), label: `Names in row ${row}` })),
  { value: '0', label: 'No row of names' },
];

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

function factsOf({ format, delimiter, encoding, product, sheet, sheets }: ImportPreview): readonly string[] {
  const separator = format === 'csv' ? separators[delimiter] : undefined;
  return [
    ...(product === null ? [] : [`Looks like an export of ${product}`]),
    separator === undefined ? formats[format] : `Values separated by ${separator}`,
    ...(format === 'xlsx' ? [] : [`read as ${encodings[encoding] ?? encoding}`]),
    ...(sheet === null || sheets.length > 1 ? [] : [`sheet “${sheet}”`]),
  ];
}
