import type { ColumnMapping, ImportBatch } from '@aicmo/cam/contract';
import { toAppError } from '@aicmo/core-kernel';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ImportPlan } from '../../../../contract/acquisition/imports.contract.ts';
import { acquisitionApi } from '../acquisition.queries.ts';

/** A file that was brought to the server, which knows it by its key. */
export interface KeptFile {
  readonly key: string;
  readonly fileName: string;
  readonly sheet?: string;
  readonly headerRow?: number;
}

const identityOf = (file: File) => [file.name, file.size, file.lastModified] as const;

/** Brings a file to the server, once; every look at it is then quick, however large it is. */
export const useKeptFile = (file: File) =>
  useQuery({
    queryKey: ['acquisition', 'kept-file', ...identityOf(file)],
    queryFn: ({ signal }) => acquisitionApi.keepFile({ bytes: file, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    refetchOnWindowFocus: false,
  });

interface PreviewAsked {
  /** Null: it is on its way. */
  readonly file: KeptFile | null;
  readonly clientId: string | null;
  readonly campaignId: string | null;
  readonly mapping: ColumnMapping | null;
}

/** What would become of a file; the last answer stays while the next is on its way. */
export const usePreview = ({ file, clientId, campaignId, mapping }: PreviewAsked) =>
  useQuery({
    queryKey: ['acquisition', 'preview', file, clientId, campaignId, mapping],
    queryFn: ({ signal }) =>
      acquisitionApi.preview({
        body: {
          ...{ key: '', fileName: '', ...file },
          ...(clientId === null ? {} : { client: clientId }),
          ...(campaignId === null ? {} : { campaign: campaignId }),
          ...(mapping === null ? {} : { mapping }),
        },
        signal,
      }),
    enabled: file !== null,
    placeholderData: (before) => before,
    retry: false,
    refetchOnWindowFocus: false,
  });

/** Begins the import. What it makes is asked for again when it has ended: until then the page of its file is still open. */
export const useBegin = (file: KeptFile) =>
  useMutation({ mutationFn: (plan: ImportPlan) => acquisitionApi.begin({ body: { ...file, plan } }) });

interface Progress {
  readonly batch: ImportBatch | null;
  readonly error: unknown;
  readonly again: () => void;
}

/** An import as it goes on, until it has ended; `again` follows it anew, as after it was taken up or back. */
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

/** Goes on with an import that stopped. */
export const useResumeImport = (batchId: string) =>
  useMutation({ mutationFn: () => acquisitionApi.resume({ params: { batchId } }) });

/** What taking an import back would do; asked when the question is opened, for it changes as people work. */
export const useUndoPlan = (batchId: string, isAsked: boolean) =>
  useQuery({
    queryKey: ['acquisition', 'import-undo', batchId],
    queryFn: ({ signal }) => acquisitionApi.undoPlan({ params: { batchId }, signal }),
    enabled: isAsked,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });

export const undoImport = (batchId: string) => acquisitionApi.undoImport({ params: { batchId } });

/** Whether the server does not have the file any more, so that it has to be chosen again. */
export const isFileGone = (error: unknown): boolean => toAppError(error).code === 'import-file-gone';
