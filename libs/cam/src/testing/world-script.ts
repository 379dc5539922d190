import { dayMs, hourMs, minuteMs } from '@aicmo/core-kernel';
import { absenceNotice, bounceNotice, humanReply, type MailScript } from './scripted-mail.ts';

/** Zones of both hemispheres, most of which change their clocks. */
export const worldZones = [
  ...['Europe/Berlin', 'America/New_York', 'Australia/Sydney', 'America/Santiago', 'Pacific/Auckland'],
  ...['Australia/Lord_Howe', 'Asia/Kolkata', 'America/St_Johns', 'Europe/London', 'Africa/Cairo'],
];

/** A list of people all over the world, `p<number>@firm<number>.example`, several at a company. */
export function peopleOfTheWorld(from: number, to: number): Uint8Array {
  const rows = Array.from({ length: to - from }, (_, index) => {
    const person = from + index;
    const company = `firm${person % 7}`;
    const zone = worldZones[person % worldZones.length] ?? '';
    return `Person ${person},p${person}@${company}.example,Head of Operations,${company},${zone}`;
  });
  return new TextEncoder().encode(['Name,Email,Title,Company,Time zone', ...rows].join('\n'));
}

/** The number in an address of these people. */
export const personOf = (address: string): number => Number(/^p(\d+)@/.exec(address)?.[1] ?? -1);

/** By the number of a person, the same again after twenty: what servers say, and what comes back. */
export const worldScript: MailScript = {
  recipient: (to, tries) => {
    const role = personOf(to) % 20;
    if (role === 3) return { code: 550, text: '5.1.1 There is no such mailbox' };
    if (role === 4 && tries <= 2) return { code: 451, text: '4.7.1 Try again later' };
    if (role === 5) return { code: 450, text: '4.2.2 The mailbox is full' };
    return undefined;
  },
  taken: (letter) => {
    const role = personOf(letter.to) % 20;
    if (role === 6) return { isCut: true };
    if (letter.subject.startsWith('Re:')) return {};
    const back = {
      7: { afterMs: 3 * hourMs, raw: humanReply(letter, 'Yes please, tell me more. Tuesday would suit me well.') },
      8: { afterMs: 5 * minuteMs, raw: absenceNotice(letter, null) },
      9: { afterMs: 2 * minuteMs, raw: bounceNotice(letter, '5.1.1', 'No such user') },
      10: { afterMs: 26 * hourMs, raw: humanReply(letter, 'Please unsubscribe me and do not write to me again.') },
      11: { afterMs: 2 * dayMs, raw: humanReply(letter, 'No thank you, we are not interested.') },
      12: { afterMs: 4 * minuteMs, raw: bounceNotice(letter, '4.2.2', 'Mailbox full') },
    }[role];
    return back === undefined ? {} : { back: [back] };
  },
};
