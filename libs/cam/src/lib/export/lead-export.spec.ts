import { describeEachDialect } from '@aicmo/core-db/testing';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { expect, test } from '@jest/globals';
import { aLeadFile } from '../../testing/a-lead-file.ts';
import { createCam } from '../cam.ts';
import { camMigrations } from '../db/migrations/index.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describeEachDialect('a list of leads as a file', (dialect) => {
  test('has every lead once in the order of the list, runs nothing, and comes back as it was', async () => {
    const db = await dialect.open([camMigrations]);
    const cam = createCam({ db, clock: fakeClock() });
    const client = await cam.clients.create({ name: 'Nordlicht', timeZone: 'Europe/Berlin' }, 'Olga');
    const campaign = await cam.campaigns.create(client.id, { name: 'Spring' }, 'Olga');
    const place = { clientId: client.id, campaignId: campaign.id };
    const evil =
      'Name;Mail;Firma\n=HYPERLINK("http://x");a@b.example;"@cmd, ""quoted"""\n-2+3;c@d.example;"Zoë; 株式会社"\n';
    for (const [fileName, list] of [['many.csv', aLeadFile(620)] as const, ['evil.csv', bytes(evil)] as const]) {
      await cam.imports.finished((await cam.imports.begin({ ...place, fileName, bytes: list }, 'Olga')).id);
    }
    let text = '';
    for await (const piece of cam.leadExport.csv({ clientId: client.id }, { by: 'name', direction: 'asc' }))
      text += piece;
    const lines = text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + 622);
    expect(lines[0]).toMatch(/^\ufeffName,First name,Last name,Title,Company,/);
    expect(text).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(text).toContain(`"'@cmd, ""quoted"""`);
    expect(text).not.toMatch(/(^|,|\n)"?[=@]/m);

    const other = await cam.clients.create({ name: 'Other', timeZone: 'Europe/Berlin' }, 'Olga');
    const again = { clientId: other.id, campaignId: null, fileName: 'back.csv', bytes: bytes(text) };
    const batch = await cam.imports.finished((await cam.imports.begin(again, 'Olga')).id);
    expect(batch).toMatchObject({ imported: 622, rejected: 0 });
    const { leads } = await cam.leads.list({ clientId: other.id, search: 'a@b.example' });
    expect(leads[0]).toMatchObject({ name: '=HYPERLINK("http://x")', company: '@cmd, "quoted"' });
  });
});
