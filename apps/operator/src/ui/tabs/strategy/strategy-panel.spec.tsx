import { conflict, invalid, unavailable } from '@aicmo/core-kernel';
import type { Brief, BriefSummary, Strategy } from '@aicmo/strategy/contract';
import { aBrief } from '@aicmo/strategy/testing';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { fakeApi } from '../../test-setup/fake-api.ts';
import { showPanel } from '../../test-setup/show-panel.tsx';
import { StrategyPanel } from './strategy-panel.tsx';

afterEach(cleanup);
beforeEach(() => sessionStorage.clear());

const savedAt = '2026-03-02T09:00:00.000Z';
const clients = {
  'GET /api/clients/choices': { clients: [{ id: 'c1', name: 'Harbour', isAgency: false, timeZone: 'UTC' }] },
};
const summary = (change: Partial<BriefSummary> = {}): BriefSummary => ({
  ...{ id: 'b1', clientId: 'c1', version: 2, company: 'Harbour Roastery', savedBy: 'Ana', savedAt },
  ...{ missing: [], strategy: null },
  ...change,
});
const brief: Brief = { id: 'b1', clientId: 'c1', version: 2, content: aBrief(), savedBy: 'Ana', savedAt };
const versions = [
  { version: 2, savedBy: 'Ana', savedAt },
  { version: 1, savedBy: 'Ben', savedAt: '2026-03-01T09:00:00.000Z' },
];
const stored = (change: Partial<BriefSummary> = {}) => ({
  ...clients,
  'GET /api/strategy/briefs': { briefs: [summary(change)] },
  'GET /api/strategy/briefs/b1': { brief, summary: summary(change), versions },
});

const layerTitles = [
  'Business reality',
  'Market truth',
  'Audience',
  'Value',
  'Narrative',
  'Channels',
  'Limits',
  'Measure',
];
const strategy: Strategy = {
  ...{ id: 's1', clientId: 'c1', briefId: 'b1', briefVersion: 1, version: 1, state: 'DRAFT', hash: 'h' },
  ...{ company: 'Harbour Roastery', madeBy: 'Ana', madeAt: savedAt, completeness: { answered: 8, asked: 9 } },
  layers: layerTitles.map((title, index) => ({
    id: `l${index}`,
    title,
    fields: [
      {
        ...{ id: `l${index}.said`, title: `Said ${index}`, question: null },
        statements: [
          {
            text: `Words ${index}`,
            sources: [{ kind: 'brief' as const, field: 'pains', item: 0, words: `Words ${index}` }],
          },
        ],
      },
      ...(index === 3
        ? [{ id: 'l3.open', title: 'Structural or cosmetic', question: 'Could a rival copy it?', statements: [] }]
        : []),
    ],
  })),
};
const document = (version = strategy) => ({
  'GET /api/strategy/documents/s1': {
    strategy: version,
    newestBriefVersion: 2,
    decisions: [{ decision: 'CHANGES_REQUESTED', by: 'Ben', why: 'Too broad', at: savedAt }],
    versions: [{ ...version, completeness: version.completeness }],
  },
});

describe('the list of briefs', () => {
  test('says how far each one is and opens its record in the address', async () => {
    fakeApi(stored({ missing: ['What hurts', 'Who buys'] }));
    const { address } = showPanel(<StrategyPanel />, { address: '/strategy' });
    const table = await screen.findByRole('grid', { name: 'Briefs' });
    expect(screen.getByRole('status').textContent).toContain('1 brief, last saved first');
    fireEvent.click(within(table).getByText('Harbour Roastery'));
    expect(address()).toBe('/strategy?open=b1');
    const drawer = await screen.findByRole('dialog', { name: 'Harbour Roastery' });
    expect(await within(drawer).findByText('What hurts, Who buys')).not.toBeNull();
    fireEvent.click(within(drawer).getByRole('button', { name: 'Complete the brief' }));
    expect(address()).toBe('/strategy?brief=b1');
  });

  test('drafts the strategy of a brief that is ready, and opens it', async () => {
    const asked = fakeApi({
      ...stored(),
      ...document(),
      'POST /api/strategy/briefs/b1/draft': { ok: true, strategyId: 's1', isNew: true },
    });
    const { address } = showPanel(<StrategyPanel />, { address: '/strategy?open=b1' });
    fireEvent.click(await screen.findByRole('button', { name: 'Draft strategy' }));
    await waitFor(() => expect(address()).toBe('/strategy?strategy=s1'));
    expect(asked.some(({ method, path }) => method === 'POST' && path.endsWith('/draft'))).toBe(true);
  });

  test('says when the brief has moved on since its strategy was drafted', async () => {
    fakeApi(stored({ strategy: { id: 's1', state: 'APPROVED', isBehind: true } }));
    showPanel(<StrategyPanel />, { address: '/strategy' });
    expect(await screen.findByText('approved, brief is newer')).not.toBeNull();
  });

  test('says why it is empty and leads to the first brief', async () => {
    fakeApi({ ...clients, 'GET /api/strategy/briefs': { briefs: [] } });
    const { address } = showPanel(<StrategyPanel />, { address: '/strategy?client=c1' });
    fireEvent.click(await screen.findByRole('button', { name: 'Write the first brief' }));
    expect(address()).toBe('/strategy?client=c1&brief=new');
    expect(await screen.findByLabelText('Company')).toHaveProperty('value', 'Harbour');
  });

  test('tells a failure with its remedy, and Retry asks again', async () => {
    const asked = fakeApi({
      'GET /api/strategy/briefs': unavailable({ code: 'db-busy', message: 'The database is locked. Try again.' }),
    });
    showPanel(<StrategyPanel />, { address: '/strategy' });
    expect((await screen.findByRole('alert')).textContent).toContain('The database is locked. Try again.');
    const before = asked.length;
    fireEvent.click(screen.getByRole('button', { name: 'Retry' }));
    await waitFor(() => expect(asked.length).toBeGreaterThan(before));
  });
});

