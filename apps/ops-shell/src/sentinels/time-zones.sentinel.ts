import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import type { Machine } from './machine.ts';

/** Zones with a rule of their own each, and what a clock there shows at noon UTC: half an hour of summer time, 45 minutes, a date line. */
const samples: readonly (readonly [zone: string, utc: string, there: string])[] = [
  ['Europe/Berlin', '2026-07-01T12:00:00Z', '14:00'],
  ['America/New_York', '2026-01-15T12:00:00Z', '07:00'],
  ['Australia/Lord_Howe', '2026-01-15T12:00:00Z', '23:00'],
  ['Asia/Kathmandu', '2026-01-15T12:00:00Z', '17:45'],
  ['Pacific/Kiritimati', '2026-01-15T12:00:00Z', '02:00'],
];

/** Whether times in other zones are right: windows of sending are in the recipient's zone. */
export const timeZonesSentinel = ({ variables }: Machine): Sentinel =>
  defineSentinel({
    id: 'machine-time-zones',
    title: 'Time zone data',
    severity: 'error',
    reasons: {
      'zones-wrong': {
        cause:
          'This Node has no time zone data, or an old one: it was built with small-icu, or ICU_DATA points elsewhere.',
        cure: 'Start with the pinned Node, which npm ci brings.',
      },
      'zone-unknown': {
        cause: 'The variable TZ names a zone that nobody knows; the system then silently takes UTC.',
        cure: 'Give TZ a name like Europe/Berlin, or unset it.',
      },
    },
    run: async () => {
      const wrong = samples.filter(([zone, utc, there]) => shown(zone, utc) !== there).map(([zone]) => zone);
      const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
      const evidence = {
        'zones tried': samples.length,
        'this machine': own,
        'time zone data': process.versions['tz'] ?? 'none',
      };
      if (wrong.length > 0) {
        const remedy = { text: 'Start with the pinned Node.', commands: ['npm ci'] };
        return {
          verdict: 'fail',
          reason: 'zones-wrong',
          summary: `Wrong times in ${wrong.join(', ')}.`,
          evidence,
          remedy,
        };
      }
      const named = variables['TZ']?.trim();
      if (
        named !== undefined &&
        named !== '' &&
        !named.startsWith(':') &&
        shown(named, '2026-01-15T12:00:00Z') === undefined
      ) {
        const remedy = {
          text: 'Name a zone that there is, or none.',
          commands: ['export TZ=Europe/Berlin', 'unset TZ'],
        };
        return {
          verdict: 'fail',
          reason: 'zone-unknown',
          summary: 'TZ names a zone that nobody knows.',
          evidence,
          remedy,
        };
      }
      return { verdict: 'pass', summary: `Right in every zone tried; this machine is in ${own}.`, evidence };
    },
  });

function shown(timeZone: string, utc: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(Date.parse(utc));
  } catch {
    // RangeError: no such zone.
    return undefined;
  }
}
