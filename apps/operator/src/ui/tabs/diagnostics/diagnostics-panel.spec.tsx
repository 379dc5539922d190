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
  await waitFor(() => expect(asked.length).toBe(before + 3));
});
