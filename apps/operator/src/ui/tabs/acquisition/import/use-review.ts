import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useClientFilter } from '../../../components/address.ts';
import { useClients } from '../../../components/clients.ts';
import { useCampaignChoices } from '../acquisition.queries.ts';
import { isFileGone, useKeptFile, usePreview } from './import.queries.ts';
import { anew, campaignOf, clientOf, newDraft, type PlanDraft } from './plan-draft.ts';

/** A large file takes seconds to be counted: not after each of several choices. */
const settleMs = 300;

/** A list on its way in: what a person has decided about it, and what the server says would become of it. */
export function useReview(file: File) {
  const [draft, setDraft] = useState(() => newDraft(file.name));
  const change = (part: Partial<PlanDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const looked = useClientFilter();
  const clients = useClients().data?.clients;
  const campaigns = useCampaignChoices(null).data?.campaigns;
  const clientId = clientOf(draft, looked, clients ?? []);
  const campaignId = campaignOf(draft, clientId, campaigns ?? []);
  const upload = useKeptFile(file);
  const stated = {
    ...(draft.sheet === null ? {} : { sheet: draft.sheet }),
    ...(draft.headerRow === null ? {} : { headerRow: draft.headerRow }),
  };
  const kept = upload.data === undefined ? null : { key: upload.data.key, fileName: file.name, ...stated };
  const [settled] = useDebouncedValue(draft.mapping, settleMs);
  const preview = usePreview({
    file: kept,
    clientId: clientId === anew ? null : clientId,
    campaignId: campaignId === anew ? null : campaignId,
    mapping: draft.mapping === null ? null : settled,
  });
  const error = upload.error ?? preview.error;
  const retry = async (): Promise<void> => {
    if (upload.error !== null || isFileGone(error)) await upload.refetch();
    await preview.refetch();
  };
  return {
    ...{ draft, change, clients, campaigns, kept, error, retry, chosen: { clientId, campaignId } },
    preview: preview.data,
    /** What is chosen now, be it counted already or not. */
    mapping: draft.mapping ?? preview.data?.mapping ?? {},
    /** The figures are those of the choice before. */
    isCounting: preview.isPlaceholderData || (draft.mapping !== null && draft.mapping !== settled),
  };
}
