import type { ColumnMapping, ImportBatch } from '@aicmo/cam/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ImportPlan } from '../../../../contract/acquisition/imports.contract.ts';
import { acquisitionApi } from '../acquisition.queries.ts';

interface PreviewAsked {
  readonly file: File;
  readonly clientId: string | null;
  readonly campaignId: string | null;
  readonly mapping: ColumnMapping | null;
}

/** What would become of a file; the last answer stays while the next is on its way. */
export const usePreview = ({ file, clientId, campaignId, mapping }: PreviewAsked) =>
  useQuery({
    queryKey: ['acquisition', 'preview', file.name, file.size, file.lastModified, clientId, campaignId, mapping],
    queryFn: ({ signal }) =>
      acquisitionApi.preview({
        query: {
          file: file.name,
          ...(clientId === null ? {} : { client: clientId }),
          ...(campaignId === null ? {} : { campaign: campaignId }),
          ...(mapping === null ? {} : { mapping: JSON.stringify(mapping) }),
        },
        bytes: file,
        signal,
      }),
    placeholderData: (before) => before,
    retry: false,
    refetchOnWindowFocus: false,
  });

/** Begins the import. What it makes is asked for again when it has ended: until then the page of its file is still open. */
export const useBegin = (file: File) =>
  useMutation({
    mutationFn: (plan: ImportPlan) =>
      acquisitionApi.begin({ query: { file: file.name, plan: JSON.stringify(plan) }, bytes: file }),
  });

interface Progress {
  readonly batch: ImportBatch | null;
  readonly error: unknown;
  readonly again: () => void;
}

/** An import as it goes on, until it has ended. */
export function useProgress(batchId: string): Progress {
  const queries = useQueryClient();
  const [batch, setBatch] = useState<ImportBatch | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const gone = new AbortController();
    const follow = async (): Promise<void> => {
      for await (const event of acquisitionApi.progress({ params: { batchId }, signal: gone.signal })) setBatch(event);
      await queries.invalidateQueries();
    };
    follow().catch((failure: unknown) => {
      if (!gone.signal.aborted) setError(failure);
    });
    return () => gone.abort();
  }, [batchId, attempt, queries]);
  const again = (): void => {
    setError(null);
    setAttempt((before) => before + 1);
  };
  return { batch, error, again };
}

export const useCancelImport = (batchId: string) =>
  useMutation({ mutationFn: () => acquisitionApi.cancel({ params: { batchId } }) });
