import type { PageWrite, Visit } from '../visit.ts';

/** Starts the operator for real; its output stands on the page that follows. */
export const operatorStartWrite: PageWrite = {
  changesHouse: true,
  run: (visit) => performed(visit, 'start operator', async ({ house }) => void house.operator.start()),
};

/** Ends the operator that this shell has started. */
export const operatorStopWrite: PageWrite = {
  changesHouse: true,
  isAlwaysPossible: true,
  run: (visit) => performed(visit, 'stop operator', ({ house }) => house.operator.stop()),
};

async function performed(visit: Visit, action: string, work: (visit: Visit) => Promise<void>): Promise<Response> {
  const { house, form, session = '' } = visit;
  const target = `port ${String(house.env.operatorPort)}`;
  await house.desk.perform({ action, session, permit: form.get('permit') ?? '', target }, async () => {
    await work(visit);
    return { outcome: 'done', value: undefined };
  });
  // The page comes again by itself while the operator starts, and must not send the form again.
  return new Response(null, { status: 303, headers: { location: '/canonical-ui' } });
}
