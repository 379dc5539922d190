import { anyCustomer, type ColumnGuess, type ImportBatch, type ImportPreview } from '@aicmo/cam/contract';
import { conflict, notFound } from '@aicmo/core-kernel';
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { eventStream, fakeApi } from '../../../test-setup/fake-api.ts';
import { showPanel } from '../../../test-setup/show-panel.tsx';
import { AcquisitionPanel } from '../acquisition-panel.tsx';

afterEach(cleanup);

const now = '2026-03-02T09:00:00.000Z';
const aBatch: ImportBatch = {
  ...{ id: 'b1', clientId: 'c1', campaignId: null, fileName: 'leads.csv', sha256: 'x', status: 'COMPLETED' },
  ...{ policy: 'merge', rowsTotal: 3, rowsDone: 3, imported: 2, updated: 0, duplicates: 0, rejected: 1, enrolled: 0 },
  ...{ error: '', importedBy: 'Operator', startedAt: now, endedAt: now, sizeBytes: 90, bytesDone: 90, undo: null },
};
const rejected = { rowNumber: 3, raw: 'Bo;bo holm', code: 'email-invalid', reason: '“bo holm” is no mail address.' };
const aColumn = (index: number, header: string, change: Partial<ColumnGuess> = {}): ColumnGuess => ({
  ...{ index, header, samples: [`${header} 1`], field: null, confidence: 0, why: 'Nothing tells what it is.' },
  ...change,
});
const columns = [
  aColumn(0, 'Who', { field: 'fullName', why: 'The name says so.' }),
  aColumn(1, 'Reach', { field: 'email', why: 'The values look like it.' }),
  aColumn(2, 'Firma'),
];
const aPreview: ImportPreview = {
  ...{ sha256: 'x', format: 'csv', encoding: 'windows-1252', delimiter: ';', sizeBytes: 90, sheets: [], sheet: null },
  ...{ headerRow: 1, product: null, remembered: null, columns, mapping: { 0: 'fullName', 1: 'email' } },
  rejectedBy: [{ code: 'email-invalid', count: 1 }],
  ...{
    rows: 3,
    valid: 2,
    rejected: 1,
    duplicatesInFile: 0,
    duplicatesKnown: 0,
    sample: [],
    rejectedSample: [rejected],
  },
};
const house = {
  'GET /api/acquisition/campaigns': { campaigns: [] },
  'GET /api/clients/choices': { clients: [] },
  'POST /api/acquisition/imports/files': { key: 'k1', sizeBytes: 90 },
  'POST /api/acquisition/imports/preview': aPreview,
  'GET /api/acquisition/imports/b1/outcome': { batch: aBatch, rejections: [rejected], conflicts: [] },
};
const drop = async () => {
  const file = new File(['Who;Reach;Firma'], 'fleet_leads.csv', { type: 'text/csv' });
  fireEvent.drop(await screen.findByRole('region', { name: 'Drop your list here' }), {
    dataTransfer: { files: [file] },
  });
};
const place = (name: string) => screen.findByRole<HTMLSelectElement>('combobox', { name: `${name} becomes` });

test('a dropped list shows what each row becomes, with every answer filled in, and one button imports it', async () => {
  const asked = fakeApi({
    ...house,
    'POST /api/acquisition/imports': { ...aBatch, status: 'RUNNING' },
    'GET /api/acquisition/imports/b1/progress': () => eventStream(aBatch),
  });
  const { address } = showPanel(<AcquisitionPanel />, { address: '/acquisition?import=new' });
  await drop();
  expect(await screen.findByRole('group', { name: 'New leads' })).not.toBeNull();
  expect(screen.getByText('Values separated by semicolons · read as Western European (Windows-1252)')).not.toBeNull();
  expect(screen.getByRole('group', { name: 'Rejected rows' }).textContent).toContain(
    '3“bo holm” is no mail address.Bo;bo holm',
  );
  expect(screen.getByText('1 row: what should be a mail address is none')).not.toBeNull();
  expect(screen.getByLabelText<HTMLInputElement>(/^Campaign/).value).toBe('Fleet leads');
  expect((await place('Reach')).value).toBe('email');
  fireEvent.click(screen.getByRole('button', { name: 'Import 2 leads' }));
  await waitFor(() => expect(address()).toBe('/acquisition?import=b1'));
  const begun = asked.find(({ method, path }) => method === 'POST' && path === '/api/acquisition/imports');
  expect(begun?.body).toMatchObject({
    ...{ key: 'k1', fileName: 'fleet_leads.csv' },
    plan: {
      client: { name: 'My first client' },
      campaign: { name: 'Fleet leads', icp: anyCustomer },
      ...{ policy: 'merge', mapping: { 0: 'fullName', 1: 'email' } },
    },
  });
  expect(await screen.findByRole('button', { name: 'Download to correct' })).not.toBeNull();
});

