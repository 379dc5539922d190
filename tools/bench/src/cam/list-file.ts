import { spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { internal } from '@aicmo/core-kernel';

const titles = [
  ...[
    'Head of Operations',
    'CEO',
    'Marketing Manager',
    'Accountant',
    'VP Sales',
    'Senior Engineer',
    'Leiterin Einkauf',
  ],
  ...['Assistant to the CEO', 'Director of Finance', 'Founder & Managing Director', 'Team Lead Support', ''],
];
const industries = [
  'Software',
  'Logistics',
  'Mechanical Engineering',
  'Retail',
  'Health Care',
  'Financial Services',
  '',
];
const places = ['Berlin', 'München', 'Wien', 'Zürich', 'Hamburg', 'Graz', 'Köln', 'Paris', 'Lyon', ''];
const countries = [
  'Germany',
  'Germany',
  'Austria',
  'Switzerland',
  'Germany',
  'Austria',
  'Germany',
  'France',
  'France',
  '',
];
const first = ['Anna', 'Jörg', 'Zoë', 'Peter', 'Łukasz', 'Maria', 'François', 'Ines', 'Tom', 'Aylin', 'Sofia', 'Max'];
const last = ['Berg', 'Müller', 'Ångström', 'Schmidt', 'Nowak', 'Rossi', 'Dubois', 'Öztürk', 'Weiß', 'de la Cruz'];

const header =
  'Vorname;Nachname;E-Mail;Funktion;Firma;Website;Branche;Mitarbeiter;Umsatz;Ort;Land;LinkedIn;Telefon;Notiz\r\n';

/**
 * Writes a list as people have it: a header that is not ours, German separators, quotes, empty cells, a phone number in
 * each fifth row, one column without a place of ours, and 15 % of the rows a person that was there before, her address
 * in other letters or with a tag. The same rows in each run; `from` makes another list of other people.
 */
async function writeListFile(file: string, rows: number, from = 0): Promise<void> {
  const out = createWriteStream(file);
  out.write(header);
  for (let start = 0; start < rows; start += 5000) {
    let text = '';
    for (let index = start; index < Math.min(rows, start + 5000); index += 1) text += listRow(index, from);
    if (!out.write(text)) await once(out, 'drain');
  }
  await finished(out.end());
}

/** The same in a process of its own, so that its memory does not count as that of what is measured. */
export function makeListFile(file: string, rows: number, from = 0): void {
  const how = ['--no-warnings', import.meta.filename, file, String(rows), String(from)];
  const { status, stderr } = spawnSync(process.execPath, how, { encoding: 'utf8' });
  if (status !== 0) throw internal({ code: 'bench-list', message: `The list could not be written: ${stderr}` });
}

const isRepeat = (index: number): boolean => index % 20 >= 17;

const pick = (list: readonly string[], number: number): string => list[number % list.length] ?? '';

function listRow(index: number, from: number): string {
  const person = from + (isRepeat(index) ? index - 17 : index);
  const firm = (person * 7919) % 30_011;
  const name = `${pick(last, person)}${Math.floor(person / 97)}`;
  const free = person % 9 === 0;
  const local = `${pick(['anna', 'joerg', 'zoe', 'peter'], person)}.${person}`;
  const domain = free ? 'gmail.com' : `firm${firm}.example`;
  const address = isRepeat(index) ? `${local.toUpperCase()}${free ? '+list' : ''}@${domain}` : `${local}@${domain}`;
  const phone = person % 5 === 0 ? `+49 30 ${1_000_000 + (person % 8_999_999)}` : '';
  const profile = person % 3 === 0 ? `https://www.linkedin.com/in/person-${person}` : '';
  const site = free ? '' : `https://www.firm${firm}.example/about`;
  const place = person % places.length;
  return (
    `${pick(first, person)};${name};${address};${pick(titles, firm + person)};"Firm ${firm}; GmbH";${site};` +
    `${pick(industries, firm)};${(firm * 7) % 4000};${firm % 3 === 0 ? `${(firm % 90) + 1} Mio €` : ''};` +
    `${places[place] ?? ''};${countries[place] ?? ''};${profile};${phone};"from the fair, hall ${person % 12}"\r\n`
  );
}

if (process.argv[1] === import.meta.filename) {
  const [file = '', rows, from] = process.argv.slice(2);
  await writeListFile(file, Number(rows), Number(from));
}
