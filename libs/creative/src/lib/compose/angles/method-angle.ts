import type { Phrase } from '../../../contract/direction.ts';
import type { Picker } from '../picker.ts';
import type { Voice } from '../voice.ts';
import { write } from '../write.ts';
import { withHouseRules, type AngleRule, type Territory } from './angle.ts';

/** Method-led: as long as no result may be quoted, show how it is done instead of what came of it. */
export const methodAngle: AngleRule = {
  angle: 'METHOD',
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
  const [way] = voice.evidence;
  return {
    name: pick.headline(
      'method.name',
      [
        write`How ${company} works: ${way}`,
        write`${company}, seen from inside: ${way}`,
        write`Inside ${company}: ${way}`,
      ],
      write`${company} · ${way}`,
    ),
    tagline: pick.headline(
      'method.tagline',
      [write`${way}. That is ${company}.`, write`${company}: ${way}.`, write`${way}. Ask ${company} how.`],
      write`${way}. ${company}.`,
    ),
  };
}

function manner(voice: Voice, pick: Picker): Pick<Territory, 'idea' | 'visualStyle' | 'tone'> {
  const { company, offer, audience, tone } = voice;
  const [way, next] = voice.evidence;
  const style = pick.say(
    'method.visual',
    [
      write`One step to a frame, photographed as it happens: ${way}. Hands, tools and places instead of portraits; short captions in the accent colour.`,
      write`A working drawing: ${way}. Thin lines, numbers in the order of the work, one accent colour for the step that is shown.`,
    ],
    write`${way}.`,
  );
  return {
    idea: pick.say(
      'method.idea',
      [
        write`There is no result to quote yet, so none is claimed. Show how it comes about instead, one step to a piece: ${way}. Then the next: ${next}. ${audience} can judge the work of ${company} by how it is done.`,
        write`Open the door and let the reader watch ${company} at work: ${way}. Then: ${next}. No result is promised that nobody can quote yet; the offer is named once: ${offer}.`,
      ],
      write`${company}: ${way}. ${next}. ${offer}.`,
    ),
    visualStyle: withHouseRules(style, voice, pick),
    tone: pick.say(
      'method.tone',
      [
        write`${tone}: verbs before adjectives, each step in the order in which it happens.`,
        write`${tone}: faithful to the work, silent about results that nobody has measured.`,
      ],
      write`${tone}.`,
    ),
  };
}

function pillars({ company, offer, audience, outcomes: [outcome], evidence: [way, next] }: Voice, pick: Picker) {
  const step = [
    write`The step itself, as somebody at ${company} would explain it to a visitor.`,
    write`What a visitor to ${company} would see of it, and in which order.`,
  ];
  const why = [
    write`Why it is done like this, and what ${audience} can see of it.`,
    write`The reason behind it, in words that ${audience} would use.`,
  ];
  const purpose = [
    write`What all the steps are for. The offer in one line: ${offer}.`,
    write`Where the work leads, and what is sold in the end: ${offer}.`,
  ];
  return [
    { title: write`${way}`, about: pick.say('method.about.1', step, write`${company}.`) },
    { title: write`${next}`, about: pick.say('method.about.2', why, write`${audience}.`) },
    { title: write`${outcome}`, about: pick.say('method.about.3', purpose, write`${offer}.`) },
  ];
}

function hooks({ company, outcomes: [outcome], evidence: [way, next] }: Voice, pick: Picker) {
  const how = [write`${way}. This is how ${company} works.`, write`Watch ${company} at work: ${way}.`];
  const then = [write`How ${company} does it: ${next}.`, write`${next}. Ask ${company} why.`];
  const forWhat = [
    write`${outcome}? Look first at how ${company} works: ${way}.`,
    write`What ${company} does first: ${way}. What it is for: ${outcome}.`,
  ];
  return [
    pick.headline('method.hook.1', how, write`${company}. ${way}.`),
    pick.headline('method.hook.2', then, write`${company}: ${next}.`),
    pick.headline('method.hook.3', forWhat, write`${way}. ${outcome}. ${company}.`),
  ];
}

function bodies({ company, offer, outcomes: [outcome], evidence: [way, next] }: Voice, pick: Picker) {
  const say = (slot: string, line: Phrase, bare: Phrase) => pick.say(`method.post.${slot}`, [line], bare);
  return [
    [
      say('1', write`What it is for: ${outcome}.`, write`${outcome}.`),
      say('2', write`${company} in one line: ${offer}.`, write`${company}: ${offer}.`),
    ],
    [
      say('3', write`And before that: ${way}.`, write`${way}.`),
      say('4', write`What we sell: ${offer}.`, write`${offer}.`),
    ],
    [say('5', write`And then: ${next}.`, write`${next}.`)],
  ];
}
