import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { fakeApi } from '../../test-setup/fake-api.ts';
import { aHouse, showPanel } from '../../test-setup/show-panel.tsx';
import { DiagnosticsPanel } from './diagnostics-panel.tsx';

afterEach(cleanup);

const answers = {
  'GET /api/diagnostics/services': {
    takenAt: '2026-03-02T09:59:00.000Z',
    services: [
      { id: 'db', title: 'Database', state: 'ok', reason: 'SQLite answers', remedy: '' },
      { id: 'cam', title: 'Campaigns and leads', state: 'failed', reason: 'A file is missing', remedy: 'npm ci' },
    ],
  },
  'GET /api/diagnostics/language-model': {
    ...{ model: 'gpt-6-luna', address: 'https://api.openai.com/v1', used: { tokens: 1_200, microUsd: 4_200 } },
    ...{ perDay: { tokens: 2_000_000, cents: 1_000 }, perClient: { tokens: 500_000, cents: null } },
    questions: [
      {
        ...{ id: 'q1', at: '2026-03-02T09:59:00.000Z', by: 'Operator', purpose: 'copy for a post on x' },
        ...{
          model: 'gpt-6-luna',
          outcome: 'ANSWERED',
          tokens: 1_200,
          isEstimated: false,
          microUsd: 420,
          latencyMs: 900,
        },
      },
      {
        ...{ id: 'q2', at: '2026-03-02T09:58:00.000Z', by: 'Operator', purpose: 'copy for a post on blog' },
        ...{ model: 'local', outcome: 'REFUSED', tokens: 0, isEstimated: false, microUsd: null, latencyMs: 0 },
      },
    ],
  },
  'GET /api/house/process': {
    runningFile: '/srv/aicmo/apps/operator/src/api/main.ts',
    workingDirectory: '/srv/aicmo',
    nodeVersion: '24.21.0',
    platform: 'linux x64',
    startedAt: '2026-03-02T08:00:00.000Z',
    memoryMb: 112,
    databaseUrl: 'sqlite:/srv/aicmo/.data/aicmo.db',
    home: '/srv/aicmo/.data',
    environment: [
      { name: 'OPENAI_API_KEY', value: 'set', isSecret: true },
      { name: 'AICMO_HOST', value: null, isSecret: false },
    ],
  },
  'GET /api/house/log': {
    lines: [{ at: '2026-03-02T09:58:00.000Z', level: 'warn', message: 'A feed did not answer', facts: { tries: 2 } }],
  },
};

test('shows the build, the running file and where it stands', async () => {
  fakeApi(answers);
  showPanel(<DiagnosticsPanel />);
  expect(await screen.findByText('/srv/aicmo/apps/operator/src/api/main.ts')).not.toBeNull();
  expect(screen.getByText('AICMO_OPERATOR_0.1.0+4c893d4+2026-03-02')).not.toBeNull();
  expect(screen.getByText('/srv/aicmo')).not.toBeNull();
});

test('of a secret only that it is set is told', async () => {
  fakeApi(answers);
  showPanel(<DiagnosticsPanel />);
  const environment = await screen.findByRole('region', { name: 'Environment' });
  expect(within(environment).getByText('set, not shown')).not.toBeNull();
  expect(within(environment).getByText('not set')).not.toBeNull();
});

test('what failed stands first, with its reason and what to type', async () => {
  fakeApi(answers);
  showPanel(<DiagnosticsPanel />);
  const services = await screen.findByRole('region', { name: 'Services' });
  const [first] = within(services).getAllByRole('listitem');
  expect(first?.textContent).toBe('failedCampaigns and leadsA file is missingnpm ci');
});

test('the log stands newest first with what each line knows', async () => {
  fakeApi(answers);
  showPanel(<DiagnosticsPanel />);
  const log = await screen.findByRole('grid', { name: 'Log of this process' });
  expect(within(log).getAllByRole('row')[1]?.textContent).toBe('2 min agowarningA feed did not answertries 2');
});

test('Check again asks everything again', async () => {
  const asked = fakeApi(answers);
  showPanel(<DiagnosticsPanel />, { house: aHouse({ demo: true }) });
  await screen.findByText('Demonstration data, not production');
  const before = asked.length;
  fireEvent.click(await screen.findByRole('button', { name: 'Check again' }));
  await waitFor(() => expect(asked.length).toBe(before + 4));
});

test('without a key the language model says why it is off, what to type, and that everything else works', async () => {
  fakeApi(answers);
  showPanel(<DiagnosticsPanel />);
  const section = await screen.findByRole('region', { name: 'Language model' });
  expect(section.textContent).toContain('The language model is off: OPENAI_API_KEY is not set.');
  expect(section.textContent).toContain('Everything else works');
  expect(within(section).getByText("export OPENAI_API_KEY='<your key>'")).not.toBeNull();
});

test('the language model tells what is used of its budget, and each question with what it cost', async () => {
  fakeApi(answers);
  const llm = { enabled: true, reason: 'The language model is on.', warning: 'The key has blank space.', setup: null };
  showPanel(<DiagnosticsPanel />, { house: aHouse({ llm }) });
  const section = await screen.findByRole('region', { name: 'Language model' });
  expect(await within(section).findByText('1,200 tokens, $0.0042 at known prices')).not.toBeNull();
  expect(within(section).getByText('2,000,000 tokens, $10.00')).not.toBeNull();
  expect(within(section).getByText('500,000 tokens')).not.toBeNull();
  expect(section.textContent).toContain('The key has blank space.');
  const rows = within(await screen.findByRole('grid', { name: 'Questions to the language model' })).getAllByRole('row');
  expect(rows.slice(1).map((row) => row.textContent)).toEqual([
    '1 min agocopy for a post on xOperatorgpt-6-lunaanswered1,200$0.0004',
    '2 min agocopy for a post on blogOperatorlocalnot let out0price not known',
  ]);
});
