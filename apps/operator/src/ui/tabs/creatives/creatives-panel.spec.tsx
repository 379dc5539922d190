import { unavailable } from '@aicmo/core-kernel';
import type { CopySet, CreativeDirection, DirectionSet } from '@aicmo/creative/contract';
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { fakeApi } from '../../test-setup/fake-api.ts';
import { aHouse, showPanel } from '../../test-setup/show-panel.tsx';
import { CreativesPanel } from './creatives-panel.tsx';

afterEach(cleanup);

const endpoint = 'GET /api/creatives/directions';
const phrase = (text: string) => ({ text, sources: [{ field: 'pains', item: 0, words: 'Stale beans' }] });
const roles = ['GROUND', 'QUIET_GROUND', 'TEXT', 'ACCENT', 'TEXT_ON_ACCENT'] as const;
const direction = (angle: CreativeDirection['angle'], name: string): CreativeDirection => ({
  angle,
  name: phrase(`${name}: Stale beans`),
  tagline: phrase(`Stale beans? ${name}.`),
  idea: phrase('Open with Stale beans'),
  visualStyle: phrase('Close pictures of Stale beans'),
  tone: phrase('Stale beans, plainly'),
  palette: roles.map((role) => ({
    ...{ role, hex: '#0b6e4f', why: 'From the brand colour' },
    source: { field: 'brandColours', item: 0, words: '#0b6e4f' },
  })),
  pillars: [1, 2, 3].map((number) => ({
    title: phrase(`Stale beans ${number}`),
    about: phrase('Told with Stale beans'),
  })),
  hooks: [1, 2, 3].map((number) => phrase(`Stale beans, ${name}, ${number}`)),
  samplePosts: [{ platform: 'x', text: phrase('Stale beans\n\nBook a tasting') }],
});
const set: DirectionSet = {
  ...{ id: 'set1', clientId: 'c1', inputsHash: 'h', composition: { by: 'RULES', version: '1' }, chosen: null },
  ...{ source: { kind: 'STRATEGY', id: 's1', version: 2 }, composedBy: 'Ana', composedAt: '2026-03-02T09:00:00.000Z' },
  directions: [
    { id: 'd1', direction: direction('PROBLEM', 'Name it') },
    { id: 'd2', direction: direction('PROOF', 'Show it') },
    { id: 'd3', direction: direction('CHANGE', 'Change it') },
  ],
};
const strategy = (id: string, company: string) => ({ id, clientId: 'c1', company, version: 2, state: 'DRAFT' });
const composed = { sets: [{ set, company: 'Harbour' }], strategies: [strategy('s1', 'Harbour')] };

test('three directions stand side by side with their palette, and say what they are composed from', async () => {
  fakeApi({ [endpoint]: composed });
  showPanel(<CreativesPanel />, { address: '/creatives' });
  const region = await screen.findByRole('region', { name: 'Harbour, version 2' });
  expect(region.textContent).toContain('composed from your strategy');
  const cards = within(region).getAllByRole('article');
  expect(cards.map((card) => card.getAttribute('aria-label'))).toEqual([
    'Name it: Stale beans',
    'Show it: Stale beans',
    'Change it: Stale beans',
  ]);
  expect(within(cards[0] ?? region).getByRole('list', { name: 'Palette' }).children).toHaveLength(5);
});

test('a phrase names its source when it has the focus', async () => {
  fakeApi({ [endpoint]: composed });
  showPanel(<CreativesPanel />, { address: '/creatives' });
  const card = await screen.findByRole('article', { name: 'Name it: Stale beans' });
  const tagline = within(card).getByText(
    (_, element) => element?.textContent === 'Stale beans? Name it.' && element.hasAttribute('tabindex'),
  );
  fireEvent.focus(tagline);
  expect(await screen.findByText('From: What hurts, line 1')).not.toBeNull();
});

