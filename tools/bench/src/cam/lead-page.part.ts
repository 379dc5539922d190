import BetterSqlite from 'better-sqlite3';
import path from 'node:path';
import { bootstrapDatabaseSchema, openDatabase } from '@aicmo/core-db';
import { dayMs, plusMs, systemClock } from '@aicmo/core-kernel';
import { camMigrations, createCam, type Cam } from '@aicmo/cam';
import type { BenchContext, BenchPart } from './bench-part.ts';
import { fillLeads, seeded, type FilledHouse } from './fill-leads.ts';
import { measure } from './measure.ts';

/** Milliseconds at p95. */
const goals = { page: 20, queue: 50 } as const;
/** Leads with a long story, and how long it is: more than anybody has about one person. */
const told = { leads: 20, notes: 120, tasks: 30, appointments: 20 } as const;

/** One lead's whole page, and the queue of those who need a person, in a house with very many leads. */
export const leadPagePart: BenchPart = {
  name: 'lead-page',
  what: "one lead's whole page with a long story, and the review queue",
  run: async ({ folder, rows, say }: BenchContext) => {
    const file = path.join(folder, 'lead-page.db');
    const url = `sqlite:${file}`;
    await bootstrapDatabaseSchema({ url, migrations: [camMigrations] });
    const house = fillLeads(file, rows);
    const waiting = makeThemWait(file, house);
    const db = await openDatabase(url);
    const cam = createCam({ db, clock: systemClock });
    const leads = house.leads.slice(0, told.leads);
    for (const leadId of leads) await tellStory(cam, leadId);
    say(`  ${waiting.toLocaleString('en')} leads need a person; ${leads.length} have a long story`);
    const random = seeded(5);
    const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T; // below 1
    await measure('page of a lead with a long story', goals.page, () => wholePage(cam, one(leads)), say);
    await measure('page of any lead', goals.page, () => wholePage(cam, one(house.leads)), say);
    let cursor: string | null = null;
    const next = async (): Promise<void> => {
      ({ next: cursor } = await cam.review.queue({}, { cursor }));
    };
    await measure('review queue, page after page', goals.queue, next, say);
    const client = () => one(house.clients);
    await measure('review queue of a client', goals.queue, () => cam.review.queue({ clientId: client() }), say);
    await measure('how many need a person', goals.queue, () => cam.review.counts(client()), say);
    await db.close();
  },
};

/** What the screen asks for when a lead is opened. */
async function wholePage(cam: Cam, leadId: string): Promise<void> {
  await cam.stories.read(leadId);
  await cam.messages.list({ leadId }, { limit: 50 });
  await cam.rights.consentHistory(leadId);
}

/** The clients of the leads, reasons for a review, bad addresses, missing companies; gives how many leads wait. */
function makeThemWait(file: string, house: FilledHouse): number {
  const raw = new BetterSqlite(file);
  const client = raw.prepare(
    `insert into cam_client (id, name, is_agency, time_zone, sender_name, sender_address, postal_address, brand_kit,
      created_at, updated_at) values (?, ?, 0, 'Europe/Berlin', '', '', '', ?, '', '')`,
  );
  const kit = JSON.stringify({ voice: '', bannedWords: [], disclaimers: [] });
  house.clients.forEach((id, index) => client.run(id, `Client ${index}`, kit));
  raw.exec(`
    update cam_lead set review_since = created_at, review_reason = 'Two files disagree.' where needs_review = 1;
    update cam_lead set email_checked_at = created_at where email_check = 'INVALID';
    update cam_lead set company = '' where id in (select id from cam_lead where tier in ('HOT', 'WARM') limit 5000)`);
  const waiting = raw
    .prepare<[], { count: number }>(
      `select count(*) as count from cam_lead where needs_review = 1 or email_check = 'INVALID' or (company = '' and tier in ('HOT', 'WARM'))`,
    )
    .get();
  raw.close();
  return waiting?.count ?? 0;
}

async function tellStory(cam: Cam, leadId: string): Promise<void> {
  const now = systemClock.now();
  const timeZone = 'Europe/Berlin';
  for (let number = 0; number < told.notes; number += 1) await cam.notes.addNote(leadId, `Note ${number}`, 'Olga');
  for (let number = 0; number < told.tasks; number += 1) {
    await cam.leadTasks.addTask(
      leadId,
      { title: `Task ${number}`, dueAt: plusMs(now, number * dayMs), timeZone },
      'Olga',
    );
  }
  for (let number = 0; number < told.appointments; number += 1) {
    const meeting = {
      title: `Call ${number}`,
      startsAt: plusMs(now, number * dayMs),
      minutes: 30,
      timeZone,
      place: '',
    };
    await cam.appointments.addAppointment(leadId, meeting, 'Olga');
  }
}
