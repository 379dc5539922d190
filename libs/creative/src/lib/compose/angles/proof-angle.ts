import type { Phrase } from '../../../contract/direction.ts';
import type { Picker } from '../picker.ts';
import type { Voice } from '../voice.ts';
import { write } from '../write.ts';
import { withHouseRules, type AngleRule, type Territory } from './angle.ts';

/** Proof-led: nothing that cannot be shown, one fact to a piece. */
export const proofAngle: AngleRule = {
  angle: 'PROOF',
  compose: (voice, pick) => ({
    ...names(voice, pick),
    ...manner(voice, pick),
    pillars: pillars(voice, pick),
    hooks: hooks(voice, pick),
    bodies: bodies(voice, pick),
  }),
};

function names(voice: Voice, pick: Picker): Pick<Territory, 'name' | 'tagline'> {
  const { company } = voice;
  const [fact] = voice.evidence;
  return {
    name: pick.headline(
      'proof.name',
      [
        write`${company}, on the record: ${fact}`,
        write`What ${company} can show: ${fact}`,
        write`${company}, in evidence: ${fact}`,
      ],
      write`${company} · ${fact}`,
    ),
    tagline: pick.headline(
      'proof.tagline',
      [write`${fact}. Ask ${company}.`, write`${company}: ${fact}.`, write`${fact}. That is ${company}.`],
      write`${fact}. ${company}.`,
    ),
  };
}

function manner(voice: Voice, pick: Picker): Pick<Territory, 'idea' | 'visualStyle' | 'tone'> {
  const { company, offer, audience, tone } = voice;
  const [fact, next] = voice.evidence;
  const style = pick.say(
    'proof.visual',
    [
      write`One fact to a frame, set large: ${fact}. Plain ground, wide margins, the source of each fact in small type beneath it. No stock photographs.`,
      write`A page from a ledger: ${fact}. One column, generous space, figures in line under each other; the accent colour marks the one line that matters.`,
    ],
    write`${fact}.`,
  );
  return {
    idea: pick.say(
      'proof.idea',
      [
        write`Claim nothing that cannot be shown. Every piece opens on one fact, ${company} puts its name under it, and the reader draws the conclusion. The first: ${fact}. The second: ${next}. The offer follows in one line: ${offer}.`,
        write`Let the facts speak before ${company} does: one to a piece, with nothing beside it. The first is this: ${fact}. The offer stands underneath, in small type: ${offer}. ${audience} can judge the rest.`,
      ],
      write`${fact}. ${next}. ${company}: ${offer}.`,
    ),
    visualStyle: withHouseRules(style, voice, pick),
    tone: pick.say(
      'proof.tone',
      [
        write`${tone}: short sentences, exact figures, no adjective that the facts do not carry.`,
        write`${tone}: the fact first, its meaning second, nothing third.`,
      ],
      write`${tone}.`,
    ),
  };
}

function pillars({ company, offer, audience, outcomes: [outcome], evidence: [fact, next] }: Voice, pick: Picker) {
  const first = [
    write`The fact first, its source second, ${company} last.`,
    write`Shown, not praised: the number or the name, and ${company} in small type.`,
  ];
  const why = [
    write`Why it matters to ${audience}, in one sentence.`,
    write`What ${audience} can do with it, and where they can check it.`,
  ];
  const sum = [
    write`What the facts add up to. The offer in one line: ${offer}.`,
    write`The conclusion, said once and no louder than the facts allow: ${offer}.`,
  ];
  return [
    { title: write`${fact}`, about: pick.say('proof.about.1', first, write`${company}.`) },
    { title: write`${next}`, about: pick.say('proof.about.2', why, write`${audience}.`) },
    { title: write`${outcome}`, about: pick.say('proof.about.3', sum, write`${offer}.`) },
  ];
}

function hooks({ company, outcomes: [outcome], evidence: [fact, next] }: Voice, pick: Picker) {
  const shown = [write`${fact}. ${company} can show it.`, write`${fact}. Signed, ${company}.`];
  const take = [
    write`Do not take it from ${company}. Take it from this: ${next}.`,
    write`${company} could say a lot here. This is enough: ${next}.`,
  ];
  const firstAndLast = [
    write`What ${company} says first: ${fact}. What it says last: ${outcome}.`,
    write`${outcome}? Look at this before you ask ${company}: ${fact}.`,
  ];
  return [
    pick.headline('proof.hook.1', shown, write`${company}. ${fact}.`),
    pick.headline('proof.hook.2', take, write`${company}: ${next}.`),
    pick.headline('proof.hook.3', firstAndLast, write`${fact}. ${outcome}. ${company}.`),
  ];
}

function bodies({ company, offer, audience, outcomes: [outcome], evidence: [fact, next] }: Voice, pick: Picker) {
  const say = (slot: string, way: Phrase, bare: Phrase) => pick.say(`proof.post.${slot}`, [way], bare);
  return [
    [
      say('1', write`What it means for ${audience}: ${outcome}.`, write`${outcome}.`),
      say('2', write`${company} in one line: ${offer}.`, write`${company}: ${offer}.`),
    ],
    [say('3', write`And this: ${fact}.`, write`${fact}.`), say('4', write`What we sell: ${offer}.`, write`${offer}.`)],
    [say('5', write`And this: ${next}.`, write`${next}.`)],
  ];
}