test('a direction opens whole in the drawer, under its own address, and can be chosen', async () => {
  const asked = fakeApi({
    [endpoint]: composed,
    'POST /api/creatives/directions/d2/choice': {
      ...set,
      chosen: { directionId: 'd2', by: 'Operator', at: '2026-03-02T10:00:00.000Z', why: '' },
    },
  });
  const { address } = showPanel(<CreativesPanel />, { address: '/creatives' });
  fireEvent.click(await screen.findByRole('button', { name: 'Open the direction: Show it: Stale beans' }));
  expect(address()).toBe('/creatives?open=d2');
  const drawer = await screen.findByRole('dialog', { name: 'Show it: Stale beans' });
  for (const part of ['Idea', 'Visual style', 'Tone', 'Pillars', 'Hooks', 'Sample post, X']) {
    expect(within(drawer).getByRole('region', { name: part })).not.toBeNull();
  }
  expect(within(drawer).getByRole('link', { name: 'Version 2 of the strategy' }).getAttribute('href')).toBe(
    '/strategy?strategy=s1&version=2',
  );
  fireEvent.click(within(drawer).getByRole('button', { name: 'Choose this direction' }));
  await waitFor(() => expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(1));
});

test('the direction that was chosen says so on its card', async () => {
  const chosen = { directionId: 'd3', by: 'Ana', at: '2026-03-02T09:30:00.000Z', why: '' };
  fakeApi({ [endpoint]: { ...composed, sets: [{ set: { ...set, chosen }, company: 'Harbour' }] } });
  showPanel(<CreativesPanel />, { address: '/creatives?open=d3' });
  const card = await screen.findByRole('article', { name: 'Change it: Stale beans' });
  expect(within(card).getByText('chosen')).not.toBeNull();
  expect(screen.getByText('This is the direction that was chosen.')).not.toBeNull();
});

test('with one strategy it composes at once, with several it asks which', async () => {
  const answers = { 'POST /api/creatives/directions': { ok: true, setId: 'set1', isNew: true } };
  const first = fakeApi({ [endpoint]: composed, ...answers });
  showPanel(<CreativesPanel />, { address: '/creatives' });
  fireEvent.click(await screen.findByRole('button', { name: 'Compose directions' }));
  await waitFor(() => expect(first.find(({ method }) => method === 'POST')?.body).toEqual({ strategyId: 's1' }));
  cleanup();
  const second = fakeApi({
    [endpoint]: { ...composed, strategies: [strategy('s2', 'Hill'), strategy('s1', 'Harbour')] },
    ...answers,
  });
  showPanel(<CreativesPanel />, { address: '/creatives' });
  fireEvent.click(await screen.findByRole('button', { name: 'Compose directions' }));
  const dialog = await screen.findByRole('dialog');
  fireEvent.click(within(dialog).getByRole('button', { name: 'Compose directions' }));
  await waitFor(() => expect(second.find(({ method }) => method === 'POST')?.body).toEqual({ strategyId: 's2' }));
});

test('a strategy that leads here is composed from once', async () => {
  const asked = fakeApi({
    [endpoint]: composed,
    'POST /api/creatives/directions': { ok: true, setId: 'set1', isNew: false },
  });
  const { address } = showPanel(<CreativesPanel />, { address: '/creatives?client=c1&compose=s1' });
  expect(await screen.findByText(/These directions were there already/)).not.toBeNull();
  expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(1);
  expect(address()).toBe('/creatives?client=c1');
});

test('a strategy that says too little is refused with each thing it lacks and the way to it', async () => {
  fakeApi({
    [endpoint]: { sets: [], strategies: [strategy('s1', 'Harbour')] },
    'POST /api/creatives/directions': {
      ok: false,
      reason: 'There is too little to compose from.',
      missing: [
        { field: 'tone', label: 'How it should sound', need: 'How it should sound: nothing usable; it is needed.' },
      ],
    },
  });
  showPanel(<CreativesPanel />, { address: '/creatives' });
  fireEvent.click(await screen.findByRole('button', { name: 'Compose directions' }));
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('How it should sound: nothing usable; it is needed.');
  expect(within(alert).getByRole('link', { name: 'Answer in the strategy' }).getAttribute('href')).toBe(
    '/strategy?strategy=s1',
  );
});