test('where there are several clients nobody is meant before a person says whose leads they are', async () => {
  const clients = ['Nordlicht', 'Kontor'].map((name, at) => ({ id: `c${at}`, name, isAgency: false, timeZone: 'UTC' }));
  const asked = fakeApi({ ...house, 'GET /api/clients/choices': { clients } });
  showPanel(<AcquisitionPanel />, { address: '/acquisition?import=new' });
  await drop();
  const button = await screen.findByRole('button', { name: 'Import 2 leads' });
  expect(button.hasAttribute('disabled')).toBe(true);
  expect(screen.getByText('Choose above for which client these leads are.')).not.toBeNull();
  expect(asked.at(-1)?.body).not.toHaveProperty('client');
  fireEvent.click(screen.getByRole('combobox', { name: 'For the client' }));
  fireEvent.click(await screen.findByRole('option', { name: 'Kontor', hidden: true }));
  await waitFor(() => expect(asked.at(-1)?.body).toMatchObject({ client: 'c1' }));
  expect(await screen.findByText(/put in sequence for Kontor/)).not.toBeNull();
});

test('counting can be stopped for another file', async () => {
  fakeApi({ ...house, 'POST /api/acquisition/imports/preview': () => new Promise(() => undefined) });
  showPanel(<AcquisitionPanel />, { address: '/acquisition?import=new' });
  await drop();
  fireEvent.click(await screen.findByRole('button', { name: 'Stop, and choose another file' }));
  expect(await screen.findByRole('region', { name: 'Drop your list here' })).not.toBeNull();
});

test('a column takes a place from the one that had it, or is left out, and the rows are counted again', async () => {
  const asked = fakeApi(house);
  showPanel(<AcquisitionPanel />, { address: '/acquisition?import=new' });
  await drop();
  fireEvent.change(await place('Firma'), { target: { value: 'email' } });
  await waitFor(() => expect(asked.at(-1)?.body).toMatchObject({ mapping: { 0: 'fullName', 2: 'email' } }));
  fireEvent.change(await place('Who'), { target: { value: 'leave-out' } });
  await waitFor(() => expect(asked.at(-1)?.body).toMatchObject({ mapping: { 0: 'leave-out', 2: 'email' } }));
});

test('a list of ten thousand columns shows those that fill a place, finds any other, and leaves out the rest at once', async () => {
  const many = [...columns, ...Array.from({ length: 9997 }, (_, at) => aColumn(at + 3, `Extra ${at}`))];
  const asked = fakeApi({ ...house, 'POST /api/acquisition/imports/preview': { ...aPreview, columns: many } });
  showPanel(<AcquisitionPanel />, { address: '/acquisition?import=new' });
  await drop();
  const table = await screen.findByRole('group', { name: 'Columns of the file' });
  expect(within(table).getAllByRole('combobox')).toHaveLength(2);
  expect(screen.getByText('2 columns fill a place, 9998 kept as own fields, 0 left out')).not.toBeNull();
  fireEvent.change(screen.getByRole('textbox', { name: 'Find a column' }), { target: { value: 'extra 4711' } });
  expect((await place('Extra 4711')).value).toBe('kept');
  fireEvent.change(screen.getByRole('textbox', { name: 'Find a column' }), { target: { value: '' } });
  fireEvent.click(screen.getByRole('checkbox', { name: 'Only those that fill a place' }));
  expect(within(table).getAllByRole('combobox')).toHaveLength(50);
  fireEvent.click(screen.getByRole('radio', { name: 'Leave all others out' }));
  await waitFor(() => {
    const { mapping } = asked.at(-1)?.body as { mapping: Record<string, string> }; // what this page sent
    expect(Object.keys(mapping)).toHaveLength(10_000);
    expect([mapping['1'], mapping['9999']]).toEqual(['email', 'leave-out']);
  });
});

