import { randomBytes } from 'node:crypto';
import type { Database } from '@aicmo/core-db';
import { conflict, newId, notFound, type Clock } from '@aicmo/core-kernel';
import type { CaptureForm, CaptureFormDraft } from '../../contract/capture.ts';
import type { CampaignStore } from '../campaigns/campaign-store.ts';
import type { ClientService } from '../clients/client-service.ts';
import type { RecordStore } from '../records/record-store.ts';
import { checkedForm } from './form-rules.ts';
import type { FormStore } from './form-store.ts';

/** The forms of clients, as the operator makes them. */
export interface FormService {
  /** Newest first; of one client or all. */
  list(clientId: string | null): Promise<readonly CaptureForm[]>;
  /** Throws `not-found` (`form-unknown`). */
  get(id: string): Promise<CaptureForm>;
  /** An open form with an address of its own. Throws `invalid` (`form-…`) with the part that is wrong. */
  create(clientId: string, draft: CaptureFormDraft, by: string): Promise<CaptureForm>;
  /** Throws also `conflict` (`form-changed`) when somebody changed it since `version`. */
  edit(id: string, version: number, draft: CaptureFormDraft, by: string): Promise<CaptureForm>;
  /** A closed form takes nothing more; links that are under way still confirm. */
  setOpen(id: string, version: number, isOpen: boolean, by: string): Promise<CaptureForm>;
}

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: FormStore;
  readonly clients: ClientService;
  readonly campaigns: Pick<CampaignStore, 'find'>;
  readonly records: RecordStore;
}

/** Builds the service of forms. */
export function createFormService(deps: Deps): FormService {
  const { db, clock, store, clients, records } = deps;
  const get = async (id: string): Promise<CaptureForm> => {
    const form = await store.find({ id });
    if (form) return form;
    throw notFound({ code: 'form-unknown', message: 'There is no such form. Choose one from the list.' });
  };
  const change = async (
    id: string,
    version: number,
    row: Parameters<FormStore['update']>[3],
    what: string,
    by: string,
  ) => {
    const { clientId } = await get(id);
    await db.transaction(async (tx) => {
      const next = { ...row, version: version + 1, updatedAt: clock.now() };
      if (!(await store.update(tx, id, version, next))) throw changedMeanwhile();
      await records.append(tx, [{ clientId, subjectKind: 'client', subjectId: clientId, what, why: '', actor: by }]);
    });
    return get(id);
  };
  return {
    list: (clientId) => store.list(clientId),
    get,
    create: async (clientId, draft, by) => {
      const client = await clients.get(clientId);
      const form = await ownCampaign(deps, client.id, checkedForm(draft));
      const now = clock.now();
      const id = newId(clock);
      await db.transaction(async (tx) => {
        const texts = { fields: JSON.stringify(form.fields), sites: JSON.stringify(form.sites) };
        const row = { ...form, ...texts, id, clientId, key: randomBytes(16).toString('base64url'), status: 'OPEN' };
        await store.insert(tx, { ...row, version: 1, createdBy: by, createdAt: now, updatedAt: now });
        const what = `Made the form “${form.name}”`;
        await records.append(tx, [{ clientId, subjectKind: 'client', subjectId: clientId, what, why: '', actor: by }]);
      });
      return get(id);
    },
    edit: async (id, version, draft, by) => {
      const form = await ownCampaign(deps, (await get(id)).clientId, checkedForm(draft));
      const texts = { fields: JSON.stringify(form.fields), sites: JSON.stringify(form.sites) };
      return change(id, version, { ...form, ...texts }, `Changed the form “${form.name}”`, by);
    },
    setOpen: async (id, version, isOpen, by) => {
      const { name } = await get(id);
      const what = `${isOpen ? 'Opened' : 'Closed'} the form “${name}”`;
      return change(id, version, { status: isOpen ? 'OPEN' : 'CLOSED' }, what, by);
    },
  };
}

async function ownCampaign({ campaigns }: Deps, clientId: string, form: CaptureFormDraft): Promise<CaptureFormDraft> {
  if (form.campaignId === null) return form;
  if ((await campaigns.find(form.campaignId))?.clientId === clientId) return form;
  throw notFound({
    code: 'form-campaign',
    message: 'There is no such campaign of this client. Choose one of its own, or none.',
  });
}

const changedMeanwhile = () =>
  conflict({
    code: 'form-changed',
    message: 'Somebody changed this form meanwhile. Reload it; what you typed stays here.',
  });