test('without any strategy it says why it is empty and leads to Strategy', async () => {
  fakeApi({ [endpoint]: { sets: [], strategies: [] } });
  const { address } = showPanel(<CreativesPanel />, { address: '/creatives?client=c1' });
  fireEvent.click(await screen.findByRole('button', { name: 'Open Strategy' }));
  expect(address()).toBe('/strategy?client=c1');
});

test('a failure is told with its remedy and Retry', async () => {
  fakeApi({ [endpoint]: unavailable({ code: 'db-busy', message: 'The database is locked. Try again.' }) });
  showPanel(<CreativesPanel />, { address: '/creatives' });
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('The database is locked. Try again.');
  expect(within(alert).getByRole('button', { name: 'Retry' })).not.toBeNull();
});

const copy: CopySet = {
  ...{ id: 'copy1', clientId: 'c1', directionId: 'd1', platform: 'x', source: set.source, note: null },
  ...{ variants: ['Stale beans?', 'Fresh beans.'], provenance: { by: 'RULES', version: '1' } },
  ...{ writtenBy: 'Operator', writtenAt: '2026-03-02T09:30:00.000Z' },
};
const copiesOf = (directionId: string) => `/api/creatives/directions/${directionId}/copies`;
const llmOn = { enabled: true, reason: 'The language model is on.', warning: null, setup: null };

test('without a key copy is composed from the strategy, and it says what is off and how to switch it on', async () => {
  const asked = fakeApi({
    [endpoint]: composed,
    [`GET ${copiesOf('d1')}`]: { copies: [] },
    [`POST ${copiesOf('d1')}`]: copy,
  });
  showPanel(<CreativesPanel />, { address: '/creatives?open=d1' });
  const section = await screen.findByRole('region', { name: 'Copy for a post' });
  expect(within(section).getByRole('button', { name: 'Ask the language model' }).hasAttribute('disabled')).toBe(true);
  const note = within(section).getByRole('note', { name: 'Language model' });
  expect(note.textContent).toContain('OPENAI_API_KEY is not set. Copy is composed from your strategy’s own words.');
  expect(note.textContent).toContain("export OPENAI_API_KEY='<your key>'");
  fireEvent.click(within(section).getByRole('button', { name: 'Compose from your strategy' }));
  await waitFor(() =>
    expect(asked).toContainEqual({ method: 'POST', path: copiesOf('d1'), body: { platform: 'x', way: 'RULES' } }),
  );
});

test('copy of the language model is marked as such, with the model, the instructions, the strategy and the cost', async () => {
  const provenance = {
    ...{ by: 'MODEL' as const, model: 'gpt-6-luna', prompt: { name: 'creative-copy', version: 3 } },
    ...{ questionId: 'q1', tokens: 900, microUsd: 310 },
  };
  const fallback = { ...copy, id: 'copy2', note: 'The language model did not write this. Everything is on hold.' };
  const asked = fakeApi({
    [endpoint]: composed,
    [`GET ${copiesOf('d1')}`]: { copies: [{ ...copy, provenance }, fallback] },
    [`POST ${copiesOf('d1')}`]: copy,
  });
  showPanel(<CreativesPanel />, { address: '/creatives?open=d1', house: aHouse({ llm: llmOn }) });
  const [first, second] = await screen.findAllByRole('article', { name: 'Copy for X' });
  expect(first?.textContent).toContain('written by a language model');
  expect(first?.textContent).toContain(
    'gpt-6-luna, asked by Operator, from version 2 of the strategy, version 3 of the instructions, $0.0003',
  );
  expect(second?.textContent).toContain('composed from your strategy');
  expect(second?.textContent).toContain('The language model did not write this. Everything is on hold.');
  fireEvent.click(screen.getByRole('button', { name: 'Ask the language model' }));
  await waitFor(() =>
    expect(asked).toContainEqual({ method: 'POST', path: copiesOf('d1'), body: { platform: 'x', way: 'MODEL' } }),
  );
});
