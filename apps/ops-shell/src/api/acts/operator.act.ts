import type { PageParts } from '../../pages/frame.ts';
import type { PageWrite, Visit } from '../visit.ts';

/** Starts the operator for real; its output stands on the page. */
export const operatorStartWrite = (page: (visit: Visit) => Promise<PageParts>): PageWrite => ({
  changesHouse: true,
  run: async (visit) => {
    await performed(visit, 'start operator', async ({ house }) => void house.operator.start());
    return page(visit);
  },
});

/** Ends the operator that this shell has started. */
export const operatorStopWrite = (page: (visit: Visit) => Promise<PageParts>): PageWrite => ({
  changesHouse: true,
  isAlwaysPossible: true,
  run: async (visit) => {
    await performed(visit, 'stop operator', ({ house }) => house.operator.stop());
    return page(visit);
  },
});

const performed = (visit: Visit, action: string, work: (visit: Visit) => Promise<void>): Promise<void> => {
  const { house, form, session = '' } = visit;
  const target = `port ${String(house.env.operatorPort)}`;
  return house.desk.perform({ action, session, permit: form.get('permit') ?? '', target }, async () => {
    await work(visit);
    return { outcome: 'done', value: undefined };
  });
};