test('a workbook says which of its sheets is read, and another one can be chosen', async () => {
  const workbook = { ...aPreview, format: 'xlsx', delimiter: '', sheets: ['People', 'Firms'], sheet: 'People' };
  const remembered = { fileName: 'march.xlsx', chosenBy: 'Ana', chosenAt: now, isOwn: true };
  const asked = fakeApi({
    ...house,
    'POST /api/acquisition/imports/preview': { ...workbook, headerRow: 3, product: 'Apollo', remembered },
  });
  showPanel(<AcquisitionPanel />, { address: '/acquisition?import=new' });
  await drop();
  expect(await screen.findByText('Looks like an export of Apollo · Excel workbook')).not.toBeNull();
  expect(screen.getByText(/as Ana chose for “march.xlsx”/)).not.toBeNull();
  fireEvent.change(screen.getByRole('combobox', { name: 'Sheet' }), { target: { value: 'Firms' } });
  await waitFor(() => expect(asked.at(-1)?.body).toMatchObject({ key: 'k1', sheet: 'Firms' }));
  const names = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Names of the columns' });
  expect(names.value).toBe('3');
  fireEvent.change(names, { target: { value: '0' } });
  await waitFor(() => expect(asked.at(-1)?.body).toMatchObject({ sheet: 'Firms', headerRow: 0 }));
});

test('a file that cannot be read is told in words, and another one can be chosen', async () => {
  fakeApi({
    ...house,
    'POST /api/acquisition/imports/preview': conflict({
      code: 'import-same-file',
      message: 'This very file was imported as “leads.csv” by Olga on 2026-03-01: 12 leads.',
    }),
  });
  showPanel(<AcquisitionPanel />, { address: '/acquisition?import=new' });
  await drop();
  expect((await screen.findByRole('alert')).textContent).toContain('imported as “leads.csv” by Olga');
  fireEvent.click(screen.getByRole('button', { name: 'Choose another file' }));
  expect(screen.getByRole('region', { name: 'Drop your list here' })).not.toBeNull();
});

test('an import that stopped half-way goes on from where it came to, or from the file chosen again', async () => {
  const stopped: ImportBatch = { ...aBatch, status: 'CANCELLED', rowsDone: 1, error: 'Stopped by a person.' };
  fakeApi({
    ...house,
    'GET /api/acquisition/imports/b1/progress': () => eventStream({ ...stopped, status: 'RUNNING' }, stopped),
    'GET /api/acquisition/imports/b1/outcome': { batch: stopped, rejections: [], conflicts: [] },
    'POST /api/acquisition/imports/b1/resume': notFound({
      code: 'import-file-gone',
      message: 'The file is not kept here any more. Choose it again.',
    }),
  });
  const { address } = showPanel(<AcquisitionPanel />, { address: '/acquisition?import=b1' });
  expect((await screen.findByRole('alert')).textContent).toContain('1 of about 3 rows done: they stay');
  fireEvent.click(screen.getByRole('button', { name: 'Go on' }));
  expect(await screen.findByText('The file is not kept here any more. Choose it again.')).not.toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Choose the file again' }));
  expect(address()).toBe('/acquisition?import=new');
});

test('taking an import back says who goes and who stays before it does so', async () => {
  const undo = { by: 'Operator', startedAt: now, endedAt: now, removed: 1, restored: 0, kept: 1 };
  let isUndone = false;
  const asked = fakeApi({
    ...house,
    'GET /api/acquisition/imports/b1/progress': () =>
      eventStream(isUndone ? { ...aBatch, status: 'UNDONE', undo } : aBatch),
    'GET /api/acquisition/imports/b1/undo': {
      ...{ removes: 1, restores: 0, keeps: 1 },
      staying: [{ leadId: 'l1', name: 'Maja Lindqvist', why: 'A message was sent to her.' }],
    },
    'POST /api/acquisition/imports/b1/undo': () => {
      isUndone = true;
      return { ...aBatch, status: 'UNDOING', undo };
    },
  });
  showPanel(<AcquisitionPanel />, { address: '/acquisition?import=b1' });
  fireEvent.click(await screen.findByRole('button', { name: 'Take this import back' }));
  const question = await screen.findByRole('dialog', { name: 'Take it back' });
  expect(await within(question).findByText('Maja Lindqvist: A message was sent to her.')).not.toBeNull();
  expect(question.textContent).toContain('1 lead that this list made is removed');
  expect(asked.some(({ method }) => method === 'POST')).toBe(false);
  fireEvent.click(within(question).getByRole('button', { name: 'Take it back' }));
  expect(await screen.findByText(/Operator took this import back: 1 lead removed/)).not.toBeNull();
});