describe('a brief', () => {
  const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

  test('is saved with its lists line by line, as an edit of the version that was opened', async () => {
    const asked = fakeApi({ ...stored(), 'POST /api/strategy/briefs/b1/versions': { ...brief, version: 3 } });
    const { address } = showPanel(<StrategyPanel />, { address: '/strategy?brief=b1' });
    await screen.findByLabelText('What hurts');
    type('What hurts', 'Stale beans\nNo two bags alike');
    fireEvent.click(screen.getByRole('button', { name: 'Save brief' }));
    await waitFor(() => expect(address()).toBe('/strategy?open=b1'));
    expect(asked.find(({ method }) => method === 'POST')?.body).toMatchObject({
      editedVersion: 2,
      content: { pains: ['Stale beans', 'No two bags alike'], company: 'Harbour Roastery', riskTolerance: null },
    });
    expect(sessionStorage.length).toBe(0);
  });

  test('asks at first only for what is needed, and for everything on demand', async () => {
    fakeApi({ ...clients, 'GET /api/strategy/briefs': { briefs: [] } });
    showPanel(<StrategyPanel />, { address: '/strategy?client=c1&brief=new' });
    await screen.findByLabelText('What hurts');
    expect(screen.queryByLabelText('Budget')).toBeNull();
    fireEvent.click(screen.getByRole('switch', { name: /Only what a strategy/ }));
    expect(screen.getByLabelText('Budget')).not.toBeNull();
  });

  test('shows each fault at its field and in a summary that takes the focus', async () => {
    fakeApi({
      ...stored(),
      'POST /api/strategy/briefs/b1/versions': invalid({
        ...{ code: 'brief-invalid', message: 'The brief was not saved.' },
        details: { fields: { website: 'Write the whole address, like https://example.com.' } },
      }),
    });
    showPanel(<StrategyPanel />, { address: '/strategy?brief=b1' });
    await screen.findByLabelText('Website');
    type('Website', 'harbour');
    fireEvent.click(screen.getByRole('button', { name: 'Save brief' }));
    const alert = await screen.findByRole('alert');
    expect(globalThis.document.activeElement).toBe(alert);
    fireEvent.click(within(alert).getByRole('link', { name: /Website/ }));
    expect(globalThis.document.activeElement).toBe(screen.getByLabelText('Website'));
    expect(screen.getAllByText(/Write the whole address/).length).toBeGreaterThanOrEqual(2);
  });

  test('loses nothing that was typed when the page is left and opened again', async () => {
    fakeApi(stored());
    const first = showPanel(<StrategyPanel />, { address: '/strategy?brief=b1' });
    await screen.findByLabelText('What it sells');
    type('What it sells', 'Beans within a day');
    first.unmount();
    showPanel(<StrategyPanel />, { address: '/strategy?brief=b1' });
    expect(await screen.findByLabelText('What it sells')).toHaveProperty('value', 'Beans within a day');
    fireEvent.click(screen.getByRole('button', { name: 'Discard what I typed' }));
    expect(screen.getByLabelText('What it sells')).toHaveProperty('value', brief.content.offer);
  });

  test('that somebody else saved in the meantime can be saved on top of theirs', async () => {
    const changed = conflict({
      ...{ code: 'brief-changed', message: 'You edited version 2, but version 3 by Ben is there already.' },
      details: { editedVersion: 2, currentVersion: 3 },
    });
    const asked = fakeApi({
      ...stored(),
      'POST /api/strategy/briefs/b1/versions': ({ body }: { body: unknown }) =>
        (body as { editedVersion: number }).editedVersion === 2 ? changed : { ...brief, version: 4 }, // the body we send
    });
    const { address } = showPanel(<StrategyPanel />, { address: '/strategy?brief=b1' });
    await screen.findByLabelText('What it sells');
    type('What it sells', 'Beans within a day');
    fireEvent.click(screen.getByRole('button', { name: 'Save brief' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Keep mine on top of version 3' }));
    fireEvent.click(screen.getByRole('button', { name: 'Save brief' }));
    await waitFor(() => expect(address()).toBe('/strategy?open=b1'));
    const sent = asked.filter(({ method }) => method === 'POST').map(({ body }) => body);
    expect(sent).toMatchObject([{ editedVersion: 2 }, { editedVersion: 3, content: { offer: 'Beans within a day' } }]);
  });
});

describe('a strategy', () => {
  test('shows its eight layers, the source of each statement, and what is open', async () => {
    fakeApi({ ...clients, ...document() });
    showPanel(<StrategyPanel />, { address: '/strategy?strategy=s1' });
    for (const title of layerTitles) expect(await screen.findByRole('region', { name: title })).not.toBeNull();
    expect(screen.getAllByText('Brief: What hurts, line 1')).toHaveLength(8);
    expect(screen.getByText('Could a rival copy it?')).not.toBeNull();
    expect(screen.getByText(/8 of 9 answered, from version 1/)).not.toBeNull();
  });

  test('takes an answer to an open question as its next version', async () => {
    const asked = fakeApi({
      ...clients,
      ...document(),
      'POST /api/strategy/documents/s1/answers': { ...strategy, version: 2 },
    });
    showPanel(<StrategyPanel />, { address: '/strategy?strategy=s1' });
    fireEvent.click(await screen.findByRole('button', { name: 'Answer: Structural or cosmetic' }));
    const box = screen.getByRole('textbox', { name: /Your answer/ });
    fireEvent.change(box, { target: { value: 'Structural: the roaster is ours' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save answer' }));
    await waitFor(() =>
      expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({
        editedVersion: 1,
        answers: { 'l3.open': 'Structural: the roaster is ours' },
      }),
    );
    await waitFor(() => expect(sessionStorage.length).toBe(0));
  });

  test('says that its brief is newer and offers to draft it again', async () => {
    const asked = fakeApi({
      ...{ ...clients, ...document() },
      'POST /api/strategy/briefs/b1/draft': { ok: true, strategyId: 's1', isNew: true },
    });
    showPanel(<StrategyPanel />, { address: '/strategy?strategy=s1' });
    expect(await screen.findByText(/The brief is at version 2; this strategy quotes version 1/)).not.toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Draft again' }));
    await waitFor(() => expect(asked.some(({ path }) => path === '/api/strategy/briefs/b1/draft')).toBe(true));
  });

  test('is sent to review, and approved for exactly the words that were seen', async () => {
    const asked = fakeApi({
      ...{ ...clients, ...document({ ...strategy, state: 'IN_REVIEW' }) },
      'POST /api/strategy/documents/s1/decision': { ...strategy, state: 'APPROVED' },
    });
    showPanel(<StrategyPanel />, { address: '/strategy?strategy=s1' });
    fireEvent.click(await screen.findByRole('button', { name: 'Approve' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain('version 1 of the strategy of Harbour Roastery');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Approve' }));
    await waitFor(() =>
      expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({
        ...{ version: 1, seenHash: 'h', decision: 'APPROVED', why: '' },
      }),
    );
  });

  test('is not sent back without a reason', async () => {
    const asked = fakeApi({
      ...{ ...clients, ...document({ ...strategy, state: 'IN_REVIEW' }) },
      'POST /api/strategy/documents/s1/decision': { ...strategy, state: 'CHANGES_REQUESTED' },
    });
    showPanel(<StrategyPanel />, { address: '/strategy?strategy=s1' });
    fireEvent.click(await screen.findByRole('button', { name: 'Ask for changes' }));
    const dialog = await screen.findByRole('dialog');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Ask for changes' }));
    expect(await within(dialog).findByText('Say what has to change.')).not.toBeNull();
    fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: 'The promise is too broad' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Ask for changes' }));
    await waitFor(() =>
      expect(asked.find(({ method }) => method === 'POST')?.body).toMatchObject({
        ...{ decision: 'CHANGES_REQUESTED', why: 'The promise is too broad' },
      }),
    );
  });

  test('tells what people decided, and why, beside its versions', async () => {
    fakeApi({ ...clients, ...document() });
    showPanel(<StrategyPanel />, { address: '/strategy?strategy=s1' });
    const story = await screen.findByRole('list', { name: 'Story' });
    expect(story.textContent).toContain('Changes asked for');
    expect(story.textContent).toContain('Too broad');
  });

  test('leads to the directions that can be composed from it', async () => {
    fakeApi({ ...clients, ...document() });
    const { address } = showPanel(<StrategyPanel />, { address: '/strategy?strategy=s1' });
    fireEvent.click(await screen.findByRole('button', { name: 'Compose directions' }));
    expect(address()).toBe('/creatives?compose=s1');
  });
});
